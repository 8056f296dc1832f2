using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Object initializers with one thing more.</summary>
static class Initializers
{
    /// <summary>The initializer with another setting at its end: on a line of its own where the others are.</summary>
    public static InitializerExpressionSyntax With(InitializerExpressionSyntax initializer, ExpressionSyntax added)
    {
        var last = initializer.Expressions.Last();
        var isSpread = last.SyntaxTree.GetLineSpan(last.Span).StartLinePosition.Line > initializer.SyntaxTree.GetLineSpan(initializer.OpenBraceToken.Span).EndLinePosition.Line;
        added = added.WithLeadingTrivia(isSpread ? last.GetLeadingTrivia() : default);
        var list = initializer.Expressions.GetWithSeparators();
        if (list.Last().IsToken)
            return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(list.Add(added).Add(list.Last())));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isSpread ? Layout.EndOfLine(initializer) : SyntaxFactory.Space);
        return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(
            list.RemoveAt(list.Count - 1).Add(last.WithoutTrailingTrivia()).Add(comma).Add(added.WithTrailingTrivia(last.GetTrailingTrivia()))));
    }
}
