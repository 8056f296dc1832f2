using System.Text.RegularExpressions;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>
/// Does an answer depend on who was served before? Every event runs twice in a fresh environment (what differs there differs by nature
/// and is masked), then all run through one warm environment, forwards and backwards. What differs from cold is a leak, proven.
/// </summary>
public sealed class ReplayCheck(FunctionConfiguration function, IReadOnlyList<TestEvent> events, Action<string>? progress = null)
{
    readonly Replay _replay = new(function, events, progress ?? (_ => { }));

    /// <summary>Replays everything.</summary>
    public async Task<Report> RunAsync()
    {
        var all = Enumerable.Range(0, events.Count).ToList();
        var cold = await _replay.ColdAsync();
        progress?.Invoke("warm, forwards");
        var forwards = await _replay.WarmAsync([.. all, .. all.Take(1)]); // The first once more: an event may meet only its own traces.
        progress?.Invoke("warm, backwards");
        var backwards = await _replay.WarmAsync([.. all.AsEnumerable().Reverse()]);

        var leaks = new List<Leak>();
        var known = new HashSet<string>();
        foreach (var run in (WarmRun[])[forwards, backwards])
            for (var at = 1; at < run.Order.Count; at++)
                foreach (var path in cold[run.Order[at]].Differences(run.Answers[at]).Where(path => known.Add(Shape(path))))
                    leaks.Add(await ExplainAsync(path, cold[run.Order[at]].Outcome, run, at));

        var masked = cold.SelectMany(answer => answer.Noise).Distinct().Order(StringComparer.Ordinal).ToList();
        var frozen = masked.Where(path => path != Outcome.Verdict && cold.All(answer => answer.Noise.Contains(path)) && forwards.Answers.Select(answer => answer.At(path)).Distinct().Count() == 1);
        return new(Outermost(leaks), [.. forwards.LateLines, .. backwards.LateLines], [.. frozen], forwards.LeftFiles, Unjudged(cold), events.Count, _replay.Environments, masked);
    }

    /// <summary>Looks for the shortest list of events that shows a leak, and for what survives while they run.</summary>
    async Task<Leak> ExplainAsync(string path, Outcome cold, WarmRun run, int at)
    {
        var victim = run.Order[at];
        var recipe = await Recipe.ShortestAsync([.. run.Order.Take(at)], async before =>
        {
            progress?.Invoke($"shortest recipe for {path}");
            return (await _replay.WarmAsync([.. before, victim])).Answers[^1].At(path) != cold.At(path);
        });
        var probed = await _replay.WarmAsync([.. recipe, victim], probe: true);
        var warm = probed.Answers[^1].At(path) != cold.At(path) ? probed.Answers[^1] : run.Answers[at];
        return new(path, cold.Shown(path), warm.Shown(path), [.. recipe.Append(victim).Select(i => events[i].Name)], Survivor.Among(probed.States));
    }

    /// <summary>The same place in every item of an array is one finding.</summary>
    static string Shape(string path) => Regex.Replace(path, @"\[\d+\]", "[]");

    /// <summary>A difference in length brings differences in every item: the cause is said once.</summary>
    static List<Leak> Outermost(List<Leak> leaks) => leaks.Count == 1 ? leaks : [.. leaks.Where(leak => leak.Path != "$" && !leaks.Exists(other => other != leak && other.Path != "$" && Outcome.Covers(other.Path, leak.Path)))];

    static string? Unjudged(IReadOnlyList<ColdAnswer> cold)
    {
        if (cold.Count == 0) return "There are no events.";
        if (cold.All(answer => answer.Outcome.IsError)) return "Every event fails, also in a fresh environment.";
        if (cold.All(answer => answer.Outcome.IsEmpty)) return "The function answers nothing, so there is nothing to compare; its log and its state are all there is to look at.";
        var values = cold.SelectMany(answer => answer.Outcome.Values.Select(answer.Noise.Contains)).ToList();
        return values.Count(isNoise => isNoise) * 2 > values.Count ? "More than half of what it answers differs from one cold start to the next." : null;
    }
}
