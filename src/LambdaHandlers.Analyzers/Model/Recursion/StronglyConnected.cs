namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>Tarjan's algorithm without recursion: which nodes of a graph reach one another.</summary>
static class StronglyConnected
{
    /// <summary>The strongly connected parts of what a root reaches, each of them once; nodes that are <paramref name="done"/> are left out.</summary>
    public static List<List<T>> From<T>(T start, Func<T, IEnumerable<T>> next, Func<T, bool> done, CancellationToken cancellation) where T : notnull
    {
        var parts = new List<List<T>>();
        var index = new Dictionary<T, int>();
        var low = new Dictionary<T, int>();
        var onStack = new HashSet<T>();
        var stack = new Stack<T>();
        var work = new Stack<(T Node, IEnumerator<T> Next)>();
        Enter(start);
        while (work.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (node, successors) = work.Peek();
            if (successors.MoveNext())
            {
                var successor = successors.Current;
                if (onStack.Contains(successor)) low[node] = Math.Min(low[node], index[successor]);
                else if (!index.ContainsKey(successor) && !done(successor)) Enter(successor);
                continue;
            }
            work.Pop();
            if (work.Count > 0 && work.Peek().Node is var above) low[above] = Math.Min(low[above], low[node]);
            if (low[node] == index[node]) parts.Add(Leave(node));
        }
        return parts;

        void Enter(T node)
        {
            index[node] = low[node] = index.Count;
            stack.Push(node);
            onStack.Add(node);
            work.Push((node, next(node).GetEnumerator()));
        }

        List<T> Leave(T root)
        {
            var part = new List<T>();
            T node;
            do
            {
                node = stack.Pop();
                onStack.Remove(node);
                part.Add(node);
            }
            while (!EqualityComparer<T>.Default.Equals(node, root));
            return part;
        }
    }
}
