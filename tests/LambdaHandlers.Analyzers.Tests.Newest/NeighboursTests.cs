using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Suppressors;
using LambdaHandlers.Analyzers.Tests.House;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Tests.Suppressors;

/// <summary>SonarAnalyzer, Meziantou, Roslynator and the SDK's analyzers, each with its defaults, over the repository's samples: what the suppressors leave is on the page. They need a newer Roslyn than the oldest.</summary>
public class NeighboursTests
{
    static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Neighbours = new(() =>
        [.. typeof(NeighboursTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(each => each.Key.StartsWith("Peer:", StringComparison.Ordinal)).SelectMany(peer => Libraries(peer.Value!)).SelectMany(In)]);

    static readonly ImmutableArray<DiagnosticAnalyzer> Suppressors =
        [.. typeof(LambdaSuppressor).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaSuppressor))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    static string[] Samples => [.. Directory.GetDirectories(Path.Combine(References.Repository, "samples")).Where(folder => File.Exists(Path.Combine(folder, "Function.cs"))).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task What_they_say_of_the_samples_is_on_the_page_or_taken_back()
    {
        Assert.Equal(4, Neighbours.Value.Select(each => each.GetType().Assembly.GetName().Name!.Split('.')[0]).Distinct().Count());
        var remaining = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var sample in Samples)
        {
            var files = Directory.GetFiles(sample, "*.cs").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file))).ToImmutableArray();
            var isProgram = !files.Any(file => file.Item2.Contains(" class Function", StringComparison.Ordinal));
            var subject = Subject.Of("") with { Sources = files, HasSerializer = false, Kind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary };
            var found = await subject.Compile().With([.. Neighbours.Value, .. Suppressors]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            foreach (var each in found.Where(each => files.Any(file => Path.GetFileName(each.Location.SourceTree?.FilePath) == file.Item1))) remaining.Add(each.Id);
        }
        Assert.Equal(Listed(Section("What remains on the samples")).Distinct().Order(StringComparer.Ordinal), remaining);
    }

    /// <summary>Every rule that they have is on, over the examples of our pages: where one of theirs means the same defect as ours, a user reads so.</summary>
    [Fact]
    public async Task What_they_say_of_the_same_place_is_on_the_page()
    {
        var everything = Neighbours.Value.SelectMany(each => each.SupportedDiagnostics).Where(card => !card.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable))
            .Select(card => card.Id).Distinct().ToImmutableDictionary(id => id, _ => ReportDiagnostic.Warn);
        var (same, other) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var (pairs, matters) = Section("Where both speak").Split("Another matter") is [var table, var rest] ? (table, Listed(rest).ToHashSet()) : throw new InvalidOperationException();
        foreach (var rule in AllRules.Instances)
        {
            var example = new Page(rule.Card.Id).Example("Violates")!.Compile();
            var compilation = example.Compilation.WithOptions(example.Compilation.Options.WithSpecificDiagnosticOptions(everything));
            var found = await compilation.WithAnalyzers([.. Neighbours.Value, rule, .. Suppressors], example.Options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            foreach (var ours in found.Where(each => each.Id == rule.Card.Id && each.Location.IsInSource))
                foreach (var theirs in found.Where(each => each.Id != ours.Id && each.Location.SourceTree == ours.Location.SourceTree && each.Location.SourceSpan.OverlapsWith(ours.Location.SourceSpan)))
                    if (matters.Contains(theirs.Id)) other.Add(theirs.Id);
                    else same.Add($"{ours.Id} {theirs.Id}");
        }
        // What the compiler itself says is on the page too.
        Assert.Equal(Regex.Matches(pairs, @"^\| \[(LH[0-9]+)\].*?`((?!CS)[A-Z]+[0-9]+)`", RegexOptions.Multiline).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}").Order(StringComparer.Ordinal), same);
        Assert.Equal(matters.Order(StringComparer.Ordinal), other);
    }

    static string Section(string heading) =>
        Regex.Match(File.ReadAllText(Path.Combine(References.Repository, "docs/suppressors.md")).ReplaceLineEndings("\n"), $@"^## {heading}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    static IEnumerable<string> Listed(string text) => Regex.Matches(text, "`([A-Z]+[0-9]+)`").Select(match => match.Groups[1].Value);

    public static IEnumerable<TheoryDataRow<string>> Pages => AllRules.Instances.Select(rule => new TheoryDataRow<string>(rule.Card.Id));

    // What the SDK says by itself is not said twice. CA1050: the examples stand in no namespace, which is another matter.
    [Theory, MemberData(nameof(Pages))]
    public async Task Where_the_SDK_already_speaks_no_rule_does(string id)
    {
        var sdk = Neighbours.Value.Where(each => each.GetType().Assembly.GetName().Name!.Contains("NetAnalyzers", StringComparison.Ordinal));
        var found = await new Page(id).Example("Violates")!.Compile().With([.. sdk, .. AllRules.Instances, .. Suppressors]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        foreach (var place in found.Where(each => each.Severity >= DiagnosticSeverity.Info && each.Id != "CA1050").GroupBy(each => (each.Location.GetLineSpan().Path, each.Location.SourceSpan)))
            Assert.True(place.All(each => each.Id.StartsWith("LH", StringComparison.Ordinal)) || place.All(each => !each.Id.StartsWith("LH", StringComparison.Ordinal)), string.Join("\n", place));
    }

    // The dlls that a compiler would load: for C#, of the highest Roslyn version that the package has.
    static IEnumerable<string> Libraries(string package) =>
        Directory.GetFiles(Path.Combine(package, "analyzers"), "*.dll", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(package, path).Split('/', '\\').Contains("vb") && !path.EndsWith(".resources.dll", StringComparison.Ordinal))
            .GroupBy(path => Path.GetFileName(path))
            .Select(versions => versions.MaxBy(RoslynVersion)!);

    static Version RoslynVersion(string path) =>
        path.Split('/', '\\').FirstOrDefault(part => part.StartsWith("roslyn", StringComparison.Ordinal) && Version.TryParse(part["roslyn".Length..], out _)) is { } part ? Version.Parse(part["roslyn".Length..]) : new Version(0, 0);

    static IEnumerable<DiagnosticAnalyzer> In(string path) =>
        Types(Assembly.LoadFrom(path)).Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && type.GetConstructor(Type.EmptyTypes) is not null
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    // A library may hold fixes as well, whose base types aren't here.
    static IEnumerable<Type> Types(Assembly assembly)
    {
        try { return assembly.GetTypes(); }
        catch (ReflectionTypeLoadException partly) { return partly.Types.OfType<Type>(); }
    }
}
