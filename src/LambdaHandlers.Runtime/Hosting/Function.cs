using System.Text;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A deployed function: its environments, its log, its asynchronous events and its bill.</summary>
public sealed class Function : IAsyncDisposable
{
    internal Function(LambdaHost host, FunctionConfiguration configuration)
    {
        Host = host;
        Configuration = configuration;
        Bill = new Bill(configuration.Architecture);
        Events = new AsyncQueue(this);
        Environments = new EnvironmentPool(this);
        Journal = new Journal(line => Logged?.Invoke(line));
    }

    /// <summary>As deployed.</summary>
    public FunctionConfiguration Configuration { get; internal set; }

    /// <summary>What it has cost.</summary>
    public Bill Bill { get; }

    /// <summary>Its asynchronous events.</summary>
    public AsyncQueue Events { get; }

    /// <summary>Its URL, if it has one.</summary>
    public Uri? Url { get; internal set; }

    /// <summary>Every line, as it comes.</summary>
    public event Action<LogLine>? Logged;

    internal LambdaHost Host { get; }

    internal EnvironmentPool Environments { get; }

    internal Journal Journal { get; }

    /// <summary>Environments that exist now.</summary>
    public int EnvironmentCount => Environments.All.Count;

    /// <summary>The processes of its environments.</summary>
    public IReadOnlyList<int> Processes => [.. Environments.All.Select(environment => environment.ProcessId).OfType<int>()];

    /// <summary>The latest lines of its log.</summary>
    public IReadOnlyList<LogLine> Log => Journal.After(0).Lines;

    /// <summary>Lines that one invocation's work wrote into another.</summary>
    public IReadOnlyList<LateLine> LateLines => Journal.LateLines;

    /// <summary>What the bootstrap saw surviving, in order: "init" or a request id, and JSON.</summary>
    public IReadOnlyList<(string When, string State)> States => Journal.States;

    /// <summary>What lies in the /tmp of its environments.</summary>
    public IReadOnlyList<string> TemporaryFiles => [.. Environments.All.SelectMany(environment => environment.TemporaryFiles)];

    /// <summary>Finds or starts an environment and hands it the event. The answer comes through the invocation.</summary>
    public async Task InvokeAsync(Invocation invocation)
    {
        var environment = await Environments.AcquireAsync().ConfigureAwait(false);
        _ = RunAsync(environment, invocation);
    }

    /// <summary>X-Ray's header for an invocation that comes with this one, and whether its chain has been here too often.</summary>
    internal (string TraceId, bool IsLoop) Follow(string? trace)
    {
        var (next, count) = Lineage.Advance(trace, Configuration.Arn);
        return (next, count > Lineage.Most && !Configuration.AllowRecursion);
    }

    /// <summary>An event that no other invocation has led to.</summary>
    internal Invocation First(byte[] payload) => new() { Event = payload, FunctionArn = Configuration.Arn, TraceId = Follow(null).TraceId };

    static async Task RunAsync(ExecutionEnvironment environment, Invocation invocation)
    {
        try
        {
            await environment.RunAsync(invocation).ConfigureAwait(false);
        }
        catch (Exception exception) // Nothing that goes wrong in here may leave a caller waiting.
        {
            invocation.Answer(InvocationResult.Error("ServiceException", exception.Message));
            invocation.Report();
        }
    }

    /// <summary>Brings one environment up without an event; null when it is ready, else the error.</summary>
    public async Task<string?> LoadAsync()
    {
        var environment = await Environments.AcquireAsync().ConfigureAwait(false);
        var init = await environment.InitialiseAsync().ConfigureAwait(false);
        if (init.IsReady)
        {
            Environments.Ready(environment);
            Environments.Release(environment);
            return null;
        }
        Environments.Discard(environment);
        return init.Error is { } error ? Encoding.UTF8.GetString(error.Payload) : init.Exit.Length > 0 ? init.Exit : $"Initialisation: {init.Status} after {init.Duration.TotalSeconds:F1} s.";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Events.Dispose();
        await Environments.DisposeAsync().ConfigureAwait(false);
    }
}
