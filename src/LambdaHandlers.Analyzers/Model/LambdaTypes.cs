using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The types that more than one rule asks for, by metadata name; null where the project does not know them.</summary>
sealed class LambdaTypes(Func<string, INamedTypeSymbol?> find)
{
    internal const string LambdaContextName = "Amazon.Lambda.Core.ILambdaContext";

    /// <summary>ILambdaContext.</summary>
    public INamedTypeSymbol? LambdaContext { get; } = find(LambdaContextName);
    /// <summary>ILambdaSerializer.</summary>
    public INamedTypeSymbol? LambdaSerializer { get; } = find("Amazon.Lambda.Core.ILambdaSerializer");
    /// <summary>LambdaSerializerAttribute.</summary>
    public INamedTypeSymbol? LambdaSerializerAttribute { get; } = find("Amazon.Lambda.Core.LambdaSerializerAttribute");
    /// <summary>LambdaFunctionAttribute of the Annotations framework.</summary>
    public INamedTypeSymbol? LambdaFunctionAttribute { get; } = find("Amazon.Lambda.Annotations.LambdaFunctionAttribute");
    /// <summary>LambdaBootstrapBuilder.</summary>
    public INamedTypeSymbol? LambdaBootstrapBuilder { get; } = find("Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder");
    /// <summary>HandlerWrapper.</summary>
    public INamedTypeSymbol? HandlerWrapper { get; } = find("Amazon.Lambda.RuntimeSupport.HandlerWrapper");
    /// <summary>LambdaBootstrap.</summary>
    public INamedTypeSymbol? LambdaBootstrap { get; } = find("Amazon.Lambda.RuntimeSupport.LambdaBootstrap");
    /// <summary>The base of the ASP.NET Core entry points.</summary>
    public INamedTypeSymbol? AspNetCoreFunction { get; } = find("Amazon.Lambda.AspNetCoreServer.AbstractAspNetCoreFunction`2");

    /// <summary>System.IO.Stream.</summary>
    public INamedTypeSymbol? Stream { get; } = find("System.IO.Stream");
    /// <summary>Task.</summary>
    public INamedTypeSymbol? Task { get; } = find("System.Threading.Tasks.Task");
    /// <summary>Task of T.</summary>
    public INamedTypeSymbol? TaskOfT { get; } = find("System.Threading.Tasks.Task`1");
    /// <summary>ValueTask.</summary>
    public INamedTypeSymbol? ValueTask { get; } = find("System.Threading.Tasks.ValueTask");
    /// <summary>ValueTask of T.</summary>
    public INamedTypeSymbol? ValueTaskOfT { get; } = find("System.Threading.Tasks.ValueTask`1");

    /// <summary>What every client of the AWS SDK implements.</summary>
    public INamedTypeSymbol? AmazonService { get; } = find("Amazon.Runtime.IAmazonService");

    /// <summary>True for a client of the AWS SDK, and for what it is known by.</summary>
    public bool IsAwsClient(ITypeSymbol type) =>
        AmazonService is { } service && !Platform.Owns(type) && (type.Is(service) || type.AllInterfaces.Contains(service, SymbolEqualityComparer.Default));
}
