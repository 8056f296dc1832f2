using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>A place where a test can put something else in: a constructor, a setter, a method's parameter, a method to override.</summary>
static class TestSeam
{
    /// <summary>True when a class has a seam for what it creates, or when nobody can tell.</summary>
    public static bool IsIn(INamedTypeSymbol type, ImmutableArray<OwnResource> resources) =>
        // What a base class takes, sets or lets be overridden is its own affair.
        type.BaseType is not { SpecialType: SpecialType.System_Object }
        || type.InstanceConstructors.Any(constructor => constructor is { IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private } && constructor.Parameters.Length > 0)
        || type.GetMembers().Any(member => Opens(member, resources));

    static bool Opens(ISymbol member, ImmutableArray<OwnResource> resources) => member switch
    {
        IPropertySymbol { SetMethod: { DeclaredAccessibility: not Accessibility.Private } } property => property.DeclaredAccessibility != Accessibility.Private && CanBe(property.Type, resources),
        IPropertySymbol property when CanBeOverridden(property) => CanBe(property.Type, resources),
        IFieldSymbol { IsReadOnly: false, IsConst: false } field => field.DeclaredAccessibility != Accessibility.Private && !field.IsImplicitlyDeclared && CanBe(field.Type, resources),
        IFieldSymbol field => IsContainer(field.Type),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method =>
            method.DeclaredAccessibility != Accessibility.Private && method.Parameters.Any(parameter => CanBe(parameter.Type, resources) || IsContainer(parameter.Type) || parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FromServicesAttribute"))
            || CanBeOverridden(method) && CanBe(method.ReturnType, resources),
        _ => false,
    };

    static bool CanBeOverridden(ISymbol member) => member.IsVirtual || member.IsAbstract;

    static bool CanBe(ITypeSymbol type, ImmutableArray<OwnResource> resources) =>
        type.SpecialType != SpecialType.System_Object && resources.Any(resource => SymbolEqualityComparer.Default.Equals(resource.Type, type)
            || resource.Type.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)
            || IsBase(type, resource.Type));

    static bool IsBase(ITypeSymbol type, INamedTypeSymbol of)
    {
        for (var at = of.BaseType; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at, type)) return true;
        return false;
    }

    static bool IsContainer(ITypeSymbol type) => type.Name is "IServiceProvider" or "ServiceProvider" or "IHost" or "IServiceScopeFactory" or "IContainer";
}
