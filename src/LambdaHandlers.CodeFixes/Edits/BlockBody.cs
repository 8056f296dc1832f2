using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Gives what has an expression body a block, in lines of its own, as a person would. A comment beside the expression stands above the statement that the expression goes into.</summary>
static class BlockBody
{
    /// <summary>The method or constructor with the statements as its body; its expression goes, and what is written behind it stays.</summary>
    public static T With<T>(T method, SyntaxNode original, IEnumerable<string> statements) where T : BaseMethodDeclarationSyntax =>
        (T)Head(method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(null), original).WithBody(Of(original, method.ExpressionBody!, method.SemicolonToken, statements));

    /// <summary>The same of a local function.</summary>
    public static LocalFunctionStatementSyntax With(LocalFunctionStatementSyntax function, SyntaxNode original, IEnumerable<string> statements) =>
        Head(function.WithExpressionBody(null).WithSemicolonToken(default).WithBody(null), original).WithBody(Of(original, function.ExpressionBody!, function.SemicolonToken, statements));

    /// <summary>False where something other than a comment is written beside the expression, which would be lost.</summary>
    public static bool Fits(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax { ExpressionBody: { } arrow } method => Beside(arrow, method.SemicolonToken).All(IsComment),
        LocalFunctionStatementSyntax { ExpressionBody: { } arrow } function => Beside(arrow, function.SemicolonToken).All(IsComment),
        _ => false,
    };

    /// <summary>What is written between the head and the expression, and between that and the semicolon.</summary>
    public static IEnumerable<SyntaxTrivia> Beside(ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon) =>
        arrow.Parent!.DescendantTrivia(TextSpan.FromBounds(arrow.ArrowToken.GetPreviousToken().Span.End, semicolon.SpanStart))
            .Where(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !arrow.Expression.Span.Contains(trivia.Span));

    static bool IsComment(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia);

    static T Head<T>(T head, SyntaxNode original) where T : SyntaxNode => head.ReplaceToken(head.GetLastToken(), head.GetLastToken().WithTrailingTrivia(Layout.EndOfLine(original)));

    // The block begins on a line of its own.
    static BlockSyntax Of(SyntaxNode original, ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, IEnumerable<string> statements)
    {
        var (indentation, step, end) = (Layout.Indentation(original), Layout.Step(original), Layout.EndOfLine(original).ToString());
        var lines = statements.ToList();
        lines.InsertRange(Math.Max(0, lines.FindIndex(line => line.Contains(arrow.Expression.ToString()))), Beside(arrow, semicolon).Select(comment => comment.ToString()));
        return ((BlockSyntax)SyntaxFactory.ParseStatement($"{{{end}{string.Concat(lines.Select(line => indentation + step + Further(line, step) + end))}{indentation}}}"))
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)).WithTrailingTrivia(semicolon.TrailingTrivia);
    }

    // What goes over several lines stands a level further in than behind an arrow; not a text, which would be another one.
    static string Further(string statement, string step) =>
        statement.Contains('\n') && !SyntaxFactory.ParseStatement(statement).DescendantTokens().Any(token => token.Text.Contains('\n')) ? statement.Replace("\n", "\n" + step) : statement;
}
