using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Names of types as a file would write them, and the using directives they need.</summary>
static class Usings
{
    /// <summary>A type's name as short as it can be at a place once its namespace is imported.</summary>
    public static string NameOf(INamedTypeSymbol type, SemanticModel model, int position) => ShortName(In(model, type), model, position);

    static string ShortName(INamedTypeSymbol type, SemanticModel model, int position) =>
        IsVisible(type, model, position) || Collides(type, model, position) ? type.ToMinimalDisplayString(model, position) : type.ToMinimalDisplayString(model, position).Substring(Namespace(type).Length + 1);

    /// <summary>The root with a using directive for the type's namespace, where the place does not see the type yet.</summary>
    public static SyntaxNode Add(SyntaxNode root, INamedTypeSymbol type, SemanticModel model, int position) => Imported(root, In(model, type), model, position);

    // Another project of the solution has its own symbol for the type.
    static INamedTypeSymbol In(SemanticModel model, INamedTypeSymbol type) =>
        type.IsGenericType && !type.IsDefinition || type.ContainingType is not null ? type : model.Compilation.GetTypeByMetadataName($"{Namespace(type)}.{type.MetadataName}") ?? type;

    static SyntaxNode Imported(SyntaxNode root, INamedTypeSymbol type, SemanticModel model, int position) =>
        IsVisible(type, model, position) || Collides(type, model, position) || root is not CompilationUnitSyntax unit ? root : Add(unit, Namespace(type));

    static string Namespace(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString();

    static bool IsVisible(INamedTypeSymbol type, SemanticModel model, int position) =>
        type.ContainingNamespace.IsGlobalNamespace || !type.ToMinimalDisplayString(model, position).StartsWith(Namespace(type) + ".", StringComparison.Ordinal);

    // Another type of that name is visible: the full name stays.
    static bool Collides(INamedTypeSymbol type, SemanticModel model, int position) =>
        model.LookupNamespacesAndTypes(position, name: type.Name).Any(other => other is not INamedTypeSymbol named || named.Arity == type.Arity);

    /// <summary>The unit with a using directive in its alphabetical place, <c>System</c> first; the file's header stays on top.</summary>
    public static CompilationUnitSyntax Add(CompilationUnitSyntax unit, string name)
    {
        var plain = unit.Usings.Where(each => each.Alias is null && each.StaticKeyword == default && each.GlobalKeyword == default);
        if (plain.Any(each => each.Name?.ToString() == name)) return unit;
        var end = Layout.EndOfLine(unit);
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(name)).NormalizeWhitespace().WithTrailingTrivia(end);
        var index = unit.Usings.TakeWhile(each => each.GlobalKeyword != default || (each.Alias is null && each.StaticKeyword == default && Compare(each.Name?.ToString() ?? "", name) < 0)).Count();
        if (unit.Usings.Count == 0)
        {
            if (unit.Externs.Count > 0) return unit.AddUsings(directive);
            var first = unit.GetFirstToken(includeZeroWidth: true);
            var header = first.LeadingTrivia;
            var bare = unit.ReplaceToken(first, first.WithLeadingTrivia(end));
            return bare.WithUsings(SyntaxFactory.SingletonList(directive.WithLeadingTrivia(header)));
        }
        if (index == 0)
        {
            var next = unit.Usings[0];
            directive = directive.WithLeadingTrivia(next.GetLeadingTrivia());
            unit = unit.ReplaceNode(next, next.WithLeadingTrivia());
        }
        return unit.WithUsings(unit.Usings.Insert(index, directive));
    }

    static int Compare(string one, string other)
    {
        var (first, second) = (IsSystem(one), IsSystem(other));
        return first == second ? string.CompareOrdinal(one, other) : first ? -1 : 1;
    }

    static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
