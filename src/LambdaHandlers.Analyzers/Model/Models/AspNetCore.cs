using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>
/// ASP.NET Core on Lambda: the entry point's own override of <c>FunctionHandlerAsync</c>, and, in a project that Lambda hosts,
/// what a request runs: controller actions and the delegates of <c>MapGet</c> and its like.
/// </summary>
static class AspNetCore
{
    /// <summary>The handler that this method is, or null.</summary>
    public static Handler? Recognise(IMethodSymbol method, LambdaProject project)
    {
        if (method is { Name: "FunctionHandlerAsync", IsOverride: true } && DerivesFromEntryPoint(method.ContainingType, project.Types.AspNetCoreFunction))
            return new Handler(method, ProgrammingModel.AspNetCore, Certainty.Certain, project.Types);
        return IsAction(method, project) && project.IsHostedByLambda
            ? new Handler(method, ProgrammingModel.AspNetCore, Certainty.Certain, project.Types, EventSource.ApiGatewayHttp)
            : null;
    }

    /// <summary>True when the class is an entry point that Amazon.Lambda.AspNetCoreServer's bases make.</summary>
    public static bool DerivesFromEntryPoint(INamedTypeSymbol? type, INamedTypeSymbol? entryPoint)
    {
        if (entryPoint is null) return false;
        for (var at = type; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, entryPoint))
                return true;
        return false;
    }

    static bool IsAction(IMethodSymbol method, LambdaProject project)
    {
        if (method is not { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, MethodKind: MethodKind.Ordinary, IsGenericMethod: false }
            || method.ContainingType is not { TypeKind: TypeKind.Class, IsAbstract: false } type
            || project.Find("Microsoft.AspNetCore.Mvc.ControllerBase") is not { } controller)
            return false;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at, controller))
                return !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NonActionAttribute");
        return false;
    }

    /// <summary>True when the project hands its web application to Lambda: <c>AddAWSLambdaHosting</c> or an entry point class.</summary>
    public static bool IsHosted(LambdaProject project, CancellationToken cancellation)
    {
        foreach (var index in project.Sources)
        {
            if (index.Uses("AddAWSLambdaHosting").Any())
                return true;
            foreach (var name in EntryPoints)
                if (index.Bases(name).Any())
                    return true;
            cancellation.ThrowIfCancellationRequested();
        }
        return false;
    }

    static readonly string[] EntryPoints =
        ["APIGatewayProxyFunction", "APIGatewayHttpApiV2ProxyFunction", "APIGatewayWebsocketApiProxyFunction", "ApplicationLoadBalancerFunction", "AbstractAspNetCoreFunction"];

    /// <summary>The methods of <c>EndpointRouteBuilderExtensions</c> whose last argument handles a request.</summary>
    public static readonly ImmutableArray<string> MapMethods =
        ImmutableArray.Create("MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map", "MapFallback");

    /// <summary>The argument that handles the requests of a <c>MapGet(…)</c> call, or null.</summary>
    public static ArgumentSyntax? EndpointArgument(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [_, .., var last] ? last : null;
}
