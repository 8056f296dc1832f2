using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Takes statements out of a block; a using block gives way to what it holds.</summary>
static class StatementRemoval
{
    /// <summary>The block without some of its statements.</summary>
    /// <param name="original">The block as it was.</param>
    /// <param name="current">The same with edits further in.</param>
    /// <param name="removed">The original statements that go.</param>
    /// <param name="keepComments">True: their comments stay where they were.</param>
    public static BlockSyntax Without(BlockSyntax original, BlockSyntax current, ISet<StatementSyntax> removed, bool keepComments)
    {
        var kept = new List<StatementSyntax>();
        var pending = new List<SyntaxTrivia>();
        for (var n = 0; n < original.Statements.Count; n++)
        {
            var statement = current.Statements[n];
            if (!removed.Contains(original.Statements[n]))
            {
                kept.Add(pending.Count == 0 ? statement : statement.WithLeadingTrivia(pending.Concat(statement.GetLeadingTrivia())));
                pending.Clear();
                continue;
            }
            if (keepComments && Comments.Has(statement.GetLeadingTrivia())) pending.AddRange(Trimmed(statement.GetLeadingTrivia()));
            if (statement is not UsingStatementSyntax { Statement: var body } statementUsing) continue;
            foreach (var inner in Inside(statementUsing, body, original, original.Statements[n]))
            {
                kept.Add(pending.Count == 0 ? inner : inner.WithLeadingTrivia(pending.Concat(inner.GetLeadingTrivia())));
                pending.Clear();
            }
        }
        var block = current.WithStatements(SyntaxFactory.List(kept));
        if (pending.Count > 0) block = block.WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia(pending.Concat(block.CloseBraceToken.LeadingTrivia)));
        // The empty line that set the first statement off from the removed one.
        if (kept.Count > 0 && original.Statements.Count > 0 && removed.Contains(original.Statements[0]) && kept[0].GetLeadingTrivia() is [{ RawKind: (int)SyntaxKind.EndOfLineTrivia }, ..] lead)
            block = block.ReplaceNode(block.Statements[0], block.Statements[0].WithLeadingTrivia(lead.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))));
        return block;
    }

    // The comment with its line end, and without the indentation of the statement, which the next one has as well.
    static IEnumerable<SyntaxTrivia> Trimmed(SyntaxTriviaList trivia) =>
        trivia.LastOrDefault().IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.Take(trivia.Count - 1) : trivia;

    static IEnumerable<StatementSyntax> Inside(UsingStatementSyntax holder, StatementSyntax body, BlockSyntax outer, StatementSyntax original)
    {
        if (body is not BlockSyntax block) return [body.WithLeadingTrivia(LastLine(holder.GetLeadingTrivia()))];
        // Two variables of one name: the braces stay.
        if (Declared(block).Intersect(Declared(outer, except: original)).Any() || Comments.Has(block.OpenBraceToken.TrailingTrivia) || Comments.Has(block.CloseBraceToken.LeadingTrivia))
            return [block.WithLeadingTrivia(LastLine(holder.GetLeadingTrivia()))];
        var depth = Width(block.Statements.FirstOrDefault()?.GetLeadingTrivia() ?? default) - Width(holder.GetLeadingTrivia());
        return block.Statements.Select(statement => depth > 0 ? Outdent(statement, depth) : statement);
    }

    static IEnumerable<SyntaxTrivia> LastLine(SyntaxTriviaList trivia) => trivia.LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? [space] : [];

    static IEnumerable<string> Declared(BlockSyntax block, StatementSyntax? except = null) =>
        (except is null ? block.DescendantNodes() : block.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes(node => node != except)).Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            ForEachStatementSyntax loop => loop.Identifier.ValueText,
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            _ => null,
        }).OfType<string>();

    /// <summary>How many characters of white space lead to a node's first token in its line.</summary>
    public static int Width(SyntaxTriviaList trivia) => trivia.LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? space.ToString().Length : 0;

    /// <summary>A statement that stands further out by some characters, all its lines.</summary>
    public static StatementSyntax Outdent(StatementSyntax statement, int depth) =>
        statement.ReplaceTrivia(statement.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) && trivia.Token.LeadingTrivia.Contains(trivia)),
            (trivia, _) => SyntaxFactory.Whitespace(trivia.ToString().Substring(Math.Min(depth, trivia.ToString().Length))));
}

/// <summary>The comments around statements.</summary>
static class Comments
{
    /// <summary>True when there is one among the trivia.</summary>
    public static bool Has(SyntaxTriviaList trivia) => trivia.Any(IsComment);

    /// <summary>True when there is one in or around a node, or a directive.</summary>
    public static bool In(SyntaxNode node) => node.DescendantTrivia().Any(trivia => IsComment(trivia) || trivia.IsDirective || trivia.HasStructure);

    /// <summary>All comments before and behind these statements, in order.</summary>
    public static IReadOnlyList<SyntaxTrivia> Of(IEnumerable<StatementSyntax> statements) =>
        [.. statements.OrderBy(statement => statement.SpanStart)
            .SelectMany(statement => statement is UsingStatementSyntax ? statement.GetLeadingTrivia() : statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()))
            .Where(IsComment)];

    static bool IsComment(SyntaxTrivia trivia) => trivia.RawKind is (int)SyntaxKind.SingleLineCommentTrivia or (int)SyntaxKind.MultiLineCommentTrivia;
}
