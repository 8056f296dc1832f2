using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a call passes.</summary>
static class Arguments
{
    /// <summary>What it passes for a parameter, or null: by place, for it may call the declaration that the parameter's method overrides.</summary>
    public static IOperation? For(this ImmutableArray<IArgumentOperation> arguments, IParameterSymbol parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
}
