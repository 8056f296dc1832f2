using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>Chains of LINQ operators.</summary>
static class Pipelines
{
    // These change the container or name a part, nothing more.
    static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToHashSet", "AsEnumerable", "AsQueryable", "Cast", "OfType", "Select", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "Count", "Contains",
        "ToDictionary", "ToLookup", "Concat", "Append", "Prepend",
    };

    /// <summary>True for the last operator of a chain.</summary>
    public static bool EndsAt(IInvocationOperation call)
    {
        if (!IsOperator(call)) return false;
        var at = call.Parent;
        while (at is IConversionOperation or IArgumentOperation or IParenthesizedOperation) at = at.Parent;
        return !(at is IInvocationOperation outer && IsOperator(outer) && Source(outer) == call);
    }

    /// <summary>True for a chain that selects, groups, orders or computes: two operators that do, or one with logic in its lambda.</summary>
    public static bool Weighs(IInvocationOperation call, DomainData data)
    {
        var operators = 0;
        for (IInvocationOperation? at = call; at is not null && IsOperator(at); at = Source(at))
        {
            if (!Plain.Contains(at.TargetMethod.Name)) operators++;
            if (at.Arguments.Any(each => HasLogic(each.Value, data))) return true;
        }
        return operators >= 2;
    }

    static bool HasLogic(IOperation argument, DomainData data) => argument.Descendants().OfType<IAnonymousFunctionOperation>().Any(lambda => lambda.Body.Descendants().Any(part => part switch
    {
        IBinaryOperation binary => (Computation.IsQuantity(binary.Type) && !binary.ConstantValue.HasValue) || (Condition.IsRelational(binary.OperatorKind) && Condition.Of(binary, data) == Test.Comparison),
        _ => false,
    }));

    static bool IsOperator(IInvocationOperation call) =>
        (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType is { Name: "Enumerable" or "Queryable" or "ImmutableArrayExtensions", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    static IInvocationOperation? Source(IInvocationOperation call)
    {
        var at = call.Instance ?? call.Arguments.FirstOrDefault()?.Value;
        while (at is IConversionOperation { Operand: var inner }) at = inner;
        return at as IInvocationOperation;
    }
}

/// <summary>Work on text: taking it apart and putting it together.</summary>
static class TextWork
{
    static readonly HashSet<string> OnStrings = new(StringComparer.Ordinal)
    {
        "Split", "Substring", "Replace", "IndexOf", "LastIndexOf", "IndexOfAny", "PadLeft", "PadRight", "Insert", "Remove",
    };

    /// <summary>True for such a call.</summary>
    public static bool Is(IMethodSymbol method, INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_String ? OnStrings.Contains(method.Name)
        : type.ContainingNamespace is { Name: "RegularExpressions" } ? method.Name is not ("Escape" or "Unescape")
        : type is { Name: "StringBuilder", ContainingNamespace.Name: "Text" } && method.Name.StartsWith("Append", StringComparison.Ordinal);
}
