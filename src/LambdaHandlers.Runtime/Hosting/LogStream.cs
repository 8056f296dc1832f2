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
    readonly StringBuilder _text = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            if (line.Length > Kept) line = line[^Kept..];
            _text.Append(line).Append('\n');
            if (_text.Length > 4 * Kept) _text.Remove(0, _text.Length - Kept);
        }
    }

    /// <summary>Exactly the last 4,096 bytes, as Lambda sends them.</summary>
    public byte[] Bytes
    {
        get
        {
            lock (_gate)
            {
                var bytes = Encoding.UTF8.GetBytes(_text.ToString());
                return bytes.Length > Kept ? bytes[^Kept..] : bytes;
            }
        }
    }

    public string Tail => Encoding.UTF8.GetString(Bytes);
}

/// <summary>The lines of one environment: the function's, and the platform's between them.</summary>
sealed class LogStream(string name, Action<LogLine> sink, Action<LateLine> late)
{
    const int Remembered = 1000;
    readonly Queue<string> _earlier = new();
    volatile Invocation? _current;
    volatile string? _currentId;

    public string Name { get; } = name;

    /// <summary>From here on, lines belong to this invocation.</summary>
    public void Begin(Invocation invocation)
    {
        _currentId = invocation.RequestId.ToString();
        _current = invocation;
    }

    public void End(Invocation invocation)
    {
        lock (_earlier)
        {
            _earlier.Enqueue(invocation.RequestId.ToString());
            if (_earlier.Count > Remembered) _earlier.Dequeue();
        }
        if (_current != invocation) return;
        _current = null;
        _currentId = null;
    }

    public void Platform(string line, Invocation? invocation)
    {
        invocation?.Log.Add(line);
        sink(new(Name, line));
    }

    public void Function(string line)
    {
        _current?.Log.Add(line);
        sink(new(Name, line));
        // A client that labels its lines tells whose they are: TIME, tab, REQUEST, tab …
        if (line.IndexOf('\t', StringComparison.Ordinal) is not (> 0 and < 40 and var first) || line.IndexOf('\t', first + 1) != first + 37) return;
        var owner = line.Substring(first + 1, 36);
        if (owner == _currentId) return;
        lock (_earlier) if (!_earlier.Contains(owner)) return;
        late(new(owner, _currentId, line));
    }
}
