using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The types that a <c>JsonSerializerContext</c> knows: those that it registers, and whatever these reach.</summary>
sealed class JsonContext
{
    const int MostTypes = 5000;

    readonly HashSet<ITypeSymbol> _known = new(SymbolEqualityComparer.Default);

    JsonContext(INamedTypeSymbol type) => Type = type;

    /// <summary>The context's class.</summary>
    public INamedTypeSymbol Type { get; }

    /// <summary>The context of a <c>SourceGeneratorLambdaJsonSerializer&lt;TContext&gt;</c>, or null where there is none or where nobody can tell what it knows.</summary>
    public static JsonContext? Of(INamedTypeSymbol? serializer)
    {
        if (serializer is not { Name: "SourceGeneratorLambdaJsonSerializer", TypeArguments: [INamedTypeSymbol type] } || !JsonTypes.IsPlain(serializer) || Unbound.Above(type)) return null;
        var context = new JsonContext(type);
        for (var at = type; at is not null && at.Name != "JsonSerializerContext"; at = at.BaseType)
            foreach (var attribute in at.GetAttributes())
            {
                if (attribute.AttributeClass is null or IErrorTypeSymbol) return null;
                if (attribute.AttributeClass.Name != "JsonSerializableAttribute") continue;
                if (attribute.ConstructorArguments is not [{ Value: ITypeSymbol root }] || Unbound.In(root)) return null;
                context.Reach(root);
            }
        // A context without a single root is one that a part elsewhere completes.
        return context._known.Count is > 0 and < MostTypes ? context : null;
    }

    /// <summary>True when the context can read and write the type.</summary>
    public bool Knows(ITypeSymbol type) => _known.Contains(type);

    // Rather too much than too little: whatever a root mentions counts.
    void Reach(ITypeSymbol root)
    {
        var open = new Stack<ITypeSymbol>();
        open.Push(root);
        while (open.Count > 0 && _known.Count < MostTypes)
        {
            var type = open.Pop();
            if (!_known.Add(type)) continue;
            if (type is IArrayTypeSymbol array) open.Push(array.ElementType);
            if (type is not INamedTypeSymbol named) continue;
            foreach (var argument in named.TypeArguments) open.Push(argument);
            // Of what .NET itself converts (dates, addresses, collections) the type arguments are enough.
            if (named.SpecialType != SpecialType.None || named.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }) continue;
            for (var at = named; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            {
                foreach (var argument in at.TypeArguments) open.Push(argument);
                foreach (var derived in at.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "JsonDerivedTypeAttribute"))
                    if (derived.ConstructorArguments is [{ Value: ITypeSymbol other }, ..]) open.Push(other);
                foreach (var member in at.GetMembers())
                    if (Passed(member) is { } inner) open.Push(inner);
            }
            foreach (var contract in named.AllInterfaces)
                foreach (var argument in contract.TypeArguments) open.Push(argument);
        }
    }

    static bool IsSeen(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal || member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIncludeAttribute");

    static ITypeSymbol? Passed(ISymbol member) => member switch
    {
        IPropertySymbol { IsStatic: false, IsIndexer: false } property when IsSeen(property) => property.Type,
        IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field when IsSeen(field) => field.Type,
        _ => null,
    };
}
