namespace LambdaHandlers.Benchmarks;

/// <summary>
/// The same benchmarks by the processor time that they take, over all threads: on a machine that does other things as well, the clock tells of those.
/// </summary>
static class ProcessorTime
{
    /// <summary>Prints a row per case: least and median milliseconds.</summary>
    public static async Task Print()
    {
        // What belongs together is measured together: first the keystrokes, which are short.
        foreach (var each in Case.All.OrderByDescending(each => each.Analyzers is Set.Nothing or Set.LambdaHandlers))
        {
            var keystroke = new Keystroke { Case = each };
            keystroke.Open();
            Row("keystroke", each, await Measure(keystroke.Type, keystroke.Squiggles, warmups: 10, times: 30));
        }
        foreach (var each in Case.All.OrderByDescending(each => each.Analyzers is Set.Nothing or Set.LambdaHandlers))
        {
            var build = new ColdBuild { Case = each };
            build.Load();
            Row("cold build", each, await Measure(build.Parse, build.Build, warmups: 1, times: 3));
        }
    }

    static async Task<List<double>> Measure(Action prepare, Func<Task<int>> run, int warmups, int times)
    {
        var taken = new List<double>();
        for (var time = -warmups; time < times; time++)
        {
            prepare();
            var before = Environment.CpuUsage.TotalTime;
            await run();
            if (time >= 0) taken.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }
        taken.Sort();
        return taken;
    }

    static void Row(string what, Case each, List<double> taken) =>
        Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what,-10}  {each,-32}  least {taken[0],8:F1} ms   median {taken[taken.Count / 2],8:F1} ms"));
}
