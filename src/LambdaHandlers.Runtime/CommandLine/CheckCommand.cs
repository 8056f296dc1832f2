using System.CommandLine;
using LambdaHandlers.Runtime.Checking;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>Replays events, and says what they have shown.</summary>
static class CheckCommand
{
    static readonly Argument<string[]> Events = new("events") { Description = "Event files, or folders of them; the project's events/ otherwise.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() => new FunctionCommand("check", "Replays events cold, warm and backwards; an answer that depends on who was served before is a leak.", RunAsync) { Events };

    static async Task<ExitCode> RunAsync(Request request)
    {
        var places = request.Line.GetValue(Events) is { Length: > 0 } named ? named : [Path.Combine(FunctionOptions.Source(request.Line).Root, "events")];
        var events = places.SelectMany(FilesAt).Select(TestEvent.Read).ToList();
        var report = await Screen.While("Replaying", progress => new ReplayCheck(request.OnlyFunction, events, progress).RunAsync().WaitAsync(request.Cancelled));
        if (request.IsJson) Screen.Json(report);
        else Show(report);
        return report.IsClean ? ExitCode.Fine : ExitCode.Finding;
    }

    static IEnumerable<string> FilesAt(string place) =>
        Directory.Exists(place) ? Directory.GetFiles(place, "*.json").Order(StringComparer.Ordinal)
        : File.Exists(place) ? [place]
        : throw new ConfigurationException($"There is no event '{place}'.");

    static void Show(Report report)
    {
        Screen.Line($"{report.Events} events, {report.Environments} environments; cold twice, warm forwards and backwards".In(Ink.Grey));
        if (report.Masked.Count > 0) Screen.Line($"left out, because cold starts differ there: {string.Join(", ", report.Masked)}".In(Ink.Grey));
        foreach (var leak in report.Leaks)
        {
            Screen.Line($"{"LEAK".In(Ink.Red)}  {leak.Path}  cold {leak.Cold ?? "nothing"}  warm {leak.Warm ?? "nothing"}");
            Screen.Line($"      at {leak.Recipe[^1]} after {string.Join(", ", leak.Recipe.SkipLast(1))}");
            foreach (var survivor in leak.Survivors.Take(3)) Screen.Line($"      survivor: {survivor.Name}  {survivor.Before} -> {survivor.After}   {Rule(survivor.Rule)}");
        }
        foreach (var late in report.LateLines.Take(5))
            Screen.Line($"{"BACKGROUND".In(Ink.Red)}  request {late.From[..8]} left work behind; it wrote {(late.Into is { } into ? $"inside request {into[..8]}" : "after its end")}: {late.Text.Split('\t')[^1]}   {Rule("LH7001")}");
        foreach (var path in report.Frozen)
            Screen.Line($"{"NOTE".In(Ink.Yellow)}  {path} differs between cold starts and never changes in a warm environment: captured at initialisation?   {Rule("LH2008")}");
        if (report.LeftFiles.Count > 0) Screen.Line($"{"NOTE".In(Ink.Yellow)}  left in /tmp: {string.Join(", ", report.LeftFiles.Take(5))}");
        if (report.NoJudgement is { } reason) Screen.Line($"{"CANNOT JUDGE".In(Ink.Yellow)}  {reason}");
        else if (report.IsClean) Screen.Line($"{"CLEAN".In(Ink.Green)}  every answer is the same, whoever was served before.");
    }

    static string Rule(string id) => $"rule {id}".In(Ink.Yellow);
}
