using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>.NET's own types: most of what code creates and assigns to, and never what implements an interface of AWS. Asked before a type's interfaces, which cost more.</summary>
static class Platform
{
    /// <summary>True for a type somewhere in <c>System</c>.</summary>
    public static bool Owns(ITypeSymbol type)
    {
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            if (space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        return false;
    }
}
