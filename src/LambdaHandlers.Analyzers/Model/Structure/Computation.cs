using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>What the expressions of one statement compute. Each way of computing weighs once, decisions and pipelines each time.</summary>
sealed class Computation(DomainData data, LoopKind around)
{
    const int Decision = 2;
    const int ManyMembers = 5;
    const int Formula = 4;

    bool _comparison, _text, _appends, _accumulates, _fills;
    int _operators, _rates, _decisions, _pipelines;

    /// <summary>What it all weighs.</summary>
    public int Weight => Arithmetic + One(_comparison && _pipelines == 0) + One(_text || _appends) + One(_accumulates) + One(_fills) + _decisions + _pipelines;

    /// <summary>True when it adds to a text and does nothing else.</summary>
    public bool OnlyAppends => _appends && Weight == 1;

    int Arithmetic => _operators >= Formula || _rates > 0 ? 2 : One(_operators > 0);

    static int One(bool found) => found ? 1 : 0;

    /// <summary>Looks at one operation.</summary>
    public void Look(IOperation operation)
    {
        switch (operation)
        {
            case IBinaryOperation binary when Quantities.IsArithmetic(binary):
                if (!Quantities.IsStep(binary) && !Quantities.IsElapsed(binary) && data.IsData(binary)) Count(binary.LeftOperand, binary.RightOperand);
                break;
            case IBinaryOperation binary when Condition.IsRelational(binary.OperatorKind):
                _comparison |= !IsCondition(binary) && Condition.Of(binary, data) == Test.Comparison;
                break;
            case ICompoundAssignmentOperation compound when !data.IsTally(compound):
                _accumulates |= around == LoopKind.Data || (around != LoopKind.None && Quantities.Is(compound.Type));
                if (Quantities.Is(compound.Type)) Count(compound.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                LookAt(assignment);
                break;
            case IConditionalOperation { Syntax: ConditionalExpressionSyntax } choice:
                _decisions += OfChoice(choice);
                break;
            case ISwitchExpressionOperation choice when data.IsData(choice.Value):
                _decisions += OfSwitch(choice);
                break;
            case IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation { Type: { } type } } initializer:
                _fills |= initializer.Initializers.Length > ManyMembers && !Names.IsEnvironment(type) && !EventSources.IsAwsEvent(type);
                break;
            case IInvocationOperation call:
                LookAt(call);
                break;
        }
    }

    void Count(params IOperation[] operands)
    {
        _operators++;
        if (operands.Any(Quantities.IsRate)) _rates++;
    }

    void LookAt(ISimpleAssignmentOperation assignment)
    {
        if (Quantities.IsRate(assignment.Value) && IsBranched(assignment)) _operators++;
        _accumulates |= around != LoopKind.None && assignment.Parent is not IObjectOrCollectionInitializerOperation
            && assignment.Target is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true };
    }

    void LookAt(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = (method.ReducedFrom ?? method).ContainingType;
        if (TextWork.Appends(method, type)) _appends = true;
        else if (TextWork.Is(method, type)) _text = true;
        else if (Quantities.IsMath(method, type) && data.IsData(call)) _operators++;
        else if (Pipelines.EndsAt(call)) _pipelines += Pipelines.Weigh(call, data);
        else if (around == LoopKind.Data && method.Name is "Add" or "AddRange" or "Push" or "Enqueue" or "TryAdd" && call.Instance is ILocalReferenceOperation)
            _accumulates |= !call.Arguments.Any(each => each.Value.Type is { } added && EventSources.IsAwsEvent(added));
    }

    int OfChoice(IConditionalOperation choice) => Condition.Of(choice.Condition, data) switch
    {
        Test.Comparison when Condition.IsLimit(choice.Condition) || !(IsConstant(choice.WhenTrue) && IsConstant(choice.WhenFalse)) => Decision,
        Test.Flag when IsComputed(choice.WhenTrue) || IsComputed(choice.WhenFalse) => Decision,
        _ => 0,
    };

    static int OfSwitch(ISwitchExpressionOperation choice) =>
        choice.Arms.Any(arm => arm.Guard is not null || Condition.Of(arm.Pattern) == Test.Comparison || IsComputed(arm.Value)) ? Decision + Math.Min(2, Math.Max(0, choice.Arms.Length - 2)) : 0;

    static bool IsComputed(IOperation? value) => value is not null && (Quantities.IsRate(value) || value.DescendantsAndSelf().Any(part => part is IBinaryOperation binary && Quantities.IsArithmetic(binary) && !binary.ConstantValue.HasValue));

    static bool IsConstant(IOperation? value) => value is { ConstantValue.HasValue: true } or IConversionOperation { Operand.ConstantValue.HasValue: true } or IFieldReferenceOperation { Field.IsConst: true };

    static bool IsBranched(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
            if (at is IConditionalOperation or ISwitchOperation) return true;
        return false;
    }

    // What an if, a ?: or a loop asks is weighed there.
    static bool IsCondition(IOperation operation)
    {
        var at = operation;
        while (at.Parent is IBinaryOperation or IUnaryOperation or IParenthesizedOperation) at = at.Parent;
        return (at.Parent is IConditionalOperation branch && branch.Condition == at) || at.Parent is ILoopOperation;
    }
}
