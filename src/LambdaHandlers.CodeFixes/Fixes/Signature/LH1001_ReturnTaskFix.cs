using System.Collections.Immutable;
using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary><c>async void</c> becomes <c>async Task</c>, with its bases, overrides and interfaces; an <c>Action</c> that holds the handler becomes a <c>Func</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReturnTaskFix() : LambdaFix(ReturnTask.Id)
{
    const string TaskName = "global::System.Threading.Tasks.Task";

    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("ReturnTask", "Return Task", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && target.Node.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is not { } inner)
            return RetypeVariable(target, lambda);
        var declaration = target.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        if (declaration is null || target.Project is not { } project || target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is not IMethodSymbol method)
            return null;
        if (ReturnTypeChange.Family(method, project, target.Cancellation) is not { } family || family.Any(member => !CanChange(member, target))
            || family.Any(member => !OnlyStatementsUse(member, project, target.Cancellation)))
            return null;
        return cancellation => Change(target.Document.Project.Solution, family, project, cancellation);
    }

    // A sibling implementation that is not async would need a result; it stays out of reach.
    static bool CanChange(IMethodSymbol method, Target target) =>
        method.ReturnsVoid && (method.IsAsync || method.IsAbstract || method.ContainingType?.TypeKind == TypeKind.Interface || method.PartialImplementationPart is not null)
        && method.DeclaringSyntaxReferences.All(reference => target.Document.Project.Solution.GetDocument(reference.SyntaxTree) is not null);

    // Handle(e); stays right when it returns a task; Action a = Handle; does not.
    static bool OnlyStatementsUse(IMethodSymbol method, LambdaHandlers.Analyzers.Model.LambdaProject project, CancellationToken cancellation) =>
        project.Calls.Of(method, cancellation).All(site => CallAt(site.Node) switch
        {
            { Parent: ExpressionStatementSyntax } => true,
            { } => false,
            null => IsBootstrapArgument(site.Node) || DelegateVariable(site.Node, site.Model, cancellation) is not null || IsNameOf(site.Node),
        });

    static InvocationExpressionSyntax? CallAt(SyntaxNode name)
    {
        var target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return target.Parent is InvocationExpressionSyntax call && call.Expression == target ? call : null;
    }

    static bool IsNameOf(SyntaxNode name) => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    // Create<T>(Handle, …): the overload for a Func takes over.
    static bool IsBootstrapArgument(SyntaxNode name) =>
        name.FirstAncestorOrSelf<ArgumentSyntax>() is { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" or "GetHandlerWrapper" } } };

    static async Task<Solution> Change(Solution solution, ImmutableArray<IMethodSymbol> family, LambdaHandlers.Analyzers.Model.LambdaProject project, CancellationToken cancellation)
    {
        var edits = new Dictionary<DocumentId, List<(SyntaxNode Old, Func<SyntaxNode, SyntaxNode> New)>>();
        void Add(SyntaxNode old, Func<SyntaxNode, SyntaxNode> change)
        {
            if (solution.GetDocument(old.SyntaxTree) is not { } document) return;
            if (!edits.TryGetValue(document.Id, out var list)) edits[document.Id] = list = [];
            if (!list.Any(each => each.Old == old)) list.Add((old, change));
        }
        foreach (var member in family)
        {
            foreach (var reference in member.DeclaringSyntaxReferences)
                Add(await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false), node => ReturnTypeChange.With(node, ReturnTypeChange.Named(TaskName)));
            foreach (var site in project.Calls.Of(member, cancellation))
                if (CallAt(site.Node) is { Parent: ExpressionStatementSyntax } call && IsInAsync(call))
                    Add(call, node => SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), ((ExpressionSyntax)node).WithoutLeadingTrivia()).WithLeadingTrivia(node.GetLeadingTrivia()));
                else if (DelegateVariable(site.Node, site.Model, cancellation) is { } variable)
                    Add(variable.Type, _ => FuncOf(variable.Delegate).WithTriviaFrom(variable.Type));
        }
        foreach (var pair in edits)
        {
            var document = solution.GetDocument(pair.Key)!;
            var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            root = root.ReplaceNodes(pair.Value.Select(each => each.Old), (old, now) => pair.Value.First(each => each.Old == old).New(now));
            solution = (await ReturnTypeChange.Tidy(document.WithSyntaxRoot(root), cancellation).ConfigureAwait(false)).Project.Solution;
        }
        return solution;
    }

    static bool IsInAsync(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(each => each is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or CompilationUnitSyntax) switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword != default,
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            CompilationUnitSyntax => true,
            _ => false,
        };

    static Edit? RetypeVariable(Target target, AnonymousFunctionExpressionSyntax lambda)
    {
        if (DelegateVariable(lambda, target.Model, target.Cancellation) is not { } variable) return null;
        return async cancellation =>
        {
            var root = target.Root.ReplaceNode(variable.Type, FuncOf(variable.Delegate).WithTriviaFrom(variable.Type));
            return (await ReturnTypeChange.Tidy(target.Document.WithSyntaxRoot(root), cancellation).ConfigureAwait(false)).Project.Solution;
        };
    }

    /// <summary>The written type of the <c>Action</c> variable that a lambda or method group initialises, when only the bootstrap uses the variable.</summary>
    static (TypeSyntax Type, INamedTypeSymbol Delegate)? DelegateVariable(SyntaxNode value, SemanticModel model, CancellationToken cancellation)
    {
        var whole = value;
        while (whole.Parent is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax) whole = whole.Parent;
        if (whole.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } declarator }
            || model.GetTypeInfo(declaration.Type, cancellation).Type is not INamedTypeSymbol { Name: "Action", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } action
            || declaration.Type.IsVar
            || model.GetDeclaredSymbol(declarator, cancellation) is not { } variable)
            return null;
        var uses = declarator.SyntaxTree.GetRoot(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, variable));
        return uses.All(IsBootstrapArgument) ? (declaration.Type, action) : null;
    }

    static TypeSyntax FuncOf(INamedTypeSymbol action) => ReturnTypeChange.Named(
        $"global::System.Func<{string.Concat(action.TypeArguments.Select(argument => argument.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ", "))}{TaskName}>");
}
