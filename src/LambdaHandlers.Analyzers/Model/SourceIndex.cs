using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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

    readonly SyntaxTree _tree;
    readonly ulong[] _bits;
    Dictionary<string, List<TextSpan>>? _uses;
    Dictionary<string, List<TextSpan>>? _bases;

    SourceIndex(SyntaxTree tree)
    {
        _tree = tree;
        _bits = Identifiers(tree.GetText());
    }

    /// <summary>The index of a file; made at the first question, from its text alone.</summary>
    public static SourceIndex Of(SyntaxTree tree) => Known.GetValue(tree, static given => new(given));

    /// <summary>False: the identifier does not occur in the file. True: it very probably does.</summary>
    public bool Mentions(string name)
    {
        var hash = Hash(name);
        return Has(hash) && Has(hash >> 16);
    }

    /// <summary>Where the name is used in an expression: called, read, handed on as a method group, or created.</summary>
    public IReadOnlyList<TextSpan> Uses(string name)
    {
        if (_uses is null) Walk();
        return _uses!.TryGetValue(name, out var spans) ? spans : [];
    }

    /// <summary>Where the name stands in a list of base types.</summary>
    public IReadOnlyList<TextSpan> Bases(string name)
    {
        if (_bases is null) Walk();
        return _bases!.TryGetValue(name, out var spans) ? spans : [];
    }

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

    void Walk()
    {
        var uses = new Dictionary<string, List<TextSpan>>(StringComparer.Ordinal);
        var bases = new Dictionary<string, List<TextSpan>>(StringComparer.Ordinal);
        foreach (var node in _tree.GetRoot().DescendantNodes())
            switch (node)
            {
                case BaseTypeSyntax { Type: var type } when Head(type) is { } head:
                    Add(bases, head.Identifier.ValueText, head.Span);
                    break;
                case SimpleNameSyntax name when IsUse(name):
                    Add(uses, name.Identifier.ValueText, name.Span);
                    break;
                case ElementAccessExpressionSyntax access:
                    Add(uses, Indexer, access.Span);
                    break;
                case ImplicitObjectCreationExpressionSyntax creation:
                    Add(uses, ImplicitNew, creation.Span);
                    break;
                case BinaryExpressionSyntax binary when !binary.IsKind(SyntaxKind.AsExpression) && !binary.IsKind(SyntaxKind.IsExpression):
                    Add(uses, binary.OperatorToken.Text, binary.Span);
                    break;
                case PrefixUnaryExpressionSyntax unary:
                    Add(uses, unary.OperatorToken.Text, unary.Span);
                    break;
            }
        _bases = bases;
        _uses = uses;
    }

    // The name that decides what a base type is: of A.B<C> it is B.
    static SimpleNameSyntax? Head(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax aliased => aliased.Name,
        _ => type as SimpleNameSyntax,
    };

    // Names of types in declarations are by far the most frequent and never an edge of a call graph; a created type is.
    static bool IsUse(SimpleNameSyntax name) => name.Parent switch
    {
        ParameterSyntax or VariableDeclarationSyntax or TypeArgumentListSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax or UsingDirectiveSyntax
            or SimpleBaseTypeSyntax or PrimaryConstructorBaseTypeSyntax or NullableTypeSyntax or ArrayTypeSyntax or AttributeSyntax or NameEqualsSyntax or NameColonSyntax or CastExpressionSyntax or TypeOfExpressionSyntax => false,
        QualifiedNameSyntax qualified => qualified.Right == name && qualified.Parent is ObjectCreationExpressionSyntax,
        _ => true,
    };

    static void Add(Dictionary<string, List<TextSpan>> into, string name, TextSpan span)
    {
        if (!into.TryGetValue(name, out var spans)) into[name] = spans = [];
        spans.Add(span);
    }
}
