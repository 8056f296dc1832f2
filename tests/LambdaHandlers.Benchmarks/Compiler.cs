using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using LambdaHandlers.Benchmarks.Workloads;

namespace LambdaHandlers.Benchmarks;

/// <summary>
/// What the analyzers add to the compiler that <c>dotnet build</c> runs: the SDK's own csc, in a server of its own, which stays warm from build to build.
/// <c>Sdk</c> is what every project has by itself: the analyzers that the SDK hands over by default.
/// </summary>
static class Compiler
{
    /// <summary>Prints a row per project and set: least and median milliseconds. Words choose projects; a number says how often.</summary>
    public static void Print(IReadOnlyList<string> words)
    {
        var rounds = words.Count > 0 && int.TryParse(words[0], out var given) ? given : 9;
        words = [.. words.Where(word => !int.TryParse(word, out _))];
        var kinds = Enum.GetValues<Kind>().Where(kind => kind is not (Kind.SharedNames or Kind.Repository) && (words.Count == 0 || words.Contains(kind.ToString())));
        foreach (var kind in kinds)
        {
            var folder = Directory.CreateTempSubdirectory("lambda-handlers-compiler-").FullName;
            try
            {
                Print(kind, folder, rounds);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    static void Print(Kind kind, string folder, int rounds)
    {
        var project = Workload.Of(kind)[0];
        var lines = new List<string> { "/noconfig", "/nostdlib", "/target:library", "/nullable", "/langversion:latest", "/debug:portable", $"/out:{folder}/{project.Name}.dll" };
        lines.AddRange(Workload.References(project.HasLambda).Select(path => $"/reference:\"{path}\""));
        foreach (var (path, text) in project.Sources) lines.Add($"\"{Write(path, text)}\"");
        foreach (var (path, text) in project.Templates.IsDefault ? [] : project.Templates) lines.Add($"/additionalfile:\"{Write(path, text)}\"");
        File.WriteAllText(Path.Combine(folder, "global.config"), $"is_global = true\nbuild_property.AssemblyName = {project.Name}\nbuild_property.AWSProjectType = Lambda\nbuild_property.ProjectDir = {folder}/generated/\n");
        lines.Add($"/analyzerconfig:{folder}/global.config");

        (string Name, string[] Analyzers)[] sets =
        [
            ("compiler alone", []),
            ("LambdaHandlers", Ours()),
            ("Sdk", Sdk()),
            ("Sdk + LambdaHandlers", [.. Sdk(), .. Ours()]),
            .. new[] { Set.Roslynator, Set.Meziantou, Set.Sonar }.Select(set => ("Sdk + " + set, (string[])[.. Sdk(), .. Peers.Libraries(set)])),
        ];
        var taken = sets.ToDictionary(set => set.Name, _ => new List<double>());
        // In turns, so that what else the machine does falls on all of them.
        for (var round = -1; round < rounds; round++)
            foreach (var (name, analyzers) in sets)
            {
                File.WriteAllLines(Path.Combine(folder, "csc.rsp"), [.. lines, .. analyzers.Select(path => $"/analyzer:\"{path}\"")]);
                var watch = Stopwatch.StartNew();
                Compile(folder);
                if (round >= 0) taken[name].Add(watch.Elapsed.TotalMilliseconds);
            }
        foreach (var (name, _) in sets)
        {
            var times = taken[name].Order().ToList();
            var baseline = taken[name.StartsWith("Sdk +", StringComparison.Ordinal) ? "Sdk" : "compiler alone"].Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-14} {name,-22} least {times[0],8:F0} ms   median {times[times.Count / 2],8:F0} ms   {(times[0] / baseline[0] - 1) * 100,6:F1} % by the least   {(times[times.Count / 2] / baseline[baseline.Count / 2] - 1) * 100,6:F1} % by the median"));
        }

        string Write(string path, string text)
        {
            var full = folder + path;
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
            return full;
        }
    }

    static void Compile(string folder)
    {
        var csc = Path.Combine(SdkFolder, "Roslyn", "bincore", "csc.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [csc, $"-shared:lambda-handlers-{Environment.ProcessId}", "-keepalive:60", "/noconfig", "/nologo", $"@{folder}/csc.rsp"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(string.Concat((output + errors.Result).Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Take(5)));
    }

    static string SdkFolder => typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "Sdk").Value!;

    static string[] Sdk() => Directory.GetFiles(Path.Combine(SdkFolder, "Sdks", "Microsoft.NET.Sdk", "analyzers"), "*.dll").Where(path => !path.Contains("VisualBasic", StringComparison.Ordinal)).ToArray();

    static string[] Ours() => [Path.Combine(AppContext.BaseDirectory, "LambdaHandlers.Analyzers.dll"), Path.Combine(AppContext.BaseDirectory, "YamlDotNet.dll")];
}
