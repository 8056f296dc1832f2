using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A read of an environment variable.</summary>
static class EnvironmentVariable
{
    /// <summary>The name of the variable that an operation reads, or null.</summary>
    public static string? NameOf(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string name } }, ..] } ? name : null;
}
