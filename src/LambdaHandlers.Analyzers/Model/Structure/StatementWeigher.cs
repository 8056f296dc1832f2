using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>Weighs the statements of a body, from the inside out: whether a branch or a loop is a decision depends on what it holds.</summary>
sealed class StatementWeigher(LambdaProject project, CancellationToken cancellation)
{
    const int Decision = 2;
    const int Loop = 2;
    const int FurtherCall = 2;
    const int FreeCalls = 2;

    readonly DomainData _data = new(project);
    int _calls;

    /// <summary>The weighed statements inside an operation, down to the next statement level.</summary>
    public ImmutableArray<WeighedStatement> Inside(IOperation within, bool inLoop = false)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = ImmutableArray.CreateBuilder<WeighedStatement>();
        foreach (var child in within.ChildOperations)
            if (child is ICatchClauseOperation) continue;
            else if (IsStatement(child)) found.Add(Weigh(child, inLoop));
            else found.AddRange(Inside(child, inLoop));
        return found.ToImmutable();
    }

    /// <summary>True for what counts as a statement: blocks and the compiler's own do not.</summary>
    public static bool IsStatement(IOperation operation) =>
        operation.Syntax is StatementSyntax and not BlockSyntax && !operation.IsImplicit
        && operation is not (IBlockOperation or IVariableDeclarationOperation or ILabeledOperation or ISwitchCaseOperation)
        && operation.Parent?.Syntax != operation.Syntax;

    WeighedStatement Weigh(IOperation statement, bool inLoop)
    {
        if (IsLogged(statement)) return new(statement, 0, ImmutableArray<WeighedStatement>.Empty);
        var isDataLoop = statement is ILoopOperation loop && IsOverData(loop);
        var inside = Inside(statement, inLoop || isDataLoop);
        var own = statement switch
        {
            IConditionalOperation branch => OfBranch(branch, inside),
            ISwitchOperation choice => OfSwitch(choice, inside),
            ILoopOperation when isDataLoop && inside.Any(each => each.Total > 0) => inLoop ? Loop + 1 : Loop,
            _ => 0,
        };
        return new(statement, own + OfExpressions(statement, inLoop), inside);
    }

    bool IsLogged(IOperation statement)
    {
        if (statement is not IExpressionStatementOperation { Operation: var expression }) return false;
        var call = expression is IAwaitOperation { Operation: var awaited } ? awaited : expression;
        return project.Loggers.At(call) is not null || call is IInvocationOperation { TargetMethod.ContainingType: { } type } && DomainData.IsTelemetry(type);
    }

    // The records of an event are the adapter's; pages, attempts and polls are nobody's data.
    bool IsOverData(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation each => _data.IsData(each.Collection) && !_data.IsEnvelope(each),
        IForLoopOperation counted => counted.Condition is { } condition && _data.IsData(condition),
        IWhileLoopOperation { Condition: { } condition } => Condition.Of(condition, _data) == Test.Comparison,
        _ => false,
    };

    int OfBranch(IConditionalOperation branch, ImmutableArray<WeighedStatement> inside)
    {
        var test = Condition.Of(branch.Condition, _data);
        if (test == Test.None) return 0;
        var isGuard = branch.WhenFalse is null && EndsInExit(branch.WhenTrue);
        if (isGuard) return test == Test.Comparison && !Condition.IsAgainstZero(branch.Condition) ? Decision : 0;
        var works = inside.Any(each => each.Total > 0);
        return test switch
        {
            Test.Comparison => Decision,
            Test.Flag => works ? Decision : 0,
            _ => works ? 1 : 0,
        };
    }

    int OfSwitch(ISwitchOperation choice, ImmutableArray<WeighedStatement> inside)
    {
        var compares = choice.Cases.SelectMany(each => each.Clauses).Any(clause => clause is IPatternCaseClauseOperation pattern && (pattern.Guard is not null || Condition.Of(pattern.Pattern) == Test.Comparison));
        return _data.IsData(choice.Value) && (compares || inside.Count(each => each.Total > 0) > 1) ? Decision + Math.Min(2, Math.Max(0, choice.Cases.Length - 2)) : 0;
    }

    static bool EndsInExit(IOperation? body) => body switch
    {
        IBlockOperation { Operations: [.., var last] } => EndsInExit(last),
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    /// <summary>What the statement computes in expressions of its own.</summary>
    int OfExpressions(IOperation statement, bool inLoop)
    {
        var computation = new Computation(_data, inLoop);
        var calls = 0;
        var open = new Stack<IOperation>(statement.ChildOperations.Reverse());
        while (open.Count > 0)
        {
            var at = open.Pop();
            if (IsStatement(at) || at is ICatchClauseOperation || (at is IInvocationOperation log && project.Loggers.At(log) is not null)) continue;
            computation.Look(at);
            if (OutgoingCall.Is(at, project.Types) && ++_calls > FreeCalls) calls++;
            foreach (var child in at.ChildOperations.Reverse()) open.Push(child);
        }
        return computation.Weight + calls * FurtherCall;
    }
}
