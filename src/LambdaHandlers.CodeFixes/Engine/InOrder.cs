using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Engine;

/// <summary>
/// Fix All as what it says: the single fix, applied to one finding after the other in ascending order, each on what the last one left.
/// So two fixes never choose the same name, and an edit in another document is not lost.
/// </summary>
sealed class InOrder : FixAllProvider
{
    public static readonly InOrder Provider = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        if (context.CodeFixProvider is not LambdaFix fix
            || fix.PlanOf(context.CodeActionEquivalenceKey) is not { } plan
            || plan.IsSingle
            || (plan.MakesFiles && context.Scope == FixAllScope.Solution))
            return null;
        var findings = await Findings(context).ConfigureAwait(false);
        return findings.IsEmpty ? null : CodeAction.Create(plan.Title, cancellation => Apply(context.Solution, findings, plan, cancellation), context.CodeActionEquivalenceKey);
    }

    static async Task<ImmutableArray<(DocumentId Document, Diagnostic Diagnostic)>> Findings(FixAllContext context)
    {
        var documents = context.Scope switch
        {
            FixAllScope.Document when context.Document is { } document => [document],
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects.SelectMany(project => project.Documents),
            _ => [],
        };
        var found = ImmutableArray.CreateBuilder<(DocumentId, Diagnostic)>();
        foreach (var document in documents)
            foreach (var diagnostic in (await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)).OrderBy(one => one.Location.SourceSpan.Start))
                found.Add((document.Id, diagnostic));
        return found.ToImmutable();
    }

    static async Task<Solution> Apply(Solution solution, ImmutableArray<(DocumentId Document, Diagnostic Diagnostic)> findings, Plan plan, CancellationToken cancellation)
    {
        var before = solution;
        // Each finding's node carries a mark through all the edits before its own.
        var marks = new List<(DocumentId Document, Diagnostic Diagnostic, SyntaxAnnotation Mark)>();
        foreach (var group in findings.GroupBy(finding => finding.Document))
        {
            if (solution.GetDocument(group.Key) is not { } document || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
                continue;
            var marked = group.Select(finding => (Node: Target.Find(root, finding.Diagnostic), finding.Diagnostic, Mark: new SyntaxAnnotation()))
                .Where(each => each.Node is not null).ToList();
            foreach (var each in marked) marks.Add((group.Key, each.Diagnostic, each.Mark));
            root = root.ReplaceNodes(marked.Select(each => each.Node!).Distinct(),
                (original, changed) => marked.Where(each => each.Node == original).Aggregate(changed, (node, each) => node.WithAdditionalAnnotations(each.Mark)));
            solution = solution.WithDocumentSyntaxRoot(group.Key, root);
        }
        foreach (var (id, diagnostic, mark) in marks)
            if (solution.GetDocument(id) is { } document
                && await Target.At(document, root => root.GetAnnotatedNodes(mark).FirstOrDefault(), diagnostic, cancellation).ConfigureAwait(false) is { } target
                && plan.Make(target) is { } edit)
                solution = await edit(cancellation).ConfigureAwait(false);
        return await Layout.KeptAsync(before, solution, cancellation).ConfigureAwait(false);
    }
}
