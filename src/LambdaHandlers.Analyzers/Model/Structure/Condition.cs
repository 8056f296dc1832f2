using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>What a condition asks, in the order of how much it decides.</summary>
enum Test
{
    /// <summary>Nothing about data: configuration, a deadline.</summary>
    None,
    /// <summary>Whether something is there and well-formed.</summary>
    Format,
    /// <summary>Which of several named cases it is.</summary>
    Flag,
    /// <summary>How values of the domain relate.</summary>
    Comparison,
}

/// <summary>Reads conditions.</summary>
static class Condition
{
    /// <summary>The most that a condition asks.</summary>
    public static Test Of(IOperation condition, DomainData data) => condition switch
    {
        IParenthesizedOperation { Operand: var inner } => Of(inner, data),
        IConversionOperation { Operand: var inner } => Of(inner, data),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner } => Of(inner, data),
        IAwaitOperation { Operation: var inner } => Of(inner, data),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.And or BinaryOperatorKind.Or } both =>
            (Test)Math.Max((int)Of(both.LeftOperand, data), (int)Of(both.RightOperand, data)),
        _ when !data.IsData(condition) => Test.None,
        IBinaryOperation comparison => OfComparison(comparison, data),
        IIsPatternOperation pattern => IsSize(pattern.Value) ? Test.Format : Of(pattern.Pattern),
        IInvocationOperation call => OfCall(call, data),
        IIsTypeOperation => Test.Format,
        _ => Test.Flag,
    };

    /// <summary>What a pattern asks.</summary>
    public static Test Of(IPatternOperation pattern) => pattern switch
    {
        IRelationalPatternOperation => Test.Comparison,
        IConstantPatternOperation { Value: var value } => IsNull(value) ? Test.Format : Test.Flag,
        INegatedPatternOperation { Pattern: var inner } => Of(inner),
        IBinaryPatternOperation both => (Test)Math.Max((int)Of(both.LeftPattern), (int)Of(both.RightPattern)),
        IRecursivePatternOperation recursive => recursive.PropertySubpatterns.Select(each => IsSize(each.Member) ? Test.Format : Of(each.Pattern)).Concat(recursive.DeconstructionSubpatterns.Select(Of)).DefaultIfEmpty(Test.Format).Max(),
        _ => Test.Format,
    };

    /// <summary>True when it holds a value against a limit other than zero: a rule of the domain. Less is a check of the input.</summary>
    public static bool IsLimit(IOperation condition) => condition.DescendantsAndSelf().Any(part => part switch
    {
        IBinaryOperation binary => IsRelational(binary.OperatorKind) && !IsZero(binary.LeftOperand) && !IsZero(binary.RightOperand) && !IsTextLength(binary.LeftOperand) && !IsTextLength(binary.RightOperand),
        IRelationalPatternOperation { Value: var value } => !IsZero(value),
        _ => false,
    });

    /// <summary>True for less, greater and their like.</summary>
    public static bool IsRelational(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    static Test OfComparison(IBinaryOperation comparison, DomainData data)
    {
        var (left, right) = (Slot.Bare(comparison.LeftOperand), Slot.Bare(comparison.RightOperand));
        if (IsNull(left) || IsNull(right) || IsStatusCode(left) || IsStatusCode(right)) return Test.Format;
        var constant = IsConstant(left) ? left : IsConstant(right) ? right : null;
        var other = constant == left ? right : left;
        if (constant is not null && IsSize(other) && (IsZero(constant) || IsOne(constant))) return Test.Format;
        if (IsRelational(comparison.OperatorKind)) return Test.Comparison;
        if (comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)) return Test.Flag;
        return constant is not null ? constant.ConstantValue is { HasValue: true, Value: "" } ? Test.Format : Test.Flag
            : data.IsData(left) && data.IsData(right) ? Test.Comparison : Test.Flag;
    }

    static Test OfCall(IInvocationOperation call, DomainData data) => call.TargetMethod.Name switch
    {
        "Equals" => (call.Instance is null ? call.Arguments.Take(2).Select(each => each.Value) : call.Arguments.Take(1).Select(each => each.Value).Prepend(call.Instance)).All(data.IsData) ? Test.Comparison : Test.Flag,
        _ when Names.IsEnvironment((call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType) => Test.Format,
        _ => Test.Flag,
    };

    // Count, Length, Count(): whether there is any, not how much.
    static bool IsSize(IOperation? operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Count" or "Length" or "LongLength" or "ContentLength" } => true,
        IInvocationOperation { TargetMethod.Name: "Count" or "LongCount" } => true,
        IConditionalAccessOperation { WhenNotNull: var inner } => IsSize(inner),
        IConversionOperation { Operand: var inner } => IsSize(inner),
        _ => false,
    };

    static bool IsTextLength(IOperation operation) => Slot.Bare(operation) is IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_String } };

    static bool IsStatusCode(IOperation operation) => operation.Type?.Name == "HttpStatusCode" || operation is IPropertyReferenceOperation { Property.Name: "StatusCode" or "HttpStatusCode" };

    static bool IsConstant(IOperation operation) => Slot.Bare(operation) is { ConstantValue.HasValue: true } or IDefaultValueOperation or IFieldReferenceOperation { Field: { IsStatic: true } };

    static bool IsNull(IOperation operation) => Slot.Bare(operation) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    static bool IsZero(IOperation operation) => Slot.Bare(operation) is { ConstantValue: { HasValue: true, Value: 0 or 0L or 0d or 0f or 0u } } or { ConstantValue: { HasValue: true, Value: 0m } };

    static bool IsOne(IOperation operation) => Slot.Bare(operation) is { ConstantValue: { HasValue: true, Value: 1 or 1L } };
}
