using System.Text;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>One line of a function's log.</summary>
/// <param name="Stream">The environment it came from.</param>
/// <param name="Text">The line as CloudWatch would keep it.</param>
public sealed record LogLine(string Stream, string Text);

/// <summary>A line that belongs to one invocation and was written in another: work that was left behind.</summary>
/// <param name="From">The request that started the work.</param>
/// <param name="Into">The request during which it ran, if any.</param>
/// <param name="Text">The line.</param>
public sealed record LateLine(string From, string? Into, string Text);

/// <summary>The end of one invocation's log, for X-Amz-Log-Result.</summary>
sealed class InvocationLog
{
    const int Kept = 4096;
    readonly Lock _gate = new();
    readonly Queue<string> _lines = new();
    int _length;

    /// <summary>The lines themselves, which the function's log keeps too, not a copy: few callers ask for them.</summary>
    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
            _length += line.Length + 1;
            while (_length - _lines.Peek().Length - 1 >= Kept) _length -= _lines.Dequeue().Length + 1;
        }
    }

    /// <summary>Exactly the last 4,096 bytes, as Lambda sends them.</summary>
    public byte[] Bytes
    {
        get
        {
            lock (_gate)
            {
                var bytes = Encoding.UTF8.GetBytes(string.Concat(_lines.Select(line => line + "\n")));
                return bytes.Length > Kept ? bytes[^Kept..] : bytes;
            }
        }
    }
}

/// <summary>The lines of one environment: the function's, and the platform's between them.</summary>
sealed class LogStream(string name, Journal journal)
{
    const int Remembered = 1000;
    readonly Queue<Guid> _earlier = new();
    volatile Invocation? _current;

    public string Name { get; } = name;

    /// <summary>From here on, lines belong to this invocation.</summary>
    public void Begin(Invocation invocation) => _current = invocation;

    public void End(Invocation invocation)
    {
        lock (_earlier)
        {
            _earlier.Enqueue(invocation.RequestId);
            if (_earlier.Count > Remembered) _earlier.Dequeue();
        }
        if (_current == invocation) _current = null;
    }

    public void Platform(string line, Invocation? invocation)
    {
        invocation?.Log.Add(line);
        journal.Write(new(Name, line));
    }

    public void Function(string line)
    {
        var current = _current;
        current?.Log.Add(line);
        journal.Write(new(Name, line));
        // A client that labels its lines tells whose they are: TIME, tab, REQUEST, tab …
        if (line.IndexOf('\t', StringComparison.Ordinal) is not (> 0 and < 40 and var first) || line.IndexOf('\t', first + 1) != first + 37) return;
        if (!Guid.TryParseExact(line.AsSpan(first + 1, 36), "D", out var owner) || owner == current?.RequestId) return;
        lock (_earlier) if (!_earlier.Contains(owner)) return;
        journal.NoteLate(new(owner.ToString(), current?.RequestId.ToString(), line));
    }
}
