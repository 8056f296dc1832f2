using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The body that an operation lies in: what is asked about a local is asked of all of it.</summary>
static class Roots
{
    /// <summary>The outermost operation around one, or itself.</summary>
    public static IOperation Of(IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }
}
