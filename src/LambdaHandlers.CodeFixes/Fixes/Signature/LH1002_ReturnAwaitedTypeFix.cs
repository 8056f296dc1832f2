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

/// <summary>A <c>ValueTask</c> becomes a <c>Task</c>, with its bases, overrides and interfaces; what is returned without await gets <c>.AsTask()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ReturnAwaitedTypeFix() : LambdaFix(ReturnAwaitedType.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Task", "Return Task", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project
            || target.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is not IMethodSymbol method
            || ReturnTypeChange.Family(method, project, target.Cancellation) is not { } family
            || !family.All(member => CanChange(member, project, target.Document.Project.Solution, target.Cancellation) && IsOnlyAwaited(member, project, target.Cancellation)))
            return null;
        return cancellation => Task.FromResult(Change(target.Document.Project.Solution, family, project, cancellation));
    }

    static bool CanChange(IMethodSymbol method, LambdaProject project, Solution solution, CancellationToken cancellation) =>
        IsValueTask(method.ReturnType, project.Types)
        && method.DeclaringSyntaxReferences.All(reference => solution.GetDocument(reference.SyntaxTree) is not null
            && (method.IsAsync || Results(reference.GetSyntax(cancellation)).All(result => Converted(result, project.Compilation.GetSemanticModel(reference.SyntaxTree), project.Types, cancellation) is not null)));

    static bool IsValueTask(ITypeSymbol? type, LambdaTypes types) => type.Is(types.ValueTask) || (type as INamedTypeSymbol)?.OriginalDefinition.Is(types.ValueTaskOfT) == true;

    // await Handle(…) and nameof mean the same for a task; .AsTask(), a delegate, an explicit type argument do not.
    static bool IsOnlyAwaited(IMethodSymbol method, LambdaProject project, CancellationToken cancellation) =>
        project.Calls.Of(method, cancellation).All(site =>
        {
            SyntaxNode at = site.Node.Parent is MemberAccessExpressionSyntax access && access.Name == site.Node ? access : site.Node;
            if (at.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }) return true;
            if (at.Parent is not InvocationExpressionSyntax call || call.Expression != at) return false;
            return call.Parent is AwaitExpressionSyntax || call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent.Parent: AwaitExpressionSyntax };
        });

    static Solution Change(Solution solution, ImmutableArray<IMethodSymbol> family, LambdaProject project, CancellationToken cancellation)
    {
        var task = project.Types.Task!;
        foreach (var tree in family.SelectMany(member => member.DeclaringSyntaxReferences).GroupBy(reference => reference.SyntaxTree))
        {
            var model = project.Compilation.GetSemanticModel(tree.Key);
            var changes = new Dictionary<SyntaxNode, SyntaxNode>();
            foreach (var declaration in tree.Select(reference => reference.GetSyntax(cancellation)))
            {
                var returned = ReturnTypeOf(declaration)!;
                var name = Usings.NameOf(task, model, declaration.SpanStart);
                changes[returned] = SyntaxFactory.ParseTypeName(returned.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault() is { } generic ? name + generic.TypeArgumentList : name).WithTriviaFrom(returned);
                if (model.GetDeclaredSymbol(declaration, cancellation) is IMethodSymbol { IsAsync: false })
                    foreach (var result in Results(declaration)) changes[result] = Converted(result, model, project.Types, cancellation)!.WithTriviaFrom(result);
            }
            var root = tree.Key.GetRoot(cancellation).ReplaceNodes(changes.Keys, (old, _) => changes[old]);
            solution = solution.GetDocument(tree.Key)!.WithSyntaxRoot(Usings.Add(root, task, model, changes.Keys.Min(node => node.SpanStart))).Project.Solution;
        }
        return solution;
    }

    static TypeSyntax? ReturnTypeOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        _ => null,
    };

    static IEnumerable<ExpressionSyntax> Results(SyntaxNode declaration) =>
        declaration.DescendantNodes(node => node == declaration || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Select(node => node switch { ReturnStatementSyntax { Expression: { } value } => value, ArrowExpressionClauseSyntax { Expression: var value } arrow when arrow.Parent == declaration => value, _ => null })
            .OfType<ExpressionSyntax>();

    // default → Task.CompletedTask; new ValueTask<T>(x) and ValueTask.FromResult(x) → Task.FromResult(x); a call → call.AsTask()
    static ExpressionSyntax? Converted(ExpressionSyntax result, SemanticModel model, LambdaTypes types, CancellationToken cancellation)
    {
        var task = Usings.NameOf(types.Task!, model, result.SpanStart);
        var type = model.GetTypeInfo(result, cancellation).Type;
        return result switch
        {
            ThrowExpressionSyntax => result,
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax when type.Is(types.ValueTask) => SyntaxFactory.ParseExpression(task + ".CompletedTask"),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } when type.Is(types.ValueTask) => SyntaxFactory.ParseExpression(task + ".CompletedTask"),
            ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [{ Expression: var value }] } when IsValueTask(type, types) =>
                Awaitables.IsTask(model.GetTypeInfo(value, cancellation).Type, types) ? value
                : type is INamedTypeSymbol { TypeArguments: [var wanted] } && model.GetTypeInfo(value, cancellation).Type is { } given && SymbolEqualityComparer.Default.Equals(given, wanted) ? SyntaxFactory.ParseExpression($"{task}.FromResult({value})") : null,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "FromResult" } }, ArgumentList: var arguments } when model.GetSymbolInfo(result, cancellation).Symbol is IMethodSymbol { ContainingType: var owner } && owner.Is(types.ValueTask) =>
                SyntaxFactory.ParseExpression($"{task}.FromResult{arguments}"),
            InvocationExpressionSyntax or IdentifierNameSyntax when IsValueTask(type, types) => SyntaxFactory.ParseExpression($"{result.WithoutTrivia()}.AsTask()"),
            _ => null,
        };
    }
}
