using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>What a fresh environment answers to one event.</summary>
/// <param name="Outcome">The first time.</param>
/// <param name="Noise">The places where a second fresh environment says something else.</param>
sealed record ColdAnswer(Outcome Outcome, IReadOnlySet<string> Noise)
{
    /// <summary>The places where a warm environment says something else, and fresh ones agree.</summary>
    public IEnumerable<string> Differences(Outcome warm) => Outcome.Differences(warm).Where(path => !Noise.Any(place => Outcome.Covers(place, path)));
}

/// <summary>What one environment answers to several events, and what it leaves behind.</summary>
/// <param name="Order">The events, by number.</param>
/// <param name="Answers">One for each.</param>
/// <param name="LateLines">Lines that one event's work wrote into another event's invocation.</param>
/// <param name="LeftFiles">What lies in /tmp at the end.</param>
/// <param name="States">What the bootstrap saw surviving, if it was asked to look.</param>
sealed record WarmRun(IReadOnlyList<int> Order, IReadOnlyList<Outcome> Answers, IReadOnlyList<LateLine> LateLines, IReadOnlyList<string> LeftFiles, IReadOnlyList<(string When, string State)> States);

/// <summary>Sends events to a function, in environments made for that.</summary>
sealed class Replay(FunctionConfiguration function, IReadOnlyList<TestEvent> events, Action<string> progress)
{
    /// <summary>How many have been started.</summary>
    public int Environments { get; private set; }

    /// <summary>Each event twice, each time in a fresh environment. Two at a time: a cold start waits more than it computes.</summary>
    public async Task<IReadOnlyList<ColdAnswer>> ColdAsync()
    {
        await using var host = await StartAsync(function with { SingleUse = true, MaxEnvironments = 8 });
        var answers = new ColdAnswer[events.Count];
        await Parallel.ForAsync(0, events.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
        {
            progress($"cold, {events[i].Name}");
            var first = await RunAsync(host, i);
            answers[i] = new(first, first.Differences(await RunAsync(host, i)).ToHashSet());
        });
        Environments += 2 * events.Count;
        return answers;
    }

    /// <summary>Events in that order through one environment.</summary>
    public async Task<WarmRun> WarmAsync(IReadOnlyList<int> order, bool probe = false)
    {
        await using var host = await StartAsync(function with { ProbeState = probe, MaxEnvironments = 1 });
        Environments++;
        var answers = new List<Outcome>();
        foreach (var i in order) answers.Add(await RunAsync(host, i));
        var served = host.Functions.Single();
        return new(order, answers, served.LateLines, served.TemporaryFiles, served.States);
    }

    static Task<LambdaHost> StartAsync(FunctionConfiguration configuration) =>
        LambdaHost.StartAsync([configuration with { ReservedConcurrency = null, HasUrl = false, Idle = TimeSpan.FromDays(1) }]);

    async Task<Outcome> RunAsync(LambdaHost host, int i)
    {
        var served = host.Functions.Single();
        var invocation = served.First(events[i].Payload);
        await served.InvokeAsync(invocation);
        var answer = await invocation.Answered;
        await invocation.Reported;
        return Outcome.Of(answer);
    }
}
