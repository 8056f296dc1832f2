using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Answers that no gateway can take for a response: data of the project's own that has no status code.</summary>
static class BareData
{
    // What gateways look for in an answer, and in that of an authorizer.
    static readonly string[] Known = ["statusCode", "policyDocument", "principalId", "isAuthorized"];

    /// <summary>True for such a type; false too where the project can't see it whole.</summary>
    public static bool Is(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } own || own.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable)) return false;
        for (var at = own; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            if (Declared.In(at, compilation).IsEmpty || Unbound.Above(at) || at.GetAttributes().Any(MayRename) || at.GetMembers().Any(member => member is IPropertySymbol && (IsKnown(member.Name) || member.GetAttributes().Any(MayRename))))
                return false;
        return own.SpecialType == SpecialType.None;
    }

    static bool IsKnown(string name) => Known.Contains(name, StringComparer.OrdinalIgnoreCase);

    // Another name that is known, a converter, extension data.
    static bool MayRename(AttributeData attribute) => attribute.AttributeClass is not { Name: var name }
        || name.StartsWith("Json", StringComparison.Ordinal) && !(name is "JsonPropertyNameAttribute" && attribute.ConstructorArguments is [{ Value: string other }] && !IsKnown(other));
}
