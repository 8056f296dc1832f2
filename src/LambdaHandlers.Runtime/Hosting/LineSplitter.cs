using System.Text;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>Bytes in, whole lines out; a line without end is cut.</summary>
sealed class LineSplitter(Action<string> line)
{
    const int Longest = 256 * 1024; // What CloudWatch takes as one event.

    readonly MemoryStream _part = new();

    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            _part.Write(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }
        _part.Write(bytes);
        if (_part.Length > Longest) Emit();
    }

    public void End()
    {
        if (_part.Length > 0) Emit();
    }

    void Emit()
    {
        var text = Encoding.UTF8.GetString(_part.GetBuffer(), 0, (int)_part.Length).TrimEnd('\r');
        _part.SetLength(0);
        line(text);
    }
}
