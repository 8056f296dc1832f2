using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>A method of a handler's class that holds business logic and knows nothing of Lambda: it only lives in the wrong place.</summary>
static class BusinessHelper
{
    // So many characters have no room for that much logic; nothing else is asked about most methods.
    const int Shortest = 100;

    /// <summary>The handler whose invocations run such a method; null for any other method.</summary>
    public static Handler? HandlerOf(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences is not [{ Span.Length: > Shortest } declaration] || project.IsTest || !IsPlain(method) || MentionsLambda(method) || !IsBesideHandler(method, project, cancellation)
            || !project.Compilation.ContainsSyntaxTree(declaration.SyntaxTree)
            || DomainLogic.Of(method, project, cancellation).Weight < Threshold(declaration.SyntaxTree, project))
            return null;
        var body = declaration.GetSyntax(cancellation).ChildNodes().LastOrDefault();
        return body is not null && project.PathTo(body, everyTime: false, cancellation) is { Handler: { Model: not ProgrammingModel.AspNetCore } handler } && !HoldsLogic(handler, project, cancellation) ? handler : null;
    }

    /// <summary>True for a handler that is told to move its own logic out: what that needs moves along.</summary>
    static bool HoldsLogic(Handler handler, LambdaProject project, CancellationToken cancellation) => DomainLogic.HeldBy(handler, project, cancellation) is not null;

    static int Threshold(SyntaxTree tree, LambdaProject project) => DomainLogic.Threshold.Read(project.Options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    // What a base or an interface asks for stays where it is.
    static bool IsPlain(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsVirtual: false, IsOverride: false, IsExtern: false, IsImplicitlyDeclared: false, PartialDefinitionPart: null, PartialImplementationPart: null, IsExtensionMethod: false }
        && method.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type
        && !type.AllInterfaces.Any(contract => contract.GetMembers(method.Name).Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method)));

    static bool IsBesideHandler(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        var found = false;
        foreach (var member in method.ContainingType.GetMembers())
            if (member is IMethodSymbol or IFieldSymbol or IPropertySymbol)
                foreach (var handler in project.HandlersIn(member, cancellation))
                    if (SymbolEqualityComparer.Default.Equals(handler.Method, method)) return false;
                    else found = true;
        return found;
    }

    static bool MentionsLambda(IMethodSymbol method) => IsLambda(method.ReturnType) || method.Parameters.Any(parameter => IsLambda(parameter.Type));

    static bool IsLambda(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsLambda(array.ElementType),
        INamedTypeSymbol named => IsLambda(named.ContainingNamespace) || named.TypeArguments.Any(IsLambda),
        _ => false,
    };

    // Amazon.Lambda.Core, Amazon.Lambda.SQSEvents, …
    static bool IsLambda(INamespaceSymbol? space)
    {
        for (var at = space; at is { IsGlobalNamespace: false }; at = at.ContainingNamespace)
            if (at is { Name: "Lambda", ContainingNamespace: { Name: "Amazon", ContainingNamespace.IsGlobalNamespace: true } }) return true;
        return false;
    }
}
