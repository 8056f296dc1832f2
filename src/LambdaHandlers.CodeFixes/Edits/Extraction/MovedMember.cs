using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A helper, property or local function as it is declared in its new class.</summary>
static class MovedMember
{
    /// <summary>Public where the handler still asks for it, private where it was a function of the handler, and static or not, as its new class needs it.</summary>
    public static SyntaxNode Of(SyntaxNode declaration, bool isStatic, bool isExposed)
    {
        // What stands before the first word stands before whichever word is first then.
        var bare = declaration.WithoutLeadingTrivia();
        SyntaxKind? access = isExposed ? SyntaxKind.PublicKeyword : null;
        var changed = bare switch
        {
            LocalFunctionStatementSyntax local => local.WithModifiers(Modified(local.Modifiers, isStatic, SyntaxKind.PrivateKeyword)),
            MethodDeclarationSyntax or PropertyDeclarationSyntax => ((MemberDeclarationSyntax)bare).WithModifiers(Modified(((MemberDeclarationSyntax)bare).Modifiers, isStatic, access)),
            FieldDeclarationSyntax field when isExposed => field.WithModifiers(Modified(field.Modifiers, isStatic: false, access)),
            _ => bare,
        };
        return changed.WithLeadingTrivia(declaration.GetLeadingTrivia());
    }

    static SyntaxTokenList Modified(SyntaxTokenList modifiers, bool isStatic, SyntaxKind? access)
    {
        var first = modifiers.Count > 0 ? modifiers[0].LeadingTrivia : default;
        var words = modifiers.Where(each => !each.IsKind(SyntaxKind.StaticKeyword) && !(access is not null && SyntaxFacts.IsAccessibilityModifier(each.Kind()))).Select(each => each.WithLeadingTrivia()).ToList();
        if (access is { } given) words.Insert(0, Word(given));
        if (isStatic) words.Insert(words.TakeWhile(each => SyntaxFacts.IsAccessibilityModifier(each.Kind())).Count(), Word(SyntaxKind.StaticKeyword));
        if (words.Count > 0) words[0] = words[0].WithLeadingTrivia(first);
        return SyntaxFactory.TokenList(words);
    }

    static SyntaxToken Word(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
