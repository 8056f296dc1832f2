namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A clock that runs faster: with 1000, the minute before a retry takes 60 ms.</summary>
sealed class ScaledClock(double scale) : TimeProvider
{
    readonly DateTimeOffset _start = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => _start + (DateTimeOffset.UtcNow - _start) * scale;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Scaled(scale, System.CreateTimer(callback, state, Shorter(scale, dueTime), Shorter(scale, period)));

    static TimeSpan Shorter(double scale, TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / scale;

    sealed class Scaled(double scale, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Shorter(scale, dueTime), Shorter(scale, period));
        public void Dispose() => timer.Dispose();
        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
