using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>What a test says of a rule: it reports these places, it allows this code, its fix turns this into that.</summary>
static class Verify<TRule> where TRule : LambdaRule, new()
{
    static readonly TRule Rule = new();

    /// <summary>The rule reports exactly the marked places, each also live: tree by tree and span by span, as an editor asks.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Reports(Subject subject, DiagnosticSeverity? at = null, string? message = null)
    {
        var compiled = subject.Compile();
        Assert.True(compiled.Marks.Length > 0, "mark the findings with [| |], or say Allows");
        var found = await Findings(compiled);
        AssertPlaces(compiled, found, "the build");
        if (at is { } severity) Assert.All(found, each => Assert.Equal(severity, each.Severity));
        if (message is not null) Assert.All(found, each => Assert.Equal(message, each.GetMessage()));
        Assert.All(found, each => Assert.DoesNotContain("{", each.GetMessage(), StringComparison.Ordinal));
        await AssertLive(compiled, found);
        return found;
    }

    /// <summary>The rule says nothing.</summary>
    public static async Task Allows(Subject subject)
    {
        var compiled = subject.Compile();
        Assert.True(compiled.Marks.Length == 0, "Allows expects no marks");
        AssertPlaces(compiled, await Findings(compiled), "the build");
    }

    /// <summary>
    /// The fix turns one subject into the other: singly, and as Fix All in the document, project and solution; the result compiles
    /// and holds no finding at Warning or above, of any rule, that was not there before.
    /// </summary>
    /// <param name="before">With the findings marked.</param>
    /// <param name="after">Without marks, or with marks on what remains (then <paramref name="remains"/>).</param>
    /// <param name="plan">The name of the plan, where a rule has several; the first by default.</param>
    /// <param name="remains">True: some findings have no fix and stay.</param>
    /// <param name="fixAll">False for a plan that changes other documents in ways that Fix All by document can't.</param>
    /// <param name="without">The comments that go with what they speak of; every other one is still there afterwards.</param>
    public static async Task Fixes<TFix>(Subject before, Subject after, string? plan = null, bool remains = false, bool fixAll = true, string[]? without = null) where TFix : LambdaFix, new()
    {
        await Reports(before);
        var test = FixTest<TFix>(before, after, plan);
        if (remains) test.FixedState.MarkupHandling = MarkupMode.Allow;
        if (!fixAll) test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck;
        await test.RunAsync(TestContext.Current.CancellationToken);
        await AssertNothingNew(before, after);
        Assert.Equal(without ?? [], Counted(Comments(before)).Except(Counted(Comments(after))).Select(each => each.Text));
        // A file of one line tells nothing of how its lines end.
        if (before.Sources.Any(source => source.Text.Contains('\n'))) await AssertLayout<TFix>(before, after, plan, remains);
    }

    // Line by line; a second comment of the same text is another one.
    static IEnumerable<(string Text, int Nth)> Counted(IEnumerable<string> lines) => lines.GroupBy(line => line).SelectMany(group => group.Select((line, nth) => (line, nth)));

