using LambdaHandlers.Analyzers.Model.Deployment;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>What a template says a name stands for: a resource of its own, a name, an ARN, an expression.</summary>
static class Trigger
{
    /// <summary>True when a value that the function is given and the source of an event are the same resource.</summary>
    public static bool IsSame(ConfigNode told, ConfigNode trigger, DeploymentFile? file) => Identities(told, file).Intersect(Identities(trigger, file)).Any();

    /// <summary>True when a text of the code and the source of an event are the same resource.</summary>
    public static bool IsSame(string text, ConfigNode trigger, DeploymentFile? file) => text.Length > 0 && Identities(trigger, file).Contains(LastPart(text));

    // By what a resource can be known: its logical id, and the name that it is given.
    static IEnumerable<string> Identities(ConfigNode node, DeploymentFile? file)
    {
        if (IdentityOf(node) is not { } identity) yield break;
        yield return identity;
        if (identity.StartsWith(LogicalId, StringComparison.Ordinal) && file?.Resource(identity.Substring(LogicalId.Length))?["Properties"] is { } properties
            && Names.Select(name => properties[name]).FirstOrDefault(name => name is not null) is { } given && IdentityOf(given) is { } name)
            yield return name;
    }

    const string LogicalId = "the resource ";

    static readonly string[] Names = ["BucketName", "QueueName", "TableName", "TopicName", "Name"];

    // A Sub is the text that it makes: ${AWS::StackName}-orders is as good a name as orders.
    static string? IdentityOf(ConfigNode node) =>
        node.Reference is { } id ? LogicalId + id
        : node.Substitution is { } text ? LastPart(text) is var last && last is ['$', '{', .. var name, '}'] && ConfigNode.OfThisFile(name) is { } referred ? LogicalId + referred : last
        : node.Tag is not null || node.Shape != ConfigShape.Scalar ? node.Tag + node
        : LastPart(node.Text) is { Length: > 0 } plain ? plain : null;

    // https://sqs.eu-west-1.amazonaws.com/123456789012/orders, arn:aws:sqs:eu-west-1:123456789012:orders, arn:aws:dynamodb:…:table/orders/stream/2026-…
    static string LastPart(string text)
    {
        if (text.IndexOf(":table/", StringComparison.Ordinal) is var table and >= 0) text = text.Substring(table + 7);
        if (text.IndexOf("/stream/", StringComparison.Ordinal) is var stream and > 0) text = text.Substring(0, stream);
        var depth = 0;
        for (var at = text.Length - 1; at >= 0; at--)
            if (text[at] == '}') depth++;
            else if (text[at] == '{') depth--;
            else if (depth == 0 && text[at] is ':' or '/') return text.Substring(at + 1);
        return text;
    }
}
