using System.Diagnostics;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>
/// One execution environment: a child process, its /tmp, its port of the Runtime API, and the state machine between them.
/// It outlives its process: after a crash or a timeout the next invocation pays for a new initialisation, and /tmp is still there.
/// </summary>
sealed class ExecutionEnvironment : IAsyncDisposable
{
    enum State { Started, Ready, Running, ResponseSent, Down }

    readonly Lock _gate = new();
    readonly Function _function;
    readonly FunctionConfiguration _configuration;
    readonly LogStream _log;
    readonly PlatformLog _platform;
    readonly Queue<TaskCompletionSource<Invocation>> _polls = new();
    readonly Queue<Invocation> _queued = new();
    readonly Dictionary<Guid, Invocation> _inFlight = [];
    readonly HashSet<Guid> _expired = [];
    readonly ITimer _idle;
    readonly TemporaryFolder _temporary;
    LoopbackServer _server = null!;
    ChildProcess? _process;
    TaskCompletionSource<InitOutcome> _init = new();
    State _state = State.Down;
    long _initStarted;
    long _peakMemory;
    bool _initialised, _outOfMemory, _disposed;

    ExecutionEnvironment(Function function, int number)
    {
        _function = function;
        _configuration = function.Configuration;
        _log = new LogStream($"{function.Host.Clock.GetUtcNow():yyyy/MM/dd}/[$LATEST]{Guid.NewGuid():N}", function.Write, function.NoteLate);
        _platform = new PlatformLog(_configuration, _log);
        _temporary = new TemporaryFolder(Path.Combine(function.Host.Orphans.Folder, $"{function.Configuration.Name}-{number}"));
        _idle = function.Host.Clock.CreateTimer(_ => function.Recycle(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the function sees as its /tmp.</summary>
    public string Temporary => _temporary.Path;

    public int? ProcessId => _process?.Id;

    /// <summary>More than one invocation at a time: never frozen, and a timeout does not end the process.</summary>
    bool IsShared => _configuration.EnvironmentConcurrency > 1;

    bool HasLimits => !_configuration.WaitForDebugger;

    public static async Task<ExecutionEnvironment> CreateAsync(Function function, int number)
    {
        var environment = new ExecutionEnvironment(function, number);
        environment._server = await LoopbackServer.StartAsync(0, new RuntimeApi(environment).AnswerAsync).ConfigureAwait(false);
        return environment;
    }

    // ---- what the function asks for -------------------------------------------------------------------------------

    /// <summary>Initialises if need be, then hands the event to the runtime client. The answer comes through the invocation.</summary>
    public async Task RunAsync(Invocation invocation)
    {
        _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (!_initialised)
        {
            _initialised = true;
            var init = await InitAsync().ConfigureAwait(false);
            if (init.IsReady) { invocation.InitDuration = init.Duration; _function.Ready(this); }
            else _platform.InitReport(invocation, init.Duration, "init", init.Status, init.ErrorType);
        }
        invocation.Started = Stopwatch.GetTimestamp();
        invocation.Deadline = DateTimeOffset.UtcNow + (HasLimits ? _configuration.Timeout : TimeSpan.FromHours(12));
        if (HasLimits) invocation.Timeout = new Timer(_ => TimeOut(invocation), null, _configuration.Timeout, Timeout.InfiniteTimeSpan);
        lock (_gate) _inFlight[invocation.RequestId] = invocation;
        if (_state is State.Down)
        {
            // Lambda initialises again inside the invocation, and inside its timeout.
            var init = await StartAsync().ConfigureAwait(false);
            if (!init.IsReady)
            {
                if (init.Status == "timeout") return; // It was the invocation's timeout, which has said everything.
                _platform.InitReport(invocation, init.Duration, "invoke", init.Status, init.ErrorType);
                _platform.Start(invocation);
                if (init.Error is null) _platform.Exited(invocation, init.Exit, "Runtime.ExitError");
                invocation.ErrorType = init.ErrorType;
                invocation.Answer(init.Error ?? InvocationResult.Error("Runtime.ExitError", $"RequestId: {invocation.RequestId} Error: {init.Exit}"));
                Finish(invocation, "error");
                if (IsShared) _function.Discard(this);
                return;
            }
            _function.Ready(this);
        }
        Dispatch(invocation);
    }

    void Dispatch(Invocation invocation)
    {
        lock (_gate)
        {
            if (!_inFlight.ContainsKey(invocation.RequestId)) return; // It timed out, or the process ended, just now.
            if (!IsShared) _process?.Drain();
            _log.Begin(invocation);
            _platform.Start(invocation);
            _state = State.Running;
            _process?.Thaw();
            if (_polls.TryDequeue(out var poll)) poll.SetResult(invocation);
            else _queued.Enqueue(invocation);
        }
    }

    /// <summary>Between invocations nothing runs. The function calls this under the lock it dispatches under.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            if (_state is State.Ready && _configuration.Freeze && HasLimits && !IsShared) _process?.Freeze();
            if (_inFlight.Count == 0) _idle.Change(_configuration.Idle, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Brings the environment up without an event, as <c>load</c> does.</summary>
    public Task<InitOutcome> InitialiseAsync()
    {
        _initialised = true;
        return InitAsync();
    }

    async Task<InitOutcome> InitAsync()
    {
        _platform.InitStart();
        var starting = StartAsync();
        if (!HasLimits) return await starting.ConfigureAwait(false);
        await Task.WhenAny(starting, Task.Delay(_configuration.InitTimeout)).ConfigureAwait(false);
        if (!starting.IsCompleted) EndProcess(new InitOutcome("timeout", _configuration.InitTimeout));
        return await starting.ConfigureAwait(false);
    }

    Task<InitOutcome> StartAsync()
    {
        lock (_gate)
        {
            _init = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _state = State.Started;
            _initStarted = Stopwatch.GetTimestamp();
            _peakMemory = 0;
            _outOfMemory = false;
            var plan = LaunchPlan.For(_configuration);
            if (plan.ExitCode != 0 || _disposed) return NotStarted(plan.ExitCode, plan.Problem);
            var variables = ChildVariables.For(_configuration, _server.Address, _function.Host.Address, _log.Name, Temporary, _function.Host.Orphans.Id);
            ChildProcess process;
            try
            {
                process = ChildProcess.Start(plan.Command, Directory.Exists(_configuration.TaskRoot) ? _configuration.TaskRoot : Environment.CurrentDirectory, variables, _log.Function, Exited);
            }
            catch (System.ComponentModel.Win32Exception exception)
            {
                return NotStarted(127, exception.Message);
            }
            _process = process;
            _function.Host.Orphans.Note(process.Id);
            return _init.Task;
        }

        Task<InitOutcome> NotStarted(int code, string problem)
        {
            _log.Function(problem);
            GoDown();
            _init.SetResult(InitOutcome.Exited(code, Stopwatch.GetElapsedTime(_initStarted), outOfMemory: false));
            return _init.Task;
        }
    }

    // ---- what the runtime client says (RuntimeApi) ----------------------------------------------------------------

    /// <summary>The next event, when there is one; null with a refusal if this is not the time to ask.</summary>
    public Task<Invocation>? Next(CancellationToken disconnected, out Refusal? refusal)
    {
        refusal = null;
        Invocation? finished = null;
        var poll = new TaskCompletionSource<Invocation>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            var outOfTurn = IsShared ? _polls.Count >= _configuration.EnvironmentConcurrency : (_state is State.Running && _queued.Count == 0) || (_state is State.Ready && _polls.Count > 0);
            if (outOfTurn) { refusal = Refusal.Transition(_state.ToString(), "Ready"); return null; }
            if (_state is State.ResponseSent && !IsShared) finished = _inFlight.Values.FirstOrDefault();
            if (_state is State.Started) _init.TrySetResult(new("success", Stopwatch.GetElapsedTime(_initStarted)));
            if (!IsShared || _state is State.Started) _state = State.Ready;
            if (_queued.TryDequeue(out var waiting)) { _state = State.Running; poll.SetResult(waiting); }
            else _polls.Enqueue(poll);
        }
        disconnected.Register(() => poll.TrySetCanceled(disconnected));
        if (disconnected.CanBeCanceled) poll.Task.ContinueWith(_ => Forget(poll), TaskContinuationOptions.OnlyOnCanceled | TaskContinuationOptions.ExecuteSynchronously);
        if (finished is not null) Finish(finished, null);
        return poll.Task;
    }

    void Forget(TaskCompletionSource<Invocation> poll)
    {
        lock (_gate)
        {
            var kept = _polls.Where(other => other != poll).ToList();
            _polls.Clear();
            kept.ForEach(_polls.Enqueue);
        }
    }

    /// <summary>An answer, or an error with its type. Null when it is accepted.</summary>
    public Refusal? Answer(Guid request, string? invocationId, InvocationResult result, long size, string? errorType)
    {
        Invocation? invocation;
        var tooLarge = size > Limits.Payload;
        lock (_gate)
        {
            if (_expired.Contains(request)) return Refusal.InvokeTimeout;
            if (!_inFlight.TryGetValue(request, out invocation)) return Refusal.InvalidRequestId;
            if (invocationId is not null && invocationId != invocation.InvocationId.ToString()) return Refusal.InvalidRequestId;
            if (!IsShared && _state is not State.Running) return Refusal.Transition(_state.ToString(), errorType is null ? "InvocationResponse" : "InvocationErrorResponse");
            if (IsShared && invocation.IsAnswered) return Refusal.Transition("InvocationResponse", "InvocationResponse");
            invocation.ErrorType = tooLarge ? "Function.ResponseSizeTooLarge" : errorType;
            if (!IsShared) { _state = State.ResponseSent; _function.BeginDrain(this); }
        }
        invocation.Answer(tooLarge
            ? InvocationResult.Error("Function.ResponseSizeTooLarge", $"Response payload size ({size} bytes) exceeded maximum allowed payload size ({Limits.Payload} bytes).")
            : result);
        if (IsShared) Finish(invocation, null); // Its client polls again before the handler ends: next says nothing about this invocation.
        return tooLarge ? Refusal.TooLarge : null;
    }

    public Refusal? FailInit(string errorType, byte[] error)
    {
        lock (_gate)
        {
            if (_state is not State.Started) return Refusal.Transition(_state.ToString(), "InitError");
            // Its process is of no use any more; most clients end by themselves now. It is down before anyone hears of it.
            EndProcess(new("error", Stopwatch.GetElapsedTime(_initStarted), errorType, new InvocationResult(error, IsError: true)));
        }
        return null;
    }

    public void NoteState(string when, byte[] state) => _function.NoteState(when, state);

    // ---- endings --------------------------------------------------------------------------------------------------

    void TimeOut(Invocation invocation)
    {
        bool initialising;
        lock (_gate)
        {
            if (!_inFlight.ContainsKey(invocation.RequestId)) return;
            initialising = _state is State.Started;
            if (IsShared) _expired.Add(invocation.RequestId); // Its code runs on, as it does on Managed Instances.
        }
        if (!IsShared) EndProcess(new InitOutcome("timeout", Stopwatch.GetElapsedTime(_initStarted)));
        if (initialising) _platform.Start(invocation);
        _platform.TimedOut(invocation);
        invocation.Answer(InvocationResult.Error("Sandbox.Timedout", FormattableString.Invariant($"RequestId: {invocation.RequestId} Error: Task timed out after {_configuration.Timeout.TotalSeconds:F2} seconds")));
        Finish(invocation, "timeout");
    }

    void Exited(ChildProcess process, int code)
    {
        List<Invocation> lost;
        lock (_gate)
        {
            process.Drain();
            process.Dispose();
            if (process != _process) return; // We ended it, and have said so.
            _process = null;
            if (_state is State.Started) _init.TrySetResult(InitOutcome.Exited(code, Stopwatch.GetElapsedTime(_initStarted), _outOfMemory));
            lost = _state is State.Running or State.ResponseSent or State.Ready ? [.. _inFlight.Values] : [];
            GoDown();
        }
        foreach (var invocation in lost)
        {
            invocation.ErrorType = _outOfMemory ? "Runtime.OutOfMemory" : "Runtime.ExitError";
            _platform.Exited(invocation, ExitReason.Of(code), "Runtime.ExitError");
            invocation.Answer(InvocationResult.Error("Runtime.ExitError", $"RequestId: {invocation.RequestId} Error: {ExitReason.Of(code)}"));
            Finish(invocation, "error");
        }
        if (IsShared) _function.Discard(this);
    }

    /// <summary>Takes the process away at once; what it still had to say is said first.</summary>
    void EndProcess(InitOutcome init)
    {
        lock (_gate)
        {
            var process = _process;
            _process = null;
            process?.Kill();
            process?.Drain();
            _init.TrySetResult(init);
            GoDown();
        }
    }

    /// <summary>No process: nobody polls any more, and nothing waits for a poll.</summary>
    void GoDown()
    {
        _state = State.Down;
        _polls.Clear();
        _queued.Clear();
    }

    void Finish(Invocation invocation, string? status)
    {
        lock (_gate)
        {
            if (!_inFlight.Remove(invocation.RequestId)) return;
            invocation.Timeout?.Dispose();
            _process?.Drain();
            NoteMemory();
            if (_temporary.Held is { } held && held > _configuration.EphemeralStorage * 1024L * 1024) _platform.StorageExceeded(invocation, held);
            var duration = Stopwatch.GetElapsedTime(invocation.Started);
            if (status == "timeout" || (HasLimits && duration > _configuration.Timeout)) duration = _configuration.Timeout;
            var charge = new Charge(duration, invocation.InitDuration, _configuration.MemorySize, (int)Math.Ceiling(_peakMemory / 1048576.0));
            _platform.Report(invocation, charge, status);
            _log.End(invocation);
            _function.Bill.Add(charge);
        }
        invocation.Report();
        _function.Release(this);
    }

    /// <summary>Called every few milliseconds while something runs: memory is a limit, and Lambda kills what passes it.</summary>
    public void Watch()
    {
        lock (_gate)
        {
            if (_state is not (State.Started or State.Running or State.ResponseSent) || _process is null || _outOfMemory) return;
            NoteMemory();
            if (!HasLimits || _peakMemory <= _configuration.MemorySize * 1024L * 1024) return;
            _outOfMemory = true;
            _process.Kill();
        }
    }

    void NoteMemory() => _peakMemory = Math.Max(_peakMemory, _process?.ResidentSet() ?? 0);

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _disposed = true;
        EndProcess(new InitOutcome("error", TimeSpan.Zero, "Runtime.ExitError"));
        await _idle.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _temporary.Delete();
    }
}
