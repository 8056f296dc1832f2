using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using LambdaHandlers.Benchmarks.Workloads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Benchmarks;

/// <summary>A whole compilation from nothing: the compiler's own diagnostics and the analyzers', over projects that nobody has looked at before.</summary>
[MemoryDiagnoser(displayGenColumns: false), WarmupCount(2), IterationCount(7)]
public class ColdBuild
{
    readonly List<(Workload Project, ImmutableArray<SyntaxTree> Trees)> _projects = [];
    ImmutableArray<DiagnosticAnalyzer> _analyzers;

    public static IEnumerable<Case> Cases => Case.All;

    [ParamsSource(nameof(Cases))]
    public Case Case { get; set; } = null!;

    [GlobalSetup]
    public void Load() => _analyzers = Peers.Of(Case.Analyzers);

    [IterationSetup]
    public void Parse()
    {
        _projects.Clear();
        foreach (var project in Workload.Of(Case.Project)) _projects.Add((project, project.Parse()));
    }

    [Benchmark]
    public Task<int> Build() => Build(_analyzers, _projects);

    internal static async Task<int> Build(ImmutableArray<DiagnosticAnalyzer> analyzers, IReadOnlyList<(Workload Project, ImmutableArray<SyntaxTree> Trees)> projects)
    {
        var found = 0;
        foreach (var (project, trees) in projects)
            found += (await project.Compile(trees).WithAnalyzers(analyzers, Keystroke.Options(project)).GetAllDiagnosticsAsync()).Length;
        return found;
    }
}

/// <summary>What each rule costs by itself in a whole compilation of the samples; <c>Nothing</c> is the compiler and its driver, and what all rules share is in each of them.</summary>
[MemoryDiagnoser(displayGenColumns: false), WarmupCount(1), IterationCount(5)]
public class PerRule
{
    readonly List<(Workload, ImmutableArray<SyntaxTree>)> _project = [];

    public static IEnumerable<string> Rules => ["Nothing", .. Peers.Of(Set.LambdaHandlers).Select(Name).Order(StringComparer.Ordinal)];

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    [IterationSetup]
    public void Parse()
    {
        _project.Clear();
        var samples = Workload.Of(Kind.Samples)[0];
        _project.Add((samples, samples.Parse()));
    }

    [Benchmark]
    public Task<int> Build() => ColdBuild.Build([Of(Rule)], _project);

    internal static DiagnosticAnalyzer Of(string rule) => Peers.Of(Set.Nothing).AddRange(Peers.Of(Set.LambdaHandlers)).First(each => Name(each) == rule || rule == "Nothing");

    internal static string Name(DiagnosticAnalyzer analyzer) => analyzer is DiagnosticSuppressor ? analyzer.GetType().Name : $"{analyzer.SupportedDiagnostics[0].Id} {analyzer.GetType().Name}";
}
