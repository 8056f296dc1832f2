using System.Collections.Immutable;
using System.Reflection;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>A subject opened as an editor opens it: for what the testing library does not do, such as fixes in templates or asking what is offered.</summary>
static class Workbench
{
    /// <summary>The subject as a solution; markup is taken out.</summary>
    public static Project Open(Subject subject)
    {
        var id = ProjectId.CreateNewId();
        var info = ProjectInfo.Create(id, VersionStamp.Default, Subject.Name, Subject.Name, LanguageNames.CSharp, Subject.FullPath("Shop.csproj"),
            compilationOptions: Subject.Options.WithOutputKind(subject.Kind),
            parseOptions: new CSharpParseOptions(subject.Language, DocumentationMode.Parse),
            metadataReferences: subject.References);
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(info);
        foreach (var (path, text) in subject.AllSources)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), Text(text), filePath: Subject.FullPath(path));
        foreach (var (path, text) in subject.Files)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), Text(text), filePath: Subject.FullPath(path));
        solution = solution
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".editorconfig", SourceText.From("root = true\n[*]\n" + subject.EditorConfig), filePath: "/shop/.editorconfig")
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".globalconfig", SourceText.From(subject.GlobalConfig), filePath: "/shop/obj/.globalconfig");
        return solution.GetProject(id)!;
    }

    /// <summary>With another project in the solution, of one file: one that this one references, or one that references it.</summary>
    public static Project Beside(this Project project, string name, string source, bool isReferenced)
    {
        var id = ProjectId.CreateNewId();
        var solution = project.Solution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, name, name, LanguageNames.CSharp, compilationOptions: project.CompilationOptions!.WithOutputKind(OutputKind.DynamicallyLinkedLibrary), parseOptions: project.ParseOptions, metadataReferences: project.MetadataReferences))
            .AddDocument(DocumentId.CreateNewId(id), name + ".cs", Text(source), filePath: $"/shop/{name}.cs");
        return (isReferenced ? solution.AddProjectReference(project.Id, new ProjectReference(id)) : solution.AddProjectReferences(id, project.ProjectReferences.Append(new ProjectReference(project.Id)))).GetProject(project.Id)!;
    }

    /// <summary>The files of a solution after the first action for the first finding in a project, by name; null where nothing is offered. Whatever the fix changes compiles.</summary>
    public static async Task<Dictionary<string, string>?> Applied(LambdaFix fix, LambdaRule rule, Project project)
    {
        if ((await OfferedIn(fix, rule, project)).FirstOrDefault() is not { Action: { } action }) return null;
        var solution = (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var files = new Dictionary<string, string>();
        foreach (var each in solution.Projects)
        {
            Assert.Empty((await each.GetCompilationAsync(TestContext.Current.CancellationToken))!.GetDiagnostics().Where(error => error.Severity == DiagnosticSeverity.Error));
            foreach (var document in each.Documents) files[document.Name] = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        }
        return files;
    }

    /// <summary>The actions that a fix offers for a rule's findings in a subject.</summary>
    public static async Task<ImmutableArray<CodeAction>> Offered(CodeFixProvider fix, LambdaRule rule, Subject subject)
    {
        var project = Open(subject);
        return [.. (await OfferedIn(fix, rule, project)).Select(each => each.Action)];
    }

    /// <summary>Applies the first action of a plan to the first finding, wherever it lies, and hands back the text of the file at a path.</summary>
    public static async Task<string> Apply(LambdaFix fix, LambdaRule rule, Subject subject, string path, string? plan = null)
    {
        var project = Open(subject);
        var changed = (await SolutionAfter(fix, rule, project, plan)).GetProject(project.Id)!;
        var document = changed.Documents.Concat(changed.AdditionalDocuments).First(each => each.FilePath == Subject.FullPath(path));
        return (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }

    /// <summary>The solution after the first action of a plan, for a project that is one of several.</summary>
    public static async Task<Solution> SolutionAfter(LambdaFix fix, LambdaRule rule, Project project, string? plan = null)
    {
        var (action, _) = (await OfferedIn(fix, rule, project)).First(each => plan is null || each.Action.EquivalenceKey == $"{rule.Card.Id}.{plan}");
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    /// <summary>The actions that a fix offers in an open project, with their findings.</summary>
    public static async Task<List<(CodeAction Action, Diagnostic Finding)>> OfferedIn(CodeFixProvider fix, LambdaRule rule, Project project)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var compilation = (await project.GetCompilationAsync(cancellation))!;
        return await OfferedFor(fix, project, await compilation.WithAnalyzers([rule], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellation));
    }

    /// <summary>The actions that a fix offers for findings in a project, those of menus one by one, each with its finding, in the order of the text.</summary>
    public static async Task<List<(CodeAction Action, Diagnostic Finding)>> OfferedFor(CodeFixProvider fix, Project project, IEnumerable<Diagnostic> findings) =>
        [.. (await RegisteredFor(fix, project, findings, TestContext.Current.CancellationToken)).SelectMany(each => InMenu(each.Action).DefaultIfEmpty(each.Action).Select(action => (action, each.Finding)))];

    /// <summary>The actions that stand in a menu; none, where it is no menu. (Not public in the oldest Roslyn.)</summary>
    public static IEnumerable<CodeAction> InMenu(CodeAction action) => (IEnumerable<CodeAction>)Nested.GetValue(action)!;

    const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    static readonly PropertyInfo Nested = typeof(CodeAction).GetProperty("NestedActions", Members) ?? typeof(CodeAction).GetProperty("NestedCodeActions", Members)!;

    /// <summary>What a fix registers for findings in a project, menus and all, each with its finding, in the order of the text.</summary>
    public static async Task<List<(CodeAction Action, Diagnostic Finding)>> RegisteredFor(CodeFixProvider fix, Project project, IEnumerable<Diagnostic> findings, CancellationToken cancellation)
    {
        var offered = new List<(CodeAction, Diagnostic)>();
        foreach (var finding in findings.OrderBy(each => each.Location.SourceSpan.Start))
        {
            TextDocument? document = finding.Location.IsInSource
                ? project.GetDocument(finding.Location.SourceTree)
                : project.AdditionalDocuments.FirstOrDefault(each => each.FilePath == finding.Location.GetLineSpan().Path);
            if (document is null) continue;
            var context = document is Document source
                ? new CodeFixContext(source, finding, (action, _) => offered.Add((action, finding)), cancellation)
                : new CodeFixContext(document, finding.Location.SourceSpan, [finding], (action, _) => offered.Add((action, finding)), cancellation);
            await fix.RegisterCodeFixesAsync(context);
        }
        return offered;
    }

    static SourceText Text(string marked) => SourceText.From(Markup.TakeOut(marked, out _), System.Text.Encoding.UTF8);
}
