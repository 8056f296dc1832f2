using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>A loop that walks down what the caller of the function has sent: a JSON or XML tree, or a type that holds itself.</summary>
static class NestedInput
{
    static readonly HashSet<string> Trees = new(StringComparer.Ordinal)
    {
        "JsonElement", "JsonNode", "JsonObject", "JsonArray", "JToken", "JObject", "JArray", "JContainer", "XElement", "XNode", "XContainer", "XmlNode", "XmlElement",
    };

    /// <summary>True when the loop walks a tree of the event and counts no depth.</summary>
    public static bool Drives(Loop loop, LambdaProject project, CancellationToken cancellation)
    {
        var arguments = loop.Calls.SelectMany(call => call.Site is IInvocationOperation { Arguments: var given } ? given.AsEnumerable() : []).ToList();
        return !arguments.Any(CountsDepth)
            && Walked(loop.Closing.Site) is { } nested
            && project.PathTo(nested.Syntax, everyTime: false, cancellation) is { } reached
            && project.OriginOf(nested, reached, cancellation) == Origin.Invocation;
    }

    static IOperation? Walked(IOperation site)
    {
        if (site is IInvocationOperation { Arguments: var handed }) return handed.FirstOrDefault(argument => argument.Parameter is { Type: var type } && IsNested(type) && !IsHandedOn(argument.Value))?.Value;
        // comment.Replies.Sum(Count)
        if (site is not IMethodReferenceOperation { Method.Parameters: [{ Type: var child }] } || !IsNested(child)) return null;
        var at = site;
        while (at.Parent is IDelegateCreationOperation or IConversionOperation) at = at.Parent;
        return at.Parent is IArgumentOperation { Parent: IInvocationOperation call } ? call.Instance ?? call.Arguments[0].Value : null;
    }

    // Walk(node) goes nowhere; nodes.Select(node => Walk(node)) goes down.
    static bool IsHandedOn(IOperation value) => value is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } };

    // Walk(child, depth + 1), Walk(child, --left)
    static bool CountsDepth(IArgumentOperation argument) =>
        argument.Parameter?.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64
        && argument.Value.DescendantsAndSelf().Any(part => part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } or IIncrementOrDecrementOperation);

    static bool IsNested(ITypeSymbol type) =>
        Trees.Contains(type.Name) ? !type.DeclaringSyntaxReferences.Any()
        : type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named && !named.DeclaringSyntaxReferences.IsEmpty
            && named.GetMembers().Any(member => member is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, SetMethod: not null, Type: var held } && Holds(held, named));

    // Comment? Reply, Comment[] Replies, List<Comment> Replies, Dictionary<string, Comment> Replies
    static bool Holds(ITypeSymbol held, INamedTypeSymbol type) => held switch
    {
        IArrayTypeSymbol array => Holds(array.ElementType, type),
        INamedTypeSymbol named => SymbolEqualityComparer.Default.Equals(named, type) || named.TypeArguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument, type)),
        _ => false,
    };
}
