using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Statements put into blocks as a person would: on a line of their own, or on the block's line where it has only one.</summary>
static class Statements
{
    /// <summary>The block with a statement at an index.</summary>
    public static BlockSyntax Insert(this BlockSyntax block, int index, StatementSyntax statement)
    {
        var text = block.SyntaxTree.GetText();
        var isOneLine = text.Lines.GetLineFromPosition(block.OpenBraceToken.SpanStart).LineNumber == text.Lines.GetLineFromPosition(block.CloseBraceToken.SpanStart).LineNumber;
        if (isOneLine)
        {
            if (block.Statements.Count == 0)
                return block.WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(SyntaxFactory.Space)).WithStatements(SyntaxFactory.SingletonList(statement.WithLeadingTrivia().WithTrailingTrivia(SyntaxFactory.Space)));
            if (index == block.Statements.Count)
            {
                var last = block.Statements[index - 1];
                return block.WithStatements(block.Statements.Replace(last, last.WithTrailingTrivia(SyntaxFactory.Space)).Add(statement.WithLeadingTrivia().WithTrailingTrivia(last.GetTrailingTrivia())));
            }
            return block.WithStatements(block.Statements.Insert(index, statement.WithLeadingTrivia().WithTrailingTrivia(SyntaxFactory.Space)));
        }
        var indentation = block.Statements.Count > 0 ? Layout.Indentation(block.Statements[0]) : Layout.Indentation(block.CloseBraceToken) + Layout.Step(block);
        return block.WithStatements(block.Statements.Insert(index, statement.WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)).WithTrailingTrivia(Layout.EndOfLine(block))));
    }

    /// <summary>The root with a statement behind another one, in a block or among the top-level statements; null elsewhere.</summary>
    public static SyntaxNode? After(StatementSyntax statement, string text)
    {
        var root = statement.SyntaxTree.GetRoot();
        if (statement.Parent is BlockSyntax block) return root.ReplaceNode(block, block.Insert(block.Statements.IndexOf(statement) + 1, SyntaxFactory.ParseStatement(text)));
        if (statement.Parent is not GlobalStatementSyntax global) return null;
        var end = Layout.EndOfLine(root);
        var ended = global.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? global : global.WithTrailingTrivia(global.GetTrailingTrivia().Add(end));
        return root.ReplaceNode(global, [ended, SyntaxFactory.GlobalStatement(SyntaxFactory.ParseStatement(text)).WithTrailingTrivia(end)]);
    }

    /// <summary>A name that no identifier of the node has.</summary>
    public static string Unused(SyntaxNode within, params string[] wishes)
    {
        var used = new HashSet<string>(within.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        return wishes.FirstOrDefault(wish => !used.Contains(wish)) ?? Names.Free(wishes[0], name => !used.Contains(name));
    }

    /// <summary>The member declaration, or the compilation unit, around a node.</summary>
    public static SyntaxNode Member(SyntaxNode node) => node.Ancestors().FirstOrDefault(each => each is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax) ?? node.SyntaxTree.GetRoot();
}
