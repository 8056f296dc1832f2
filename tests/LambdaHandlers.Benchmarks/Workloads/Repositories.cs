using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Benchmarks.Workloads;

/// <summary>A repository of functions that lies on this machine: each project file with the sources and templates below it. What it references and isn't here stays unresolved.</summary>
static class Repositories
{
    /// <summary>Where it lies; <c>--repository</c> sets it.</summary>
    public static string? Folder { get; set; }

    /// <summary>Its projects.</summary>
    public static ImmutableArray<Workload> Projects() =>
        [.. Files(Folder!, "*.csproj").Select(Read).Where(project => !project.Sources.IsEmpty)];

    static Workload Read(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        var text = File.ReadAllText(project);
        var inner = Files(folder, "*.csproj").Where(other => other != project).Select(Path.GetDirectoryName).Where(other => other != folder).ToList();
        IEnumerable<string> own = Files(folder, "*").Where(file => !inner.Any(other => file.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
        return new(
            Path.GetFileNameWithoutExtension(project),
            [.. own.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => (file, File.ReadAllText(file))).Prepend(("Usings.cs", Usings))],
            [.. own.Where(IsTemplate).Select(file => (file, File.ReadAllText(file)))],
            Edited: 1, HasLambda: text.Contains("Amazon.Lambda", StringComparison.Ordinal),
            text.Contains("<OutputType>Exe", StringComparison.OrdinalIgnoreCase) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
    }

    const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    static bool IsTemplate(string file) => Path.GetFileName(file) is var name && (name.StartsWith("template.", StringComparison.Ordinal) || name.StartsWith("aws-lambda-tools", StringComparison.Ordinal) || name.EndsWith(".template", StringComparison.Ordinal));

    static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(folder, pattern, SearchOption.AllDirectories).Where(file => !file.Split('/', '\\').Any(part => part is "bin" or "obj" or ".git" or "node_modules")).Order(StringComparer.Ordinal);
}
