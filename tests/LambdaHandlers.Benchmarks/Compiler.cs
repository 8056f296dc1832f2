using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using LambdaHandlers.Benchmarks.Workloads;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Benchmarks;

/// <summary>
/// What the analyzers add to the compiler that <c>dotnet build</c> runs: the SDK's own csc, in a server of its own, which stays warm from build to build.
/// <c>Sdk</c> is what every project has by itself: the analyzers that the SDK hands over by default.
/// </summary>
static class Compiler
{
    /// <summary>Prints a row per kind of project and set: least and median milliseconds. Words choose kinds; a number says how often.</summary>
    public static void Print(IReadOnlyList<string> words)
    {
        var rounds = words.Count > 0 && int.TryParse(words[0], out var given) ? given : 9;
        words = [.. words.Where(word => !int.TryParse(word, out _))];
        var kinds = Enum.GetValues<Kind>().Where(kind => kind is not Kind.SharedNames && (kind is not Kind.Repository || Repositories.Folder is not null) && (words.Count == 0 || words.Contains(kind.ToString())));
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
        var all = Workload.Of(kind);
        // A project of a repository that needs a package that isn't here can't be compiled.
        var projects = all.Select((project, at) => Written(project, Path.Combine(folder, at.ToString(CultureInfo.InvariantCulture)))).Where(each => kind != Kind.Repository || Compile(each, []) is null).ToList();
        if (kind == Kind.Repository) Console.WriteLine($"{projects.Count} of {all.Length} projects compile");
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
                var watch = Stopwatch.StartNew();
                foreach (var project in projects)
                    if (Compile(project, analyzers) is { } error) throw new InvalidOperationException(error);
                if (round >= 0) taken[name].Add(watch.Elapsed.TotalMilliseconds);
            }
        foreach (var (name, _) in sets)
        {
            var times = taken[name].Order().ToList();
            var baseline = taken[name.StartsWith("Sdk +", StringComparison.Ordinal) ? "Sdk" : "compiler alone"].Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-14} {name,-22} least {times[0],8:F0} ms   median {times[times.Count / 2],8:F0} ms   {(times[0] / baseline[0] - 1) * 100,6:F1} % by the least   {(times[times.Count / 2] / baseline[baseline.Count / 2] - 1) * 100,6:F1} % by the median"));
        }
    }

    /// <summary>The project's files in a folder; the folder, where <c>project.rsp</c> says how it is compiled.</summary>
    static string Written(Workload project, string folder)
    {
        var target = project.Output == OutputKind.ConsoleApplication ? "exe" : "library";
        var lines = new List<string> { "/noconfig", "/nostdlib", $"/target:{target}", "/nullable", "/langversion:latest", "/debug:portable", $"/out:\"{folder}/{project.Name}.dll\"" };
        lines.AddRange(Workload.References(project.HasLambda).Select(path => $"/reference:\"{path}\""));
        foreach (var (path, text) in project.Sources) lines.Add($"\"{Write(path, text)}\"");
        foreach (var (path, text) in project.Templates.IsDefault ? [] : project.Templates) lines.Add($"/additionalfile:\"{Write(path, text)}\"");
        lines.Add($"/analyzerconfig:\"{Write("/global.config", $"is_global = true\nbuild_property.AssemblyName = {project.Name}\nbuild_property.AWSProjectType = Lambda\nbuild_property.ProjectDir = {folder}/generated/\n")}\"");
        File.WriteAllLines(Path.Combine(folder, "project.rsp"), lines);
        return folder;

        string Write(string path, string text)
        {
            var full = Path.Join(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
            return full;
        }
    }

    /// <summary>Compiles what lies in a folder; the compiler's first errors if it can't be. What an analyzer calls an error is no failure.</summary>
    static string? Compile(string folder, IEnumerable<string> analyzers)
    {
        File.WriteAllLines(Path.Combine(folder, "analyzers.rsp"), analyzers.Select(path => $"/analyzer:\"{path}\""));
        var csc = Path.Combine(SdkFolder, "Roslyn", "bincore", "csc.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [csc, $"-shared:lambda-handlers-{Environment.ProcessId}", "-keepalive:60", "/noconfig", "/nologo", $"@{folder}/project.rsp", $"@{folder}/analyzers.rsp"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var said = (output + errors.Result).Split('\n');
        var failures = said.Where(line => line.Contains("error CS", StringComparison.Ordinal)).Take(5).ToList();
        // A compiler that ends without naming an error has crashed, and its time is no measure.
        if (failures.Count == 0 && process.ExitCode != 0 && !said.Any(line => line.Contains(": error ", StringComparison.Ordinal))) throw new InvalidOperationException(string.Join('\n', said.Take(5)));
        return failures.Count == 0 ? null : string.Join('\n', failures);
    }

    static string SdkFolder => typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "Sdk").Value!;

    static string[] Sdk() => Directory.GetFiles(Path.Combine(SdkFolder, "Sdks", "Microsoft.NET.Sdk", "analyzers"), "*.dll").Where(path => !path.Contains("VisualBasic", StringComparison.Ordinal)).ToArray();

    static string[] Ours() => [Path.Combine(AppContext.BaseDirectory, "LambdaHandlers.Analyzers.dll"), Path.Combine(AppContext.BaseDirectory, "YamlDotNet.dll")];
}
