using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The handler that somebody probably meant who named one that does not exist.</summary>
static class NearestHandler
{
    /// <summary>Its handler string, or null where none is near or several are equally near.</summary>
    public static string? To(HandlerString text, LambdaProject project, CancellationToken cancellation)
    {
        var assembly = project.Compilation.AssemblyName;
        var found = project.Lookup(text).Type;
        var candidates = Named(project, cancellation)
            .Concat(found is { DeclaringSyntaxReferences.IsEmpty: false, IsGenericType: false } ? Methods(found).Select(method => (Type: ClrName(found), method.Name)) : [])
            .Select(each => $"{assembly}::{each.Type}::{each.Name}")
            .Where(each => each.Length < 128).Distinct().Take(200).ToList();
        var wanted = text.Text.Trim();
        var best = candidates.Select(each => (Text: each, Distance: Distance(wanted, each))).OrderBy(each => each.Distance).Take(2).ToList();
        if (best.Count == 0 || best[0].Distance > Math.Max(4, wanted.Length * (best.Count == 1 ? 3 : 2) / 5) || (best.Count == 2 && best[0].Distance == best[1].Distance)) return null;
        return best[0].Text == wanted ? null : best[0].Text;
    }

    static IEnumerable<(string Type, string Name)> Named(LambdaProject project, CancellationToken cancellation) =>
        project.Handlers(cancellation)
            .Where(handler => handler.Method.ContainingType is not null && handler.Method.MethodKind == MethodKind.Ordinary && IsAlone(handler.Method))
            .Select(handler => handler.Model switch
            {
                ProgrammingModel.ClassLibrary when !handler.NamedType.IsGenericType => (ClrName(handler.NamedType), handler.Method.MetadataName),
                ProgrammingModel.Annotations => ($"{ClrName(handler.Method.ContainingType)}_{handler.Method.Name}_Generated", handler.Method.Name),
                _ => default,
            })
            .Where(named => named.Item1 is not null);

    static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(method => method is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false, IsAbstract: false, IsGenericMethod: false, Parameters.Length: <= 2, DeclaredAccessibility: not Accessibility.Private } && IsAlone(method));

    static bool IsAlone(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).Length == 1;

    /// <summary>A type's name as a handler string writes it.</summary>
    public static string ClrName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{ClrName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    // Of single letters; letters that differ in case alone are almost the same.
    static int Distance(string one, string other)
    {
        if (one.Length > 256) return int.MaxValue;
        var row = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++) row[j] = 2 * j;
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = 2 * i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 1 : 2;
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 2, diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[other.Length] / 2 + row[other.Length] % 2;
    }
}
