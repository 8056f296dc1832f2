using System.Collections.Immutable;
using System.Reflection;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What the class-library loader finds under a handler string, step by step as it looks; where nobody can tell there is no fault.</summary>
sealed class HandlerLookup
{
    HandlerLookup(string? fault, INamedTypeSymbol? type = null, IMethodSymbol? method = null, ImmutableArray<IMethodSymbol> overloads = default) =>
        (Fault, Type, Method, Overloads) = (fault, type, method, overloads.IsDefault ? ImmutableArray<IMethodSymbol>.Empty : overloads);

    /// <summary>Why it finds nothing, as a part of a sentence, or null.</summary>
    public string? Fault { get; }

    /// <summary>The type that it finds.</summary>
    public INamedTypeSymbol? Type { get; }

    /// <summary>The one method that it finds.</summary>
    public IMethodSymbol? Method { get; }

    /// <summary>The methods between which it does not choose; none where it finds one or nothing.</summary>
    public ImmutableArray<IMethodSymbol> Overloads { get; }

    /// <summary>Looks a string up whose assembly is meant to be this one.</summary>
    public static HandlerLookup Of(HandlerString text, CSharpCompilation compilation)
    {
        if (Malformed(text) is { } malformed) return new(malformed);
        if (AssemblyFault(text.Assembly, compilation.Assembly.Identity) is { } fault) return new(fault);
        // The compiler's own names: of a local function, of a class that only its file sees.
        if (text.Type![0] == '<' || text.Type.Contains("+<") || text.Method![0] == '<') return new(null);
        var type = TypeOf(compilation, text.Type);
        if (type is null) return text.IsGenerated ? Generated(text, compilation) : new($"there is no type '{text.Type}'{Spelling(text.Type)}");
        return Resolve(type, text.Method) switch
        {
            [var method] => new(null, type, method),
            [] when IsUnknown(type) => new(null, type),
            [] => new(MethodFault(type, text.Method), type),
            var several => new($"'{type.Name}' declares {several.Length} methods '{text.Method}', and the runtime does not choose between overloads", type, overloads: several),
        };
    }

    /// <summary>Why the string cannot be taken apart, or null; true of a string of any project.</summary>
    public static string? Malformed(HandlerString text) =>
        text.Parts != 3 ? "it is not 'Assembly::Type::Method'"
        : text.SimpleAssemblyName.Length == 0 ? "its assembly is missing"
        : text.Type is not { Length: > 0 } ? "its type is missing"
        : text.Method is not { Length: > 0 } ? "its method is missing"
        : null;

    /// <summary>The type that <c>Assembly.GetType</c> finds: by its full CLR name, forwarded ones included.</summary>
    static INamedTypeSymbol? TypeOf(CSharpCompilation compilation, string name) =>
        compilation.Assembly.GetTypeByMetadataName(name) ?? compilation.Assembly.ResolveForwardedType(name);

    static string Spelling(string name) =>
        name.Contains('/') || name.Contains('.') ? ", and a nested one is written 'Outer+Inner'" : "";

    // Name, Version=…: what AssemblyName takes, and a version that is not above this one's.
    static string? AssemblyFault(string written, AssemblyIdentity own)
    {
        AssemblyName name;
        try { name = new AssemblyName(written); }
        catch (Exception stop) when (stop is IOException or ArgumentException or BadImageFormatException or InvalidOperationException) { return $"'{written}' is no assembly name"; }
        if (string.Equals(name.Name, own.Name + ".dll", StringComparison.OrdinalIgnoreCase)) return "an assembly is named without '.dll'";
        // MSBuild writes 1.0.0.0 where nobody says anything.
        var version = own.Version == new Version(0, 0, 0, 0) ? new Version(1, 0, 0, 0) : own.Version;
        if (!string.IsNullOrEmpty(name.CultureName)) return $"it asks for the culture '{name.CultureName}', and a function's assembly has none";
        if (name.GetPublicKeyToken() is { Length: > 0 } key && !key.SequenceEqual(own.PublicKeyToken)) return "it asks for an assembly that is signed with another key";
        return name.Version is { } asked && asked > version ? $"it asks for version {asked}, and this is {version}" : null;
    }

    // Annotations: the wrapper that the generator writes for a method, also where the generator has not run.
    static HandlerLookup Generated(HandlerString text, CSharpCompilation compilation)
    {
        var name = text.Type!.Substring(0, text.Type.Length - text.Method!.Length - "__Generated".Length);
        if (TypeOf(compilation, name) is not { } type) return new($"there is no type '{name}' that a wrapper could be generated for");
        return type.GetMembers(text.Method).Any(method => method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "LambdaFunctionAttribute" or "LambdaFunction"))
            ? new(null, type)
            : new($"'{type.Name}' has no [LambdaFunction] method '{text.Method}' that a wrapper could be generated for", type);
    }

    // The compiler imports no private members of other assemblies, and knows nothing of what is missing.
    static bool IsUnknown(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at is IErrorTypeSymbol || (at.DeclaringSyntaxReferences.IsEmpty && !at.IsImplicitlyDeclared
                && at.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum or SpecialType.System_MulticastDelegate or SpecialType.System_Delegate)))
                return true;
        return false;
    }

    static string MethodFault(INamedTypeSymbol type, string method) =>
        method.StartsWith("@", StringComparison.Ordinal) ? "a method's name is written without '@'"
        : method.IndexOf('(') >= 0 ? $"'{type.Name}' has no method with the signature '{method}' as reflection writes it"
        : type.GetMembers(method).FirstOrDefault() switch
        {
            IPropertySymbol => $"'{method}' is a property of '{type.Name}', not a method",
            IFieldSymbol => $"'{method}' is a field of '{type.Name}', not a method",
            IEventSymbol => $"'{method}' is an event of '{type.Name}', not a method",
            IMethodSymbol => $"'{method}' of '{type.Name}' is a partial method without a body",
            _ => $"'{type.Name}' has no method '{method}'",
        };

    /// <summary>
    /// The methods that the runtime finds under a name: declared in the type, else in its base, and so on up; several are overloads, which it refuses.
    /// With parentheses it is a signature, as <c>MethodInfo.ToString</c> writes it.
    /// </summary>
    static ImmutableArray<IMethodSymbol> Resolve(INamedTypeSymbol type, string name)
    {
        var isSignature = name.IndexOf('(') >= 0;
        for (var at = type; at is not null; at = at.BaseType)
        {
            var here = (isSignature ? at.GetMembers() : at.GetMembers(name)).OfType<IMethodSymbol>().Where(IsEmitted)
                .Where(method => !isSignature || ClrSignature.Of(method) == name)
                .Select(method => method.OriginalDefinition).ToImmutableArray();
            if (!here.IsEmpty) return here;
        }
        return ImmutableArray<IMethodSymbol>.Empty;
    }

    // Constructors are no methods to reflection, and of a partial method without a body nothing is left.
    static bool IsEmitted(IMethodSymbol method) =>
        method.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)
        && method is not { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true, IsExtern: false };
}
