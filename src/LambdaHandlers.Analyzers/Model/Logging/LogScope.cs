using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>What is added to every line that follows: scopes of Microsoft's loggers and NLog's, keys of Powertools, properties of Serilog.</summary>
static class LogScope
{
    /// <summary>True for a call that adds something.</summary>
    public static bool Adds(IOperation operation) => operation is IInvocationOperation call && Adds(call.TargetMethod);

    /// <summary>The values that a call adds; none where it adds nothing.</summary>
    public static IEnumerable<IOperation> Added(IOperation operation) =>
        operation is IInvocationOperation call && Adds(call.TargetMethod) ? call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).SelectMany(argument => Values(argument.Value)) : [];

    static bool Adds(IMethodSymbol method) => (method.Name, (method.ReducedFrom ?? method).ContainingType) switch
    {
        ("BeginScope", { } type) => IsIn(type, "Microsoft.Extensions.Logging"),
        ("AppendKey" or "AppendKeys", { } type) => IsIn(type, "AWS.Lambda.Powertools.Logging"),
        ("PushProperty" or "ForContext" or "Push", { } type) => IsIn(type, "Serilog") || IsIn(type, "NLog"),
        ("PushScopeProperty" or "PushNestedState", { } type) => IsIn(type, "NLog"),
        _ => false,
    };

    static bool IsIn(INamedTypeSymbol type, string space) => type.ContainingNamespace?.ToDisplayString() is { } own && (own == space || own.StartsWith(space + ".", StringComparison.Ordinal));

    // new Dictionary<string, object> { ["user"] = id }, new { user = id }, ("user", id), [new("user", id)]
    static IEnumerable<IOperation> Values(IOperation value) => Conversions.Plain(value) switch
    {
        IObjectCreationOperation { Type.Name: "KeyValuePair" } pair => pair.Arguments.SelectMany(argument => Values(argument.Value)),
        IObjectCreationOperation { Initializer.Initializers: var entries } => entries.SelectMany(Entry),
        IAnonymousObjectCreationOperation made => made.Initializers.SelectMany(Entry),
        IArrayCreationOperation { Initializer.ElementValues: var elements } => elements.SelectMany(Values),
        ITupleOperation tuple => tuple.Elements.SelectMany(Values),
        var plain => ImmutableArray.Create(plain),
    };

    static IEnumerable<IOperation> Entry(IOperation entry) => entry switch
    {
        ISimpleAssignmentOperation assignment => Values(assignment.Value),
        IInvocationOperation add => add.Arguments.SelectMany(argument => Values(argument.Value)),
        _ => [],
    };
}
