using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Which class a type is or derives from.</summary>
static class Derivation
{
    /// <summary>True for the class itself and for what derives from it, however far.</summary>
    public static bool IsA(this ITypeSymbol? type, INamedTypeSymbol? other)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at, other))
                return true;
        return false;
    }

    /// <summary>True for exactly this type.</summary>
    public static bool Is(this ITypeSymbol? type, INamedTypeSymbol? other) => type is not null && SymbolEqualityComparer.Default.Equals(type, other);
}
