using System.Text;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>No environment is free and no more may be started: 429.</summary>
public sealed class ThrottledException(string reason) : Exception("Rate Exceeded.")
{
    /// <summary>The header Reason.</summary>
    public string Reason { get; } = reason;
}

/// <summary>A deployed function: its environments, who gets the next event, its log and its bill.</summary>
public sealed class Function : IAsyncDisposable
{
    const int KeptLines = 2_000;
    /// <summary>An environment that has answered is about to be free; starting another one instead would only grow the pool.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    readonly List<ExecutionEnvironment> _environments = [];
    readonly List<ExecutionEnvironment> _free = []; // A stack: the most recently used is taken first. One entry for each free slot.
    readonly HashSet<ExecutionEnvironment> _draining = [];
    readonly Queue<TaskCompletionSource<ExecutionEnvironment>> _waiting = new();
    readonly Queue<LogLine> _lines = new();
    readonly List<LateLine> _late = [];
    readonly List<(string When, string State)> _states = [];
    readonly HashSet<ExecutionEnvironment> _starting = [];
    int _creating, _created, _retired, _written;

    internal Function(LambdaHost host, FunctionConfiguration configuration)
    {
        Host = host;
        Configuration = configuration;
        Bill = new Bill(configuration.Architecture);
        Events = new AsyncQueue(this);
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

    /// <summary>Environments that exist now.</summary>
    public int EnvironmentCount
    {
        get { lock (_gate) return _environments.Count; }
    }

    /// <summary>The processes of its environments.</summary>
    public IReadOnlyList<int> Processes
    {
        get { lock (_gate) return [.. _environments.Select(environment => environment.ProcessId).OfType<int>()]; }
    }

    /// <summary>The latest lines of its log.</summary>
    public IReadOnlyList<LogLine> Log
    {
        get { lock (_lines) return [.. _lines]; }
    }

    /// <summary>The lines after the first so many, as far as they are kept, and how many there have been.</summary>
    internal (int Next, IReadOnlyList<LogLine> Lines) LogAfter(int seen)
    {
        lock (_lines) return (_written, [.. _lines.Skip(Math.Max(0, seen - (_written - _lines.Count)))]);
    }

    /// <summary>Lines that one invocation's work wrote into another.</summary>
    public IReadOnlyList<LateLine> LateLines
    {
        get { lock (_late) return [.. _late]; }
    }

    /// <summary>What the bootstrap saw surviving, in order: "init" or a request id, and JSON.</summary>
    public IReadOnlyList<(string When, string State)> States
    {
        get { lock (_states) return [.. _states]; }
    }

    /// <summary>What lies in the /tmp of its environments.</summary>
    public IReadOnlyList<string> TemporaryFiles
    {
        get
        {
            lock (_gate)
                return [.. _environments.SelectMany(environment => Directory.EnumerateFiles(environment.Temporary, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(environment.Temporary, file)))];
        }
    }

    /// <summary>Finds or starts an environment and hands it the event. The answer comes through the invocation.</summary>
    public async Task InvokeAsync(Invocation invocation)
    {
        var environment = await AcquireAsync().ConfigureAwait(false);
        _ = RunAsync(environment, invocation);
    }

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

    async Task<ExecutionEnvironment> AcquireAsync()
    {
        for (var patient = true; ; patient = false)
        {
            TaskCompletionSource<ExecutionEnvironment>? turn = null;
            var patience = Patience;
            var number = 0;
            lock (_gate)
            {
                if (_free.Count > 0)
                {
                    var environment = _free[^1];
                    _free.RemoveAt(_free.Count - 1);
                    return environment;
                }
                var slotsToCome = _draining.Count + (_creating + _starting.Count) * (Configuration.EnvironmentConcurrency - 1);
                var existing = _created - _retired;
                var isFull = existing >= (Configuration.ReservedConcurrency ?? Configuration.MaxEnvironments) || existing >= Configuration.MaxEnvironments;
                // Where no other environment may be started, the one that is about to be free is worth any wait.
                if ((patient || isFull) && _waiting.Count(waiting => !waiting.Task.IsCompleted) < slotsToCome)
                {
                    _waiting.Enqueue(turn = new(TaskCreationOptions.RunContinuationsAsynchronously));
                    if (Configuration.EnvironmentConcurrency > 1) patience = Configuration.InitTimeout + Configuration.Timeout;
                }
                else if (isFull) throw new ThrottledException(existing >= Configuration.ReservedConcurrency ? "ReservedFunctionConcurrentInvocationLimitExceeded" : "ConcurrentInvocationLimitExceeded");
                else
                {
                    number = ++_created;
                    _creating++;
                }
            }
            if (turn is null) return await CreateAsync(number).ConfigureAwait(false);
            await Task.WhenAny(turn.Task, Task.Delay(patience)).ConfigureAwait(false);
            if (!turn.TrySetCanceled()) return await turn.Task.ConfigureAwait(false);
        }
    }

    async Task<ExecutionEnvironment> CreateAsync(int number)
    {
        ExecutionEnvironment environment;
        try
        {
            environment = await ExecutionEnvironment.CreateAsync(this, number).ConfigureAwait(false);
        }
        catch
        {
            // No port, no file handle: its place is free again.
            lock (_gate) (_creating, _retired) = (_creating - 1, _retired + 1);
            throw;
        }
        lock (_gate)
        {
            _creating--;
            _starting.Add(environment);
            _environments.Add(environment);
        }
        return environment;
    }

    internal void Ready(ExecutionEnvironment environment)
    {
        lock (_gate)
            if (!_starting.Remove(environment)) return;
        for (var slot = 1; slot < Configuration.EnvironmentConcurrency; slot++) Release(environment);
    }

    internal void BeginDrain(ExecutionEnvironment environment)
    {
        lock (_gate) _draining.Add(environment);
    }

    /// <summary>A slot is free again: for whoever waits, else for later. Resting under this lock keeps a freeze from meeting a dispatch.</summary>
    internal void Release(ExecutionEnvironment environment)
    {
        if (Configuration.SingleUse) { Discard(environment); return; }
        lock (_gate)
        {
            _draining.Remove(environment);
            _starting.Remove(environment);
            if (!_environments.Contains(environment)) return;
            while (_waiting.TryDequeue(out var turn))
                if (turn.TrySetResult(environment)) return;
            environment.Rest();
            _free.Add(environment);
        }
    }

    /// <summary>An idle environment goes; one that is busy stays.</summary>
    internal void Recycle(ExecutionEnvironment environment)
    {
        lock (_gate)
            if (_free.Count(free => free == environment) < Configuration.EnvironmentConcurrency) return;
        Discard(environment);
    }

    internal void Discard(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            if (!_environments.Remove(environment)) return;
            _free.RemoveAll(free => free == environment);
            _draining.Remove(environment);
            _starting.Remove(environment);
            _retired++;
        }
        _ = environment.DisposeAsync().AsTask();
    }

