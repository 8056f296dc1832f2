using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Plausible values of types, as a test would write them, and the namespaces that they need.</summary>
sealed class Samples(Compilation compilation)
{
    const int Deepest = 3;
    const int MostMembers = 12;

    static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    static readonly (string Type, string Call)[] Fakes = [("NSubstitute.Substitute", "Substitute.For<{0}>()"), ("Moq.Mock", "Mock.Of<{0}>()"), ("FakeItEasy.A", "A.Fake<{0}>()")];

    /// <summary>The namespaces of all that was named.</summary>
    public HashSet<string> Spaces { get; } = new(StringComparer.Ordinal);

    /// <summary>True when the last value was nothing, for want of a fake.</summary>
    public bool LacksFake { get; private set; }

    /// <summary>Notes the namespace of a type.</summary>
    public void Import(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array) Import(array.ElementType);
        if (type is INamedTypeSymbol named)
            foreach (var argument in named.TypeArguments) Import(argument);
        if (type.ContainingNamespace is { IsGlobalNamespace: false } space && !IsKeyword(type)) Spaces.Add(space.ToDisplayString());
    }

    static bool IsKeyword(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_Object and <= SpecialType.System_String and not (SpecialType.System_Enum or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate or SpecialType.System_ValueType)
        || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>A type's name, its namespace noted.</summary>
    public string NameOf(ITypeSymbol type)
    {
        Import(type);
        return type.ToDisplayString(Format);
    }

    /// <summary>A value of a type.</summary>
    public string Of(ITypeSymbol type, string name)
    {
        LacksFake = false;
        return Of(type, name, 0);
    }

    string Of(ITypeSymbol type, string name, int depth) => type.SpecialType switch
    {
        SpecialType.System_String => SymbolDisplay.FormatLiteral(name.TrimStart('_'), quote: true),
        SpecialType.System_Boolean => "true",
        SpecialType.System_Char => "'a'",
        SpecialType.System_Int32 => "1",
        SpecialType.System_Int64 => "1L",
        SpecialType.System_Decimal => "1m",
        SpecialType.System_Double => "1d",
        SpecialType.System_Single => "1f",
        _ => type switch
        {
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } wrapped => Of(wrapped.TypeArguments[0], name, depth),
            IArrayTypeSymbol { Rank: 1 } array when depth < Deepest => $"new {NameOf(array)} {{ {Of(array.ElementType, Names.Singular(name), depth + 1)} }}",
            INamedTypeSymbol { TypeArguments.Length: 1 } many when List(many) is { } list => $"new {NameOf(list)}{(depth < Deepest ? $" {{ {Of(many.TypeArguments[0], Names.Singular(name), depth + 1)} }}" : "()")}",
            INamedTypeSymbol { Name: "IDictionary" or "IReadOnlyDictionary", TypeArguments.Length: 2 } map => $"new {NameOf(compilation.GetTypeByMetadataName("System.Collections.Generic.Dictionary`2")!.Construct(map.TypeArguments, map.TypeArgumentNullableAnnotations))}()",
            INamedTypeSymbol { TypeKind: TypeKind.Interface } contract => Fake(contract),
            INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } made when depth < Deepest && Created(made, depth) is { } created => created,
            _ => Nothing(type),
        },
    };

    INamedTypeSymbol? List(INamedTypeSymbol type) => type.Name is "List" or "IList" or "ICollection" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" && type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic"
        ? compilation.GetTypeByMetadataName("System.Collections.Generic.List`1")?.Construct(type.TypeArguments, type.TypeArgumentNullableAnnotations) : null;

    string Fake(INamedTypeSymbol contract)
    {
        if (contract.Name == "ILambdaLogger" && compilation.GetTypeByMetadataName("Amazon.Lambda.TestUtilities.TestLambdaLogger") is { } logger) return $"new {NameOf(logger)}()";
        foreach (var (type, call) in Fakes)
            if (compilation.GetTypeByMetadataName(type) is { } library)
            {
                Import(library);
                return string.Format(call, NameOf(contract));
            }
        LacksFake = true;
        return Nothing(contract);
    }

    // Of the solution's own types all that can be set; of others, what can be made of nothing.
    string? Created(INamedTypeSymbol type, int depth)
    {
        var isOwn = type.Locations.Any(each => each.IsInSource);
        var constructor = type.InstanceConstructors.Where(each => each.DeclaredAccessibility == Accessibility.Public && !(type.TypeKind == TypeKind.Struct && each.IsImplicitlyDeclared && each.Parameters.IsEmpty)).OrderBy(each => each.Parameters.Length).FirstOrDefault();
        if (constructor is null || (!isOwn && !constructor.Parameters.IsEmpty)) return type.IsValueType && isOwn && constructor is null ? $"new {NameOf(type)}()" : null;
        var settable = type.GetMembers().OfType<IPropertySymbol>().Where(each => !each.IsStatic && !each.IsIndexer && each.SetMethod is { DeclaredAccessibility: Accessibility.Public }).ToList();
        var isFilled = isOwn && constructor.Parameters.IsEmpty && settable.Count <= MostMembers;
        var members = settable.Where(each => isFilled || each.IsRequired).Select(each => $"{each.Name} = {Of(each.Type, Wording.Camel(each.Name), depth + 1)}").ToList();
        var arguments = string.Join(", ", constructor.Parameters.Select(each => Of(each.Type, Wording.Camel(each.Name), depth + 1)));
        return $"new {NameOf(type)}{(members.Count > 0 && arguments.Length == 0 ? "" : $"({arguments})")}{(members.Count > 0 ? $" {{ {string.Join(", ", members)} }}" : "")}";
    }

    string Nothing(ITypeSymbol type) => $"default({NameOf(type)}){(type.IsReferenceType && compilation.Options.NullableContextOptions != NullableContextOptions.Disable ? "!" : "")}";
}
