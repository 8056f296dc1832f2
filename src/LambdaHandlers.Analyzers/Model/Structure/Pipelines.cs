using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>Chains of LINQ operators.</summary>
static class Pipelines
{
    const int Most = 4;

    // These change the container or name a part, nothing more.
    static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToHashSet", "AsEnumerable", "AsQueryable", "Cast", "OfType", "Select", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "Count", "Contains",
        "ToDictionary", "ToLookup", "Concat", "Append", "Prepend", "Reverse", "Take", "Skip",
    };

    /// <summary>True for the last operator of a chain.</summary>
    public static bool EndsAt(IInvocationOperation call)
    {
        if (!IsOperator(call)) return false;
        var at = call.Parent;
        while (at is IConversionOperation or IArgumentOperation or IParenthesizedOperation) at = at.Parent;
        return !(at is IInvocationOperation outer && IsOperator(outer) && Source(outer) == call);
    }

    /// <summary>A chain weighs when it selects, groups, orders or computes: two operators that do, or one with logic in its lambda; the longer the more.</summary>
    public static int Weigh(IInvocationOperation call, DomainData data)
    {
        var operators = 0;
        for (IInvocationOperation? at = call; at is not null && IsOperator(at); at = Source(at))
            operators += at.Arguments.Any(each => HasLogic(each.Value, data)) ? 2 : Plain.Contains(at.TargetMethod.Name) ? 0 : 1;
        return operators < 2 ? 0 : Math.Min(operators, Most);
    }

    // A lambda with statements is weighed by these.
    static bool HasLogic(IOperation argument, DomainData data) => argument.Descendants().OfType<IAnonymousFunctionOperation>()
        .Where(lambda => lambda.Syntax is LambdaExpressionSyntax { ExpressionBody: not null })
        .Any(lambda => lambda.Body.Descendants().Any(part => part is IBinaryOperation binary
            && (Quantities.IsArithmetic(binary) ? !Quantities.IsStep(binary) && data.IsData(binary) : Condition.IsRelational(binary.OperatorKind) && Condition.Of(binary, data) == Test.Comparison)));

    static bool IsOperator(IInvocationOperation call) =>
        (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType is { Name: "Enumerable" or "Queryable" or "ImmutableArrayExtensions", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    static IInvocationOperation? Source(IInvocationOperation call) =>
        (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } source ? Slot.Bare(source) as IInvocationOperation : null;
}
