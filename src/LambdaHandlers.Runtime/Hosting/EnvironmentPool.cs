namespace LambdaHandlers.Runtime.Hosting;

/// <summary>The environments of a function: which of them takes the next event, when another one is started, who waits, who is refused.</summary>
sealed class EnvironmentPool(Function function) : IAsyncDisposable
{
    /// <summary>An environment that has answered is about to be free; starting another one instead would only grow the pool.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    readonly List<ExecutionEnvironment> _all = []; // The most recently used comes last and is taken first.
    readonly List<TaskCompletionSource<ExecutionEnvironment?>> _waiting = [];
    Task _discarded = Task.CompletedTask;
    int _started;

    public IReadOnlyList<ExecutionEnvironment> All
    {
        get { lock (_gate) return [.. _all]; }
    }

    /// <summary>An environment with a slot that is now the caller's: one that is free, or will be in a moment, or a new one.</summary>
    public async Task<ExecutionEnvironment> AcquireAsync()
    {
        var configuration = function.Configuration;
        for (var patient = true; ; patient = false)
        {
            TaskCompletionSource<ExecutionEnvironment?> turn;
            lock (_gate)
            {
                // Not all there are: reserved concurrency may be lowered while more of them are warm.
                var taken = _all.Count(environment => environment.FreeSlots == 0);
                var isFull = taken >= Math.Min(configuration.ReservedConcurrency ?? int.MaxValue, configuration.MaxEnvironments);
                if (!isFull && _all.FindLast(environment => environment.FreeSlots > 0) is { } free)
                {
                    free.FreeSlots--;
                    return free;
                }
                // Where no other environment may be started, the one that is about to be free is worth any wait.
                if ((patient || isFull) && _waiting.Count < _all.Sum(environment => environment.SlotsToCome)) _waiting.Add(turn = new());
                else if (isFull) throw new ThrottledException(taken >= configuration.ReservedConcurrency ? "ReservedFunctionConcurrentInvocationLimitExceeded" : "ConcurrentInvocationLimitExceeded");
                else return Start();
            }
            var patience = configuration.EnvironmentConcurrency > 1 ? configuration.InitTimeout + configuration.Timeout : Patience;
            await ((Task)turn.Task).WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
                if (_waiting.Remove(turn)) continue;
            if (await turn.Task.ConfigureAwait(false) is { } given) return given;
        }
    }

    ExecutionEnvironment Start()
    {
        var environment = new ExecutionEnvironment(function, ++_started) { SlotsToCome = function.Configuration.EnvironmentConcurrency - 1 };
        _all.Add(environment);
        return environment;
    }

    /// <summary>It is initialised: whoever waited for its other slots gets them.</summary>
    public void Ready(ExecutionEnvironment environment)
    {
        for (var slots = environment.SlotsToCome; slots > 0; slots--) Release(environment);
    }

    /// <summary>It has answered; as soon as it polls it is free.</summary>
    public void BeginDrain(ExecutionEnvironment environment)
    {
        lock (_gate) environment.SlotsToCome = 1;
    }

    /// <summary>A slot is free again: for whoever waits, else for later. Resting under the lock keeps a freeze from meeting a dispatch.</summary>
    public void Release(ExecutionEnvironment environment)
    {
        if (function.Configuration.SingleUse)
        {
            Discard(environment);
            return;
        }
        TaskCompletionSource<ExecutionEnvironment?>? turn;
        lock (_gate)
        {
            if (!_all.Remove(environment)) return;
            _all.Add(environment);
            environment.SlotsToCome = Math.Max(0, environment.SlotsToCome - 1);
            if ((turn = _waiting.FirstOrDefault()) is not null) _waiting.RemoveAt(0);
            else
            {
                environment.Rest();
                environment.FreeSlots++;
            }
        }
        turn?.SetResult(environment);
    }

    /// <summary>An idle environment goes; one that is busy stays.</summary>
    public void Recycle(ExecutionEnvironment environment)
    {
        lock (_gate)
            if (environment.FreeSlots < function.Configuration.EnvironmentConcurrency) return;
        Discard(environment);
    }

    /// <summary>It is of no more use. Whoever waits looks again: its slots were perhaps the ones to come.</summary>
    public void Discard(ExecutionEnvironment environment)
    {
        List<TaskCompletionSource<ExecutionEnvironment?>> waiting;
        lock (_gate)
        {
            if (!_all.Remove(environment)) return;
            waiting = [.. _waiting];
            _waiting.Clear();
            _discarded = Task.WhenAll(_discarded, Task.Run(() => environment.DisposeAsync().AsTask()));
        }
        waiting.ForEach(turn => turn.SetResult(null));
    }

    public async ValueTask DisposeAsync()
    {
        var environments = All;
        lock (_gate) _all.Clear();
        foreach (var environment in environments) await environment.DisposeAsync().ConfigureAwait(false);
        await _discarded.ConfigureAwait(false);
    }
}
