using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What System.Text.Json makes of a type, as AWS's serializers use it: without options of the user's own.</summary>
static class JsonTypes
{
    static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "DefaultLambdaJsonSerializer", "CamelCaseLambdaJsonSerializer", "LambdaJsonSerializer", "SourceGeneratorLambdaJsonSerializer",
    };

    /// <summary>True for one of AWS's own serializers over System.Text.Json; a class derived from one can change everything.</summary>
    public static bool IsPlain(INamedTypeSymbol? serializer) =>
        serializer is { ContainingNamespace: { Name: "SystemTextJson", ContainingNamespace: { Name: "Serialization", ContainingNamespace.Name: "Lambda" } } } && Plain.Contains(serializer.Name);

    /// <summary>True for an argument of a serializer's constructor that sets nothing but how the JSON looks, so that the types stay what they are: <c>options => options.WriteIndented = true</c>.</summary>
    public static bool OnlyFormats(IArgumentOperation argument) => Conversions.Plain(argument.Value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: var statements } }
        && statements.All(statement => statement is IReturnOperation { ReturnedValue: null }
            || statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IParameterReferenceOperation, Property.Name: var name } } } && Formats.Contains(name));

    static readonly HashSet<string> Formats = new(StringComparer.Ordinal)
    {
        "WriteIndented", "PropertyNamingPolicy", "PropertyNameCaseInsensitive", "DictionaryKeyPolicy", "DefaultIgnoreCondition", "NumberHandling", "Encoder", "AllowTrailingCommas", "ReadCommentHandling",
    };

    /// <summary>Why the type is lost or refused on the way through JSON, as a part of a sentence; null where it survives or where nobody can tell.</summary>
    /// <param name="type">The payload's type.</param>
    /// <param name="isInput">True when it is read, false when it is written.</param>
    /// <param name="project">The project.</param>
    public static string? Loss(ITypeSymbol type, bool isInput, LambdaProject project)
    {
        // A pointer is refused before it could be read: LH1009.
        if (Unbound.In(type) || EventSources.IsAwsEvent(type) || type is IPointerTypeSymbol) return null;
        // A stream is raw, or somebody else's finding; an exception that was not thrown can be written.
        if ((OfItself(type, isInput, project) ?? (type.IsA(project.Types.Stream) ? null : OfMember(type, isInput: true, project))) is { } loss) return loss;
        if (Element(type) is { } element && (OfItself(element, isInput, project) ?? OfMember(element, isInput, project)) is { } inner) return $"has elements whose type {inner}";
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } own || Declared.In(own, project.Compilation).IsEmpty || IsSequence(own) || HasConverter(own) || Unbound.Above(own)) return null;
        if (OnlyFields(own)) return $"has fields and no properties, and System.Text.Json ignores fields: {(isInput ? "nothing is read" : "the caller receives an empty object")}";
        if (isInput && HasNoConstructor(own)) return "has several constructors and none of them without parameters or marked [JsonConstructor], so it cannot be created";
        foreach (var property in Properties(own, project.Compilation))
            if (IsPassed(property, isInput, own) && !Unbound.In(property.Type) && (OfItself(property.Type, isInput, project) ?? OfMember(property.Type, isInput, project) ?? (Element(property.Type) is { } each ? OfItself(each, isInput, project) ?? OfMember(each, isInput, project) : null)) is { } member)
                return $"has a property '{property.Name}' whose type {member}";
        return null;
    }

    static string? OfItself(ITypeSymbol type, bool isInput, LambdaProject project)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }) type = value;
        if (type.IsTupleType || type is INamedTypeSymbol { Name: "ValueTuple", ContainingNamespace.Name: "System" })
            return $"is a tuple, and System.Text.Json ignores its fields: {(isInput ? "they stay empty" : "the caller receives an empty object")}";
        if (type.TypeKind == TypeKind.Delegate || type is { Name: "Type", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } || type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr)
            return $"('{Shown(type)}') cannot be serialised";
        if (!isInput || type is not INamedTypeSymbol named || HasConverter(named)) return null;
        if (type.TypeKind == TypeKind.Interface && (!IsIn(named, "Collections") || type.Name is "IReadOnlySet" or "IEnumerator"))
            return $"('{Shown(type)}') is an interface, which cannot be created from JSON";
        if (type is { TypeKind: TypeKind.Class, IsAbstract: true } && !IsIn(named, "Json") && !named.IsA(project.Types.Stream))
            return $"('{Shown(type)}') is abstract, so it cannot be created from JSON";
        return null;
    }

    // An exception can be read, but not written once it was thrown: it holds the method that threw it.
    static string? OfMember(ITypeSymbol type, bool isInput, LambdaProject project) =>
        Awaitables.IsPromise(type, project) || (type.IsA(project.Types.Stream) && type.Name != "MemoryStream") || (!isInput && type.IsA(project.Find("System.Exception"))) || type is IPointerTypeSymbol or IArrayTypeSymbol { Rank: > 1 }
            ? $"('{Shown(type)}') cannot be serialised" : null;

    static ITypeSymbol? Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [.., var last] } named when IsSequence(named) && IsIn(named, "Collections") => last,
        _ => null,
    };

    static bool OnlyFields(INamedTypeSymbol type)
    {
        var hasFields = false;
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            foreach (var member in at.GetMembers())
                if (member is IPropertySymbol { IsStatic: false } || (member is IFieldSymbol && HasAttribute(member, "JsonIncludeAttribute")))
                    return false;
                else if (member is IFieldSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false })
                    hasFields = true;
        return hasFields;
    }

    static bool HasNoConstructor(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false }
        && type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToList() is { Count: > 1 } constructors
        && constructors.All(constructor => constructor.Parameters.Length > 0)
        && !type.InstanceConstructors.Any(constructor => HasAttribute(constructor, "JsonConstructorAttribute") || constructor.Parameters.Length == 0);

    static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type, Compilation compilation)
    {
        for (var at = type; at is { SpecialType: SpecialType.None } && !Declared.In(at, compilation).IsEmpty; at = at.BaseType)
            foreach (var property in at.GetMembers().OfType<IPropertySymbol>())
                if (property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null })
                    yield return property;
    }

    // [JsonIgnore] and converters take a property out; what cannot be set is not read.
    static bool IsPassed(IPropertySymbol property, bool isInput, INamedTypeSymbol type) =>
        !HasAttribute(property, "JsonIgnoreAttribute") && !HasAttribute(property, "JsonConverterAttribute")
        && (!isInput || property.SetMethod is { DeclaredAccessibility: Accessibility.Public }
            || type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) && parameter.Type.Is(property.Type as INamedTypeSymbol))));

    static bool IsSequence(INamedTypeSymbol type) => type.AllInterfaces.Append(type).Any(each => each.SpecialType == SpecialType.System_Collections_IEnumerable);

    static bool HasConverter(INamedTypeSymbol type) =>
        HasAttribute(type, "JsonConverterAttribute") || HasAttribute(type, "JsonPolymorphicAttribute") || HasAttribute(type, "JsonDerivedTypeAttribute");

    // A converter attribute can be the user's own, derived one; an unknown attribute could be anything.
    static bool HasAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is null or IErrorTypeSymbol || attribute.AttributeClass.Name == name || attribute.AttributeClass.BaseType?.Name == name);

    static bool IsIn(INamedTypeSymbol type, string space)
    {
        for (var at = type.ContainingNamespace; at is { IsGlobalNamespace: false }; at = at.ContainingNamespace)
            if (at.Name == space && at.ContainingNamespace is { } outer && (outer.Name is "System" or "Text"))
                return true;
        return false;
    }

    static string Shown(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
