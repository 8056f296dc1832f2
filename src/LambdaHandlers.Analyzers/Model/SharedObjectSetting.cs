using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The settings of clients, serializers and loggers that every user of the object sees: default headers, base addresses, a client's configuration, a logger's keys.</summary>
static class SharedObjectSetting
{
    /// <summary>True when writing there changes a client or serializer for everybody who holds it.</summary>
    public static bool Owns(IOperation target, LambdaTypes types) => Holder(target, types) is not null;

    /// <summary>The client, serializer options or headers whose setting the target is; null when it is none.</summary>
    public static IOperation? Holder(IOperation target, LambdaTypes types)
    {
        for (var at = Named((target as IPropertyReferenceOperation)?.Instance); at is not null; at = (Slot.Bare(at) as IPropertyReferenceOperation)?.Instance)
            if (IsSettable(at.Type, types))
                return at;
        return null;
    }

    /// <summary>The client or options that a call changes through one of its collections: <c>Http.DefaultRequestHeaders.Add</c>, <c>Options.Converters.Add</c>; null when it changes none.</summary>
    public static IOperation? Changed(IInvocationOperation call, LambdaTypes types) =>
        Named(call.Instance) is IPropertyReferenceOperation collection && Changes.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)) ? Holder(collection, types) : null;

    // var headers = Http.DefaultRequestHeaders; headers.Add(…);
    static IOperation? Named(IOperation? holder) => holder is ILocalReferenceOperation { Type.Name: "HttpRequestHeaders", Local: var local } use ? SharedState.AliasOf(local, use) : holder;

    static readonly string[] Changes = ["Add", "TryAdd", "Remove", "Clear", "Insert", "Set", "ParseAdd"];

    /// <summary>True when the same code takes out first what the call puts in.</summary>
    public static bool IsTakenOutBefore(IInvocationOperation call) => Roots.Of(call).Descendants().OfType<IInvocationOperation>()
        .Any(other => other.TargetMethod.Name is "Remove" or "Clear" && other.Syntax.SpanStart < call.Syntax.SpanStart && other.Instance?.Syntax.ToString() == call.Instance?.Syntax.ToString());

    /// <summary>True for a call that gives the Powertools logger a key.</summary>
    public static bool IsLoggerKey(IInvocationOperation call) => call.TargetMethod is { Name: "AppendKey" or "AppendKeys", ContainingType: { } type }
        && type.ContainingNamespace.ToDisplayString() == "AWS.Lambda.Powertools.Logging";

    /// <summary>True when the keys of the logger end with the invocation: the aspect clears them, or the code removes them.</summary>
    public static bool ClearsItsState(Handler handler, LambdaProject project) =>
        LoggingAspect(handler)?.NamedArguments.Any(argument => argument is { Key: "ClearState", Value.Value: true }) == true
        || project.Sources.Any(index => Removals.Any(name => index.Uses(name).Any()));

    /// <summary>True when Powertools' aspect runs around the handler.</summary>
    public static bool HasLoggingAspect(Handler handler) => LoggingAspect(handler) is not null;

    static AttributeData? LoggingAspect(Handler handler) => handler.Method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "LoggingAttribute");

    static readonly string[] Removals = ["RemoveKeys", "RemoveAllKeys", "RemoveKey"];

    static bool IsSettable(ITypeSymbol? type, LambdaTypes types)
    {
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            if (at.Name is "HttpClient" or "HttpClientHandler" or "SocketsHttpHandler" or "JsonSerializerOptions" or "JsonSerializerSettings" or "RestClient" or "ClientConfig")
                return true;
        return type is not null && types.IsAwsClient(type);
    }
}
