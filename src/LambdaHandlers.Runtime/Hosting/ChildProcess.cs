using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A process that can be frozen, thawed and killed with all it has started, and whose memory can be read.</summary>
sealed class ChildProcess
{
    static readonly string? NewSession = OperatingSystem.IsLinux() ? new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists) : null;

    readonly Process _process;
    readonly OutputPipes _pipes;
    SafeFileHandle? _statm;
    bool _frozen;

    ChildProcess(Process process, Action<string> line, Action<int> exited)
    {
        _process = process;
        Id = process.Id;
        _pipes = OutputPipes.Open(process, line);
        try
        {
            if (OperatingSystem.IsLinux()) _statm = File.OpenHandle($"/proc/{Id}/statm");
        }
        catch (IOException)
        {
            // It has ended already.
        }
        _ = AwaitExitAsync(exited);
    }

    public int Id { get; }

    /// <summary>The end, once noticed.</summary>
    public bool HasExited { get; private set; }

    /// <summary>Starts a command with these variables and no others, as the leader of a group of its own: a signal reaches its children too, and Ctrl-C in our terminal doesn't.</summary>
    public static ChildProcess Start(IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> variables, Action<string> line, Action<int> exited)
    {
        var start = new ProcessStartInfo { WorkingDirectory = directory, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        string[] whole = NewSession is null ? [.. command] : [NewSession, .. command];
        start.FileName = whole[0];
        foreach (var argument in whole.Skip(1)) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{command[0]}' did not start.");
        process.StandardInput.Close();
        return new ChildProcess(process, line, exited);
    }

    async Task AwaitExitAsync(Action<int> exited)
    {
        // On another thread, even if it has ended already: the one that starts it does not know it yet.
        await _process.WaitForExitAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        HasExited = true;
        _pipes.Drain();
        exited(_process.ExitCode);
        _pipes.Dispose();
        _statm?.Dispose();
        _process.Dispose();
    }

    /// <summary>Hands on every line that has been written so far.</summary>
    public void Drain() => _pipes.Drain();

    public void Freeze()
    {
        if (_frozen) return;
        _frozen = true;
        if (OperatingSystem.IsWindows()) _ = Windows.Suspend(_process.Handle);
        else Signal(Posix.Stop);
    }

    public void Thaw()
    {
        if (!_frozen) return;
        _frozen = false;
        if (OperatingSystem.IsWindows()) _ = Windows.Resume(_process.Handle);
        else Signal(Posix.Continue);
    }

    public void Kill()
    {
        if (OperatingSystem.IsWindows())
        {
            if (!HasExited) _process.Kill(entireProcessTree: true);
            return;
        }
        Signal(Posix.Kill);
    }

    /// <summary>To the group it leads; its id can't be anyone else's before we have seen it end.</summary>
    void Signal(int signal)
    {
        if (NewSession is not null && Posix.Signal(-Id, signal) == 0) return;
        if (!HasExited) _ = Posix.Signal(Id, signal);
    }

    /// <summary>The resident set in bytes, 0 if it can't be known.</summary>
    public long ResidentSet()
    {
        try
        {
            if (_statm is null)
            {
                if (OperatingSystem.IsLinux()) return 0;
                _process.Refresh();
                return _process.WorkingSet64;
            }
            Span<byte> text = stackalloc byte[128];
            ReadOnlySpan<byte> fields = text[..RandomAccess.Read(_statm, text, 0)]; // The size in pages, then what of it is resident.
            return Utf8Parser.TryParse(fields[(fields.IndexOf((byte)' ') + 1)..], out long pages, out _) ? pages * Environment.SystemPageSize : 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
