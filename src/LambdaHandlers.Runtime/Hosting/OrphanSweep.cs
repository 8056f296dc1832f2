using System.Diagnostics;
using System.Globalization;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>
/// A folder per host with the ids of the processes it has started. A host that is killed can't kill its frozen children; the next one finds
/// its folder and does, after making sure that each process really is that host's.
/// </summary>
sealed class OrphanSweep : IDisposable
{
    public const string Marker = "LAMBDA_HANDLERS_HOST";
    static readonly string Root = Path.Combine(Path.GetTempPath(), $"lambda-handlers-{Environment.UserName}");

    readonly Lock _gate = new();

    public OrphanSweep()
    {
        Id = $"{Environment.ProcessId}-{Guid.NewGuid():N}";
        Folder = Directory.CreateDirectory(Path.Combine(Root, Id)).FullName;
    }

    /// <summary>What marks a process as a child of this host.</summary>
    public string Id { get; }

    /// <summary>Where this host keeps what it needs while it runs.</summary>
    public string Folder { get; }

    string Children => Path.Combine(Folder, "children");

    public void Note(int process)
    {
        lock (_gate) File.AppendAllText(Children, string.Create(CultureInfo.InvariantCulture, $"{process}\n"));
    }

    /// <summary>Ends what hosts that are no more have left behind.</summary>
    public static void SweepOthers()
    {
        if (!Directory.Exists(Root)) return;
        foreach (var folder in Directory.GetDirectories(Root))
        {
            var id = Path.GetFileName(folder);
            if (!int.TryParse(id.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var host) || IsAlive(host)) continue;
            var children = Path.Combine(folder, "children");
            if (File.Exists(children))
                foreach (var line in File.ReadAllLines(children))
                    if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var child) && IsMarked(child, id)) _ = Posix.Signal(child, Posix.Kill);
            Delete(folder);
        }
    }

    static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A process id may have been given to someone else meanwhile: only the marker in its environment is proof.</summary>
    static bool IsMarked(int process, string id)
    {
        try
        {
            return OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{process}/environ").Contains($"{Marker}={id}", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>As far as that can be done now.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A process that is just ending still writes there; the end of the host, or the next start, tries again.
        }
    }

    public void Dispose() => Delete(Folder);
}
