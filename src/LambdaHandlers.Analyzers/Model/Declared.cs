using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What the declaration of a field, property or local says of its value.</summary>
static class Declared
{
    /// <summary>The initialiser, or null.</summary>
    public static ExpressionSyntax? Initial(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };

    /// <summary>The initialiser, or for a property that computes its value all that it can return.</summary>
    public static IEnumerable<ExpressionSyntax> Values(SyntaxNode declaration) => Initial(declaration) is { } initial ? [initial] : declaration switch
    {
        PropertyDeclarationSyntax { ExpressionBody.Expression: { } computed } => [computed],
        PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } when accessors.FirstOrDefault(each => each.IsKind(SyntaxKind.GetAccessorDeclaration)) is { } getter => Frame.Results(getter),
        _ => [],
    };
}
