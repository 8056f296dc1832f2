using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>
/// Standard output and error of a child, as lines. Drain returns when everything written so far has been handed on: what a handler printed
/// belongs before the END of its invocation, though it came another way than its answer.
/// </summary>
sealed class OutputPipes : IDisposable
{
    const int Chunk = 8 * 1024;

    readonly Lock _gate = new();
    readonly SafeHandle?[] _handles; // Null from its end on.
    readonly LineSplitter[] _lines;
    readonly List<StreamReader> _streams;
    volatile bool _closed;

    OutputPipes(Process process, Action<string> line)
    {
        _streams = [process.StandardOutput, process.StandardError];
        _lines = [new(line), new(line)];
        _handles = [.. _streams.Select(stream => HandleOf(stream.BaseStream))];
    }

    public static OutputPipes Open(Process process, Action<string> line)
    {
        var pipes = new OutputPipes(process, line);
        if (pipes._handles.All(handle => handle is not null)) new Thread(pipes.Pump, 128 * 1024) { IsBackground = true, Name = "output" }.Start();
        else for (var i = 0; i < 2; i++) _ = pipes.CopyAsync(i);
        return pipes;
    }

    static SafeHandle? HandleOf(Stream stream) => OperatingSystem.IsWindows() ? null : stream switch
    {
        PipeStream pipe => pipe.SafePipeHandle,
        FileStream file => file.SafeFileHandle,
        _ => null,
    };

    unsafe void Pump()
    {
        var waiting = stackalloc Posix.Descriptor[2];
        while (Describe(waiting))
        {
            _ = Posix.Poll(waiting, 2, milliseconds: 1000);
            lock (_gate) ReadAvailable(rounds: 16);
        }
        lock (_gate)
        {
            foreach (var line in _lines) line.End();
            _streams.ForEach(stream => stream.Dispose());
        }
    }

    /// <summary>What to ask the system about; false when nothing can come any more.</summary>
    unsafe bool Describe(Posix.Descriptor* descriptors)
    {
        for (var i = 0; i < 2; i++) descriptors[i] = new() { Handle = _closed || _handles[i] is not { IsClosed: false } handle ? -1 : (int)handle.DangerousGetHandle(), Events = Posix.Readable };
        return descriptors[0].Handle >= 0 || descriptors[1].Handle >= 0;
    }

    /// <summary>Reads what is there; a line that was begun and not ended counts as a line.</summary>
    public void Drain()
    {
        if (OperatingSystem.IsWindows()) Thread.Sleep(5); // Windows can't say whether a pipe is empty: what is on its way gets a moment.
        lock (_gate)
        {
            ReadAvailable(rounds: 64); // A flood never ends by itself: 64 rounds are more than any pipe holds.
            foreach (var line in _lines) line.End();
        }
    }

    unsafe void ReadAvailable(int rounds)
    {
        var descriptors = stackalloc Posix.Descriptor[2];
        var buffer = stackalloc byte[Chunk];
        while (rounds-- > 0 && Describe(descriptors) && Posix.Poll(descriptors, 2, milliseconds: 0) > 0)
            for (var i = 0; i < 2; i++)
            {
                if (descriptors[i].Happened == 0) continue;
                var read = (int)Posix.Read(descriptors[i].Handle, buffer, Chunk);
                if (read > 0) _lines[i].Take(new(buffer, read));
                else if (read == 0) _handles[i] = null; // The last writer has gone.
            }
    }

    async Task CopyAsync(int i)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _streams[i].BaseStream.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
                lock (_gate) _lines[i].Take(buffer.AsSpan(0, read));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The child, or this host, is ending.
        }
        lock (_gate) _lines[i].End();
    }

    public void Dispose() => _closed = true;
}
