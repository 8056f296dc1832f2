using System.Diagnostics;
using System.Threading.Channels;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>How far a runtime client has come, in Lambda's own words. One that takes several events at a time stays Ready.</summary>
enum RuntimeState { Started, Ready, Running, ResponseSent, Down }

/// <summary>One process of an execution environment: its initialisation, its polls for events and its memory, until its end. The environment's lock guards it.</summary>
sealed class RuntimeProcess(Lock gate, int slots)
{
    readonly long _started = Stopwatch.GetTimestamp();
    readonly TaskCompletionSource<InitOutcome> _initialised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Channel<Invocation> _events = Channel.CreateUnbounded<Invocation>(new() { AllowSynchronousContinuations = true });
    ChildProcess? _process;
    long _peakMemory;

    public RuntimeState State { get; private set; }

    /// <summary>Requests for an event that wait now.</summary>
    public int Polls { get; private set; }

    public int? Id => State is RuntimeState.Down ? null : _process?.Id;

    /// <summary>Completes with the first poll, or with what came instead of it.</summary>
    public Task<InitOutcome> Initialised => _initialised.Task;

    /// <summary>Since its start.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    public bool IsOutOfMemory { get; private set; }

    public void Start(IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> variables, Action<string> line, Action<RuntimeProcess, int> exited) =>
        _process = ChildProcess.Start(command, directory, variables, line, code => exited(this, code));

    /// <summary>Completes with the next event. One that has not answered its last event, or already polls as often as it may, has no turn.</summary>
    public async Task<Invocation> PollAsync(CancellationToken disconnected)
    {
        if (State is RuntimeState.Running or RuntimeState.Down || Polls >= slots) throw RefusalException.Transition(State, "Ready");
        if (State is RuntimeState.Started) _initialised.TrySetResult(new("success", Age));
        State = RuntimeState.Ready;
        Polls++;
        try
        {
            var invocation = await _events.Reader.ReadAsync(disconnected).ConfigureAwait(false);
            lock (gate) if (slots == 1 && State is RuntimeState.Ready) State = RuntimeState.Running;
            return invocation;
        }
        finally
        {
            lock (gate) Polls--;
        }
    }

    /// <summary>For whoever polls, now or soon. Not under the lock: the poll is answered on this thread.</summary>
    public void Offer(Invocation invocation) => _events.Writer.TryWrite(invocation);

    public void Answered() => State = RuntimeState.ResponseSent;

    /// <summary>Between invocations nothing runs.</summary>
    public void Freeze()
    {
        if (State is RuntimeState.Ready) _process?.Freeze();
    }

    public void Thaw() => _process?.Thaw();

    /// <summary>Hands on every line that has been written so far.</summary>
    public void Drain() => _process?.Drain();

    /// <summary>Bytes resident at most, as far as has been looked.</summary>
    public long PeakMemory() => _peakMemory = Math.Max(_peakMemory, State is RuntimeState.Down ? 0 : _process?.ResidentSet() ?? 0);

    /// <summary>Memory is a limit, and Lambda kills what passes it.</summary>
    public void Watch(long limit)
    {
        if (IsOutOfMemory || PeakMemory() <= limit) return;
        IsOutOfMemory = true;
        _process?.Kill();
    }

    /// <summary>Takes the process away at once, if it has not gone by itself; what it still had to say is said first.</summary>
    public void End(InitOutcome outcome)
    {
        if (State is RuntimeState.Down) return;
        State = RuntimeState.Down;
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Drain();
        _initialised.TrySetResult(outcome);
    }
}
