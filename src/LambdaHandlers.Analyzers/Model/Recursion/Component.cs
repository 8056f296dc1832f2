using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>Frames that all reach one another, entered by a handler or holding one.</summary>
sealed class Component
{
    // What a person would want to hear of one tangle.
    const int MostLoops = 20;

    readonly LambdaProject _project;
    readonly HashSet<SyntaxNode> _frames;
    readonly Dictionary<SyntaxNode, Handler> _handlers;

    Component(LambdaProject project, HashSet<SyntaxNode> frames, Dictionary<SyntaxNode, Handler> handlers, SyntaxNode entry, Reached? way) =>
        (_project, _frames, _handlers, Entry, Way) = (project, frames, handlers, entry, way);

    /// <summary>A component of these frames, or null where no handler reaches them.</summary>
    public static Component? Of(IReadOnlyCollection<SyntaxNode> frames, LambdaProject project, CancellationToken cancellation)
    {
        var set = new HashSet<SyntaxNode>(frames);
        // Deterministic, whichever file is asked about first.
        var ordered = frames.OrderBy(frame => frame.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(frame => frame.SpanStart).ToList();
        var handlers = new Dictionary<SyntaxNode, Handler>();
        foreach (var frame in ordered)
            if (Frame.Symbol(frame, project.Compilation.GetSemanticModel(frame.SyntaxTree), cancellation) is IMethodSymbol method && project.HandlerOf(method, cancellation) is { } handler)
                handlers[frame] = handler;
        // Where everybody calls everybody, several look like the handler.
        if (handlers.Count > 0)
            return new(project, set, handlers, ordered.Where(handlers.ContainsKey).OrderByDescending(frame => handlers[frame].Certainty).ThenByDescending(frame => handlers[frame].Method.Name.Contains("Handle")).First(), null);
        foreach (var frame in ordered.Take(MostLoops))
            if (project.Graph.From(frame, cancellation).FirstOrDefault(call => set.Contains(call.To)) is { } within
                && project.PathTo(within.Site.Syntax, everyTime: false, cancellation) is { } reached)
                return new(project, set, handlers, EntryOn(reached, set) ?? frame, reached);
        return null;
    }

    /// <summary>The frame where a handler enters it: the handler itself where it is a part.</summary>
    public SyntaxNode Entry { get; }

    /// <summary>How a handler reaches it that is no part of it.</summary>
    public Reached? Way { get; }

    /// <summary>The calls of a frame that stay inside.</summary>
    public IEnumerable<Call> Within(SyntaxNode frame, CancellationToken cancellation) =>
        _project.Graph.From(frame, cancellation).Where(call => _frames.Contains(call.To));

    /// <summary>Every frame of it, in the order in which the entry reaches them.</summary>
    public ImmutableArray<SyntaxNode> Frames { get; private set; } = ImmutableArray<SyntaxNode>.Empty;

    /// <summary>The loops among some of its frames: one for each call that leads back to where the search has come from.</summary>
    public ImmutableArray<Loop> Loops(Func<SyntaxNode, bool> among, CancellationToken cancellation)
    {
        var loops = ImmutableArray.CreateBuilder<Loop>();
        var order = ImmutableArray.CreateBuilder<SyntaxNode>();
        var seen = new HashSet<SyntaxNode>();
        foreach (var start in Frames.IsEmpty ? [Entry] : Frames.AsEnumerable())
            if (among(start) && seen.Add(start))
                Search(start);
        if (Frames.IsEmpty) Frames = order.ToImmutable();
        return loops.ToImmutable();

        void Search(SyntaxNode start)
        {
            var way = new List<Call>();
            var depth = new Dictionary<SyntaxNode, int> { [start] = 0 };
            var closed = new HashSet<(SyntaxNode, SyntaxNode)>();
            var work = new Stack<(SyntaxNode Frame, IEnumerator<Call> Calls)>();
            order.Add(start);
            work.Push((start, Within(start, cancellation).GetEnumerator()));
            while (work.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                var (frame, calls) = work.Peek();
                if (!calls.MoveNext())
                {
                    work.Pop();
                    depth.Remove(frame);
                    if (way.Count > 0) way.RemoveAt(way.Count - 1);
                    continue;
                }
                var call = calls.Current;
                if (!among(call.To)) continue;
                if (depth.TryGetValue(call.To, out var since))
                {
                    if (loops.Count < MostLoops && closed.Add((call.From, call.To))) loops.Add(Close(way, since, call));
                }
                else if (seen.Add(call.To))
                {
                    order.Add(call.To);
                    way.Add(call);
                    depth[call.To] = way.Count;
                    work.Push((call.To, Within(call.To, cancellation).GetEnumerator()));
                }
            }
        }
    }

    Loop Close(List<Call> way, int since, Call closing)
    {
        var calls = way.Skip(since).Append(closing).ToImmutableArray();
        return new Loop(calls, calls.Select(call => _handlers.TryGetValue(call.From, out var handler) ? handler : null).FirstOrDefault(handler => handler is not null), Way);
    }

    // The first frame of the way that is a part.
    static SyntaxNode? EntryOn(Reached reached, HashSet<SyntaxNode> frames)
    {
        for (var step = reached.Steps.Length - 1; step >= 0; step--)
            if (Frame.Around(reached.Steps[step]) is { } frame && frames.Contains(frame))
                return frame;
        return null;
    }
}
