using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What passes through a serializer when Lambda invokes a handler, and through which one.</summary>
sealed class Payload
{
    Payload(ITypeSymbol? read, ITypeSymbol? written, AttributeData? attribute, ITypeSymbol? serializer) =>
        (Read, Written, Attribute, Serializer) = (read, written, attribute, serializer as INamedTypeSymbol);

    /// <summary>What the event is deserialised into; null where there is no input, or where it is handed over as a raw <c>Stream</c>.</summary>
    public ITypeSymbol? Read { get; }

    /// <summary>What is serialised as the answer; null where there is none, or where it is a raw stream.</summary>
    public ITypeSymbol? Written { get; }

    /// <summary>The <c>[LambdaSerializer]</c> in effect, or null.</summary>
    public AttributeData? Attribute { get; }

    /// <summary>The serializer's type, or null where there is none or where nobody can tell.</summary>
    public INamedTypeSymbol? Serializer { get; }

    /// <summary>The payload of a handler.</summary>
    public static Payload Of(Handler handler, LambdaProject project)
    {
        var types = project.Types;
        var signature = handler.Signature;
        var attribute = handler.Model == ProgrammingModel.Bootstrap ? null : SerializerOf(handler.Method, project);
        return new Payload(
            (handler.Model == ProgrammingModel.Annotations ? handler.Input?.Type : Input(signature, types)) is { } input && !input.Is(types.Stream) ? input : null,
            Output(signature.ReturnType, types) is { } output && !IsRaw(output, handler.Model, types) ? output : null,
            attribute,
            handler.BootstrapSerializer ?? (attribute?.ConstructorArguments is [{ Value: ITypeSymbol type }] ? type : null));
    }

    /// <summary>False for an Annotations function behind HTTP: its wrapper takes requests and responses, and the method's own types are not what is serialised.</summary>
    public static bool IsOwn(Handler handler) => handler.Model is ProgrammingModel.ClassLibrary or ProgrammingModel.Bootstrap
        || (handler.Model == ProgrammingModel.Annotations && handler.Source is not (EventSource.ApiGatewayRest or EventSource.ApiGatewayHttp or EventSource.ApiGatewayAuthorizer or EventSource.LoadBalancer));

    /// <summary>The <c>[LambdaSerializer]</c> that the runtime finds: on the method or one that it overrides, else on the assembly that the handler string names, which is this one.</summary>
    static AttributeData? SerializerOf(IMethodSymbol method, LambdaProject project)
    {
        for (var at = method; at is not null; at = at.OverriddenMethod)
            if (at.GetAttributes().FirstOrDefault(IsSerializer) is { } own)
                return own;
        return project.Compilation.Assembly.GetAttributes().FirstOrDefault(IsSerializer);
    }

    /// <summary>True for <c>[LambdaSerializer]</c>, also where its package is missing.</summary>
    public static bool IsSerializer(AttributeData attribute) => attribute.AttributeClass switch
    {
        IErrorTypeSymbol unknown => unknown.Name is "LambdaSerializer" or "LambdaSerializerAttribute",
        { Name: "LambdaSerializerAttribute", ContainingNamespace: { Name: "Core", ContainingNamespace: { Name: "Lambda", ContainingNamespace.Name: "Amazon" } } } => true,
        _ => false,
    };

    // A context alone is no input; the first of two parameters is one, whatever it is.
    static ITypeSymbol? Input(IMethodSymbol signature, LambdaTypes types) => signature.Parameters switch
    {
        [] => null,
        [var only] => IsContext(only.Type, types) ? null : only.Type,
        [var first, ..] => first.Type,
    };

    /// <summary>What the runtime takes for data: neither nothing nor a task without a result; <c>Task&lt;T&gt;</c> unwrapped, nothing else.</summary>
    static ITypeSymbol? Output(ITypeSymbol returned, LambdaTypes types) =>
        returned.SpecialType == SpecialType.System_Void ? null
        : Awaitables.IsTask(returned, types) ? Awaitables.Result(returned, types)
        : returned;

    // The class-library loader writes every stream as it is, the bootstrap's overloads only exactly Stream.
    static bool IsRaw(ITypeSymbol type, ProgrammingModel model, LambdaTypes types) =>
        model == ProgrammingModel.Bootstrap ? type.Is(types.Stream) : type.IsA(types.Stream);

    /// <summary>True for <c>ILambdaContext</c> and what implements or extends it.</summary>
    public static bool IsContext(ITypeSymbol type, LambdaTypes types) =>
        types.LambdaContext is { } context && (type.Is(context) || type.AllInterfaces.Contains(context, SymbolEqualityComparer.Default));
}
