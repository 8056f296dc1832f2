using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A handler's declaration, where its signature is nobody else's business: no caller, no override, no interface.</summary>
static class HandlerMethod
{
    /// <summary>The method around a finding and its declaration, or null where changing its parameters would break code elsewhere.</summary>
    public static (MethodDeclarationSyntax Declaration, IMethodSymbol Method)? Free(SyntaxNode node, SemanticModel model, LambdaProject project, CancellationToken cancellation) =>
        node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
        && model.GetDeclaredSymbol(declaration, cancellation) is { IsOverride: false, IsVirtual: false, IsAbstract: false, PartialDefinitionPart: null, PartialImplementationPart: null } method
        && project.Calls.Of(method, cancellation).IsEmpty && !ImplementsSomething(method)
            ? (declaration, method) : null;

    /// <summary>The handler in whose signature the finding stands, or null.</summary>
    public static Handler? HandlerAt(Engine.Target target)
    {
        foreach (var node in target.Node.AncestorsAndSelf())
        {
            var method = node is MethodDeclarationSyntax or LocalFunctionStatementSyntax ? target.Model.GetDeclaredSymbol(node, target.Cancellation) as IMethodSymbol
                : node is AnonymousFunctionExpressionSyntax ? target.Model.GetSymbolInfo(node, target.Cancellation).Symbol as IMethodSymbol : null;
            if (method is not null && target.Project?.HandlerOf(method, target.Cancellation) is { } handler) return handler;
        }
        return null;
    }

    /// <summary>True when a use of a value means the same for a value of another, wider type.</summary>
    public static bool IsFineAs(IdentifierNameSyntax use, ITypeSymbol wider, SemanticModel model, CancellationToken cancellation) => use.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Expression == use => model.GetSymbolInfo(access, cancellation).Symbol is { } member
            && (Reaches(wider, FirstDeclaration(member).ContainingType) || (member as IMethodSymbol)?.ReducedFrom is { Parameters: [var first, ..] } && Reaches(wider, first.Type)),
        ArgumentSyntax argument => model.GetOperation(argument, cancellation) is Microsoft.CodeAnalysis.Operations.IArgumentOperation { Parameter.Type: { } wanted } && Reaches(wider, wanted),
        _ => false,
    };

    // MemoryStream.Length overrides Stream.Length.
    static ISymbol FirstDeclaration(ISymbol member) => member switch
    {
        IMethodSymbol { OverriddenMethod: { } overridden } => FirstDeclaration(overridden),
        IPropertySymbol { OverriddenProperty: { } overridden } => FirstDeclaration(overridden),
        _ => member,
    };

    static bool Reaches(ITypeSymbol from, ITypeSymbol to) =>
        to.SpecialType == SpecialType.System_Object || from.IsA(to as INamedTypeSymbol) || from.AllInterfaces.Contains(to, SymbolEqualityComparer.Default);

    static bool ImplementsSomething(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers()).Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
