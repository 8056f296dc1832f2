using System.Text.Json;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>
/// Does an answer depend on who was served before? Every event runs twice in a fresh environment (what differs there differs by nature
/// and is masked), then all run through one warm environment, forwards and backwards. What differs from cold is a leak, proven.
/// </summary>
public sealed class ReplayCheck(FunctionConfiguration function, IReadOnlyList<TestEvent> events, Action<string>? progress = null)
{
    const int CostlyTries = 24;
    int _environments;

    /// <summary>Replays everything.</summary>
    public async Task<Report> RunAsync()
    {
        var cold = await ColdAsync().ConfigureAwait(false);
        var noise = cold.Select(pair => pair.First.Differences(pair.Second).ToHashSet()).ToList();
        var masked = noise.SelectMany(places => places).Distinct().Order(StringComparer.Ordinal).ToList();

        progress?.Invoke("warm, forwards");
        var forwards = Enumerable.Range(0, events.Count).Append(0).ToList(); // The first once more: an event may meet only its own traces.
        await using var warm = await StartAsync(function).ConfigureAwait(false);
        var warmAnswers = await RunAllAsync(warm, forwards).ConfigureAwait(false);
        progress?.Invoke("warm, backwards");
        var backwards = Enumerable.Range(0, events.Count).Reverse().ToList();
        await using var reverse = await StartAsync(function).ConfigureAwait(false);
        var reverseAnswers = await RunAllAsync(reverse, backwards).ConfigureAwait(false);

        var leaks = new List<Leak>();
        var known = new HashSet<string>();
        foreach (var (order, answers) in new[] { (forwards, warmAnswers), (backwards, reverseAnswers) })
            for (var at = 1; at < order.Count; at++)
            {
                var i = order[at];
                foreach (var path in cold[i].First.Differences(answers[at]).Where(path => !noise[i].Any(place => Covers(place, path)) && known.Add(Shape(path))).ToList())
                    leaks.Add(await ExplainAsync(path, i, [.. order.Take(at)], cold[i].First, answers[at]).ConfigureAwait(false));
            }
        var late = warm["Fn"].LateLines.Concat(reverse["Fn"].LateLines).ToList();
        return new(Shortest(leaks), late, Frozen(noise, forwards, warmAnswers), [.. warm["Fn"].TemporaryFiles.Distinct()], Unjudged(cold, noise), events.Count, _environments, masked);
    }

    async Task<List<(Outcome First, Outcome Second)>> ColdAsync()
    {
        await using var host = await StartAsync(function with { SingleUse = true }).ConfigureAwait(false);
        var found = new (Outcome, Outcome)[events.Count];
        // Two at a time: a cold start waits more than it computes.
        await Parallel.ForAsync(0, events.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
        {
            progress?.Invoke($"cold, {events[i].Name}");
            found[i] = (await RunAsync(host, i).ConfigureAwait(false), await RunAsync(host, i).ConfigureAwait(false));
        }).ConfigureAwait(false);
        _environments += 2 * events.Count - 1;
        return [.. found];
    }

    Task<LambdaHost> StartAsync(FunctionConfiguration configuration)
    {
        _environments++;
        return LambdaHost.StartAsync([configuration with { Name = "Fn", MaxEnvironments = configuration.SingleUse ? 8 : 1, ReservedConcurrency = null, HasUrl = false, Idle = TimeSpan.FromDays(1) }]);
    }

    async Task<List<Outcome>> RunAllAsync(LambdaHost host, IEnumerable<int> order)
    {
        var answers = new List<Outcome>();
        foreach (var i in order) answers.Add(await RunAsync(host, i).ConfigureAwait(false));
        return answers;
    }

    async Task<Outcome> RunAsync(LambdaHost host, int i)
    {
        var target = host["Fn"];
        var invocation = new Invocation { Event = events[i].Payload, FunctionArn = target.Configuration.Arn, TraceId = Lineage.Advance(null, target.Configuration.Arn).TraceId };
        await target.InvokeAsync(invocation).ConfigureAwait(false);
        var answer = await invocation.Answered.ConfigureAwait(false);
        await invocation.Reported.ConfigureAwait(false);
        return Outcome.Of(answer);
    }

    // ---- from a difference to an explanation ----------------------------------------------------------------------

    async Task<Leak> ExplainAsync(string path, int victim, List<int> before, Outcome cold, Outcome warm)
    {
        var expected = cold.Places.GetValueOrDefault(path);
        var recipe = await ShrinkAsync(before, candidate => ShowsAsync(candidate, victim, path, expected)).ConfigureAwait(false);
        await using var probing = await StartAsync(function with { ProbeState = true }).ConfigureAwait(false);
        var answers = await RunAllAsync(probing, [.. recipe, victim]).ConfigureAwait(false);
        var shown = answers[^1].Places.GetValueOrDefault(path) != expected ? answers[^1] : warm;
        return new(path, cold.Shown(path), shown.Shown(path),
            [.. recipe.Append(victim).Select(i => events[i].Name)], Survivors(probing["Fn"].States));
    }

