using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LambdaHandlers.Benchmarks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

if (args is ["cpu"])
{
    await ProcessorTime.Print();
    return;
}

// In this process: the peers are loaded from their packages' folders, and nothing is built while it runs.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithEvaluateOverhead(false).WithGcForce(false))
    .HideColumns(Column.Error, Column.RatioSD, Column.Job, Column.InvocationCount, Column.IterationCount, Column.Toolchain, Column.UnrollFactor, Column.WarmupCount)
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median);
BenchmarkSwitcher.FromAssembly(typeof(Peers).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);

namespace LambdaHandlers.Benchmarks
{
    /// <summary>A build from nothing: the compiler's own diagnostics and the analyzers', over a project that nobody has looked at before.</summary>
    [MemoryDiagnoser(displayGenColumns: false), WarmupCount(2), IterationCount(5)]
    public class ColdBuild
    {
        ImmutableArray<SyntaxTree> _trees;
        GeneratedProject _project = null!;
        ImmutableArray<DiagnosticAnalyzer> _analyzers;

        public static IEnumerable<Case> Cases => Case.All;

        [ParamsSource(nameof(Cases))]
        public Case Case { get; set; } = null!;

        [GlobalSetup]
        public void Load() => (_project, _analyzers) = (new GeneratedProject(Case.Project), Peers.Of(Case.Analyzers));

        [IterationSetup]
        public void Parse() => _trees = _project.Parse();

        [Benchmark]
        public async Task<int> Build() =>
            (await _project.Compile(_trees).WithAnalyzers(_analyzers, Whole.Options).GetAllDiagnosticsAsync()).Length;
    }

    /// <summary>One keystroke in one file of a project that is open in an editor, until the squiggles of that file are there again.</summary>
    [MemoryDiagnoser(displayGenColumns: false), WarmupCount(5), IterationCount(20)]
    public class Keystroke
    {
        CSharpCompilation _compilation = null!;
        GeneratedProject _project = null!;
        ImmutableArray<DiagnosticAnalyzer> _analyzers;
        SyntaxTree _file = null!;
        int _edits;

        public static IEnumerable<Case> Cases => Case.All;

        [ParamsSource(nameof(Cases))]
        public Case Case { get; set; } = null!;

        [GlobalSetup]
        public void Open()
        {
            (_project, _analyzers) = (new GeneratedProject(Case.Project), Peers.Of(Case.Analyzers));
            _compilation = _project.Compile(_project.Parse());
            _file = _compilation.SyntaxTrees[GeneratedProject.EditedFile];
            _ = _compilation.WithAnalyzers(_analyzers, Whole.Options).GetAllDiagnosticsAsync().Result;
        }

        [IterationSetup]
        public void Type()
        {
            var after = _project.Parse(GeneratedProject.EditedFile, ++_edits);
            _compilation = _compilation.ReplaceSyntaxTree(_file, after);
            _file = after;
        }

        [Benchmark]
        public async Task<int> Squiggles()
        {
            var driver = _compilation.WithAnalyzers(_analyzers, Whole.Options);
            var syntax = await driver.GetAnalyzerSyntaxDiagnosticsAsync(_file, default);
            var semantic = await driver.GetAnalyzerSemanticDiagnosticsAsync(driver.Compilation.GetSemanticModel(_file), null, default);
            return syntax.Length + semantic.Length;
        }
    }

    /// <summary>What is measured together: a set of analyzers over a project. Names alone make no difference to the peers.</summary>
    public sealed record Case(Kind Project, Set Analyzers)
    {
        public static readonly ImmutableArray<Case> All =
            [.. from project in Enum.GetValues<Kind>() from set in Enum.GetValues<Set>() where project != Kind.SharedNames || set is Set.Nothing or Set.LambdaHandlers select new Case(project, set)];

        public override string ToString() => $"{Project}, {Analyzers}";
    }

    static class Whole
    {
        public static readonly CompilationWithAnalyzersOptions Options = new(
            new AnalyzerOptions([]),
            onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false);
    }
}
