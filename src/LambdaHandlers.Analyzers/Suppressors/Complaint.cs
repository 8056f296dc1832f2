using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>What another analyzer said, and where.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Node">The innermost node that it stands at.</param>
/// <param name="Model">The file's semantic model.</param>
/// <param name="Project">The project as the rules see it.</param>
/// <param name="Cancellation">Cancels the questions.</param>
sealed record Complaint(string Id, SyntaxNode Node, SemanticModel Model, LambdaProject Project, CancellationToken Cancellation)
{
    /// <summary>The handler at whose head it stands; null in a body, and where no handler is.</summary>
    public Handler? Handler =>
        Node.AncestorsAndSelf().FirstOrDefault(IsHeadOrBody) is (MethodDeclarationSyntax or LocalFunctionStatementSyntax) and var declaration && Model.GetDeclaredSymbol(declaration, Cancellation) is IMethodSymbol method
            ? Project.HandlerOf(method, Cancellation) : null;

    static bool IsHeadOrBody(SyntaxNode node) => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or BlockSyntax or ArrowExpressionClauseSyntax or TypeDeclarationSyntax;

    /// <summary>The handler whose parameter it stands at, lambdas included.</summary>
    public Handler? HandlerOfParameter =>
        Node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter && Model.GetDeclaredSymbol(parameter, Cancellation) is IParameterSymbol { ContainingSymbol: IMethodSymbol method }
            ? Project.HandlerOf(method, Cancellation) : null;

    /// <summary>The type at whose head it stands.</summary>
    public INamedTypeSymbol? Type =>
        Node.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax) is BaseTypeDeclarationSyntax type ? Model.GetDeclaredSymbol(type, Cancellation) as INamedTypeSymbol : null;
}
