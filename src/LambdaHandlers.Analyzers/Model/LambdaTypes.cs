using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The types that more than one rule asks for, by metadata name; null where the project does not know them.</summary>
sealed class LambdaTypes(Func<string, INamedTypeSymbol?> find)
{
    internal const string LambdaContextName = "Amazon.Lambda.Core.ILambdaContext";

    /// <summary>ILambdaContext.</summary>
    public INamedTypeSymbol? LambdaContext => find(LambdaContextName);
    /// <summary>ILambdaSerializer.</summary>
    public INamedTypeSymbol? LambdaSerializer => find("Amazon.Lambda.Core.ILambdaSerializer");
    /// <summary>LambdaSerializerAttribute.</summary>
    public INamedTypeSymbol? LambdaSerializerAttribute => find("Amazon.Lambda.Core.LambdaSerializerAttribute");
    /// <summary>LambdaFunctionAttribute of the Annotations framework.</summary>
    public INamedTypeSymbol? LambdaFunctionAttribute => find("Amazon.Lambda.Annotations.LambdaFunctionAttribute");
    /// <summary>LambdaBootstrapBuilder.</summary>
    public INamedTypeSymbol? LambdaBootstrapBuilder => find("Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder");
    /// <summary>HandlerWrapper.</summary>
    public INamedTypeSymbol? HandlerWrapper => find("Amazon.Lambda.RuntimeSupport.HandlerWrapper");
    /// <summary>LambdaBootstrap.</summary>
    public INamedTypeSymbol? LambdaBootstrap => find("Amazon.Lambda.RuntimeSupport.LambdaBootstrap");
    /// <summary>The base of the ASP.NET Core entry points.</summary>
    public INamedTypeSymbol? AspNetCoreFunction => find("Amazon.Lambda.AspNetCoreServer.AbstractAspNetCoreFunction`2");

    /// <summary>System.IO.Stream.</summary>
    public INamedTypeSymbol? Stream => find("System.IO.Stream");
    /// <summary>Task.</summary>
    public INamedTypeSymbol? Task => find("System.Threading.Tasks.Task");
    /// <summary>Task of T.</summary>
    public INamedTypeSymbol? TaskOfT => find("System.Threading.Tasks.Task`1");
    /// <summary>ValueTask.</summary>
    public INamedTypeSymbol? ValueTask => find("System.Threading.Tasks.ValueTask");
    /// <summary>ValueTask of T.</summary>
    public INamedTypeSymbol? ValueTaskOfT => find("System.Threading.Tasks.ValueTask`1");

    /// <summary>What every client of the AWS SDK implements.</summary>
    public INamedTypeSymbol? AmazonService => find("Amazon.Runtime.IAmazonService");
}
