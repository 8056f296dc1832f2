using LambdaHandlers.Analyzers.Model.Deployment;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>What a template says a name stands for: a resource of its own, a name, an ARN, an expression.</summary>
static class Trigger
{
    /// <summary>True when a value that the function is given and the source of an event are the same resource.</summary>
    public static bool IsSame(ConfigNode told, ConfigNode trigger, DeployedFunction function) =>
        told.Reference is { } one && trigger.Reference is { } other ? one == other
        : (told.Reference is null && trigger.Reference is null && told.IsIntrinsic && trigger.IsIntrinsic && told.Tag == trigger.Tag && told.ToString() == trigger.ToString())
            || NameOf(told, function) is { } name && name == NameOf(trigger, function);

    /// <summary>True when a text of the code and the source of an event are the same resource.</summary>
    public static bool IsSame(string text, ConfigNode trigger, DeployedFunction function) => text.Length > 0 && LastPart(text) == NameOf(trigger, function);

    // A literal's own name, or the one that the resource it refers to is given.
    static string? NameOf(ConfigNode node, DeployedFunction function)
    {
        if (node.Reference is not { } id) return node.IsIntrinsic || node.Text.Length == 0 ? null : LastPart(node.Text);
        var properties = function.File.Resource(id)?["Properties"];
        return Names.Select(name => properties?[name]).FirstOrDefault(name => name is not null) is { IsIntrinsic: false, Text: { Length: > 0 } text } ? text : null;
    }

    static readonly string[] Names = ["BucketName", "QueueName", "TableName", "TopicName", "Name"];

    // https://sqs.eu-west-1.amazonaws.com/123456789012/orders, arn:aws:sqs:eu-west-1:123456789012:orders, arn:aws:dynamodb:…:table/orders/stream/2026-…
    static string LastPart(string text)
    {
        if (text.IndexOf(":table/", StringComparison.Ordinal) is var table and >= 0) return text.Substring(table + 7).Split('/')[0];
        return text.Substring(text.LastIndexOfAny([':', '/']) + 1);
    }
}
