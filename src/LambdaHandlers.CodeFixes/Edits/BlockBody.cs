using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Gives a method with an expression body a block, in lines of its own, as a person would.</summary>
static class BlockBody
{
    /// <summary>The method with the statements as its body; its expression goes, and what is written behind it stays.</summary>
    public static MethodDeclarationSyntax With(MethodDeclarationSyntax method, SyntaxNode original, IEnumerable<string> statements)
    {
        var head = method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(null);
        return head.ReplaceToken(head.GetLastToken(), head.GetLastToken().WithTrailingTrivia(Usings.EndOfLine(original))).WithBody(Of(original, method.SemicolonToken, statements));
    }

    /// <summary>The block alone, which begins on a line of its own, in the place of an arrow, an expression and this semicolon.</summary>
    public static BlockSyntax Of(SyntaxNode original, SyntaxToken semicolon, IEnumerable<string> statements)
    {
        var (indentation, end) = (Statements.Indentation(original, original.SyntaxTree.GetText()), Usings.EndOfLine(original).ToString());
        var inner = indentation + Statements.Step(indentation);
        return ((BlockSyntax)SyntaxFactory.ParseStatement($"{{{end}{string.Concat(statements.Select(statement => inner + Further(statement) + end))}{indentation}}}"))
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)).WithTrailingTrivia(semicolon.TrailingTrivia);
    }

    // What goes over several lines stands a level further in than behind an arrow; not a text, which would be another one.
    static string Further(string statement) =>
        statement.Contains('\n') && !SyntaxFactory.ParseStatement(statement).DescendantTokens().Any(token => token.Text.Contains('\n')) ? statement.Replace("\n", "\n    ") : statement;

    /// <summary>False where something is written between the method's head and its expression that would be lost.</summary>
    public static bool Fits(MethodDeclarationSyntax method) =>
        method.ExpressionBody is { } arrow && !method.DescendantTrivia(node => node != arrow.Expression).Any(trivia => trivia.SpanStart > method.ParameterList.Span.End && trivia.SpanStart < arrow.Expression.SpanStart
            && !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
}
