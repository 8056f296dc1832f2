using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>What the expressions of one statement compute. Each way of computing weighs once, decisions each time.</summary>
sealed class Computation(DomainData data, bool inLoop)
{
    const int Decision = 2;
    const int Pipeline = 2;
    const int ManyMembers = 5;

    bool _arithmetic, _comparison, _text, _accumulates, _fills;
    int _decisions, _pipelines;

    /// <summary>What it all weighs.</summary>
    public int Weight => One(_arithmetic) + One(_comparison) + One(_text) + One(_accumulates) + One(_fills) + _decisions + _pipelines;

    static int One(bool found) => found ? 1 : 0;

    /// <summary>Looks at one operation.</summary>
    public void Look(IOperation operation)
    {
        switch (operation)
        {
            case IBinaryOperation binary when IsArithmetic(binary.OperatorKind) && IsQuantity(binary.Type) && !IsStep(binary) && data.IsData(binary):
                _arithmetic |= binary.OperatorKind != BinaryOperatorKind.Subtract || !binary.Descendants().Any(DomainData.IsNow);
                break;
            case ICompoundAssignmentOperation compound when IsQuantity(compound.Type):
                _arithmetic = true;
                _accumulates |= inLoop;
                break;
            case ICompoundAssignmentOperation:
                _accumulates |= inLoop;
                break;
            case IBinaryOperation binary when Condition.IsRelational(binary.OperatorKind) && !IsCondition(binary) && data.IsData(binary):
                _comparison |= Condition.Of(binary, data) == Test.Comparison;
                break;
            case IConditionalOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.ConditionalExpressionSyntax } choice:
                _decisions += OfChoice(choice);
                break;
            case ISwitchExpressionOperation choice when data.IsData(choice.Value):
                _decisions += OfSwitch(choice);
                break;
            case ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } } when inLoop:
                _accumulates = true;
                break;
            case ISimpleAssignmentOperation { Value: var value } when IsRate(value) && IsBranched(operation):
                _arithmetic = true;
                break;
            case IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation { Type: { } type } } initializer
                when initializer.Initializers.Length > ManyMembers && !Names.IsEnvironment(type) && !EventSources.IsAwsEvent(type):
                _fills = true;
                break;
            case IInvocationOperation call:
                LookAt(call);
                break;
        }
    }

    void LookAt(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = (method.ReducedFrom ?? method).ContainingType;
        if (TextWork.Is(method, type)) _text = true;
        else if (type.Name is "Math" or "MathF" || (type.SpecialType == SpecialType.System_Decimal && method.Name is "Round" or "Floor" or "Ceiling" or "Truncate")) _arithmetic |= data.IsData(call);
        else if (inLoop && method.Name is "Add" or "AddRange" or "Push" or "Enqueue" or "TryAdd" && Receiver(call) is ILocalReferenceOperation && !call.Arguments.Any(each => each.Value.Type is { } added && EventSources.IsAwsEvent(added)))
            _accumulates = true;
        else if (Pipelines.EndsAt(call) && Pipelines.Weighs(call, data)) _pipelines += Pipeline;
    }

    static IOperation? Receiver(IInvocationOperation call) => call.Instance;

    int OfChoice(IConditionalOperation choice) => Condition.Of(choice.Condition, data) switch
    {
        Test.Comparison => Decision,
        Test.Flag when IsComputed(choice.WhenTrue) || (choice.WhenFalse is not null && IsComputed(choice.WhenFalse)) => Decision,
        _ => 0,
    };

    static int OfSwitch(ISwitchExpressionOperation choice) =>
        choice.Arms.Any(arm => arm.Guard is not null || Condition.Of(arm.Pattern) == Test.Comparison || IsComputed(arm.Value)) ? Decision + Math.Min(2, Math.Max(0, choice.Arms.Length - 2)) : 0;

    static bool IsComputed(IOperation value) => IsRate(value)
        || value.DescendantsAndSelf().Any(part => part is IBinaryOperation { OperatorKind: var kind } binary && IsArithmetic(kind) && IsQuantity(binary.Type) && !binary.ConstantValue.HasValue);

    // 0.19m, 1.5: nobody hands on such numbers.
    static bool IsRate(IOperation value) => value is { ConstantValue.HasValue: true, Type.SpecialType: SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single };

    static bool IsBranched(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
            if (at is IConditionalOperation or ISwitchOperation) return true;
        return false;
    }

    static bool IsCondition(IOperation operation)
    {
        var at = operation;
        while (at.Parent is IBinaryOperation or IUnaryOperation or IParenthesizedOperation) at = at.Parent;
        return (at.Parent is IConditionalOperation branch && branch.Condition == at) || at.Parent is ILoopOperation;
    }

    static bool IsArithmetic(BinaryOperatorKind kind) => kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder;

    // i + 1, list.Count - 1
    static bool IsStep(IBinaryOperation binary) => binary.ConstantValue.HasValue
        || (binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract && (binary.RightOperand is { ConstantValue: { HasValue: true, Value: 1 or 1L } } || binary.LeftOperand is { ConstantValue: { HasValue: true, Value: 1 or 1L } }));

    internal static bool IsQuantity(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsQuantity(inner),
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double or SpecialType.System_DateTime } => true,
        { Name: "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly", ContainingNamespace.Name: "System" } => true,
        _ => false,
    };
}
