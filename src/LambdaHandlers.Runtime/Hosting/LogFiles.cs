namespace LambdaHandlers.Runtime.Hosting;

/// <summary>Log groups as folders and log streams as files, as CloudWatch names them.</summary>
sealed class LogFiles(string folder) : IDisposable
{
    readonly Lock _gate = new();
    readonly Dictionary<string, StreamWriter> _streams = [];

    public void Write(string group, LogLine line)
    {
        lock (_gate)
        {
            var path = Path.Combine(folder, group.TrimStart('/'), line.Stream + ".log");
            if (!_streams.TryGetValue(path, out var stream))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                _streams[path] = stream = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
            }
            stream.WriteLine(line.Text);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var stream in _streams.Values) stream.Dispose();
            _streams.Clear();
        }
    }
}
