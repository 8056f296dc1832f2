using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Where a project declares something, and what the declaration of a field, property or local says of its value.</summary>
static class Declared
{
    /// <summary>
    /// Where this compilation declares a symbol. An editor shows the sources of the solution's other projects, where a build shows their dlls:
    /// what they declare is elsewhere to both.
    /// </summary>
    public static ImmutableArray<SyntaxReference> In(ISymbol symbol, Compilation compilation) =>
        symbol.DeclaringSyntaxReferences is { IsEmpty: false } all && compilation.ContainsSyntaxTree(all[0].SyntaxTree) ? all : ImmutableArray<SyntaxReference>.Empty;

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
