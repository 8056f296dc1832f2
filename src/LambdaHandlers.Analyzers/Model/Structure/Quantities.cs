using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>What can be calculated with: numbers, dates, durations.</summary>
static class Quantities
{
    /// <summary>True for a type of that kind.</summary>
    public static bool Is(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => Is(inner),
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double or SpecialType.System_DateTime } => true,
        { Name: "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly", ContainingNamespace.Name: "System" } => true,
        _ => false,
    };

    /// <summary>True for + - * / % on them.</summary>
    public static bool IsArithmetic(IBinaryOperation binary) =>
        binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder && Is(binary.Type);

    /// <summary>True for a constant, and for i + 1 or list.Count - 1.</summary>
    public static bool IsStep(IBinaryOperation binary) => binary.ConstantValue.HasValue
        || (binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract && (IsOne(binary.RightOperand) || IsOne(binary.LeftOperand)));

    /// <summary>True for a duration up to now: that is measured, not calculated.</summary>
    public static bool IsElapsed(IBinaryOperation binary) => binary.Type is { Name: "TimeSpan" or "DateTime" or "DateTimeOffset" } && binary.Descendants().Any(DomainData.IsNow);

    /// <summary>True for 0.19m and 1.5: a rate, a factor, a price. Nobody hands on such numbers.</summary>
    public static bool IsRate(IOperation value) => value.ConstantValue is { HasValue: true, Value: var constant } && constant switch
    {
        decimal number => number != decimal.Truncate(number),
        double number => number != Math.Truncate(number),
        float number => number != Math.Truncate(number),
        _ => false,
    };

    /// <summary>True for rounding, roots and the like.</summary>
    public static bool IsMath(IMethodSymbol method, INamedTypeSymbol type) =>
        type is { Name: "Math" or "MathF", ContainingNamespace.Name: "System" }
        || (type.SpecialType == SpecialType.System_Decimal && method.Name is "Round" or "Floor" or "Ceiling" or "Truncate");

    static bool IsOne(IOperation operation) => operation is { ConstantValue: { HasValue: true, Value: 1 or 1L } };
}
