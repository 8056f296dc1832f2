using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>One write of a variable, whatever its form: an assignment, a step, an element of a deconstruction, a <c>ref</c> or <c>out</c> argument.</summary>
/// <param name="At">The operation that writes.</param>
/// <param name="Target">What is written.</param>
/// <param name="Value">What is put there; null for <c>++</c> and <c>--</c>.</param>
/// <param name="Accumulates">True when the new value is made of the old one.</param>
readonly record struct Write(IOperation At, IOperation Target, IOperation? Value, bool Accumulates = false)
{
    /// <summary>The kinds of operation that write.</summary>
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment,
        OperationKind.Increment, OperationKind.Decrement, OperationKind.DeconstructionAssignment, OperationKind.Argument, OperationKind.Invocation,
    ];

    /// <summary>The writes of an operation; several for a deconstruction.</summary>
    public static IEnumerable<Write> In(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: not IInstanceReferenceOperation } assignment => [new(assignment, assignment.Target, assignment.Value, IsSum(assignment))],
        ICompoundAssignmentOperation compound => [new(compound, compound.Target, compound.Value, Accumulates: true)],
        ICoalesceAssignmentOperation assignment => [new(assignment, assignment.Target, assignment.Value)],
        IIncrementOrDecrementOperation step => [new(step, step.Target, null, Accumulates: true)],
        IDeconstructionAssignmentOperation deconstruction => Parts(deconstruction, deconstruction.Target, Slot.Bare(deconstruction.Value)),
        IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref, Parent: { } call, Value: not IDeclarationExpressionOperation } argument => [new(argument, argument.Value, call, IsStep(call))],
        // Cache.GetOrAdd("profile", _ => …) writes Cache["profile"].
        IInvocationOperation call when Slot.Stored(call) is { } value => [new(call, call, value)],
        _ => [],
    };

    static IEnumerable<Write> Parts(IOperation whole, IOperation target, IOperation value) =>
        target is not ITupleOperation tuple ? [new Write(whole, target, value)]
            : tuple.Elements.SelectMany((element, at) => Parts(whole, element, value is ITupleOperation given && at < given.Elements.Length ? Slot.Bare(given.Elements[at]) : value));

    static bool IsStep(IOperation call) => call is IInvocationOperation { TargetMethod: { Name: "Increment" or "Decrement" or "Add", ContainingType.Name: "Interlocked" } };

    // _total = _total + x
    static bool IsSum(ISimpleAssignmentOperation assignment) =>
        Slot.Bare(assignment.Value) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum
        && Slot.SymbolOf(Slot.Bare(sum.LeftOperand)) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, Slot.SymbolOf(assignment.Target));

    /// <summary>The conditions under which code on a path runs, here and at each step before, each with how many steps it is away and the branch it guards.</summary>
    public static IEnumerable<(IOperation Condition, int Level, IOperation Branch)> Conditions(IOperation at, Reached reached, LambdaProject project, CancellationToken cancellation)
    {
        for (var level = 0; ; level++)
        {
            for (IOperation child = at, above = at.Parent!; above is not null && !reached.Handler.Syntax.Contains(above.Syntax); child = above, above = above.Parent!)
                if (above switch
                {
                    IConditionalOperation choice when child != choice.Condition => choice.Condition,
                    ISwitchOperation choice when child != choice.Value => choice.Value,
                    ISwitchExpressionOperation choice when child != choice.Value => choice.Value,
                    _ => null,
                } is { } condition)
                    yield return (condition, level, child);
                else if (above is IBlockOperation block)
                    // if (stage != "prod") return; guards what follows it.
                    foreach (var earlier in block.Operations.TakeWhile(statement => statement != child))
                        if (earlier is IConditionalOperation { WhenFalse: null, WhenTrue: IReturnOperation or IBlockOperation { Operations: [.., IReturnOperation] } } exit)
                            yield return (exit.Condition, level, block);
            if (level == reached.Steps.Length) yield break;
            var step = reached.Steps[level];
            var call = step.FirstAncestorOrSelf<ExpressionSyntax>(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax) ?? (ExpressionSyntax)step;
            if (project.Compilation.GetSemanticModel(step.SyntaxTree).GetOperation(call, cancellation) is not { } next) yield break;
            at = next;
        }
    }
}
