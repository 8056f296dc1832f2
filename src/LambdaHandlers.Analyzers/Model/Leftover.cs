using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What an invocation can see of the one before it: the reads of a shared variable that come, on some way through the handler and what it calls,
/// before the invocation has written the variable itself.
/// </summary>
sealed class Leftover(LambdaProject project)
{
    /// <summary>The reads of the variable that can see what the previous invocation of the handler left in it. Empty also where every invocation clears it behind itself.</summary>
    public ImmutableArray<IOperation> Reads(Slot slot, Handler handler, CancellationToken cancellation) =>
        _known.TryGetValue((slot, handler), out var known) ? known : _known.GetOrAdd((slot, handler), new LeftoverWalk(slot, project, cancellation).From(handler));

    // Asked anew by each of the writes of a variable, and for whatever lies in it.
    readonly ConcurrentDictionary<(Slot, Handler), ImmutableArray<IOperation>> _known = new();
}
