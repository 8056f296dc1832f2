using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Which types of this project derive from a type or implement an interface; found by name, bound where it fits.</summary>
sealed class Hierarchy(LambdaProject project)
{
    readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Every class, struct and record of the project below a type, at any depth.</summary>
    public ImmutableArray<INamedTypeSymbol> Below(INamedTypeSymbol type, CancellationToken cancellation)
    {
        type = type.OriginalDefinition;
        return _known.TryGetValue(type, out var types) ? types : _known.GetOrAdd(type, Find(type, cancellation));
    }

    /// <summary>True when a call of <paramref name="used"/> can only run <paramref name="member"/>: no other class of the project implements or overrides it.</summary>
    public bool IsOnlyImplementation(ISymbol member, ISymbol used, CancellationToken cancellation) =>
        SymbolEqualityComparer.Default.Equals(OnlyImplementation(used, cancellation), member.OriginalDefinition);

    /// <summary>The one member of the project that a call of <paramref name="used"/> can run, or null where there are several or none.</summary>
    public ISymbol? OnlyImplementation(ISymbol used, CancellationToken cancellation) => Implementations(used, cancellation) is [var only] ? only : null;

    /// <summary>What using a member can run in this project: itself where it has a body, and whatever overrides or implements it.</summary>
    public ImmutableArray<ISymbol> Implementations(ISymbol used, CancellationToken cancellation)
    {
        if (used.ContainingType is not { } declaring) return ImmutableArray<ISymbol>.Empty;
        if (declaring.TypeKind != TypeKind.Interface && !(used.IsVirtual || used.IsAbstract || used.IsOverride)) return ImmutableArray.Create(used.OriginalDefinition);
        var implementations = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (declaring.TypeKind == TypeKind.Interface)
        {
            foreach (var type in Below(declaring, cancellation))
                if (type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false })
                    foreach (var contract in type.AllInterfaces)
                        if (SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, declaring.OriginalDefinition))
                            foreach (var candidate in contract.GetMembers(used.Name))
                                if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, used.OriginalDefinition)
                                    && type.FindImplementationForInterfaceMember(candidate) is { } implementation)
                                    implementations.Add(LastOverride(type, implementation).OriginalDefinition);
        }
        else
        {
            if (!used.IsAbstract) implementations.Add(used.OriginalDefinition);
            foreach (var type in Below(declaring, cancellation))
                foreach (var candidate in type.GetMembers(used.Name))
                    if (!candidate.IsAbstract && Overrides(candidate, used))
                        implementations.Add(candidate.OriginalDefinition);
        }
        return implementations.ToImmutableArray();
    }

    /// <summary>True when a method or property overrides another one, at any distance.</summary>
    public static bool Overrides(ISymbol member, ISymbol overridden)
    {
        for (var at = Overridden(member); at is not null; at = Overridden(at))
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, overridden.OriginalDefinition)) return true;
        return false;

        static ISymbol? Overridden(ISymbol symbol) => symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            _ => null,
        };
    }

    // The interface is implemented by an abstract method of a base class, and that by an override.
    static ISymbol LastOverride(INamedTypeSymbol type, ISymbol implementation)
    {
        for (var at = type; at is not null; at = at.BaseType)
            foreach (var candidate in at.GetMembers(implementation.Name))
                if (Overrides(candidate, implementation))
                    return candidate;
        return implementation;
    }

    ImmutableArray<INamedTypeSymbol> Find(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var found = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<INamedTypeSymbol>();
        open.Enqueue(type);
        while (open.Count > 0)
        {
            var above = open.Dequeue();
            foreach (var index in project.Sources)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var name in index.Bases(above.Name))
                    if (name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
                        && project.Compilation.GetSemanticModel(index.Tree).GetDeclaredSymbol(declaration, cancellation) is { } below
                        && (SymbolEqualityComparer.Default.Equals(below.BaseType?.OriginalDefinition, above)
                            || below.Interfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, above)))
                        && found.Add(below))
                        open.Enqueue(below);
            }
        }
        return found.ToImmutableArray();
    }
}