    static IEnumerable<string> Comments(Subject subject) => subject.Sources.SelectMany(source => CSharpSyntaxTree.ParseText(Markup.TakeOut(source.Text, out _)).GetRoot().DescendantTrivia().Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia))
        .SelectMany(trivia => trivia.ToFullString().Split('\n')).Select(line => line.Trim().TrimStart('/').Trim()).Where(line => line.Length > 0);

    // In a file that is indented with tabs and ends its lines as Windows does, the fix writes the same, in that layout.
    static Task AssertLayout<TFix>(Subject before, Subject after, string? plan, bool remains) where TFix : LambdaFix, new()
    {
        var test = FixTest<TFix>(before.InTabs(), after.InTabs(), plan);
        if (remains) test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The marked finding is reported, but the fix (or this plan of it) is not offered, for it could break the code.</summary>
    public static async Task OffersNothing<TFix>(Subject subject, string? plan = null) where TFix : LambdaFix, new()
    {
        await Reports(subject);
        var offered = await Workbench.Offered(new TFix(), Rule, subject);
        Assert.DoesNotContain(offered, each => plan is null || each.EquivalenceKey == $"{Rule.Card.Id}.{plan}");
    }

    public static async Task<ImmutableArray<Diagnostic>> Findings(Compiled compiled) =>
        [.. (await compiled.With(Rule).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).OrderBy(Place)];

    static Mark Place(Diagnostic diagnostic) => diagnostic.Location.IsInSource
        ? new(diagnostic.Location.SourceTree!.FilePath, diagnostic.Location.SourceSpan)
        : new(diagnostic.Location.GetLineSpan().Path ?? "", diagnostic.Location.SourceSpan);

    static void AssertPlaces(Compiled compiled, IEnumerable<Diagnostic> found, string how)
    {
        Assert.DoesNotContain(found, each => each.Id == "AD0001");
        Assert.All(found, AllRules.AssertSmall);
        var expected = Lines(compiled.Marks.Order());
        var actual = Lines(found.Select(Place).Order());
        Assert.True(expected == actual, $"{Rule.Card.Id} by {how}\nexpected:\n{expected}\nactual:\n{actual}\n{string.Join("\n", found)}");

        string Lines(IEnumerable<Mark> marks) => string.Join("\n", marks.Select(mark => "  " + mark.Show(compiled.TextOf(mark.Path))));
    }

    static async Task AssertLive(Compiled compiled, ImmutableArray<Diagnostic> found)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var live = new List<Diagnostic>();
        foreach (var path in compiled.Compilation.SyntaxTrees.Select(tree => tree.FilePath).Where(path => !path.EndsWith(".frame.cs", StringComparison.Ordinal)))
        {
            // Each file is asked for alone, on a compilation that has answered nothing yet.
            var driver = compiled.With(Rule);
            var tree = driver.Compilation.SyntaxTrees.First(each => each.FilePath == path);
            var model = driver.Compilation.GetSemanticModel(tree);
            live.AddRange(await driver.GetAnalyzerSemanticDiagnosticsAsync(model, null, cancellation));
            live.AddRange(await driver.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation));
        }
        foreach (var file in compiled.Options.AdditionalFiles)
            live.AddRange((await compiled.With(Rule).GetAnalysisResultAsync(file, cancellation)).GetAllDiagnostics());
        AssertPlaces(compiled, live, "the editor, file by file");
        foreach (var finding in found.Where(each => each.Location.IsInSource).Take(3))
        {
            var driver = compiled.With(Rule);
            var tree = driver.Compilation.SyntaxTrees.First(each => each.FilePath == finding.Location.SourceTree!.FilePath);
            var near = await driver.GetAnalyzerSemanticDiagnosticsAsync(driver.Compilation.GetSemanticModel(tree), finding.Location.SourceSpan, cancellation);
            var syntax = await driver.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation);
            Assert.True(near.Concat(syntax).Any(each => Place(each) == Place(finding)), $"{Rule.Card.Id} is not live at its own span: {finding}");
        }
    }

    static async Task AssertNothingNew(Subject before, Subject after)
    {
        var old = await AllRules.LoudOn(before.Compile());
        var now = await AllRules.LoudOn((after with { IsBroken = before.IsBroken }).Compile());
        var added = now.GroupBy(each => each.Id).Where(group => group.Count() > old.Count(each => each.Id == group.Key)).SelectMany(group => group).ToList();
        Assert.True(added.Count == 0, "the fix leaves findings that were not there:\n" + string.Join("\n", added));
    }

    static CSharpCodeFixTest<TRule, TFix, DefaultVerifier> FixTest<TFix>(Subject before, Subject after, string? plan) where TFix : LambdaFix, new()
    {
        var test = new LibraryTest<TFix>(before) { CompilerDiagnostics = before.IsBroken ? CompilerDiagnostics.None : CompilerDiagnostics.Errors };
        Fill(test.TestState, before, marks: true);
        Fill(test.FixedState, after, marks: false);
        if (plan is not null) test.CodeActionEquivalenceKey = $"{Rule.Card.Id}.{plan}";
        return test;
    }

    // The library compares severities; one id can report at several.
    static void Fill(SolutionState state, Subject subject, bool marks)
    {
        state.OutputKind = subject.Kind;
        state.AdditionalReferences.AddRange(subject.References);
        foreach (var (path, text) in subject.AllSources)
        {
            var source = Markup.TakeOut(text, out var spans);
            state.Sources.Add((Subject.FullPath(path), source));
            var lines = SourceText.From(source).Lines;
            foreach (var span in spans)
            {
                var (start, end) = (lines.GetLinePosition(span.Start), lines.GetLinePosition(span.End));
                state.ExpectedDiagnostics.Add(new DiagnosticResult(Rule.Card.Id, DiagnosticSeverity.Warning).WithOptions(DiagnosticOptions.IgnoreSeverity | DiagnosticOptions.IgnoreAdditionalLocations)
                    .WithSpan(Subject.FullPath(path), start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1));
            }
        }
        if (!marks) state.InheritanceMode = StateInheritanceMode.Explicit;
        foreach (var (path, text) in subject.Files)
        {
            state.AdditionalFiles.Add((Subject.FullPath(path), Markup.TakeOut(text, out _)));
        }
        state.AnalyzerConfigFiles.Add(("/shop/.editorconfig", "root = true\n[*]\n" + subject.EditorConfig));
        state.AnalyzerConfigFiles.Add(("/shop/obj/.globalconfig", subject.GlobalConfig));
        state.MarkupHandling = MarkupMode.None;
    }

    sealed class LibraryTest<TFix> : CSharpCodeFixTest<TRule, TFix, DefaultVerifier> where TFix : LambdaFix, new()
    {
        readonly Subject _subject;

        public LibraryTest(Subject subject)
        {
            _subject = subject;
            // No packages: the library would download them while the test runs.
            ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        }

        // A test names an action that may stand in a menu.
        protected override ImmutableArray<CodeAction> FilterCodeActions(ImmutableArray<CodeAction> actions) =>
            [.. actions.SelectMany(action => Workbench.InMenu(action).DefaultIfEmpty(action))];

        protected override string DefaultTestProjectName => Subject.Name;

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(_subject.Language, DocumentationMode.Parse);

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
    }
}

/// <summary>Every rule there is, found by reflection.</summary>
static class AllRules
{
    public static readonly ImmutableArray<LambdaRule> Instances =
        [.. typeof(LambdaRule).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaRule))).OrderBy(type => type.Name).Select(type => (LambdaRule)Activator.CreateInstance(type)!)];

    /// <summary>What all rules say of it.</summary>
    public static async Task<ImmutableArray<Diagnostic>> On(Compiled compiled)
    {
        var found = await compiled.With([.. Instances]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, each => each.Id == "AD0001");
        return found;
    }

    /// <summary>What all rules say of it at Warning or above.</summary>
    public static async Task<ImmutableArray<Diagnostic>> LoudOn(Compiled compiled) =>
        [.. (await On(compiled)).Where(each => each.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>A squiggle stays in one line, and the further places of a finding are further ones.</summary>
    public static void AssertSmall(Diagnostic finding)
    {
        var lines = finding.Location.GetLineSpan();
        Assert.True(lines.StartLinePosition.Line == lines.EndLinePosition.Line, $"a squiggle over several lines: {lines}");
        Assert.DoesNotContain(finding.Location, finding.AdditionalLocations);
    }
}
