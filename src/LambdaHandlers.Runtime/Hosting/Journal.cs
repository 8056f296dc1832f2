using System.Text;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>What is kept of what a function has written: the latest lines of its log, lines that came too late, states that survived.</summary>
sealed class Journal(Action<LogLine> written)
{
    const int KeptLines = 2_000;

    readonly Lock _gate = new();
    readonly Queue<LogLine> _lines = new();
    readonly List<LateLine> _late = [];
    readonly List<(string When, string State)> _states = [];
    int _written;

    public IReadOnlyList<LateLine> LateLines
    {
        get { lock (_gate) return [.. _late]; }
    }

    public IReadOnlyList<(string When, string State)> States
    {
        get { lock (_gate) return [.. _states]; }
    }

    /// <summary>The lines after the first so many, as far as they are kept, and how many there have been.</summary>
    public (int Next, IReadOnlyList<LogLine> Lines) After(int seen)
    {
        lock (_gate) return (_written, [.. _lines.Skip(Math.Max(0, seen - (_written - _lines.Count)))]);
    }

    public void Write(LogLine line)
    {
        lock (_gate)
        {
            _written++;
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines) _lines.Dequeue();
        }
        written(line);
    }

    public void NoteLate(LateLine line)
    {
        lock (_gate)
            if (_late.Count < KeptLines) _late.Add(line);
    }

    public void NoteState(string when, byte[] state)
    {
        lock (_gate) _states.Add((when, Encoding.UTF8.GetString(state)));
    }
}
