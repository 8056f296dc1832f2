using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>The recursion of a project, component by component; each is found when the first file is asked about that takes part in it.</summary>
sealed class Recursions(LambdaProject project)
{
    // A tangle of more frames than this is not looked into any further.
    const int MostFrames = 20_000;

    readonly object _gate = new();
    readonly Dictionary<SyntaxTree, ImmutableArray<Component>> _in = [];
    readonly Dictionary<SyntaxNode, Component?> _components = [];
    readonly Dictionary<Component, ImmutableArray<Loop>> _loops = [];
    readonly Dictionary<Component, ImmutableArray<(Loop, Verdict)>> _judged = [];
    NameGraph? _names;

    /// <summary>The components that a frame of this file takes part in.</summary>
    public ImmutableArray<Component> In(SyntaxTree tree, CancellationToken cancellation)
    {
        if (project.IsTest) return ImmutableArray<Component>.Empty;
        lock (_gate)
        {
            if (_in.TryGetValue(tree, out var known)) return known;
            var names = _names ??= new NameGraph(project.Compilation, cancellation);
            return _in[tree] = !names.MayLoopIn(tree, cancellation) ? ImmutableArray<Component>.Empty
                : tree.GetRoot(cancellation).DescendantNodes().Where(node => Frame.IsFrame(node) && names.MayLoop(NameGraph.NameOf(node)))
                    .Select(frame => ComponentOf(frame, names, cancellation)).OfType<Component>().Distinct().ToImmutableArray();
        }
    }

    /// <summary>The loops of a component.</summary>
    public ImmutableArray<Loop> Of(Component component, CancellationToken cancellation)
    {
        lock (_gate)
            return _loops.TryGetValue(component, out var loops) ? loops : _loops[component] = component.Loops(_ => true, cancellation);
    }

    /// <summary>The loops of a component that have no end, or only the event's; those through a handler are left out, for LH5003 has them.</summary>
    public ImmutableArray<(Loop Loop, Verdict Verdict)> Judged(Component component, CancellationToken cancellation)
    {
        var loops = Of(component, cancellation);
        lock (_gate)
            return _judged.TryGetValue(component, out var judged) ? judged : _judged[component] = Judge(component, loops, cancellation).ToImmutableArray();
    }

    /// <summary>True when the loop through a handler would end as well if it went through another method.</summary>
    public bool Ends(Component component, Loop loop, CancellationToken cancellation)
    {
        lock (_gate)
            return !loop.IsLazy && WaysOut.Missing(component.Frames, component, project, cancellation).Count == 0 && !new Progress(loop, project, cancellation).IsNone();
    }

    IEnumerable<(Loop, Verdict)> Judge(Component component, ImmutableArray<Loop> loops, CancellationToken cancellation)
    {
        if (loops.All(loop => loop.Handler is not null)) return [];
        var endless = WaysOut.Missing(component.Frames, component, project, cancellation);
        if (endless.Count > 0)
            // Of several that go round through the same method one is enough: the case that ends it is missing there.
            return component.Loops(endless.Contains, cancellation).Where(loop => loop.Handler is null && !loop.IsLazy).GroupBy(loop => loop.Calls[0].From).Select(same => (same.First(), Verdict.NoWayOut));
        return (from loop in loops
               where loop.Handler is null && !loop.IsLazy
               let progress = new Progress(loop, project, cancellation)
               let verdict = progress.IsNone() ? Verdict.NoProgress : progress.IsUncounted() ? Verdict.Uncounted
                   : NestedInput.Drives(loop, project, cancellation) ? Verdict.DepthOfTheEvent : (Verdict?)null
               where verdict is not null
               select (loop, verdict.Value)).GroupBy(each => (each.loop.Calls[0].From, each.Value)).Select(same => same.First());
    }

    Component? ComponentOf(SyntaxNode frame, NameGraph names, CancellationToken cancellation)
    {
        if (_components.TryGetValue(frame, out var known)) return known;
        var found = new Dictionary<SyntaxNode, Component?>();
        foreach (var part in StronglyConnected.From(frame, Next, _components.ContainsKey, cancellation))
        {
            var component = part.Count > MostFrames || (part.Count == 1 && !Next(part[0]).Contains(part[0])) ? null : Component.Of(part, project, cancellation);
            foreach (var each in part) found[each] = component;
        }
        // Only now: a cancelled search leaves nothing behind.
        foreach (var each in found) _components[each.Key] = each.Value;
        return _components[frame];

        IEnumerable<SyntaxNode> Next(SyntaxNode at) =>
            project.Graph.From(at, cancellation).Select(call => call.To).Where(to => names.MayShareLoop(NameGraph.NameOf(at), NameGraph.NameOf(to)));
    }
}
