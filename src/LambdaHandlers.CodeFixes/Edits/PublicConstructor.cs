using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A constructor without parameters that is there, and that reflection cannot see, becomes public.</summary>
static class PublicConstructor
{
    /// <summary>The edit, or null where there is no such constructor in this project.</summary>
    public static Edit? Of(INamedTypeSymbol type, Target target)
    {
        if (type.InstanceConstructors.FirstOrDefault(each => each.Parameters.Length == 0) is not { DeclaringSyntaxReferences: [var reference] } constructor || constructor.DeclaredAccessibility == Accessibility.Public
            || reference.GetSyntax(target.Cancellation) is not ConstructorDeclarationSyntax declaration || target.Document.Project.GetDocument(reference.SyntaxTree) is not { } document)
            return null;
        return cancellation =>
        {
            var rest = declaration.Modifiers.Where(modifier => !SyntaxFacts.IsAccessibilityModifier(modifier.Kind()));
            var start = declaration.Modifiers.Count > 0 ? declaration.Modifiers[0].LeadingTrivia : declaration.Identifier.LeadingTrivia;
            var bare = declaration.Modifiers.Count > 0 ? declaration : declaration.WithIdentifier(declaration.Identifier.WithLeadingTrivia());
            var changed = bare.WithModifiers(SyntaxFactory.TokenList(rest.Prepend(SyntaxFactory.Token(start, SyntaxKind.PublicKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)))));
            return Task.FromResult(document.WithSyntaxRoot(reference.SyntaxTree.GetRoot(cancellation).ReplaceNode(declaration, changed)).Project.Solution);
        };
    }
}
