using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Lists of arguments and parameters as a person writes them: a space behind each comma, which Roslyn's own lists leave out.</summary>
static class Commas
{
    /// <summary>A new list.</summary>
    public static SeparatedSyntaxList<T> Between<T>(IEnumerable<T> nodes) where T : SyntaxNode
    {
        var all = nodes.ToList();
        return SyntaxFactory.SeparatedList(all, Enumerable.Repeat(Comma, Math.Max(0, all.Count - 1)));
    }

    /// <summary>The list with one more at its end; its own commas keep their line breaks.</summary>
    public static SeparatedSyntaxList<T> Appended<T>(SeparatedSyntaxList<T> list, T last) where T : SyntaxNode =>
        SyntaxFactory.SeparatedList(list.Append(last), list.Count == 0 ? [] : list.GetSeparators().Append(Comma));

    /// <summary>The list with one more at its beginning, where the first one stood.</summary>
    public static SeparatedSyntaxList<T> Prepended<T>(SeparatedSyntaxList<T> list, T first) where T : SyntaxNode =>
        list.Count == 0 ? SyntaxFactory.SingletonSeparatedList(first)
            : SyntaxFactory.SeparatedList(list.Replace(list[0], list[0].WithLeadingTrivia()).Prepend(first.WithLeadingTrivia(list[0].GetLeadingTrivia())), list.GetSeparators().Prepend(Comma));

    static SyntaxToken Comma => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
}
