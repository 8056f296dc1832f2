using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>When two symbols are one declaration.</summary>
static class Identity
{
    /// <summary>True for the same declaration, whatever its type arguments; nothing is the same as nothing.</summary>
    public static bool Same(ISymbol? one, ISymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other?.OriginalDefinition);
}
