using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Places that name something.</summary>
static class Mentions
{
    /// <summary>Where code names a symbol of its own file; for a member of the whole project ask <see cref="Calls"/>.</summary>
    public static IEnumerable<IdentifierNameSyntax> Of(ISymbol symbol, SyntaxNode within, SemanticModel model, CancellationToken cancellation) =>
        within.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, symbol));

    /// <summary>The name with what it is asked of: <c>x</c> or <c>this.x</c>.</summary>
    public static ExpressionSyntax Whole(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

    /// <summary>True within <c>nameof(…)</c>, where nothing is called or read.</summary>
    public static bool IsNameOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
