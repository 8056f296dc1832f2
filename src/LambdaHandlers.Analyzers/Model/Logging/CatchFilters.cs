using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>What the filter of a catch clause says about the exceptions that it lets in.</summary>
static class CatchFilters
{
    /// <summary>True when it asks for more than a type: a code, a status, a state of the code around; or for a type that is an ordinary outcome.</summary>
    public static bool Chooses(IOperation filter) => !OnlyExcludes(filter) && (OnlyTypes(filter) is not { } types || types.Any(CaughtExceptions.IsExpected));

    // when (ex is not OperationCanceledException), when (true)
    static bool OnlyExcludes(IOperation filter) => filter switch
    {
        { ConstantValue: { HasValue: true, Value: true } } => true,
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: ITypePatternOperation or IDeclarationPatternOperation or IBinaryPatternOperation } } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IIsTypeOperation or IIsPatternOperation { Pattern: ITypePatternOperation or IDeclarationPatternOperation } } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => OnlyExcludes(both.LeftOperand) && OnlyExcludes(both.RightOperand),
        _ => false,
    };

    // when (ex is HttpRequestException or IOException) chooses no more than a clause of that type does; null for any other filter.
    static IEnumerable<ITypeSymbol>? OnlyTypes(IOperation filter) => filter switch
    {
        IIsTypeOperation { ValueOperand: ILocalReferenceOperation, TypeOperand: var type } => [type],
        IIsPatternOperation { Value: var value, Pattern: var pattern } when Conversions.Plain(value) is ILocalReferenceOperation => TypesOf(pattern),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => OnlyTypes(either.LeftOperand) is { } left && OnlyTypes(either.RightOperand) is { } right ? left.Concat(right) : null,
        _ => null,
    };

    static IEnumerable<ITypeSymbol>? TypesOf(IPatternOperation pattern) => pattern switch
    {
        ITypePatternOperation { MatchedType: var type } => [type],
        IDeclarationPatternOperation { MatchedType: { } type } => [type],
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => TypesOf(either.LeftPattern) is { } left && TypesOf(either.RightPattern) is { } right ? left.Concat(right) : null,
        _ => null,
    };
}
