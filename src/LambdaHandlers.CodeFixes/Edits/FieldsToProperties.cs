using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A type's public fields become properties with the same names and values.</summary>
static class FieldsToProperties
{
    /// <summary>The new roots of the files that declare the type, or null where it has no such fields or where somebody needs a field.</summary>
    public static IReadOnlyDictionary<SyntaxTree, SyntaxNode>? Of(INamedTypeSymbol type, LambdaProject project, CancellationToken cancellation)
    {
        var fields = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
            .SelectMany(part => part.Members.OfType<FieldDeclarationSyntax>()).Where(IsData).ToList();
        if (fields.Count == 0 || fields.Any(field => !project.Compilation.ContainsSyntaxTree(field.SyntaxTree))) return null;
        var roots = fields.GroupBy(field => field.SyntaxTree).ToDictionary(file => file.Key, file =>
        {
            var root = file.Key.GetRoot(cancellation).TrackNodes(file);
            foreach (var field in file) root = root.ReplaceNode(root.GetCurrentNode(field)!, Properties(field));
            return root;
        });
        var names = fields.SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText).ToList();
        // What takes a field by reference does not take a property.
        return StillCompiles.With(roots, project.Compilation.SyntaxTrees.Where(tree => names.Any(SourceIndex.Of(tree).Mentions)), project.Compilation, cancellation) ? roots : null;
    }

    static bool IsData(FieldDeclarationSyntax field) =>
        field.Modifiers.Any(SyntaxKind.PublicKeyword) && field.Modifiers.All(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.RequiredKeyword or SyntaxKind.NewKeyword);

    static IEnumerable<MemberDeclarationSyntax> Properties(FieldDeclarationSyntax field)
    {
        var isReadOnly = field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword);
        var accessors = ((PropertyDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"int P {{ get; {(isReadOnly ? "init" : "set")}; }}")!).AccessorList!;
        var variables = field.Declaration.Variables;
        for (var at = 0; at < variables.Count; at++)
        {
            var initializer = variables[at].Initializer;
            var property = SyntaxFactory.PropertyDeclaration(field.AttributeLists, SyntaxFactory.TokenList(field.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.ReadOnlyKeyword))), field.Declaration.Type.WithTrailingTrivia(SyntaxFactory.Space), null,
                variables[at].Identifier.WithLeadingTrivia().WithTrailingTrivia(SyntaxFactory.Space), accessors.WithTrailingTrivia(initializer is null ? default : SyntaxFactory.TriviaList(SyntaxFactory.Space)), null,
                initializer?.WithoutTrivia(), initializer is null ? default : SyntaxFactory.Token(SyntaxKind.SemicolonToken));
            // Of several in one line the comments before stay with the first, and those behind with the last.
            yield return property
                .WithLeadingTrivia(at == 0 ? field.GetLeadingTrivia() : SyntaxFactory.TriviaList(field.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))))
                .WithTrailingTrivia(at == variables.Count - 1 ? field.GetTrailingTrivia() : SyntaxFactory.TriviaList(Layout.EndOfLine(field)));
        }
    }
}
