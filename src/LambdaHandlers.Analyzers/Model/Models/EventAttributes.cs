using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>Annotations: <c>[SQSEvent]</c>, <c>[S3Event]</c>, <c>[SNSEvent]</c> and <c>[DynamoDBEvent]</c> on a handler, as the template will have them.</summary>
static class EventAttributes
{
    /// <summary>The events that a method's attributes declare.</summary>
    public static IEnumerable<EventMapping> On(IMethodSymbol method) => method.GetAttributes().Select(Of).OfType<EventMapping>();

    static EventMapping? Of(AttributeData attribute) =>
        attribute is { AttributeClass.Name: var name, ConstructorArguments: [{ Value: string source }, ..] } && Kinds.TryGetValue(name, out var kind) && Named(attribute, "Enabled") is not false
            ? new(name, kind, Map(Settings(attribute)), owner: source.StartsWith("@", StringComparison.Ordinal) ? ConfigNode.Ref(source.Substring(1)) : Text(source)) : null;

    static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["SQSEventAttribute"] = "SQS", ["S3EventAttribute"] = "S3", ["SNSEventAttribute"] = "SNS", ["DynamoDBEventAttribute"] = "DynamoDB",
    };

    static IEnumerable<(string, ConfigNode)> Settings(AttributeData attribute)
    {
        if (Named(attribute, "BatchSize") is { } size) yield return ("BatchSize", Text(size.ToString()));
        if (Named(attribute, "Events") is string events) yield return ("Events", Text(events));
        if (Named(attribute, "Filters") is string filters) yield return ("FilterCriteria", Text(filters));
        if (Named(attribute, "FilterPolicy") is string policy) yield return ("FilterPolicy", Text(policy));
        var rules = new[] { ("prefix", "FilterPrefix"), ("suffix", "FilterSuffix") }.Where(rule => Named(attribute, rule.Item2) is string)
            .Select(rule => Map([("Name", Text(rule.Item1)), ("Value", Text((string)Named(attribute, rule.Item2)!))])).ToImmutableArray();
        if (rules.Length > 0) yield return ("Filter", Map([("S3Key", Map([("Rules", ConfigNode.List(ConfigText.None, default, rules))]))]));
    }

    static object? Named(AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    static ConfigNode Text(string text) => ConfigNode.Scalar(ConfigText.None, default, text);

    static ConfigNode Map(IEnumerable<(string Key, ConfigNode Value)> entries) =>
        ConfigNode.Map(ConfigText.None, default, entries.Select(entry => new ConfigEntry(Text(entry.Key), entry.Value)).ToImmutableArray());
}
