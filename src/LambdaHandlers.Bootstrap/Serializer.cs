using System.Reflection;

namespace LambdaHandlers.Bootstrap;

/// <summary>The function's own serializer, found by the names of Amazon's types, never by reference.</summary>
sealed class Serializer(object instance, Type contract)
{
    const string Attribute = "Amazon.Lambda.Core.LambdaSerializerAttribute";
    const string Contract = "Amazon.Lambda.Core.ILambdaSerializer";

    public object Instance { get; } = instance;

    /// <summary>The method's attribute wins over that of the assembly the handler string names. It is built even when the signature needs none.</summary>
    public static Serializer? Of(MethodInfo method, Assembly assembly)
    {
        var attribute = Marked(method.GetCustomAttributes(inherit: true)) ?? Marked(assembly.GetCustomAttributes(inherit: false));
        if (attribute is null) return null;
        var type = attribute.GetType().GetProperty("SerializerType")?.GetValue(attribute) as Type
            ?? throw new LambdaValidationException($"The 'SerializerType' property on attribute class '{Attribute}' is not set.");
        var constructor = type.GetConstructor(Type.EmptyTypes)
            ?? throw new LambdaValidationException($"The indicated serializer '{type.FullName}' does not define a public zero-parameter constructor.");
        var contract = type.GetInterface(Contract)
            ?? throw new LambdaValidationException($"The '{type.FullName}' class is invalid: it does not implement the 'ILambdaSerializer' interface.");
        return new Serializer(constructor.Invoke(null), contract);

        static object? Marked(object[] attributes) => Array.Find(attributes, candidate => candidate.GetType().FullName == Attribute);
    }

    /// <summary>Lambda calls Deserialize by name on the class: an explicit implementation is not found, two that fit are too many.</summary>
    public Func<Stream, T> Deserialize<T>()
    {
        var found = Instance.GetType().GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.FlattenHierarchy)
            .Where(method => method.Name == "Deserialize" && method.GetGenericArguments().Length == 1
                && method.GetParameters() is [var only] && only.ParameterType.IsAssignableFrom(typeof(Stream)))
            .ToList();
        if (found.Count > 1 && found.FindAll(method => method.IsPublic) is [_] single) found = single;
        return found switch
        {
            [var method] => method.MakeGenericMethod(typeof(T)).CreateDelegate<Func<Stream, T>>(Instance),
            [] => throw new InvalidOperationException($"No generic method 'Deserialize' on type '{Instance.GetType()}' is compatible with the supplied type arguments and arguments."),
            _ => throw new InvalidOperationException($"More than one method 'Deserialize' on type '{Instance.GetType()}' is compatible with the supplied arguments."),
        };
    }

    public Action<T, Stream> Serialize<T>() =>
        contract.GetMethod("Serialize")!.MakeGenericMethod(typeof(T)).CreateDelegate<Action<T, Stream>>(Instance);
}
