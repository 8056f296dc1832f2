using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using LambdaHandlers.Benchmarks.Workloads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Benchmarks;

/// <summary>One keystroke in one file of a project that is open in an editor, until the squiggles of that file are there again.</summary>
[MemoryDiagnoser(displayGenColumns: false), WarmupCount(5), IterationCount(20)]
public class Keystroke
{
    CSharpCompilation _compilation = null!;
    Workload _project = null!;
    ImmutableArray<DiagnosticAnalyzer> _analyzers;
    SyntaxTree _file = null!;
    int _keystrokes;

    public static IEnumerable<Case> Cases => Case.All.Where(each => each.Project != Kind.Repository);

    [ParamsSource(nameof(Cases))]
    public Case Case { get; set; } = null!;

    [GlobalSetup]
    public void Open()
    {
        (_project, _analyzers) = (Workload.Of(Case.Project)[0], Peers.Of(Case.Analyzers));
        _compilation = _project.Compile(_project.Parse());
        _file = _compilation.SyntaxTrees[_project.Edited];
        _ = _compilation.WithAnalyzers(_analyzers, Options(_project)).GetAllDiagnosticsAsync().Result;
    }

    [IterationSetup]
    public void Type()
    {
        var after = _project.Typed(++_keystrokes);
        _compilation = _compilation.ReplaceSyntaxTree(_file, after);
        _file = after;
    }

    [Benchmark]
    public async Task<int> Squiggles()
    {
        var driver = _compilation.WithAnalyzers(_analyzers, Options(_project));
        var syntax = await driver.GetAnalyzerSyntaxDiagnosticsAsync(_file, default);
        var semantic = await driver.GetAnalyzerSemanticDiagnosticsAsync(driver.Compilation.GetSemanticModel(_file), null, default);
        return syntax.Length + semantic.Length;
    }

    internal static CompilationWithAnalyzersOptions Options(Workload project) =>
        new(project.Options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
}

/// <summary>What is measured together: a set of analyzers over a project. Names alone make no difference to the peers.</summary>
public sealed record Case(Kind Project, Set Analyzers)
{
    public static ImmutableArray<Case> All =>
        [.. from project in Enum.GetValues<Kind>() from set in Enum.GetValues<Set>()
            where (project != Kind.SharedNames || set is Set.Nothing or Set.LambdaHandlers) && (project != Kind.Repository || Repositories.Folder is not null)
            select new Case(project, set)];

    public override string ToString() => $"{Project}, {Analyzers}";
}
