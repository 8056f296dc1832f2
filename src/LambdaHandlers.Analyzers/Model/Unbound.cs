using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What the compiler does not know: a missing package, code that a generator has still to write. About such a thing rules are silent.</summary>
static class Unbound
{
    /// <summary>True when a type of the method's signature or an attribute on it is unknown.</summary>
    public static bool In(IMethodSymbol method) =>
        In(method.ReturnType) || method.Parameters.Any(parameter => In(parameter.Type)) || method.GetAttributes().Any(attribute => attribute.AttributeClass is null or IErrorTypeSymbol);

    /// <summary>True when the type, or one that it is made of, is unknown.</summary>
    public static bool In(ITypeSymbol? type) => type switch
    {
        null or IErrorTypeSymbol => true,
        IArrayTypeSymbol array => In(array.ElementType),
        IPointerTypeSymbol pointer => In(pointer.PointedAtType),
        // S<>: its arguments are left out, not unknown.
        INamedTypeSymbol named => !named.IsUnboundGenericType && named.TypeArguments.Any(In),
        _ => false,
    };

    /// <summary>True when a base or an interface of the type is unknown: nobody can tell what it inherits or promises.</summary>
    public static bool Above(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at is IErrorTypeSymbol || at.Interfaces.Any(contract => contract is IErrorTypeSymbol))
                return true;
        return type.AllInterfaces.Any(contract => contract is IErrorTypeSymbol);
    }
}
