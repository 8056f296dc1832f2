using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What one file mentions, by name and place only: no symbols, so that it outlives a compilation and serves every keystroke in other files.
/// </summary>
sealed class SourceIndex
{
    static readonly ConditionalWeakTable<SyntaxTree, SourceIndex> Known = new();

    /// <summary>Under this name the index keeps element accesses, which name no member.</summary>
    public const string Indexer = "this[]";
    /// <summary>Under this name the index keeps <c>new()</c>, which names no type.</summary>
    public const string ImplicitNew = "new()";

    readonly ulong[] _bits;
    string? _text;

    SourceIndex(SyntaxTree tree)
    {
        Tree = tree;
        _bits = Identifiers(tree.GetText());
    }

    /// <summary>The file.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>The index of a file; made at the first question, from its text alone.</summary>
    public static SourceIndex Of(SyntaxTree tree) => Known.GetValue(tree, static given => new(given));

    /// <summary>False: the identifier does not occur in the file. True: it very probably does.</summary>
    public bool Mentions(string name)
    {
        var hash = Hash(name);
        return Has(hash) && Has(hash >> 16);
    }

    /// <summary>Where the name is used in an expression: called, read, handed on as a method group, or created; where an operator, an element access or a <c>new()</c> stands.</summary>
    public IEnumerable<SyntaxNode> Uses(string name) => name switch
    {
        Indexer => Tokens("[").Select(bracket => (bracket.Parent as BracketedArgumentListSyntax)?.Parent).OfType<ElementAccessExpressionSyntax>(),
        ImplicitNew => Tokens("new").Select(keyword => keyword.Parent).OfType<ImplicitObjectCreationExpressionSyntax>(),
        _ => Tokens(name).Select(token => token.Parent!).Where(node => node is SimpleNameSyntax use ? IsUse(use) : node is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax),
    };

    /// <summary>Where the name stands in a list of base types.</summary>
    public IEnumerable<SimpleNameSyntax> Bases(string name) =>
        Tokens(name).Select(token => token.Parent).OfType<SimpleNameSyntax>().Where(head => (head.Parent is QualifiedNameSyntax qualified && qualified.Right == head || head.Parent is AliasQualifiedNameSyntax ? head.Parent : head).Parent is BaseTypeSyntax);

    bool Has(uint hash) => (_bits[(hash >> 6) & (uint)(_bits.Length - 1)] & (1UL << (int)(hash & 63))) != 0;

    // A Bloom filter over the identifiers of the text: reading a thousand files this way costs what parsing one does.
    static ulong[] Identifiers(SourceText source)
    {
        var text = source.ToString();
        var words = 64;
        while (words < text.Length / 64 && words < 1 << 14) words <<= 1;
        var bits = new ulong[words];
        var mask = (uint)(words - 1);
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (!IsPart(c)) { at++; continue; }
            var hash = 2166136261u;
            while (at < text.Length && IsPart(c = text[at])) { hash = (hash ^ c) * 16777619u; at++; }
            bits[(hash >> 6) & mask] |= 1UL << (int)(hash & 63);
            var second = hash >> 16;
            bits[(second >> 6) & mask] |= 1UL << (int)(second & 63);
        }
        return bits;
    }

    static bool IsPart(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' || (c >= 128 && char.IsLetter(c));

    static uint Hash(string name)
    {
        var hash = 2166136261u;
        foreach (var c in name) hash = (hash ^ c) * 16777619u;
        return hash;
    }

    // Looked for in the text, and only what is found there in the tree: no file is walked.
    IEnumerable<SyntaxToken> Tokens(string name)
    {
        // A declaration without a name, while it is being typed, is used nowhere.
        if (name.Length == 0) yield break;
        var isWord = IsPart(name[0]);
        if (isWord && !Mentions(name)) yield break;
        var text = _text ??= Tree.GetText().ToString();
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
            if (!(isWord && (at > 0 && IsPart(text[at - 1]) || at + name.Length < text.Length && IsPart(text[at + name.Length])))
                && Tree.GetRoot().FindToken(at) is var token && token.Span.Contains(at) && token.ValueText == name)
                yield return token;
    }

    // Names of types in declarations are by far the most frequent and never an edge of a call graph; a created type is.
    static bool IsUse(SimpleNameSyntax name) => name.Parent switch
    {
        ParameterSyntax or VariableDeclarationSyntax or TypeArgumentListSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax or UsingDirectiveSyntax
            or SimpleBaseTypeSyntax or PrimaryConstructorBaseTypeSyntax or NullableTypeSyntax or ArrayTypeSyntax or AttributeSyntax or NameEqualsSyntax or NameColonSyntax or CastExpressionSyntax or TypeOfExpressionSyntax => false,
        QualifiedNameSyntax qualified => qualified.Right == name && qualified.Parent is ObjectCreationExpressionSyntax,
        _ => true,
    };
}