    async Task<bool> ShowsAsync(IReadOnlyList<int> before, int victim, string path, string? expected)
    {
        progress?.Invoke($"shortest recipe for {path}");
        await using var host = await StartAsync(function).ConfigureAwait(false);
        return (await RunAllAsync(host, [.. before, victim]).ConfigureAwait(false))[^1].Places.GetValueOrDefault(path) != expected;
    }

    /// <summary>One event before it is the usual culprit, the nearest first; else halve what comes before as long as it still shows, then leave out one by one.</summary>
    static async Task<List<int>> ShrinkAsync(List<int> before, Func<IReadOnlyList<int>, Task<bool>> shows)
    {
        var tries = CostlyTries;
        foreach (var single in before.AsEnumerable().Reverse().Distinct())
        {
            if (before.Count == 1 || tries-- <= CostlyTries / 2) break;
            if (await shows([single]).ConfigureAwait(false)) return [single];
        }
        for (var half = before.Count / 2; half >= 1 && tries > 0; half /= 2)
            while (before.Count > half && tries-- > 0 && await shows(before[half..]).ConfigureAwait(false)) before = before[half..];
        for (var at = before.Count - 1; at >= 0 && before.Count > 1 && tries-- > 0; at--)
        {
            List<int> without = [.. before[..at], .. before[(at + 1)..]];
            if (await shows(without).ConfigureAwait(false)) before = without;
        }
        return before;
    }

    /// <summary>What the earlier events changed, compared with the state after initialisation.</summary>
    static List<Survivor> Survivors(IReadOnlyList<(string When, string State)> states)
    {
        if (states.Count < 3) return []; // No bootstrap of ours that reports.
        var first = JsonSerializer.Deserialize<Dictionary<string, string>>(states[0].State)!;
        var last = JsonSerializer.Deserialize<Dictionary<string, string>>(states[^2].State)!;
        return
        [
            .. from name in last.Keys.Union(first.Keys)
               let was = first.GetValueOrDefault(name, "absent")
               let became = last.GetValueOrDefault(name, "absent")
               where was != became && !(was.StartsWith("object ", StringComparison.Ordinal) && became.StartsWith("object ", StringComparison.Ordinal))
               orderby name.StartsWith("static ", StringComparison.Ordinal) descending, name
               select new Survivor(name, was, became, RuleFor(name, became)),
        ];
    }

    static string RuleFor(string name, string value) =>
        name.StartsWith("environment variable", StringComparison.Ordinal) || name is "culture" or "current directory" ? "LH2004"
        : name is "active timers" or "pending work items" ? "LH7001"
        : value.StartsWith("Count ", StringComparison.Ordinal) ? "LH2002"
        : "LH2001";

    // ---- what is noise, and what can't be judged ------------------------------------------------------------------

    static bool Covers(string place, string path) => path == place || path.StartsWith(place + ".", StringComparison.Ordinal) || path.StartsWith(place + "[", StringComparison.Ordinal);

    /// <summary>The same place in every item of an array is one finding.</summary>
    static string Shape(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "[]");

    /// <summary>A difference in length brings differences in every item: the deepest cause is said once.</summary>
    static List<Leak> Shortest(List<Leak> leaks) => [.. leaks.Where(leak => leak.Path != "$" || leaks.Count == 1).Where(leak => !leaks.Exists(other => other != leak && Covers(other.Path, leak.Path) && other.Path != "$"))];

    static List<string> Frozen(List<HashSet<string>> noise, List<int> order, List<Outcome> warm) =>
        [.. noise.SelectMany(places => places).Distinct().Where(path => noise.All(places => places.Contains(path)) && order.Count > 1 && warm.Select(answer => answer.Places.GetValueOrDefault(path)).Distinct().Count() == 1 && path != Outcome.Verdict).Order(StringComparer.Ordinal)];

    static string? Unjudged(List<(Outcome First, Outcome Second)> cold, List<HashSet<string>> noise)
    {
        if (cold.Count == 0) return "There are no events.";
        if (cold.TrueForAll(pair => pair.First.IsError)) return "Every event fails, also in a fresh environment.";
        if (cold.TrueForAll(pair => pair.First.IsEmpty)) return "The function answers nothing, so there is nothing to compare; its log and its state are all there is to look at.";
        var leaves = cold.SelectMany((pair, i) => pair.First.Places.Where(place => place.Key != Outcome.Verdict && place.Value is not "{}").Select(place => noise[i].Contains(place.Key))).ToList();
        return leaves.Count > 0 && leaves.Count(isNoise => isNoise) * 2 > leaves.Count ? "More than half of what it answers differs from one cold start to the next." : null;
    }
}
