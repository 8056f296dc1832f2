using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Takes a declaration or statement out, and the empty line that set it off.</summary>
static class Removal
{
    /// <summary>The root without a node.</summary>
    public static CompilationUnitSyntax Of(CompilationUnitSyntax root, SyntaxNode node)
    {
        if (node.Parent is GlobalStatementSyntax global) node = global;
        var siblings = node.Parent!.ChildNodes().Where(each => each is MemberDeclarationSyntax or StatementSyntax).ToList();
        var at = siblings.IndexOf(node);
        // What becomes the first member begins its block.
        if (at == 0 && siblings.Count > 1 && siblings[1].GetLeadingTrivia() is var trivia && trivia.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
        {
            root = root.TrackNodes(node, siblings[1]);
            root = root.ReplaceNode(root.GetCurrentNode(siblings[1])!, root.GetCurrentNode(siblings[1])!.WithLeadingTrivia(trivia.SkipWhile(each => each.IsKind(SyntaxKind.EndOfLineTrivia))));
            node = root.GetCurrentNode(node)!;
        }
        return root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
