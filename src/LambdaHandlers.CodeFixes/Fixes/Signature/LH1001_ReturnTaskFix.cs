using System.Collections.Immutable;
using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary><c>async void</c> becomes <c>async Task</c>, with its bases, overrides and interfaces; an <c>Action</c> that holds the handler becomes a <c>Func</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ReturnTaskFix() : LambdaFix(ReturnTask.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("ReturnTask", "Return Task", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Node is AnonymousFunctionExpressionSyntax lambda)
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
    static bool OnlyStatementsUse(IMethodSymbol method, LambdaProject project, CancellationToken cancellation) =>
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

    static async Task<Solution> Change(Solution solution, ImmutableArray<IMethodSymbol> family, LambdaProject project, CancellationToken cancellation)
    {
        var edits = new Dictionary<SyntaxTree, Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>>>();
        void Add(SyntaxNode old, Func<SyntaxNode, SyntaxNode> change)
        {
            if (!edits.TryGetValue(old.SyntaxTree, out var changes)) edits[old.SyntaxTree] = changes = [];
            changes[old] = change;
        }
        var task = project.Types.Task!;
        foreach (var member in family)
        {
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                var declaration = await reference.GetSyntaxAsync(cancellation).ConfigureAwait(false);
                Add(declaration, node => ReturnTypeChange.With(node, SyntaxFactory.ParseTypeName(Usings.NameOf(task, project.Compilation.GetSemanticModel(declaration.SyntaxTree), declaration.SpanStart))));
            }
            foreach (var site in project.Calls.Of(member, cancellation))
                if (CallAt(site.Node) is { Parent: ExpressionStatementSyntax } call && IsInAsync(call))
                    Add(call, node => SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), ((ExpressionSyntax)node).WithoutLeadingTrivia()).WithLeadingTrivia(node.GetLeadingTrivia()));
                else if (DelegateVariable(site.Node, site.Model, cancellation) is { } variable)
                    Add(variable.Type, _ => FuncOf(variable.Delegate, project, site.Model, variable.Type));
        }
        foreach (var pair in edits)
        {
            var document = solution.GetDocument(solution.GetDocumentId(pair.Key))!;
            var position = pair.Value.Keys.Min(node => node.SpanStart);
            var root = pair.Key.GetRoot(cancellation).ReplaceNodes(pair.Value.Keys, (old, now) => pair.Value[old](now));
            solution = document.WithSyntaxRoot(Usings.Add(root, task, project.Compilation.GetSemanticModel(pair.Key), position)).Project.Solution;
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
        if (target.Project is not { } project || DelegateVariable(lambda, target.Model, target.Cancellation) is not { } variable) return null;
        return target.Replacing((root, _) => Usings.Add(
            root.ReplaceNode(variable.Type, FuncOf(variable.Delegate, project, target.Model, variable.Type)), project.Types.Task!, target.Model, variable.Type.SpanStart));
    }

    /// <summary>The written type of the <c>Action</c> variable that a lambda or method group initialises, when only the bootstrap uses the variable.</summary>
    static (TypeSyntax Type, INamedTypeSymbol Delegate)? DelegateVariable(SyntaxNode value, SemanticModel model, CancellationToken cancellation)
    {
        var whole = value;
        while (whole.Parent is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax) whole = whole.Parent;
        if (whole.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } declarator }
            || model.GetTypeInfo(declaration.Type, cancellation).Type is not INamedTypeSymbol { Name: "Action", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } action
            || declaration.Type.IsVar
            || model.GetDeclaredSymbol(declarator, cancellation) is not { } variable
            || variable is IFieldSymbol { DeclaredAccessibility: not Accessibility.Private })
            return null;
        var uses = declarator.SyntaxTree.GetRoot(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, variable)).ToList();
        return uses.Count > 0 && uses.All(IsBootstrapArgument) ? (declaration.Type, action) : null;
    }

    static TypeSyntax FuncOf(INamedTypeSymbol action, LambdaProject project, SemanticModel model, TypeSyntax place)
    {
        var arguments = action.TypeArguments.Select(argument => argument.ToMinimalDisplayString(model, place.SpanStart)).Append(Usings.NameOf(project.Types.Task!, model, place.SpanStart));
        var qualifier = place is QualifiedNameSyntax qualified ? qualified.Left + "." : "";
        return SyntaxFactory.ParseTypeName($"{qualifier}Func<{string.Join(", ", arguments)}>").WithTriviaFrom(place);
    }
}
