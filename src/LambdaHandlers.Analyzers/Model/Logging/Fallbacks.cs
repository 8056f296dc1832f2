using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>What code does instead when something did not succeed: a value that was chosen for that case, or another way to the result.</summary>
static class Fallbacks
{
    /// <summary>True for a value with a name or a content of its own: a default, what was known last, a number, a text. Nothing, nought and a made-up success are none.</summary>
    public static bool IsChosen(IOperation value) => Conversions.Plain(value) switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text.Length > 0 && !Successes.Any(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0),
        // A status below 400 says that all is well.
        { ConstantValue: { HasValue: true, Value: int number } } => number < 0 || number is > 1 and not (>= 200 and < 400),
        IAwaitOperation { Operation: var awaited } => IsChosen(awaited),
        IInvocationOperation { TargetMethod.Name: var name } => IsNamed(name),
        // A text that could not be reformatted stays as it came.
        IParameterReferenceOperation { Parameter.Type.SpecialType: SpecialType.System_String } => true,
        var other => Caught.SymbolOf(other) is { } symbol && IsNamed(symbol.Name),
    };

    static readonly string[] Successes = ["ok", "done", "success", "succeeded", "complete", "processed", "saved", "sent", "accepted", "created", "{}", "[]"];

    static bool IsNamed(string name) => Names.Words(name).Any(word => word.ToUpperInvariant() is "DEFAULT" or "DEFAULTS" or "FALLBACK" or "CACHED" or "CACHE" or "LAST" or "PREVIOUS" or "STALE" or "BACKUP" or "KNOWN");

    /// <summary>True where a test for what did not come leads to work that brings it in another way.</summary>
    /// <param name="choice">An if statement or a conditional expression.</param>
    /// <param name="isWork">What counts as work.</param>
    public static bool IsOtherWay(IConditionalOperation choice, Func<IOperation, bool> isWork) => IsThere(choice.Condition) switch
    {
        false => choice.WhenTrue.DescendantsAndSelf().Any(isWork),
        true when choice.WhenFalse is { } otherwise => otherwise.DescendantsAndSelf().Any(isWork),
        // if (found is not null) return found; and then what follows
        true => Leaves(choice.WhenTrue) && choice.Parent is IBlockOperation block && block.Operations.SkipWhile(each => each != choice).Skip(1).SelectMany(each => each.DescendantsAndSelf()).Any(isWork),
        null => false,
    };

    static bool Leaves(IOperation branch) => branch is IReturnOperation or IBranchOperation || (branch is IBlockOperation { Operations: [.., var last] } && Leaves(last));

    // True: the condition holds when the value is there; false: when it is missing; null: it asks something else.
    static bool? IsThere(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var inner } => !IsThere(inner),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test when IsNull(test.LeftOperand) || IsNull(test.RightOperand) => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test when IsNull(test.LeftOperand) || IsNull(test.RightOperand) => false,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } when IsNull(constant) => false,
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } } when IsNull(constant) => true,
        IIsPatternOperation { Pattern: IRecursivePatternOperation or IDeclarationPatternOperation } => true,
        IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } => false,
        ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } or IFieldReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } => true,
        _ => null,
    };

    static bool IsNull(IOperation value) => Conversions.Plain(value).ConstantValue is { HasValue: true, Value: null };
}
