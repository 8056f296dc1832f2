using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>Which frames of a component can end without going round, and which can't.</summary>
static class WaysOut
{
    /// <summary>The frames from which every way leads into the recursion again: once entered, they end in a stack overflow.</summary>
    public static HashSet<SyntaxNode> Missing(IReadOnlyCollection<SyntaxNode> frames, Component component, LambdaProject project, CancellationToken cancellation)
    {
        var flows = new Dictionary<SyntaxNode, Flow?>();
        var callers = new Dictionary<SyntaxNode, List<SyntaxNode>>();
        foreach (var frame in frames)
        {
            var calls = component.Within(frame, cancellation).Where(call => call.IsDirect).ToList();
            flows[frame] = calls.Count == 0 ? null : Flow.Of(frame, calls, project, cancellation);
            foreach (var call in calls)
                if (callers.TryGetValue(call.To, out var list)) list.Add(frame);
                else callers[call.To] = [frame];
        }
        // A frame can end when its text can, past calls of frames that can.
        var ending = new HashSet<SyntaxNode>();
        var open = new Queue<SyntaxNode>(frames);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var frame = open.Dequeue();
            if (ending.Contains(frame) || (flows[frame] is { } flow && !flow.Ends(ending))) continue;
            ending.Add(frame);
            if (callers.TryGetValue(frame, out var above))
                foreach (var caller in above) open.Enqueue(caller);
        }
        return new(frames.Where(frame => !ending.Contains(frame)));
    }

    /// <summary>The blocks of one frame, reduced to what decides whether it ends.</summary>
    sealed class Flow
    {
        readonly Step[] _steps;

        Flow(Step[] steps) => _steps = steps;

        sealed record Step(List<int> Next, bool IsEnd, List<SyntaxNode> Calls);

        // Null: nobody can tell, so it may end.
        public static Flow? Of(SyntaxNode frame, List<Call> calls, LambdaProject project, CancellationToken cancellation)
        {
            if (Graph(frame, project, cancellation) is not { } graph) return null;
            var targets = calls.GroupBy(call => call.Site.Syntax).ToDictionary(group => group.Key, group => group.Select(call => call.To).ToList());
            var steps = graph.Blocks.Select(block => StepOf(block, targets)).ToArray();
            return steps.Any(step => step.Calls.Count > 0) ? new Flow(steps) : null;
        }

        public bool Ends(HashSet<SyntaxNode> ending)
        {
            var seen = new HashSet<int> { 0 };
            var open = new Stack<int>([0]);
            while (open.Count > 0)
            {
                var step = _steps[open.Pop()];
                // An end in a block that also recurses comes before the recursion.
                if (step.IsEnd) return true;
                if (step.Calls.Any(call => !ending.Contains(call))) continue;
                foreach (var next in step.Next)
                    if (seen.Add(next)) open.Push(next);
            }
            return false;
        }

        static Step StepOf(BasicBlock block, Dictionary<SyntaxNode, List<SyntaxNode>> targets)
        {
            var (next, found) = (new List<int>(), new List<SyntaxNode>());
            var (isEnd, canThrow) = (block.Kind == BasicBlockKind.Exit, false);
            foreach (var root in block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations)
                foreach (var operation in root.DescendantsAndSelf())
                    if (targets.TryGetValue(operation.Syntax, out var calls) && operation is IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation or IBinaryOperation or IUnaryOperation)
                        found.AddRange(calls);
                    else if (operation is IInvocationOperation call)
                    {
                        canThrow = true;
                        if (found.Count == 0) isEnd |= EndsTheCaller(call.TargetMethod);
                    }
                    else canThrow |= operation is IObjectCreationOperation or IAwaitOperation { Operation: not IInvocationOperation };
            foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
                if (branch is not null)
                {
                    if (branch.Destination is { } destination) next.Add(destination.Ordinal);
                    else isEnd |= branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow or ControlFlowBranchSemantics.ProgramTermination && found.Count == 0;
                }
            if (canThrow)
                for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
                    if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } whole })
                        next.AddRange(whole.NestedRegions.Where(handler => handler != region).Select(handler => handler.FirstBlockOrdinal));
            return new Step(next, isEnd, found);
        }

        // cancellation.ThrowIfCancellationRequested(); Environment.Exit(1)
        static bool EndsTheCaller(IMethodSymbol method) =>
            method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) || method.Name is "Exit" or "FailFast"
            || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute");

        static ControlFlowGraph? Graph(SyntaxNode frame, LambdaProject project, CancellationToken cancellation)
        {
            var model = project.Compilation.GetSemanticModel(frame.SyntaxTree);
            if (frame is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                return model.GetOperation(frame, cancellation) switch
                {
                    IMethodBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
                    IConstructorBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
                    IFieldInitializerOperation { Parent: null } initial => ControlFlowGraph.Create(initial, cancellation),
                    IPropertyInitializerOperation { Parent: null } initial => ControlFlowGraph.Create(initial, cancellation),
                    IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
                    _ => null,
                };
            if (Frame.Around(frame) is not { } outer || Graph(outer, project, cancellation) is not { } around) return null;
            if (frame is LocalFunctionStatementSyntax)
                return model.GetDeclaredSymbol(frame, cancellation) is IMethodSymbol local && around.LocalFunctions.FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each, local)) is { } known
                    ? around.GetLocalFunctionControlFlowGraph(known, cancellation) : null;
            return around.Blocks.SelectMany(block => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations)
                .SelectMany(operation => operation.DescendantsAndSelf()).OfType<IFlowAnonymousFunctionOperation>().FirstOrDefault(lambda => lambda.Syntax == frame) is { } function
                ? around.GetAnonymousFunctionControlFlowGraph(function, cancellation) : null;
        }
    }
}
