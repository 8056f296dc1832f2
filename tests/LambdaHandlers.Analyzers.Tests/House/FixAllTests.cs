using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>Where Fix All must not be offered: dotnet format writes a new file into the project file, and breaks the next build.</summary>
public class FixAllTests
{
    static readonly IEnumerable<(LambdaFix Fix, Plan Plan)> Plans = typeof(LambdaFix).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaFix)))
        .Select(type => (LambdaFix)Activator.CreateInstance(type)!).SelectMany(fix => fix.Plans.Select(plan => (fix, plan)));

    [Fact]
    public async Task A_plan_that_makes_files_is_not_offered_for_the_solution()
    {
        var makers = Plans.Where(each => each.Plan.MakesFiles).ToList();
        Assert.NotEmpty(makers);
        foreach (var (fix, plan) in makers) Assert.Null(await All(fix, plan, FixAllScope.Solution));
    }

    [Fact]
    public async Task A_single_plan_is_offered_for_no_scope()
    {
        var singles = Plans.Where(each => each.Plan.IsSingle).ToList();
        Assert.NotEmpty(singles);
        foreach (var (fix, plan) in singles)
            foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
                Assert.Null(await All(fix, plan, scope));
    }

    [Fact]
    public async Task Every_other_plan_is_offered_for_all_scopes()
    {
        foreach (var (fix, plan) in Plans.Where(each => !each.Plan.MakesFiles && !each.Plan.IsSingle))
            foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
                Assert.NotNull(await All(fix, plan, scope));
    }

    // One finding is known, so that nothing but the plan can be the reason.
    static async Task<object?> All(LambdaFix fix, Plan plan, FixAllScope scope)
    {
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("P", LanguageNames.CSharp).AddDocument("A.cs", "class A { }", filePath: "A.cs");
        var tree = (await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!;
        var finding = Diagnostic.Create(fix.FixableDiagnosticIds[0], "Test", "found", DiagnosticSeverity.Warning, DiagnosticSeverity.Warning, isEnabledByDefault: true, warningLevel: 1, location: Location.Create(tree, new(6, 1)));
        return fix.GetFixAllProvider() is { } provider
            ? await provider.GetFixAsync(new FixAllContext(document, fix, scope, fix.KeyOf(plan), fix.FixableDiagnosticIds, new Known(finding), TestContext.Current.CancellationToken))
            : null;
    }

    sealed class Known(Diagnostic finding) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([finding]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([finding]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
