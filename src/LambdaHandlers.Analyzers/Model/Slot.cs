using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static LambdaHandlers.Analyzers.Model.Identity;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A variable as code names it: a field, an auto-property or a captured variable, or in its object one property or one element.</summary>
/// <param name="Root">The field, property, local or primary constructor's parameter.</param>
/// <param name="Leaf">A property of the framework's object that the root holds; null where the root itself is meant.</param>
/// <param name="Key">A constant index into what the root holds.</param>
/// <param name="Contract">The interface's property that the root implements, when code names that one.</param>
sealed record Slot(ISymbol Root, ISymbol? Leaf = null, string? Key = null, ISymbol? Contract = null)
{
    /// <summary>What messages call it.</summary>
    public string Name => Root.Name + (Leaf is null ? "" : "." + Leaf.Name) + (Key is null ? "" : $"[{Key}]");

    /// <summary>True when the operation names exactly this variable.</summary>
    public bool IsNamedBy(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Instance: { } instance } property when Leaf is not null => Same(property.Property, Leaf) && IsRoot(instance),
        _ when Key is not null => Element(operation) is var (holder, key) && key == Key && IsRoot(holder),
        _ => Leaf is null && IsRoot(operation),
    };

    /// <summary>True when the operation names the root alone, with whatever lies in it.</summary>
    public bool IsRoot(IOperation operation) => SymbolOf(Bare(operation)) is { } symbol && (Same(symbol, Root) || Same(symbol, Contract));

    /// <summary>True when the operation names another property or element of the same object.</summary>
    public bool IsBeside(IOperation operation) =>
        (Leaf is not null && operation is IPropertyReferenceOperation { Instance: { } instance } && IsRoot(instance)
            || Key is not null && Element(operation) is var (holder, key) && key is not null && IsRoot(holder))
        && !IsNamedBy(operation);

    /// <summary>The symbol of a variable: field, property, local or parameter.</summary>
    public static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => property.Property,
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The array or collection of an element access, and its index where that is one constant.</summary>
    public static (IOperation Holder, string? Key)? Element(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } element => (element.ArrayReference, KeyOf(index)),
        IPropertyReferenceOperation { Instance: { } instance, Arguments: [var argument] } => (instance, KeyOf(argument.Value)),
        IInvocationOperation call when Stored(call) is not null => call is { Instance: { } cache, Arguments: [var key, ..] } ? (cache, KeyOf(key.Value)) : (call.Arguments[0].Value, KeyOf(call.Arguments[1].Value)),
        _ => null,
    };

    // A constant, or a name that stands for one.
    static string? KeyOf(IOperation index) => Bare(index) switch
    {
        { ConstantValue: { HasValue: true, Value: var value } } => value?.ToString(),
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true, Name: var name } } => name,
        _ => null,
    };

    /// <summary>What a call puts into a dictionary or a cache under a key: the value, or the factory that makes it; null for any other call.</summary>
    public static IOperation? Stored(IInvocationOperation call)
    {
        if (!Stores.Contains(call.TargetMethod.Name)) return null;
        var (holder, values) = call.Instance is { } instance ? (instance, call.Arguments.Skip(1)) : call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? (call.Arguments[0].Value, call.Arguments.Skip(2)) : (null, []);
        return Bare(holder ?? call).Type?.Name is "ConcurrentDictionary" or "Dictionary" or "IDictionary" or "IMemoryCache" or "MemoryCache" or "ObjectCache" ? values.FirstOrDefault()?.Value : null;
    }

    static readonly HashSet<string> Stores = new(StringComparer.Ordinal) { "Add", "TryAdd", "GetOrAdd", "GetOrCreate", "GetOrCreateAsync", "Set" };

    /// <summary>The operation without conversions around it.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation { Operand: var inner }) operation = inner;
        return operation;
    }
}
