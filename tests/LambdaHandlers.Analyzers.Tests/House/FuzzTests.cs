using System.Collections.Immutable;
using System.Diagnostics;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>
/// Broken input: real-looking sources and templates with pieces dropped, doubled and swapped. No rule throws or hangs; the same input gives the same findings
/// in whatever order and on however many threads it is asked, and after a cancelled run; what a fix leaves parses. The seed is fixed; <c>FUZZ_SEED</c> and <c>FUZZ_ROUNDS</c> try others.
/// </summary>
public class FuzzTests
{
    static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;

    static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [.. AllRules.Instances];

    [Fact]
    public async Task Mutated_sources_and_templates_crash_nothing_and_are_judged_the_same_however_they_are_asked()
    {
        var (findings, slowest) = (0, TimeSpan.Zero);
        foreach (var subject in Mutated(Setting("FUZZ_ROUNDS", 40)))
        {
            // What the compiler's own parser takes is not our time.
            var compiled = subject.Compile();
            var watch = Stopwatch.StartNew();
            var first = await Judged(compiled, Rules, isConcurrent: true);
            if (watch.Elapsed > slowest) slowest = watch.Elapsed;
            Assert.Equal(first, await Judged(compiled, [.. Rules.Reverse()], isConcurrent: false));
            Assert.Equal(first, await Judged(compiled, Rules, isConcurrent: true, cancelFirst: true));
            findings += first.Count;
        }
        Assert.True(findings > 0);
        TestContext.Current.SendDiagnosticMessage($"{findings} findings, the slowest subject took {slowest.TotalSeconds:F2} s");
    }

    [Fact]
    public async Task A_fix_of_mutated_code_is_not_offered_or_leaves_what_parses()
    {
        var applied = 0;
        foreach (var subject in Mutated(Setting("FUZZ_ROUNDS", 40)))
        {
            var project = Workbench.Open(subject);
            var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
            foreach (var finding in await compilation.WithAnalyzers(Rules, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken))
                foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(finding.Id)))
                    foreach (var (action, _) in await Workbench.OfferedFor(fix, project, [finding]))
                    {
                        await AssertParses(action, finding, project);
                        applied++;
                    }
        }
        Assert.True(applied > 0);
        TestContext.Current.SendDiagnosticMessage($"{applied} fixes applied");
    }

    static readonly ImmutableArray<LambdaFix> Fixes = [.. typeof(LambdaFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaFix))).OrderBy(type => type.Name).Select(type => (LambdaFix)Activator.CreateInstance(type)!)];

    // The pages' examples and every handler shape: they hold what the rules look for.
    static readonly ImmutableArray<Subject> Seeds =
        [.. AllRules.Instances.SelectMany(rule => new[] { "Violates", "Follows" }.Select(heading => new Page(rule.Card.Id).Example(heading))).OfType<Subject>(),
         .. Shape.All.Select(shape => shape.With("using var http = new HttpClient(); await http.GetAsync(input);"))];

    static IEnumerable<Subject> Mutated(int rounds)
    {
        var random = new Random(Setting("FUZZ_SEED", 20261124));
        for (var round = 0; round < rounds; round++)
        {
            var seed = Seeds[random.Next(Seeds.Length)];
            // Now and then two at once: what one declares, the other uses.
            if (random.Next(4) == 0) seed = seed.And(Seeds[random.Next(Seeds.Length)].Sources.FirstOrDefault().Text ?? "");
            yield return seed.Broken() with
            {
                Sources = [.. seed.Sources.Select(source => (source.Path, Mutation.Of(source.Text, isCSharp: true, random)))],
                Files = [.. seed.Files.Select(file => (file.Path, Mutation.Of(file.Text, isCSharp: false, random)))],
            };
        }
    }

    static async Task<IReadOnlyList<string>> Judged(Compiled compiled, ImmutableArray<DiagnosticAnalyzer> rules, bool isConcurrent, bool cancelFirst = false)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var driver = new CompilationWithAnalyzers(compiled.Compilation.Clone(), rules, new CompilationWithAnalyzersOptions(compiled.Options, onAnalyzerException: null, isConcurrent, logAnalyzerExecutionTime: false));
        if (cancelFirst)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
            // The same compilation and options, and so the same model of it.
            try { await new CompilationWithAnalyzers(driver.Compilation, rules, driver.AnalysisOptions).GetAnalyzerDiagnosticsAsync(soon.Token); }
            catch (OperationCanceledException) { }
        }
        var found = await driver.GetAnalyzerDiagnosticsAsync(patience.Token);
        Assert.DoesNotContain(found, each => each.Id == "AD0001");
        return [.. found.Select(each => each.ToString()).Order(StringComparer.Ordinal)];
    }

    // No worse than before: what was broken elsewhere stays broken.
    static async Task AssertParses(CodeAction action, Diagnostic finding, Project project)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
        foreach (var document in changed.Documents)
        {
            var text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
            var before = project.GetDocument(document.Id) is { } old ? (await old.GetTextAsync(TestContext.Current.CancellationToken)).ToString() : "";
            if (text != before)
                Assert.True(Errors(text) <= Errors(before), $"{action.EquivalenceKey} at {finding} leaves what does not parse:\n{before}\n----\n{text}");
        }

        static int Errors(string text) => Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(text).GetDiagnostics().Count(each => each.Severity == DiagnosticSeverity.Error);
    }
}
