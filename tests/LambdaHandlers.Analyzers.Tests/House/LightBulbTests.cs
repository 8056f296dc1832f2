using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>What an editor offers at a finding of a page's example, in which order, and what the preview of it shows.</summary>
public class LightBulbTests
{
    public static IEnumerable<TheoryDataRow<string>> Ids => Fixes.Keys.Select(id => new TheoryDataRow<string>(id));

    static readonly SortedDictionary<string, LambdaFix> Fixes = new(typeof(LambdaFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaFix))).Select(type => (LambdaFix)Activator.CreateInstance(type)!).ToDictionary(fix => fix.FixableDiagnosticIds[0]));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_index_lists_fixes_in_the_order_in_which_they_are_offered()
    {
        var text = "# What the light bulb offers\n\nGenerated from the examples of the rules' pages by the tests; do not edit.\n\n"
            + "The first of a rule is what `dotnet format analyzers` applies, if it is a fix of C#. What is indented are the forms of one fix, in a menu of their own. In italics stands what other code than the example is offered.\n";
        foreach (var (id, fix) in Fixes)
        {
            text += $"\n[{id}](rules/{id}.md)\n";
            var (project, registered) = await Registered(id);
            var shown = new HashSet<string>();
            foreach (var action in registered.DistinctBy(each => each.Action.EquivalenceKey).Select(each => each.Action))
            {
                text += $"- {Shown(action)}\n";
                foreach (var form in Workbench.InMenu(action)) text += $"  - {Shown(form)}\n";
            }
            foreach (var title in Titles(fix).Where(shown.Add)) text += $"- *{title}*\n";

            string Shown(CodeAction action)
            {
                shown.Add(action.Title);
                return action.Title;
            }
        }
        Generated.Check("docs/fixes.md", text);
    }

    /// <summary>Who reads the page finds what the menu says, and what it does; what stands in parentheses is for the menu.</summary>
    [Theory, MemberData(nameof(Ids))]
    public void A_page_names_its_fixes_as_the_menu_does(string id) =>
        Assert.All(Titles(Fixes[id]), title => Assert.Contains(title.Split(" (")[0], new Page(id).Text, StringComparison.Ordinal));

    /// <summary>Forms of one fix stand under one title, so that five entries do not hide what else the editor offers.</summary>
    [Theory, MemberData(nameof(Ids))]
    public async Task More_than_three_forms_stand_in_a_menu(string id)
    {
        foreach (var finding in (await Registered(id)).Actions.GroupBy(each => each.Finding))
        {
            Assert.InRange(finding.Count(), 1, 3);
            foreach (var (action, _) in finding)
                if (Workbench.InMenu(action).ToList() is { Count: > 0 } forms)
                {
                    Assert.Equal(Fixes[id].Menu, action.Title);
                    Assert.InRange(forms.Count, 2, 6);
                }
        }
    }

    /// <summary><c>dotnet format</c> takes the key of what is offered first, be it a menu.</summary>
    [Fact]
    public async Task The_key_of_a_menu_is_that_of_its_first_form()
    {
        var (_, registered) = await Registered("LH6001");
        var menu = Assert.Single(registered).Action;
        Assert.Equal("Class", Fixes["LH6001"].PlanOf(menu.EquivalenceKey)?.Name);
        Assert.Equal("LH6001.Class", Workbench.InMenu(menu).First().EquivalenceKey);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task A_preview_shows_what_changes_and_nothing_else(string id)
    {
        var (project, registered) = await Registered(id);
        foreach (var action in registered.SelectMany(each => Workbench.InMenu(each.Action).DefaultIfEmpty(each.Action)))
        {
            var after = (await action.GetOperationsAsync(Cancellation)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            var changes = Assert.Single(after.GetChanges(project.Solution).GetProjectChanges());
            // The examples are one file, or one file and its template.
            var changed = Assert.Single(changes.GetChangedDocuments().Concat(changes.GetChangedAdditionalDocuments()));
            Assert.Equal(action.EquivalenceKey == "LH6001.ClassFile" ? 1 : 0, changes.GetAddedDocuments().Count());
            Assert.Empty(changes.GetRemovedDocuments());
            var diff = InlineDiffBuilder.Diff(await Text(project.Solution, changed), await Text(after, changed), ignoreWhiteSpace: false);
            var (gone, come) = (Lines(ChangeType.Deleted), Lines(ChangeType.Inserted));
            Assert.NotEmpty(gone.Concat(come));
            // A line that differs by its white space alone is noise; one that moves does not differ, but out of a branch, where it stood deeper.
            if (action.EquivalenceKey != "LH6005.Methods") Assert.Empty(gone.Except(come).Select(line => line.Trim()).Where(line => line.Length > 1).Intersect(come.Select(line => line.Trim())));
            Assert.DoesNotContain(come, line => line.Length > 0 && line != line.TrimEnd());
            Assert.DoesNotContain("\n\n\n", await Text(after, changed), StringComparison.Ordinal);

            List<string> Lines(ChangeType type) => [.. diff.Lines.Where(line => line.Type == type).Select(line => line.Text)];
        }
    }

    /// <summary>Whoever closes the menu, or types on, ends the search for fixes; what was half known by then does no harm to the next one.</summary>
    [Theory, MemberData(nameof(Ids))]
    public async Task A_menu_that_is_closed_ends_the_search_and_opens_again_as_it_was(string id)
    {
        var fresh = (await Registered(id)).Actions.Select(each => each.Action.EquivalenceKey);
        using var closed = new CancellationTokenSource();
        await closed.CancelAsync();
        var (project, registered) = await Registered(id, closed);
        Assert.Empty(registered);
        foreach (var milliseconds in new[] { 1, 4, 12 })
        {
            using var soon = new CancellationTokenSource(milliseconds);
            await Registered(id, soon, project);
        }
        Assert.Equal(fresh, (await Registered(id, within: project)).Actions.Select(each => each.Action.EquivalenceKey));
    }

    static async Task<string> Text(Solution solution, DocumentId id) =>
        (await (solution.GetDocument(id) ?? solution.GetAdditionalDocument(id)!).GetTextAsync(Cancellation)).ToString();

    static IEnumerable<string> Titles(LambdaFix fix) => fix.Plans.Select(plan => plan.Title).Concat(fix.FilePlans.Select(plan => plan.Title)).Concat(fix.CodePlans.Select(plan => plan.Title));

    // What is offered for the example of a page; nothing where the menu is closed meanwhile.
    static async Task<(Project Project, List<(CodeAction Action, Diagnostic Finding)> Actions)> Registered(string id, CancellationTokenSource? closing = null, Project? within = null)
    {
        var project = within ?? Workbench.Open(new Page(id).Example("Violates")!);
        var compilation = (await project.GetCompilationAsync(Cancellation))!;
        var rule = AllRules.Instances.Single(rule => rule.Card.Id == id);
        var findings = await compilation.WithAnalyzers([rule], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(Cancellation);
        try { return (project, await Workbench.RegisteredFor(Fixes[id], project, findings, closing?.Token ?? Cancellation)); }
        catch (OperationCanceledException) when (closing?.IsCancellationRequested == true) { return (project, []); }
    }
}
