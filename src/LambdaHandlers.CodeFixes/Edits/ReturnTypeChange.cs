using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Gives a method another return type, together with what it overrides, what overrides it and what it implements;
/// null where one of these is not ours to change.
/// </summary>
static class ReturnTypeChange
{
    /// <summary>Every declaration that must change with a method, itself included; null when one lies outside of the project's source.</summary>
    public static ImmutableArray<IMethodSymbol>? Family(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        var family = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<IMethodSymbol>();
        open.Enqueue(method.OriginalDefinition);
        while (open.Count > 0)
        {
            var at = open.Dequeue();
            if (!family.Add(at)) continue;
            if (at.DeclaringSyntaxReferences.IsEmpty) return null;
            if (at.PartialDefinitionPart is { } definition) open.Enqueue(definition);
            if (at.PartialImplementationPart is { } implementation) open.Enqueue(implementation);
            foreach (var near in Above(at).Concat(Below(at, project, cancellation))) open.Enqueue(near.OriginalDefinition);
        }
        return family.ToImmutableArray();
    }

    static IEnumerable<IMethodSymbol> Above(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden) yield return overridden;
        if (method.ContainingType is not { } type) yield break;
        foreach (var contract in type.AllInterfaces)
            foreach (var member in contract.GetMembers().OfType<IMethodSymbol>())
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    yield return member;
    }

    static IEnumerable<IMethodSymbol> Below(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        if (method.ContainingType is not { } type || method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction) yield break;
        foreach (var below in project.Hierarchy.Below(type, cancellation))
        {
            foreach (var member in below.GetMembers(method.Name).OfType<IMethodSymbol>())
                if (SymbolEqualityComparer.Default.Equals(member.OverriddenMethod?.OriginalDefinition, method))
                    yield return member;
            if (type.TypeKind != TypeKind.Interface) continue;
            foreach (var contract in below.AllInterfaces)
                if (SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, type))
                    foreach (var member in contract.GetMembers(method.Name).OfType<IMethodSymbol>())
                        if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method) && below.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                            yield return implementation;
        }
    }

    /// <summary>The declaration with the type where the old one stood, its trivia kept.</summary>
    public static SyntaxNode With(SyntaxNode declaration, TypeSyntax type) => declaration switch
    {
        MethodDeclarationSyntax method => method.WithReturnType(type.WithTriviaFrom(method.ReturnType)),
        LocalFunctionStatementSyntax local => local.WithReturnType(type.WithTriviaFrom(local.ReturnType)),
        _ => declaration,
    };
}
