using System.Text.RegularExpressions;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Writes code at another place: types by their names there, statements at another depth.</summary>
sealed class Text
{
    /// <summary>Types as code names them.</summary>
    public static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    readonly Scene _scene;
    readonly IReadOnlyList<BaseTypeDeclarationSyntax> _lifted;

    /// <summary>For code that will stand beside the handler's class.</summary>
    /// <param name="scene">The handler.</param>
    /// <param name="lifted">Nested types that will be nested no more.</param>
    public Text(Scene scene, IReadOnlyList<BaseTypeDeclarationSyntax> lifted)
    {
        (_scene, _lifted) = (scene, lifted);
        NewLine = Layout.EndOfLine(scene.Declaration).ToString();
        Pad = scene.TypeDeclaration is { } type ? Layout.Indentation(Outermost(type)) : "";
        Unit = Layout.Step(scene.Declaration);
    }

    /// <summary>How lines end.</summary>
    public string NewLine { get; }

    /// <summary>What a line of a type begins with.</summary>
    public string Pad { get; }

    /// <summary>One level of indentation.</summary>
    public string Unit { get; }

    /// <summary>The type that is not nested.</summary>
    public static TypeDeclarationSyntax Outermost(TypeDeclarationSyntax type) => type.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? type;

    /// <summary>A type's name.</summary>
    public string Of(ITypeSymbol type, bool canBeNull)
    {
        var place = _scene.TypeDeclaration is { } around ? Outermost(around).SpanStart : _scene.Declaration.SpanStart;
        var isAnnotated = (_scene.Model.GetNullableContext(_scene.Body.SpanStart) & NullableContext.AnnotationsEnabled) != 0;
        if (type.IsReferenceType) type = type.WithNullableAnnotation(!isAnnotated ? NullableAnnotation.None : canBeNull ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated);
        var name = type.ToMinimalDisplayString(_scene.Model, place, Format);
        foreach (var lifted in _lifted)
            name = Regex.Replace(name, @"(?:\w+\.)+" + Regex.Escape(lifted.Identifier.ValueText) + @"\b", lifted.Identifier.ValueText);
        return isAnnotated ? name : name.Replace("?", type.IsReferenceType ? "" : "?");
    }

    /// <summary>Nodes on lines that begin with other white space.</summary>
    public static string Indented(IEnumerable<SyntaxNode> nodes, string from, string to) => string.Concat(nodes.Select(node => Indented(node, from, to).ToFullString()));

    static SyntaxNode Indented(SyntaxNode node, string from, string to) => node.ReplaceTokens(node.DescendantTokens(), (_, token) => token.WithLeadingTrivia(Indented(token.LeadingTrivia, from, to)));

    static IEnumerable<SyntaxTrivia> Indented(SyntaxTriviaList trivia, string from, string to)
    {
        for (var n = 0; n < trivia.Count; n++)
            if (trivia[n].IsKind(SyntaxKind.WhitespaceTrivia) && (n == 0 || trivia[n - 1].IsKind(SyntaxKind.EndOfLineTrivia)))
                yield return SyntaxFactory.Whitespace(Shifted(trivia[n].ToString(), from, to));
            else if (trivia[n].IsKind(SyntaxKind.MultiLineCommentTrivia))
                yield return SyntaxFactory.Comment(Regex.Replace(trivia[n].ToString(), @"(?<=\n)[ \t]+", space => Shifted(space.Value, from, to)));
            else yield return trivia[n];
    }

    static string Shifted(string space, string from, string to) => space.StartsWith(from, StringComparison.Ordinal) ? to + space.Substring(from.Length) : space;

    /// <summary>The text without empty lines and indentation before it and white space behind it.</summary>
    public static string Trimmed(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length && char.IsWhiteSpace(text[at]); at++)
            if (text[at] == '\n') start = at + 1;
        return text.Substring(start).TrimEnd();
    }
}
