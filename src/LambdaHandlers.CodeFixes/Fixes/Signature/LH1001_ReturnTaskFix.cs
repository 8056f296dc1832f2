using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary><c>async void</c> becomes <c>async Task</c>, with its bases, overrides, interfaces and callers; an <c>Action</c> that holds the handler becomes a <c>Func</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ReturnTaskFix() : LambdaFix(ReturnTask.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("ReturnTask", "Return Task", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project) return null;
        if (target.Node is AnonymousFunctionExpressionSyntax lambda)
            return HandlerVariable.Of(lambda, target.Model, target.Cancellation) is not { Delegate.Name: "Action" } variable ? null
                : target.Replacing((root, _) => Usings.Add(root.ReplaceNode(variable.Type, variable.Returning(Usings.NameOf(project.Types.Task!, target.Model, variable.Type.SpanStart))), project.Types.Task!, target.Model, variable.Type.SpanStart));
        return target.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) is { } declaration
            && target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is IMethodSymbol method
            && ReturnTypeChange.Family(method, project, target.Cancellation) is { } family && family.All(CanChange)
                ? AsyncChain.Returning(method, target.Document.Project.Solution, project, target.Cancellation) : null;
    }

    // A sibling implementation that is not async has nothing to wait for; that is its author's.
    static bool CanChange(IMethodSymbol method) =>
        method.ReturnsVoid && (method.IsAsync || method.IsAbstract || method.ContainingType?.TypeKind == TypeKind.Interface || method.PartialImplementationPart is not null);
}
