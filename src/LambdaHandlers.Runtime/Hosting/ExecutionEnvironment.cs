using System.Diagnostics;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>
/// One execution environment: its /tmp, its port of the Runtime API, and one process after another. After a crash or a timeout the next
/// invocation pays for a new initialisation, and /tmp is still there.
/// </summary>
sealed class ExecutionEnvironment : IAsyncDisposable
{
    readonly Lock _gate = new();
    readonly Function _function;
    readonly FunctionConfiguration _configuration;
    readonly LogStream _log;
    readonly PlatformLog _platform;
    readonly Dictionary<Guid, Invocation> _inFlight = [];
    readonly HashSet<Guid> _expired = [];
    readonly ITimer _idle;
    readonly TemporaryFolder _temporary;
    readonly LoopbackServer _server;
    RuntimeProcess? _runtime;
    bool _disposed;

    public ExecutionEnvironment(Function function, int number)
    {
        _function = function;
        _configuration = function.Configuration;
        _log = new LogStream($"{function.Host.Clock.GetUtcNow():yyyy/MM/dd}/[{Aws.Latest}]{Guid.NewGuid():N}", function.Journal);
        _platform = new PlatformLog(_configuration, _log);
        _temporary = new TemporaryFolder(Path.Combine(function.Host.Orphans.Folder, $"{_configuration.Name}-{number}"));
        _idle = function.Host.Clock.CreateTimer(_ => function.Environments.Recycle(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _server = new LoopbackServer(0, new RuntimeApi(this).AnswerAsync);
    }

    /// <summary>Invocations it could take now. The pool counts, under its own lock.</summary>
    public int FreeSlots { get; set; }

    /// <summary>Slots that will be free in a moment: it has answered and not yet polled, or it initialises and will take several. The pool's, too.</summary>
    public int SlotsToCome { get; set; }

    /// <summary>What lies in its /tmp.</summary>
    public IEnumerable<string> TemporaryFiles => _temporary.Files;

    public int? ProcessId => _runtime?.Id;

    /// <summary>Whether its client waits for an event.</summary>
    public bool IsPolled => _runtime is { Polls: > 0 };

    /// <summary>More than one invocation at a time: never frozen, and a timeout does not end the process.</summary>
    bool IsShared => _configuration.EnvironmentConcurrency > 1;

    bool HasLimits => !_configuration.WaitForDebugger;

    // ---- what the function asks for -------------------------------------------------------------------------------

    /// <summary>Initialises if need be, then hands the event to the runtime client. The answer comes through the invocation.</summary>
    public async Task RunAsync(Invocation invocation)
    {
        _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_runtime is null)
        {
            var init = await InitialiseAsync().ConfigureAwait(false);
            if (init.IsReady) invocation.InitDuration = init.Duration;
            else _platform.InitReport(invocation, init, "init");
        }
        invocation.Started = Stopwatch.GetTimestamp();
        invocation.Deadline = DateTimeOffset.UtcNow + (HasLimits ? _configuration.Timeout : TimeSpan.FromHours(12));
        if (HasLimits) invocation.Timeout = new Timer(_ => TimeOut(invocation), null, _configuration.Timeout, Timeout.InfiniteTimeSpan);
        lock (_gate) _inFlight[invocation.RequestId] = invocation;
        if (_runtime?.State is RuntimeState.Down)
        {
            // Lambda initialises again inside the invocation, and inside its timeout.
            var init = await StartAsync().ConfigureAwait(false);
            if (init.Status == "timeout") return; // It was the invocation's timeout, which has said everything.
            if (!init.IsReady)
            {
                _platform.InitReport(invocation, init, "invoke");
                _platform.Start(invocation);
                if (IsShared) _function.Environments.Discard(this);
                Lose(invocation, init);
                return;
            }
        }
        if (IsShared) _function.Environments.Ready(this);
        Dispatch(invocation);
    }

    void Dispatch(Invocation invocation)
    {
        lock (_gate)
        {
            if (!_inFlight.ContainsKey(invocation.RequestId)) return; // It timed out, or the process ended, just now.
            if (!IsShared) _runtime!.Drain();
            _log.Begin(invocation);
            _platform.Start(invocation);
            _runtime!.Thaw();
        }
        _runtime.Offer(invocation);
    }

    /// <summary>Nothing to do for now.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            if (_configuration.Freeze && HasLimits && !IsShared) _runtime?.Freeze();
            if (_inFlight.Count == 0) _idle.Change(_configuration.Idle, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The first start of a process, within the time that Lambda allows for it.</summary>
    public async Task<InitOutcome> InitialiseAsync()
    {
        _platform.InitStart();
        var starting = StartAsync();
        if (HasLimits && await Task.WhenAny(starting, Task.Delay(_configuration.InitTimeout)).ConfigureAwait(false) != starting) End(new InitOutcome("timeout", _configuration.InitTimeout));
        return await starting.ConfigureAwait(false);
    }

    Task<InitOutcome> StartAsync()
    {
        lock (_gate)
        {
            _runtime = new RuntimeProcess(_gate, _configuration.EnvironmentConcurrency);
            var plan = LaunchPlan.For(_configuration);
            if (plan.ExitCode == 0 && !_disposed)
                try
                {
                    var variables = ChildVariables.For(_configuration, _server.Address, _function.Host.Address, _log.Name, _temporary.Path, _function.Host.Orphans.Id);
                    _runtime.Start(plan.Command, Directory.Exists(_configuration.TaskRoot) ? _configuration.TaskRoot : Environment.CurrentDirectory, variables, _log.Function, Exited);
                    _function.Host.Orphans.Note(_runtime.Id!.Value);
                    return _runtime.Initialised;
                }
                catch (System.ComponentModel.Win32Exception exception)
                {
                    plan = LaunchPlan.Failure(127, exception.Message);
                }
            _log.Function(plan.Problem);
            _runtime.End(InitOutcome.Exited(plan.ExitCode, _runtime.Age));
            return _runtime.Initialised;
        }
    }

    // ---- what the runtime client says (RuntimeApi) ----------------------------------------------------------------

    /// <summary>The next event, when there is one.</summary>
    public Task<Invocation> NextAsync(CancellationToken disconnected)
    {
        Task<Invocation> next;
        Invocation? finished;
        lock (_gate)
        {
            finished = _runtime?.State is RuntimeState.ResponseSent ? _inFlight.Values.Single() : null;
            next = _runtime?.PollAsync(disconnected) ?? throw RefusalException.Transition(RuntimeState.Down, "Ready");
        }
        if (finished is not null) Finish(finished, null);
        return next;
    }

    /// <summary>An answer, or an error with its type.</summary>
    public void Answer(Guid request, string? invocationId, InvocationResult result, long size, string? errorType)
    {
        Invocation? invocation;
        var tooLarge = size > Limits.Payload;
        lock (_gate)
        {
            if (_expired.Contains(request)) throw RefusalException.InvokeTimeout();
            if (!_inFlight.TryGetValue(request, out invocation) || (invocationId is not null && invocationId != invocation.InvocationId.ToString())) throw RefusalException.InvalidRequestId();
            if (IsShared && invocation.IsAnswered) throw RefusalException.Transition("InvocationResponse", "InvocationResponse");
            if (!IsShared && _runtime!.State is not RuntimeState.Running) throw RefusalException.Transition(_runtime.State, errorType is null ? "InvocationResponse" : "InvocationErrorResponse");
            invocation.ErrorType = tooLarge ? "Function.ResponseSizeTooLarge" : errorType;
            if (!IsShared) _runtime!.Answered();
        }
        if (!IsShared) _function.Environments.BeginDrain(this);
        invocation.Answer(tooLarge
            ? InvocationResult.Error("Function.ResponseSizeTooLarge", $"Response payload size ({size} bytes) exceeded maximum allowed payload size ({Limits.Payload} bytes).")
            : result);
        if (IsShared) Finish(invocation, null); // Its client polls again before the handler ends: next says nothing about this invocation.
        if (tooLarge) throw RefusalException.TooLarge();
    }

    public void FailInit(string errorType, byte[] error)
    {
        lock (_gate)
        {
            if (_runtime?.State is not RuntimeState.Started) throw RefusalException.Transition(_runtime?.State ?? RuntimeState.Down, "InitError");
            // Its process is of no use any more; most clients end by themselves now. It is down before anyone hears of it.
            _runtime.End(new("error", _runtime.Age, errorType, new InvocationResult(error, IsError: true)));
        }
    }

    public void NoteState(string when, byte[] state) => _function.Journal.NoteState(when, state);

    // ---- endings --------------------------------------------------------------------------------------------------

    void TimeOut(Invocation invocation)
    {
        bool initialising;
        lock (_gate)
        {
            if (!_inFlight.ContainsKey(invocation.RequestId)) return;
            initialising = _runtime?.State is RuntimeState.Started;
            if (IsShared) _expired.Add(invocation.RequestId); // Its code runs on, as it does on Managed Instances.
            else _runtime!.End(new InitOutcome("timeout", _configuration.Timeout));
        }
        if (initialising) _platform.Start(invocation);
        _platform.TimedOut(invocation);
        Finish(invocation, "timeout");
        invocation.Answer(InvocationResult.Error("Sandbox.Timedout", FormattableString.Invariant($"RequestId: {invocation.RequestId} Error: Task timed out after {_configuration.Timeout.TotalSeconds:F2} seconds")));
    }

    void Exited(RuntimeProcess runtime, int code)
    {
        List<Invocation> lost;
        var end = InitOutcome.Exited(code, runtime.Age, runtime.IsOutOfMemory);
        lock (_gate)
        {
            if (runtime.State is RuntimeState.Down) return; // We ended it, and have said so.
            lost = runtime.State is RuntimeState.Started ? [] : [.. _inFlight.Values];
            runtime.End(end);
        }
        if (IsShared) _function.Environments.Discard(this);
        foreach (var invocation in lost) Lose(invocation, end);
    }

    void End(InitOutcome outcome)
    {
        lock (_gate) _runtime?.End(outcome);
    }

    /// <summary>There is no process that could answer.</summary>
    void Lose(Invocation invocation, InitOutcome end)
    {
        invocation.ErrorType = end.ErrorType;
        if (end.Error is null) _platform.Exited(invocation, end.Exit);
        Finish(invocation, "error");
        invocation.Answer(end.Error ?? InvocationResult.Error("Runtime.ExitError", $"RequestId: {invocation.RequestId} Error: {end.Exit}"));
    }

    void Finish(Invocation invocation, string? status)
    {
        lock (_gate)
        {
            if (!_inFlight.Remove(invocation.RequestId)) return;
            invocation.Timeout?.Dispose();
            _runtime!.Drain();
            if (_temporary.Held is { } held && held > _configuration.EphemeralStorage * 1024L * 1024) _platform.StorageExceeded(invocation, held);
            var duration = Stopwatch.GetElapsedTime(invocation.Started);
            if (status == "timeout" || (HasLimits && duration > _configuration.Timeout)) duration = _configuration.Timeout;
            var charge = new Charge(duration, invocation.InitDuration, _configuration.MemorySize, (int)Math.Ceiling(_runtime.PeakMemory() / 1048576.0));
            _platform.Report(invocation, charge, status);
            _log.End(invocation);
            _function.Bill.Add(charge);
        }
        _function.Environments.Release(this);
        invocation.Report();
    }

    /// <summary>Called every few milliseconds, for what runs now.</summary>
    public void Watch()
    {
        lock (_gate)
            if (HasLimits && (_inFlight.Count > 0 || _runtime?.State is RuntimeState.Started)) _runtime?.Watch(_configuration.MemorySize * 1024L * 1024);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _disposed = true;
        End(new InitOutcome("error", TimeSpan.Zero, "Runtime.ExitError"));
        await _idle.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _temporary.Delete();
    }
}
