using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a method of the project does.</summary>
static class Bodies
{
    /// <summary>The operations that a method's declarations are, of a partial one both; none for what another compilation declares.</summary>
    public static IEnumerable<IOperation> Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var declaration in method.DeclaringSyntaxReferences.Concat(method.PartialImplementationPart?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty))
            if (compilation.ContainsSyntaxTree(declaration.SyntaxTree) && compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration.GetSyntax(cancellation), cancellation) is { } body)
                yield return body;
    }
}