    /// <summary>Brings one environment up without an event; null when it is ready, else the error.</summary>
    public async Task<string?> LoadAsync()
    {
        var environment = await AcquireAsync().ConfigureAwait(false);
        var init = await environment.InitialiseAsync().ConfigureAwait(false);
        if (init.IsReady) { Ready(environment); Release(environment); return null; }
        Discard(environment);
        return init.Error is { } error ? Encoding.UTF8.GetString(error.Payload) : init.Exit.Length > 0 ? init.Exit : $"Initialisation: {init.Status} after {init.Duration.TotalSeconds:F1} s.";
    }

    internal void Write(LogLine line)
    {
        lock (_lines)
        {
            _written++;
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines) _lines.Dequeue();
        }
        Logged?.Invoke(line);
    }

    internal void NoteLate(LateLine line)
    {
        lock (_late)
            if (_late.Count < KeptLines) _late.Add(line);
    }

    internal void NoteState(string when, byte[] state)
    {
        lock (_states) _states.Add((when, Encoding.UTF8.GetString(state)));
    }

    internal void Watch()
    {
        List<ExecutionEnvironment> environments;
        lock (_gate) environments = [.. _environments];
        environments.ForEach(environment => environment.Watch());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Events.Dispose();
        List<ExecutionEnvironment> environments;
        lock (_gate)
        {
            environments = [.. _environments];
            _environments.Clear();
            _free.Clear();
        }
        foreach (var environment in environments) await environment.DisposeAsync().ConfigureAwait(false);
    }
}
