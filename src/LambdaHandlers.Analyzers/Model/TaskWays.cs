using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Whether every way from the start of a task leads past somebody who waits for it.</summary>
static class TaskWays
{
    /// <summary>True when the method can return without having come to one of the places that wait for the task. Exceptions don't count: they lose more than the task.</summary>
    /// <param name="declarator">The local that the task is put into.</param>
    /// <param name="waits">The uses of the local that wait for the task, or hand it to somebody who can.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static bool CanMiss(IVariableDeclaratorOperation declarator, IReadOnlyCollection<IOperation> waits, CancellationToken cancellation)
    {
        if (Graph(declarator, cancellation) is not { } graph) return false;
        var places = new HashSet<SyntaxNode>(waits.Select(wait => wait.Syntax));
        foreach (var block in graph.Blocks)
            for (var at = 0; at < block.Operations.Length; at++)
                if (block.Operations[at].Syntax == declarator.Syntax && block.Operations[at] is ISimpleAssignmentOperation)
                    return Leaves(block, at + 1, graph, places);
        return false;
    }

    static bool Leaves(BasicBlock start, int from, ControlFlowGraph graph, HashSet<SyntaxNode> places)
    {
        var (open, seen) = (new Stack<BasicBlock>(), new HashSet<BasicBlock>());
        for (var (block, first) = (start, from); ; (block, first) = (open.Pop(), 0))
        {
            if (!block.Operations.Skip(first).Append(block.BranchValue).Any(Waits))
                foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
                {
                    if (branch is not { Semantics: ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return, Destination: { } next }
                        || branch.FinallyRegions.Any(region => graph.Blocks.Skip(region.FirstBlockOrdinal).Take(region.LastBlockOrdinal - region.FirstBlockOrdinal + 1).Any(each => each.Operations.Append(each.BranchValue).Any(Waits))))
                        continue;
                    if (next.Kind == BasicBlockKind.Exit) return true;
                    if (seen.Add(next)) open.Push(next);
                }
            if (open.Count == 0) return false;
        }

        bool Waits(IOperation? operation) => operation is not null && operation.DescendantsAndSelf().Any(each => each is ILocalReferenceOperation && places.Contains(each.Syntax));
    }

    static ControlFlowGraph? Graph(IOperation inside, CancellationToken cancellation)
    {
        var functions = new Stack<IMethodSymbol>();
        var at = inside;
        for (; at.Parent is { } parent; at = parent)
            if (at is IAnonymousFunctionOperation lambda) functions.Push(lambda.Symbol);
            else if (at is ILocalFunctionOperation local) functions.Push(local.Symbol);
        var graph = at switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
            IBlockOperation block => ControlFlowGraph.Create(block, cancellation),
            _ => null,
        };
        while (graph is not null && functions.Count > 0) graph = Inner(graph, functions.Pop(), cancellation);
        return graph;
    }

    static ControlFlowGraph? Inner(ControlFlowGraph outer, IMethodSymbol function, CancellationToken cancellation) =>
        function.MethodKind == MethodKind.LocalFunction
            ? outer.LocalFunctions.FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each, function)) is { } local ? outer.GetLocalFunctionControlFlowGraph(local, cancellation) : null
            : outer.Blocks.SelectMany(block => block.Operations.Append(block.BranchValue)).OfType<IOperation>().SelectMany(each => each.DescendantsAndSelf()).OfType<IFlowAnonymousFunctionOperation>()
                .FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each.Symbol, function)) is { } lambda ? outer.GetAnonymousFunctionControlFlowGraph(lambda, cancellation) : null;
}
