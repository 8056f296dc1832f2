using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A read of an environment variable, and what the template says of it.</summary>
static class EnvironmentVariable
{
    /// <summary>The name of the variable that an operation reads, or null.</summary>
    public static string? NameOf(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string name } }, ..] } ? name : null;

    /// <summary>What the handler's function is given under that name, or null where no template tells.</summary>
    public static ConfigNode? ValueOf(string name, Handler handler) => handler.Function?.Variable(name);
}
