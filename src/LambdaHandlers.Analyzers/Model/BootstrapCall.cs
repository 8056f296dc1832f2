using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A call of <c>LambdaBootstrapBuilder.Create</c> or <c>HandlerWrapper.GetHandlerWrapper</c>, as its 37 overloads see it.</summary>
sealed class BootstrapCall
{
    BootstrapCall(IInvocationOperation call, IArgumentOperation handler, IMethodSymbol shape) => (Call, Handler, Shape) = (call, handler, shape);

    /// <summary>The call.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>What is handed over.</summary>
    public IArgumentOperation Handler { get; }

    /// <summary>The delegate's signature in the overload that is bound.</summary>
    public IMethodSymbol Shape { get; }

    /// <summary>The call behind an invocation, or null when it is another one.</summary>
    public static BootstrapCall? Of(IInvocationOperation call, LambdaTypes types) =>
        call.TargetMethod is { Name: "Create" or "GetHandlerWrapper", IsStatic: true, ContainingType: var owner }
        && (owner.Is(types.LambdaBootstrapBuilder) || owner.Is(types.HandlerWrapper))
        && call.Arguments.FirstOrDefault(argument => argument.Parameter is { Ordinal: 0, Type.TypeKind: TypeKind.Delegate }) is { } handler
        && handler.Parameter!.Type is INamedTypeSymbol { DelegateInvokeMethod: { } shape }
            ? new(call, handler, shape) : null;

    /// <summary>What the input is deserialised into, or null where the overload has no such type.</summary>
    public ITypeSymbol? Input => TypeArgument("TInput");

    /// <summary>What is serialised, or null where the overload has no such type.</summary>
    public ITypeSymbol? Output => TypeArgument("TOutput");

    /// <summary>The serializer that is handed over, without conversions; null where the overload takes none.</summary>
    public IOperation? Serializer => Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "serializer") is { } argument ? Conversions.Plain(argument.Value) : null;

    ITypeSymbol? TypeArgument(string name)
    {
        var method = Call.TargetMethod;
        for (var at = 0; at < method.TypeParameters.Length; at++)
            if (method.TypeParameters[at].Name == name)
                return method.TypeArguments[at];
        return null;
    }

    /// <summary>What the code behind the delegate returns, as it is declared, before the overload's delegate changed it; null where nobody can tell.</summary>
    public ITypeSymbol? Returned => ReturnedBy(Handler.Value, Call.SemanticModel, 3);

    static ITypeSymbol? ReturnedBy(IOperation value, SemanticModel? model, int hops) => Conversions.Plain(value) switch
    {
        IDelegateCreationOperation { Target: { } target } => ReturnedBy(target, model, hops),
        IMethodReferenceOperation reference => reference.Method.ReturnType,
        IAnonymousFunctionOperation lambda => ReturnedBy(lambda),
        ILocalReferenceOperation local => Initial(local.Local, model, hops) ?? OfDelegate(local.Type),
        IFieldReferenceOperation field => Initial(field.Field, model, hops) ?? OfDelegate(field.Type),
        var other => OfDelegate(other.Type),
    };

    static ITypeSymbol? OfDelegate(ITypeSymbol? type) => (type as INamedTypeSymbol)?.DelegateInvokeMethod?.ReturnType;

    // A variable that is written once, where it is declared.
    static ITypeSymbol? Initial(ISymbol variable, SemanticModel? model, int hops) =>
        hops > 0 && variable is ILocalSymbol or IFieldSymbol { IsReadOnly: true } && variable.DeclaringSyntaxReferences is [var declaration]
        && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initial } && model is not null && initial.SyntaxTree == model.SyntaxTree
        && model.GetOperation(initial) is { } value ? ReturnedBy(value, model, hops - 1) : null;

    static ITypeSymbol? ReturnedBy(IAnonymousFunctionOperation lambda)
    {
        if (lambda.Symbol.IsAsync) return lambda.Symbol.ReturnType;
        ITypeSymbol? found = null;
        foreach (var result in lambda.Body.Descendants().OfType<IReturnOperation>())
            if (result.ReturnedValue is { } value && IsOwn(result, lambda))
            {
                var type = Conversions.Plain(value).Type;
                if (type is null || (found is not null && !found.Is(type as INamedTypeSymbol))) return lambda.Symbol.ReturnType;
                found = type;
            }
        return found ?? lambda.Symbol.ReturnType;
    }

    static bool IsOwn(IOperation operation, IAnonymousFunctionOperation lambda)
    {
        var at = operation.Parent;
        while (at is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation)) at = at.Parent;
        return at == lambda;
    }
}
