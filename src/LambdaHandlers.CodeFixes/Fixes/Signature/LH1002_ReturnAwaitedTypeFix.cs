using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>The handler returns a <c>Task</c>, with its bases, overrides and interfaces; the variable that holds it and the bootstrap that takes it follow.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ReturnAwaitedTypeFix() : LambdaFix(ReturnAwaitedType.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Task", "Return Task", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is not { } declaration) return null;
        var change = new PromiseToTask(target.Document.Project.Solution, project, target.Cancellation);
        var isPossible = declaration is AnonymousFunctionExpressionSyntax lambda
            ? target.Model.GetSymbolInfo(lambda, target.Cancellation).Symbol is IMethodSymbol function && change.Declaration(lambda, function) && change.Value(lambda, target.Model, function.ReturnType)
            : target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is IMethodSymbol method && change.Method(method);
        return isPossible ? change.Edit() : null;
    }
}
