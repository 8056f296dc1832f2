using System.Diagnostics;
using System.Globalization;

namespace LambdaHandlers.Benchmarks;

/// <summary>
/// What the rules about secrets cost per 1,000 lines, beside Sonar's S2068 and S6418 in the same run: by processor time, in turns, all of them warm.
/// Also how many reports each makes, for a rule that is switched off is fast.
/// </summary>
static class SecretsTime
{
    const int Warmups = 150, Rounds = 100;

    /// <summary>Prints a row per set: the whole run, what the set adds to an idle analyzer, and what its own actions took.</summary>
    public static async Task Print()
    {
        string[] sets = ["Nothing", "LambdaHandlers", "Sonar"];
        var runs = Array.ConvertAll(sets, set => new HardCodedSecrets { Rules = set });
        foreach (var run in runs) run.Load();
        var whole = Array.ConvertAll(sets, _ => new List<double>());
        var own = Array.ConvertAll(sets, _ => new List<double>());
        var reports = new int[sets.Length];
        for (var round = -Warmups; round < Rounds; round++)
            for (var set = 0; set < sets.Length; set++)
            {
                runs[set].Parse();
                var before = Environment.CpuUsage.TotalTime;
                var (count, actions) = await runs[set].AnalyzeTimed();
                if (round < 0) continue;
                whole[set].Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
                own[set].Add(actions.TotalMilliseconds);
                reports[set] = count;
            }
        var lines = HardCodedSecrets.Source.Count(c => c == '\n') / 1000.0;
        for (var set = 0; set < sets.Length; set++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sets[set],-16}{reports[set],4} reports   whole run {Median(whole[set]),7:F2} ms   above nothing {(Median(whole[set]) - Median(whole[0])) / lines,6:F2} ms/1000 lines   own actions {Median(own[set]) / lines,6:F2} ms/1000 lines"));
    }

    static double Median(List<double> taken)
    {
        taken.Sort();
        return taken[taken.Count / 2];
    }
}
