using Microsoft.CodeAnalysis;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>What stays in the handler: the types of Lambda and of its events.</summary>
static class Border
{
    static readonly string[] Spaces =
    [
        "Amazon.Lambda.Core", "Amazon.Lambda.Annotations", "Amazon.Lambda.RuntimeSupport", "Amazon.Lambda.Serialization",
        "Amazon.Lambda.AspNetCoreServer", "Amazon.Lambda.DurableExecution", "Amazon.Lambda.TestUtilities",
    ];

    /// <summary>True for a type of Lambda's, for one derived from it, and for what holds one.</summary>
    public static bool IsLambda(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol array => IsLambda(array.ElementType),
        IPointerTypeSymbol pointer => IsLambda(pointer.PointedAtType),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(IsLambda),
        INamedTypeSymbol named => IsOwn(named) || named.TypeArguments.Any(IsLambda) || IsLambda(named.BaseType) || named.Interfaces.Any(IsOwn),
        _ => false,
    };

    /// <summary>True for what code logs with: a class that is handed a logger can be tested all the same.</summary>
    public static bool IsLogging(ITypeSymbol? type) => type is { Name: "ILambdaLogger" or "LambdaLogger" or "LogLevel", ContainingNamespace: { Name: "Core", ContainingNamespace.Name: "Lambda" } };

    static bool IsOwn(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return space.StartsWith("Amazon.Lambda.", StringComparison.Ordinal) && (space.EndsWith("Events", StringComparison.Ordinal) || Spaces.Any(each => space == each || space.StartsWith(each + ".", StringComparison.Ordinal)));
    }

    /// <summary>True when a type can be written down where other code sees it.</summary>
    public static bool HasName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HasName(array.ElementType),
        ITypeParameterSymbol or IErrorTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        INamedTypeSymbol named => !named.IsAnonymousType && named.TypeArguments.All(HasName),
        _ => true,
    };
}
