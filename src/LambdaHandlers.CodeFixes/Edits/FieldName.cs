using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Finds a name for a new field or local: telling, in the style of its neighbours, and free.</summary>
static class FieldName
{
    // Names that say no more than "a thing of this kind".
    static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase)
    {
        "client", "context", "service", "provider", "instance", "value", "result", "temp", "obj", "item", "made", "handler", "config", "awsClient",
    };

    /// <summary>A free name for a static field of a type.</summary>
    public static string InType(TypeDeclarationSyntax type, string? local, ITypeSymbol made, SemanticModel model, CancellationToken cancellation)
    {
        var underscored = type.Members.OfType<FieldDeclarationSyntax>()
            .Where(field => field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Any(field => field.Declaration.Variables[0].Identifier.ValueText.StartsWith("_", StringComparison.Ordinal));
        var used = Identifiers(type);
        for (var at = model.GetDeclaredSymbol(type, cancellation); at is not null; at = at.BaseType)
            foreach (var member in at.MemberNames) used.Add(member);
        var place = type.OpenBraceToken.IsMissing ? type.SpanStart : type.OpenBraceToken.Span.End;
        return First(Candidates(local, made).Select(name => underscored ? "_" + Camel(name) : Pascal(name)), name => !used.Contains(name) && model.LookupSymbols(place, name: name).IsEmpty);
    }

    /// <summary>A free name for a local of the top-level statements.</summary>
    /// <param name="unit">The program.</param>
    /// <param name="local">The local that was, or null.</param>
    /// <param name="isFreed">True when that local goes, so that its name may be used again.</param>
    /// <param name="made">The type of the value.</param>
    public static string InProgram(CompilationUnitSyntax unit, string? local, bool isFreed, ITypeSymbol made)
    {
        if (local is not null && isFreed && unit.DescendantTokens().Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == local && token.Parent is VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax) == 1)
            return local;
        var used = Identifiers(unit);
        return First(Candidates(local, made).Select(Camel), name => !used.Contains(name));
    }

    static HashSet<string> Identifiers(SyntaxNode node) => [.. node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];

    static string First(IEnumerable<string> candidates, Func<string, bool> isFree)
    {
        var all = candidates.ToList();
        return all.FirstOrDefault(isFree) ?? Names.Free(all[0], isFree);
    }

    static IEnumerable<string> Candidates(string? local, ITypeSymbol made)
    {
        var kind = made.TypeKind == TypeKind.Interface && made.Name.Length > 2 && made.Name[0] == 'I' && char.IsUpper(made.Name[1]) ? made.Name.Substring(1) : made.Name;
        var shortened = kind;
        if (shortened.StartsWith("Amazon", StringComparison.Ordinal) && shortened.Length > 6) shortened = shortened.Substring(6);
        if (shortened.EndsWith("Client", StringComparison.Ordinal) && shortened.Length > 6) shortened = shortened.Substring(0, shortened.Length - 6);
        if (local is { Length: > 1 } && !Vague.Contains(local) && (local.Length > 2 || local.Any(char.IsDigit)) && !string.Equals(local, kind, StringComparison.OrdinalIgnoreCase)) yield return local.TrimStart('_');
        yield return shortened;
        yield return shortened + "Client";
        if (kind != shortened && kind != shortened + "Client") yield return kind;
    }

    /// <summary>_total, s_total, m_total → total.</summary>
    public static string Bare(string field) =>
        field.StartsWith("s_", StringComparison.Ordinal) || field.StartsWith("m_", StringComparison.Ordinal) ? field.Substring(2) : field.TrimStart('_');

    /// <summary>A name as code writes it: <c>event</c> is <c>@event</c>.</summary>
    public static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>amount → Amount.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>SQS → sqs; Event → event1, for a keyword is no name.</summary>
    public static string Camel(string name)
    {
        var camel = Names.Camel(name);
        return SyntaxFacts.GetKeywordKind(camel) == SyntaxKind.None ? camel : camel + "1";
    }
}
