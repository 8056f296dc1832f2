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
    const int MostAppends = 2;

    readonly DomainData _data = new(project);
    int _calls, _appends;

    /// <summary>The weighed statements inside an operation, down to the next statement level.</summary>
    public ImmutableArray<WeighedStatement> Inside(IOperation within, LoopKind loop = LoopKind.None)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = ImmutableArray.CreateBuilder<WeighedStatement>();
        foreach (var child in within.ChildOperations)
            if (child is ICatchClauseOperation || IsStep(child)) continue;
            else if (IsStatement(child)) found.Add(Weigh(child, loop));
            else found.AddRange(Inside(child, loop));
        return found.ToImmutable();
    }

    /// <summary>True for what counts as a statement: blocks and the compiler's own do not.</summary>
    public static bool IsStatement(IOperation operation) =>
        operation.Syntax is StatementSyntax and not BlockSyntax && !operation.IsImplicit
        && operation is not (IBlockOperation or IVariableDeclarationOperation or ILabeledOperation or ISwitchCaseOperation)
        // using var x = …; is two operations.
        && !(operation.Parent is { } around && around.Syntax == operation.Syntax && IsStatement(around));

    WeighedStatement Weigh(IOperation statement, LoopKind around)
    {
        if (IsLogged(statement)) return new(statement, 0, 0, ImmutableArray<WeighedStatement>.Empty);
        var kind = statement is ILoopOperation loop ? KindOf(loop) : around;
        var inside = Inside(statement, kind > around ? kind : around);
        var works = inside.Any(each => each.Total > 0);
        var own = statement switch
        {
            IConditionalOperation branch => OfBranch(branch, works),
            ISwitchOperation choice => OfSwitch(choice, inside.Count(each => each.Total > 0)),
            ILoopOperation when kind != LoopKind.Records && works => around == LoopKind.Data ? Loop + 1 : Loop,
            _ => 0,
        };
        var computation = OfExpressions(statement, around, out var calls);
        return new(statement, own + computation, calls * FurtherCall, inside);
    }

    // workflow.StepAsync(async (step, stop) => …): a piece of its own already.
    static bool IsStep(IOperation operation) => operation is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "StepAsync", ContainingType.Name: "IDurableContext" } } };

    bool IsLogged(IOperation statement)
    {
        if (statement is not IExpressionStatementOperation { Operation: var expression }) return false;
        var call = expression is IAwaitOperation { Operation: var awaited } ? awaited : expression;
        return project.Loggers.At(call) is not null || call is IInvocationOperation { TargetMethod.ContainingType: { } type } && DomainData.IsTelemetry(type);
    }

    // The records of an event are the adapter's; pages, attempts and polls fill lists that are nobody's logic yet.
    LoopKind KindOf(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation each => _data.IsEnvelope(each) ? LoopKind.Records : LoopKind.Data,
        IForLoopOperation => LoopKind.Data,
        _ => LoopKind.Pages,
    };

    int OfBranch(IConditionalOperation branch, bool works)
    {
        var test = Condition.Of(branch.Condition, _data);
        if (branch.WhenFalse is null && EndsInExit(branch.WhenTrue)) return test == Test.Comparison && Condition.IsLimit(branch.Condition) ? Decision : 0;
        return test switch
        {
            Test.Comparison => Decision,
            Test.Flag when works => Decision,
            Test.Format when works => 1,
            _ => 0,
        };
    }

    int OfSwitch(ISwitchOperation choice, int works)
    {
        var compares = choice.Cases.SelectMany(each => each.Clauses).Any(clause => clause is IPatternCaseClauseOperation pattern && (pattern.Guard is not null || Condition.Of(pattern.Pattern) == Test.Comparison));
        return _data.IsData(choice.Value) && (compares || works > 1) ? Decision + Math.Min(2, Math.Max(0, choice.Cases.Length - 2)) : 0;
    }

    static bool EndsInExit(IOperation? body) => body switch
    {
        IBlockOperation { Operations: [.., var last] } => EndsInExit(last),
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    /// <summary>What the statement computes in expressions of its own.</summary>
    int OfExpressions(IOperation statement, LoopKind around, out int furtherCalls)
    {
        var computation = new Computation(_data, around);
        furtherCalls = 0;
        var open = new Stack<IOperation>(statement.ChildOperations.Reverse());
        while (open.Count > 0)
        {
            var at = open.Pop();
            if (IsStatement(at) || at is ICatchClauseOperation || IsStep(at) || (at is IInvocationOperation log && project.Loggers.At(log) is not null)) continue;
            computation.Look(at);
            if (OutgoingCall.Is(at, project.Types) && ++_calls > FreeCalls) furtherCalls++;
            foreach (var child in at.ChildOperations.Reverse()) open.Push(child);
        }
        // A page of AppendLine is a template, not so many decisions.
        return computation.OnlyAppends && ++_appends > MostAppends ? 0 : computation.Weight;
    }
}

/// <summary>What the innermost loop around a statement goes over, in the order of what counts.</summary>
enum LoopKind
{
    /// <summary>There is none.</summary>
    None,
    /// <summary>Pages, attempts, lines.</summary>
    Pages,
    /// <summary>The records of an event.</summary>
    Records,
    /// <summary>Values of the domain.</summary>
    Data,
}
