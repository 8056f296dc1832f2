using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The settings of clients, serializers and loggers that every user of the object sees: default headers, base addresses, a client's configuration, a logger's keys.</summary>
static class SharedObjectSetting
{
    /// <summary>True when writing there changes a client or serializer for everybody who holds it.</summary>
    public static bool Owns(IOperation target, LambdaTypes types) => Holder(target, types) is not null;

    /// <summary>The client, serializer options or headers whose setting the target is; null when it is none.</summary>
    public static IOperation? Holder(IOperation target, LambdaTypes types)
    {
        for (var at = (target as IPropertyReferenceOperation)?.Instance; at is not null; at = (Slot.Bare(at) as IPropertyReferenceOperation)?.Instance)
            if (IsSettable(at.Type, types))
                return at;
        return null;
    }

    static bool IsSettable(ITypeSymbol? type, LambdaTypes types)
    {
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            if (at.Name is "HttpClient" or "JsonSerializerOptions" or "JsonSerializerSettings" or "RestClient" or "ClientConfig")
                return true;
        return type is not null && types.AmazonService is { } service && (SymbolEqualityComparer.Default.Equals(type, service) || type.AllInterfaces.Contains(service, SymbolEqualityComparer.Default));
    }
}
