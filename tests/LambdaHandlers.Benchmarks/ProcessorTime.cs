using System.Collections.Immutable;
using System.Globalization;
using LambdaHandlers.Benchmarks.Workloads;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Benchmarks;

/// <summary>
/// The same benchmarks by the processor time that they take, over all threads: on a machine that does other things as well, the clock tells of those.
/// </summary>
static class ProcessorTime
{
    /// <summary>Prints a row per case: least and median milliseconds, and megabytes allocated. Words choose: part of a case's name; a number says how often.</summary>
    public static async Task Print(IReadOnlyList<string> words)
    {
        var times = 5;
        if (words is [var first, ..] && int.TryParse(first, out times)) words = [.. words.Skip(1)];
        else times = 5;

        bool IsChosen(string row) => words.Count == 0 || words.Any(word => row.Contains(word, StringComparison.OrdinalIgnoreCase));

        foreach (var group in Keystroke.Cases.Where(each => IsChosen($"keystroke {each}")).GroupBy(each => each.Project))
            await InTurns(group.Select(each =>
            {
                var keystroke = new Keystroke { Case = each };
                keystroke.Open();
                return ($"keystroke  {each}", (Action)keystroke.Type, (Func<Task<int>>)keystroke.Squiggles);
            }), warmups: 5, times * 6);
        foreach (var group in Case.All.Where(each => IsChosen($"build {each}")).GroupBy(each => each.Project))
            await InTurns(group.Select(each =>
            {
                var build = new ColdBuild { Case = each };
                build.Load();
                return ($"build  {each}", (Action)build.Parse, (Func<Task<int>>)build.Build);
            }), warmups: 1, times);
        await InTurns(PerRule.Rules.Where(each => IsChosen("rule " + each)).Select(rule =>
        {
            var build = new PerRule { Rule = rule };
            return ("rule  " + rule, (Action)build.Parse, (Func<Task<int>>)build.Build);
        }), warmups: 1, times);
    }

    // In turns, so that what else the machine does falls on all of them.
    static async Task InTurns(IEnumerable<(string Name, Action Prepare, Func<Task<int>> Run)> cases, int warmups, int times)
    {
        var all = cases.ToList();
        var taken = all.ToDictionary(each => each.Name, _ => new List<(double Time, double Bytes)>());
        for (var time = -warmups; time < times; time++)
            foreach (var (name, prepare, run) in all)
            {
                prepare();
                GC.Collect();
                var (before, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
                await run();
                if (time >= 0) taken[name].Add(((Environment.CpuUsage.TotalTime - before).TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6));
            }
        foreach (var (name, _, _) in all)
        {
            var rows = taken[name].Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44}  least {rows[0].Time,8:F1} ms   median {rows[rows.Count / 2].Time,8:F1} ms   {rows[rows.Count / 2].Bytes,8:F1} MB"));
        }
    }
}
