using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>A class library: the method carries its own serializer, or its shape says that nothing but Lambda would call it.</summary>
static class ClassLibrary
{
    /// <summary>The handler that this method is by <c>[LambdaSerializer]</c> on itself or on the method it overrides, or null.</summary>
    public static Handler? BySerializer(IMethodSymbol method, LambdaProject project)
    {
        if (project.Types.LambdaSerializerAttribute is not { } attribute)
            return null;
        for (var at = method; at is not null; at = at.OverriddenMethod)
            if (at.GetAttributes().Any(given => SymbolEqualityComparer.Default.Equals(given.AttributeClass, attribute)))
                return new Handler(method, ProgrammingModel.ClassLibrary, Certainty.Certain, project.Types);
        return null;
    }

    /// <summary>The handler that this method probably is: it takes an <c>ILambdaContext</c> or an AWS event, and nobody in the project calls it.</summary>
    public static Handler? ByShape(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        if (!LooksLikeOne(method, project.Types) || Unbound.Above(method.ContainingType) || IsAnswerToForeignContract(method, project.Compilation) || project.Calls.IsCalledFromElsewhere(method, cancellation))
            return null;
        return new Handler(method, ProgrammingModel.ClassLibrary, Certainty.Probable, project.Types);
    }

    static bool LooksLikeOne(IMethodSymbol method, LambdaTypes types)
    {
        // The runtime loads private methods too, but in real code a private method with a context is a helper.
        if (method is not { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private, IsAbstract: false, IsGenericMethod: false, IsExtensionMethod: false }
            || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsGenericType: false } type
            || (type.IsAbstract && !type.IsStatic))
            return false;
        return method.Parameters switch
        {
            // A static void method that takes nothing but the context keeps it for others: Idempotency.RegisterLambdaContext(context).
            [_] when method is { IsStatic: true, ReturnsVoid: true } && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, types.LambdaContext) => false,
            [.., var last] when method.Parameters.Length <= 2 && SymbolEqualityComparer.Default.Equals(last.Type, types.LambdaContext) =>
                method.Parameters.Length == 1 || !SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, types.LambdaContext),
            [var only] => EventSources.IsAwsEvent(only.Type) && HandlerClass.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal)),
            _ => false,
        };
    }

    static readonly string[] HandlerClass = ["Function", "Functions", "Handler", "Lambda"];

    // What implements somebody else's interface is called by that somebody.
    static bool IsAnswerToForeignContract(IMethodSymbol method, Compilation compilation)
    {
        for (var at = method.OverriddenMethod; at is not null; at = at.OverriddenMethod)
            if (Declared.In(at, compilation).IsEmpty)
                return true;
        foreach (var contract in method.ContainingType.AllInterfaces)
            if (Declared.In(contract, compilation).IsEmpty)
                foreach (var member in contract.GetMembers(method.Name))
                    if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                        return true;
        return false;
    }
}
