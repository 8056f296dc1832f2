using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

// Where ways part and meet again: switches, loops, try and finally.
sealed partial class LeftoverWalk
{
    Written OfSwitch(ISwitchOperation choice, Written state)
    {
        state = Of(choice.Value, state);
        var end = choice.Cases.Any(each => each.Clauses.Any(clause => clause.CaseKind == CaseKind.Default)) ? Written.Never : state;
        foreach (var each in choice.Cases)
        {
            var inside = state;
            foreach (var clause in each.Clauses) inside = Of(clause, inside);
            foreach (var statement in each.Body) inside = Of(statement, inside);
            end = Merge(end, inside);
        }
        return Arriving(choice.ExitLabel, end);
    }

    Written OfLoop(ILoopOperation loop, Written state)
    {
        switch (loop)
        {
            case IForEachLoopOperation each:
                state = Of(each.Collection, state);
                return Arriving(loop.ExitLabel, Merge(state, Of(each.Body, state)));
            case IForLoopOperation counting:
                foreach (var before in counting.Before) state = Of(before, state);
                state = Of(counting.Condition, state);
                var bottom = Of(counting.Body, state);
                foreach (var after in counting.AtLoopBottom) bottom = Of(after, bottom);
                return Arriving(loop.ExitLabel, counting.Condition is null ? Written.Never : state);
            case IWhileLoopOperation { ConditionIsTop: true } endless when endless.Condition?.ConstantValue.Value is true:
                Of(endless.Body, state);
                return Arriving(loop.ExitLabel, Written.Never);
            case IWhileLoopOperation { ConditionIsTop: true } checking:
                state = Of(checking.Condition, state);
                Of(checking.Body, state);
                return Arriving(loop.ExitLabel, state);
            case IWhileLoopOperation once:
                return Arriving(loop.ExitLabel, Of(once.Condition, Arriving(loop.ContinueLabel, Of(once.Body, state))));
            default:
                return OfParts(loop, state);
        }
    }

    Written OfTry(ITryOperation attempt, Written state)
    {
        var start = BeforeItCanFail(attempt.Body, state);
        var end = Of(attempt.Body, state);
        foreach (var caught in attempt.Catches) end = Merge(end, Of(caught.Handler, Of(caught.Filter, start)));
        if (attempt.Finally is null) return end;
        // Reached on every way, also by an exception.
        var last = Of(attempt.Finally, start);
        // What it writes, the next invocation finds.
        _cleared |= start == Written.Yes ? Clears(attempt.Finally) : last == Written.Yes;
        return end == Written.Never ? end : last == Written.Yes ? last : end;
    }

    // _context = context; stands first in the try.
    Written BeforeItCanFail(IBlockOperation body, Written state)
    {
        foreach (var statement in body.Operations)
            if (statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: var target, Value: var value } } && CannotFail(Slot.Bare(value))) state = Writes(target) ? Written.Yes : state;
            else break;
        return state;
    }

    static bool CannotFail(IOperation value) => value is IParameterReferenceOperation or ILocalReferenceOperation or { ConstantValue.HasValue: true } or IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Constructor.DeclaringSyntaxReferences.IsEmpty: true }
        || value is IPropertyReferenceOperation { Instance: { } instance } && CannotFail(instance);

    // Asked on trial: what is read there was written already.
    bool Clears(IBlockOperation block)
    {
        var (reads, known) = (_reads.Count, _known.ToList());
        var end = Of(block, Written.No);
        _reads.RemoveRange(reads, _reads.Count - reads);
        _known.Clear();
        foreach (var each in known) _known.Add(each.Key, each.Value);
        return end == Written.Yes;
    }

    Written Arriving(ILabelSymbol? label, Written state) => label is not null && _jumps.TryGetValue(label, out var others) ? Merge(state, others) : state;
}
