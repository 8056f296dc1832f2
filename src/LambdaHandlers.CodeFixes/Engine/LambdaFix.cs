using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Engine;

/// <summary>The fixes of one rule: titled plans in a fixed order. Fix All is the same path as the single fix, one finding after the other.</summary>
abstract class LambdaFix(string id) : CodeFixProvider
{
    /// <summary>What can be done about a finding, the best first.</summary>
    protected internal abstract IEnumerable<Plan> Plans { get; }

    /// <summary>The title of the menu that the plans stand in, where more than one is offered; null where they stand side by side.</summary>
    protected internal virtual string? Menu => null;

    /// <summary>What can be done about a finding in a template or settings file; the fix's export then names <c>AdditionalDocument</c> among its <c>DocumentKinds</c>.</summary>
    protected internal virtual IEnumerable<FilePlan> FilePlans => [];

    /// <summary>What can be done in the code about such a finding.</summary>
    protected internal virtual IEnumerable<CodePlan> CodePlans => [];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(id);

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => Plans.Any() && Plans.All(plan => plan.IsSingle) ? null : InOrder.Provider;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (context.TextDocument is not Document)
        {
            await RegisterFileFixesAsync(context).ConfigureAwait(false);
            return;
        }
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Target.At(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } target) continue;
            var actions = ImmutableArray.CreateBuilder<CodeAction>();
            foreach (var plan in Plans)
            {
                // The menu was closed, or the code has changed since.
                context.CancellationToken.ThrowIfCancellationRequested();
                if (plan.Make(target) is { } edit) actions.Add(CodeAction.Create(plan.Title, Kept(edit, context.Document.Project.Solution), KeyOf(plan)));
            }
            if (Menu is { } menu && actions.Count > 1) context.RegisterCodeFix(CodeAction.Create(menu, actions.ToImmutable(), isInlinable: false), diagnostic);
            else foreach (var action in actions) context.RegisterCodeFix(action, diagnostic);
        }
    }

    async Task RegisterFileFixesAsync(CodeFixContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var text = await context.TextDocument.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
            foreach (var plan in FilePlans)
                // A stale span of an editor must not throw.
                if (diagnostic.Location.SourceSpan.End <= text.Length && plan.Make(diagnostic, text) is { } change)
                    context.RegisterCodeFix(
                        CodeAction.Create(plan.Title, _ => Task.FromResult(context.TextDocument.Project.Solution.WithAdditionalDocumentText(context.TextDocument.Id, text.WithChanges(change))), id + "." + plan.Name),
                        diagnostic);
        foreach (var diagnostic in context.Diagnostics)
            foreach (var plan in CodePlans)
                if (await plan.Make(diagnostic, context.TextDocument.Project, context.CancellationToken).ConfigureAwait(false) is { } edit)
                    context.RegisterCodeFix(CodeAction.Create(plan.Title, Kept(edit, context.TextDocument.Project.Solution), id + "." + plan.Name), diagnostic);
    }

    static Func<CancellationToken, Task<Solution>> Kept(Edit edit, Solution before) =>
        async cancellation => await Layout.KeptAsync(before, await edit(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    /// <summary>What tells one plan from another; never user text, so that Fix All finds the same plan at every finding.</summary>
    internal string KeyOf(Plan plan) => id + "." + plan.Name;

    /// <summary>The plan that a key names. A menu's key is that of its actions, one after the other: to <c>dotnet format</c>, which takes what is offered first, it means the first.</summary>
    internal Plan? PlanOf(string? key) => Plans.FirstOrDefault(plan => KeyOf(plan) == key?.Split(';')[0]);
}

/// <summary>One way to repair a finding.</summary>
/// <param name="Name">Tells the plans of a rule apart; stable, never shown.</param>
/// <param name="Title">What the user reads in the menu.</param>
/// <param name="Make">The edit, or null where it would break code or change what it means: then nothing is offered. Cheap: it computes no new tree.</param>
/// <param name="MakesFiles">True when the edit creates a document; then there is no Fix All in Solution, which <c>dotnet format</c> would write into the project file.</param>
/// <param name="IsSingle">True where each finding wants a decision of its own, or the edit creates a document in another project; then there is no Fix All.</param>
sealed record Plan(string Name, string Title, Func<Target, Edit?> Make, bool MakesFiles = false, bool IsSingle = false);

/// <summary>One way to repair a finding in a template or settings file. Only an editor applies it: neither Fix All nor <c>dotnet format</c> edits such files.</summary>
/// <param name="Name">Tells the plans of a rule apart; stable, never shown.</param>
/// <param name="Title">What the user reads in the menu.</param>
/// <param name="Make">The change of the file's text, or null where it would break the file.</param>
sealed record FilePlan(string Name, string Title, Func<Diagnostic, SourceText, TextChange?> Make);

/// <summary>One way to repair the code that a template or settings file speaks of; only an editor applies it.</summary>
/// <param name="Name">Tells the plans of a rule apart; stable, never shown.</param>
/// <param name="Title">What the user reads in the menu.</param>
/// <param name="Make">The edit, or null where it would break the code.</param>
sealed record CodePlan(string Name, string Title, Func<Diagnostic, Project, CancellationToken, Task<Edit?>> Make);

/// <summary>Carries a plan out; names are chosen here, when it runs, so that two edits never choose the same.</summary>
delegate Task<Solution> Edit(CancellationToken cancellation);

/// <summary>What a plan looks at: the finding and the code around it.</summary>
sealed class Target
{
    Target(Document document, SyntaxNode root, SemanticModel model, SyntaxNode node, string id, ImmutableDictionary<string, string?> properties, LambdaProject? project, CancellationToken cancellation) =>
        (Document, Root, Model, Node, Id, Properties, Project, Cancellation) = (document, root, model, node, id, properties, project, cancellation);

    /// <summary>The document that holds the finding.</summary>
    public Document Document { get; }
    /// <summary>Its root.</summary>
    public SyntaxNode Root { get; }
    /// <summary>Its semantic model.</summary>
    public SemanticModel Model { get; }
    /// <summary>The innermost node that covers the finding's span.</summary>
    public SyntaxNode Node { get; }
    /// <summary>The rule's id.</summary>
    public string Id { get; }
    /// <summary>What the rule told its fix.</summary>
    public ImmutableDictionary<string, string?> Properties { get; }
    /// <summary>The project as the rules see it; null when it has ceased to use Lambda.</summary>
    public LambdaProject? Project { get; }
    /// <summary>Cancelled when the menu is closed.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The innermost node of a kind around the finding, itself included.</summary>
    public T? Around<T>() where T : SyntaxNode => Node.FirstAncestorOrSelf<T>();

    /// <summary>An edit of the finding's own document.</summary>
    public Edit Replacing(Func<SyntaxNode, CancellationToken, SyntaxNode> newRoot) =>
        cancellation => Task.FromResult(Document.WithSyntaxRoot(newRoot(Root, cancellation)).Project.Solution);

    internal static Task<Target?> At(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        diagnostic.Location.IsInSource ? At(document, root => Find(root, diagnostic), diagnostic, cancellation) : Task.FromResult<Target?>(null);

    internal static async Task<Target?> At(Document document, Func<SyntaxNode, SyntaxNode?> find, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || find(root) is not { } node || IsUnfinished(node)
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;
        var project = LambdaProject.Of(model.Compilation, document.Project.AnalyzerOptions);
        return new Target(document, root, model, node, diagnostic.Id, diagnostic.Properties, project, cancellation);
    }

    /// <summary>The same finding in a changed document, at the node that is marked there: for a fix that goes on where another one begins.</summary>
    public Target? In(Document changed, SyntaxAnnotation mark)
    {
        // A menu is computed off the user's thread.
        var model = changed.GetSemanticModelAsync(Cancellation).GetAwaiter().GetResult();
        var root = model?.SyntaxTree.GetRoot(Cancellation);
        return root?.GetAnnotatedNodes(mark).FirstOrDefault() is { } node
            ? new Target(changed, root, model!, node, Id, Properties, LambdaProject.Of(model!.Compilation, changed.Project.AnalyzerOptions), Cancellation) : null;
    }

    // A member that is being typed, or a whole type where the finding stands at its head: what an edit would leave of it, nobody can tell.
    static bool IsUnfinished(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>(static member => member is not BaseNamespaceDeclarationSyntax) is { ContainsDiagnostics: true } around
        && around.GetDiagnostics().Any(static each => each.Severity == DiagnosticSeverity.Error);

    // A stale span of an editor must not throw.
    internal static SyntaxNode? Find(SyntaxNode root, Diagnostic diagnostic) =>
        Squiggle.PlaceOf(diagnostic) is var place && root.FullSpan.Contains(place) ? root.FindNode(place, getInnermostNodeForTie: true) : null;
}
