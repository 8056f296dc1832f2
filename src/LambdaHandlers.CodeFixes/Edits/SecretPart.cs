using LambdaHandlers.Analyzers.Model.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The secret part of a longer text: what comes before and after stays.</summary>
sealed class SecretPart
{
    readonly ExpressionSyntax _whole;
    readonly InterpolatedStringTextSyntax? _content;
    readonly string _before, _after;

    SecretPart(ExpressionSyntax whole, InterpolatedStringTextSyntax? content, string text, int start, int length, string suffix) =>
        (_whole, _content, _before, _after, Suffix) = (whole, content, text.Substring(0, start), text.Substring(start + length), suffix);

    /// <summary>What the variable's name ends in.</summary>
    public string Suffix { get; }

    /// <summary>A place inside an interpolation: code there is in brackets.</summary>
    public SyntaxNode Place => _whole;

    /// <summary>The secret part of a literal or an interpolated string; null when it is the whole, or when it can't be cut out.</summary>
    public static SecretPart? Of(ExpressionSyntax expression)
    {
        if (expression is LiteralExpressionSyntax literal)
            return Find(literal.Token.ValueText) is var (start, length, suffix) && length < literal.Token.ValueText.Length ? new(literal, null, literal.Token.ValueText, start, length, suffix) : null;
        // Only $"…": in the other forms braces and quotes are written in other ways.
        if (expression is not InterpolatedStringExpressionSyntax { StringStartToken.Text: "$\"" } interpolated || Find(Folded.Of(interpolated).Text) is not var (at, size, ending)) return null;
        var offset = 0;
        foreach (var content in interpolated.Contents)
            if (content is not InterpolatedStringTextSyntax text) offset = Folded.Of(interpolated).Text.IndexOf(Folded.Hole, offset) + 1;
            else if (at >= offset && at + size <= offset + text.TextToken.ValueText.Length) return new(interpolated, text, text.TextToken.ValueText, at - offset, size, ending);
            else offset += text.TextToken.ValueText.Length;
        return null;
    }

    static (int Start, int Length, string Suffix)? Find(string text) =>
        Formats.In(text) is var (format, start, end) && !format.Id.StartsWith("private key", StringComparison.Ordinal) ? (start, end - start, "")
        : SecretText.In(text) is { } found && found.What is "connection string" or "password in a URL" ? (found.Start, found.Length, "PASSWORD")
        : null;

    /// <summary>The text with code in the place of the secret.</summary>
    public ExpressionSyntax Replaced(ExpressionSyntax code)
    {
        var hole = code is ParenthesizedExpressionSyntax ? code.ToString() : $"({code})";
        if (_content is null) return SyntaxFactory.ParseExpression($"$\"{Escaped(_before)}{{{hole}}}{Escaped(_after)}\"");
        var whole = (InterpolatedStringExpressionSyntax)_whole;
        return SyntaxFactory.ParseExpression(string.Concat(whole.StringStartToken.Text,
            string.Concat(whole.Contents.Select(content => content == _content ? $"{Escaped(_before)}{{{hole}}}{Escaped(_after)}" : content.ToFullString())), whole.StringEndToken.Text));
    }

    static string Escaped(string text)
    {
        var literal = SymbolDisplay.FormatLiteral(text, quote: true);
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }
}
