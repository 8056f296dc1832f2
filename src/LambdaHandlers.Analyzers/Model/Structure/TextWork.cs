using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>Work on text: taking it apart and putting it together.</summary>
static class TextWork
{
    static readonly HashSet<string> OnStrings = new(StringComparer.Ordinal)
    {
        "Split", "Substring", "Replace", "IndexOf", "LastIndexOf", "IndexOfAny", "PadLeft", "PadRight", "Insert", "Remove",
    };

    /// <summary>True for a call that takes text apart or rewrites it.</summary>
    public static bool Is(IMethodSymbol method, INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_String ? OnStrings.Contains(method.Name)
        : type.ContainingNamespace is { Name: "RegularExpressions" } && method.Name is not ("Escape" or "Unescape");

    /// <summary>True for a call that adds to a text.</summary>
    public static bool Appends(IMethodSymbol method, INamedTypeSymbol type) =>
        type is { Name: "StringBuilder", ContainingNamespace.Name: "Text" } && method.Name.StartsWith("Append", StringComparison.Ordinal);
}
