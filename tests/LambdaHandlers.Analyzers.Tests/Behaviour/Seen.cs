using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>A project as an editor sees it: compiled and analysed once, with all that a fix offers in it.</summary>
sealed class Seen
{
    readonly Project _project;
    readonly LambdaFix _fix;
    readonly ImmutableArray<Diagnostic> _findings;
    readonly List<(CodeAction Action, Diagnostic Finding)> _offered;

    Seen(Project project, LambdaFix fix, Compilation compilation, ImmutableArray<Diagnostic> diagnostics, ImmutableArray<Diagnostic> found, List<(CodeAction, Diagnostic)> offered)
    {
        (_project, _fix, Compilation, _offered) = (project, fix, compilation, offered);
        _findings = [.. found.Where(each => fix.FixableDiagnosticIds.Contains(each.Id))];
        Errors = Lines(diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error));
        // CS1701: the SDK was built against an older framework; a build unifies it silently.
        Warnings = [.. diagnostics.Where(each => each.Severity == DiagnosticSeverity.Warning && each.Id != "CS1701").Select(Text).Order(StringComparer.Ordinal)];
        Loud = [.. found.Where(each => each.Severity >= DiagnosticSeverity.Warning).Select(Text).Order(StringComparer.Ordinal)];
    }

    /// <summary>Looks at a project: with all rules, or with the one that the fix is for.</summary>
    public static async Task<Seen> Of(Project project, LambdaFix fix, params ImmutableArray<LambdaRule> rules)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var compilation = (await project.GetCompilationAsync(cancellation))!;
        var found = await compilation.WithAnalyzers(rules.CastArray<DiagnosticAnalyzer>(), project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellation);
        var offered = await Workbench.OfferedFor(fix, project, found.Where(each => fix.FixableDiagnosticIds.Contains(each.Id)));
        return new Seen(project, fix, compilation, compilation.GetDiagnostics(cancellation), found, offered);
    }

    public Compilation Compilation { get; }
    public AnalyzerOptions Options => _project.AnalyzerOptions;

    public string Errors { get; }
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What our own rules say at Warning or above.</summary>
    public IReadOnlyList<string> Loud { get; }

    public bool IsReported => !_findings.IsEmpty;

    /// <summary>The plans that are offered, by their keys.</summary>
    public IReadOnlyList<string> Plans => [.. _offered.Select(each => each.Action.EquivalenceKey!).Distinct()];

    /// <summary>The project after a plan was applied to one finding after the other, as a user would, each on what the last one left.</summary>
    public async Task<Project> Applied(string plan)
    {
        var (seen, project) = (this, _project);
        for (var left = _offered.Count(each => each.Action.EquivalenceKey == plan); left > 0; left--)
        {
            if (seen._offered.FirstOrDefault(each => each.Action.EquivalenceKey == plan).Action is not { } action) break;
            project = await Changed(action);
            if (left > 1) seen = await Of(project, _fix, [.. AllRules.Instances.Where(rule => _fix.FixableDiagnosticIds.Contains(rule.Card.Id))]);
        }
        return project;
    }

    /// <summary>The project after Fix All in the document.</summary>
    public async Task<Project> AppliedToAll(string plan)
    {
        var context = new FixAllContext(_project.GetDocument(_findings[0].Location.SourceTree)!, _fix, FixAllScope.Document, plan, _fix.FixableDiagnosticIds, new Known(_findings), TestContext.Current.CancellationToken);
        return await Changed((await _fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    async Task<Project> Changed(CodeAction action) =>
        (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(_project.Id)!;

    static string Text(Diagnostic diagnostic) => $"{diagnostic.Id} {diagnostic.GetMessage()}";

    static string Lines(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics);

    /// <summary>What an editor hands to Fix All.</summary>
    sealed class Known(ImmutableArray<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(findings.Where(each => each.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
