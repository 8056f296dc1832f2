using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>How a host is set up.</summary>
public sealed record HostOptions
{
    /// <summary>The port of the Invoke API; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Retries, event age and idle time run on it; deadlines that a handler sees do not.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where log streams are kept as files, if anywhere.</summary>
    public string? LogFolder { get; init; }

    /// <summary>
    /// This process does nothing but serve: a request is handled on the thread that saw it come, which saves two changes of threads each time.
    /// Code that blocks such a thread until something else arrives would wait forever, so a program that has any must not say this.
    /// </summary>
    public bool IsAlone { get; init; }
}

/// <summary>Lambda on this machine: functions, the Invoke API in front of them, and nothing left behind at the end.</summary>
public sealed class LambdaHost : IAsyncDisposable
{
    readonly Dictionary<string, Function> _functions = new(StringComparer.Ordinal);
    readonly List<LoopbackServer> _servers = [];
    readonly CancellationTokenSource _ending = new();
    readonly LogFiles? _logFiles;
    Task _watch = Task.CompletedTask;

    LambdaHost(HostOptions options)
    {
        Clock = options.Clock;
        _logFiles = options.LogFolder is { } folder ? new LogFiles(folder) : null;
    }

    /// <summary>Where the Invoke API listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What is deployed.</summary>
    public IReadOnlyCollection<Function> Functions => _functions.Values;

    /// <summary>Its clock.</summary>
    public TimeProvider Clock { get; }

    internal OrphanSweep Orphans { get; } = new();

    /// <summary>Starts listening; no environment is started before it is needed.</summary>
    public static async Task<LambdaHost> StartAsync(IEnumerable<FunctionConfiguration> functions, HostOptions? options = null)
    {
        options ??= new();
        OrphanSweep.SweepOthers();
        if (options.IsAlone) Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"); // .NET reads it with the first socket.
        var host = new LambdaHost(options);
        try
        {
            foreach (var configuration in functions)
            {
                var function = host._functions[configuration.Name] = new Function(host, configuration);
                if (host._logFiles is { } files) function.Logged += line => files.Write(function.Configuration.LogGroup, line);
            }
            host.Address = host.Listen(options.Port, new InvokeApi(host).AnswerAsync);
            foreach (var function in host._functions.Values.Where(function => function.Configuration.HasUrl))
                function.Url = host.Listen(options.Port == 0 ? 0 : options.Port + host._servers.Count, new FunctionUrl(function).AnswerAsync);
            host._watch = host.WatchAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    Uri Listen(int port, Microsoft.AspNetCore.Http.RequestDelegate answer)
    {
        var server = new LoopbackServer(port, answer);
        _servers.Add(server);
        return server.Address;
    }

    /// <summary>The function of that name.</summary>
    public Function this[string name] => _functions[name];

    /// <summary>The function of that name, or null.</summary>
    public Function? Find(string name) => _functions.GetValueOrDefault(name);

    /// <summary>
    /// The lines of every function, in bursts: a slow reader must not slow down the functions, and neither must waking it for each line. Of a
    /// flood it gets the latest.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<(Function Function, LogLine Line)>> ReadLogAsync([EnumeratorCancellation] CancellationToken ended)
    {
        var lines = Channel.CreateBounded<(Function, LogLine)>(new BoundedChannelOptions(2_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        foreach (var function in Functions) function.Logged += line => lines.Writer.TryWrite((function, line));
        while (await lines.Reader.WaitToReadAsync(ended).ConfigureAwait(false))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), ended).ConfigureAwait(false);
            var burst = new List<(Function, LogLine)>();
            while (lines.Reader.TryRead(out var line)) burst.Add(line);
            yield return burst;
        }
    }

    /// <summary>A dead-letter queue or destination that is a function here gets the message as an event of its own.</summary>
    internal void Deliver(string target, string body)
    {
        if (Find(target.Split(':')[^1]) is not { } function || !target.Contains(":function:", StringComparison.Ordinal)) return;
        function.Events.Add(function.First(Encoding.UTF8.GetBytes(body)));
    }

    async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var footprint = new Footprint();
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token).ConfigureAwait(false))
            {
                foreach (var environment in _functions.Values.SelectMany(function => function.Environments.All)) environment.Watch();
                footprint.Tick(_functions.Values.Sum(function => function.Bill.Requests));
            }
        }
        catch (OperationCanceledException)
        {
            // The host is ending.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ending.IsCancellationRequested) return;
        await _ending.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(false);
        foreach (var function in _functions.Values) await function.DisposeAsync().ConfigureAwait(false);
        foreach (var server in _servers) await server.DisposeAsync().ConfigureAwait(false);
        _logFiles?.Dispose();
        Orphans.Dispose();
        _ending.Dispose();
    }
}
