namespace LambdaHandlers.Runtime.Hosting;

/// <summary>
/// The folder of one execution environment, with its /tmp in it. A write beyond the size of /tmp fails on Lambda; on this machine's disk it does
/// not, so what it holds is counted.
/// </summary>
sealed class TemporaryFolder
{
    readonly string _folder;
    readonly DateTime _created;

    public TemporaryFolder(string folder)
    {
        _folder = folder;
        Path = Directory.CreateDirectory(System.IO.Path.Combine(folder, "tmp")).FullName;
        _created = Changed;
    }

    /// <summary>What the function sees as its /tmp.</summary>
    public string Path { get; }

    public IEnumerable<string> Files => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file));

    DateTime Changed => Directory.GetLastWriteTimeUtc(Path);

    /// <summary>Bytes in it; null while the function deletes what is being counted.</summary>
    public long? Held
    {
        get
        {
            if (Changed == _created) return 0; // Most functions never use it, and this is asked after every invocation.
            try
            {
                return new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    public void Delete() => OrphanSweep.Delete(_folder);
}
