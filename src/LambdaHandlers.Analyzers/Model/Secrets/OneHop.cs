using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Follows a value one hop: from a variable whose name says nothing, written once, to what its uses say.</summary>
sealed class OneHop(SemanticModel model, HashSet<string>? words, CancellationToken cancellation)
{
    const int MostUses = 40;

    ILookup<string, IdentifierNameSyntax>? _uses;

    /// <summary>True for values that are worth the way.</summary>
    public static bool IsWorth(string text, in Shape shape) =>
        shape.Blanks == 0 && shape.Length >= 8 && (shape.Digits > 0 || shape.Symbols > 0) && (Plausible.AsRandom(text, shape) || Plausible.AsPassword(text, shape, strict: true));

    /// <summary>What the uses say; null when nothing, or when the variable is written again.</summary>
    public Saying? Follow(Place place, string text, Shape shape, bool isNumbers)
    {
        var name = place.Declared.Text;
        var scope = place.Declared.Parent!.Ancestors().FirstOrDefault(node => node is BlockSyntax or TypeDeclarationSyntax or CompilationUnitSyntax);
        if (scope is null || place.Declared.Parent.Parent?.Parent is BaseFieldDeclarationSyntax field && !IsFollowed(field)) return null;
        _uses ??= model.SyntaxTree.GetRoot(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>().ToLookup(use => use.Identifier.Text);
        Saying? said = null;
        var count = 0;
        foreach (var use in _uses[name])
        {
            if (!scope.FullSpan.Contains(use.Span)) continue;
            if (++count > MostUses) break;
            var whole = Mentions.Whole(use);
            // Written again: no longer what it was.
            if (whole.Parent is AssignmentExpressionSyntax written && written.Left == whole) return null;
            if (said is not null) continue;
            var there = Place.Of(whole, words);
            foreach (var saying in there.Sayings)
                if (isNumbers ? Fitting.IsKey(saying.Kind) : Fitting.Fits(saying, text, shape, there)) said = saying;
            said ??= Takers.Of(there, text, shape, isNumbers, words, model, cancellation);
        }
        return said;
    }

    static bool IsFollowed(BaseFieldDeclarationSyntax field) =>
        field.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.ConstKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.PrivateKeyword) || field.Modifiers.Count == 0;
}
