using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a constructor puts into a field or property, and nobody replaces.</summary>
sealed class Injected(LambdaProject project)
{
    /// <summary>The constructor's parameter that a member holds for as long as its object lives; null when it holds anything else.</summary>
    public IParameterSymbol? ParameterFor(ISymbol member, CancellationToken cancellation) =>
        _known.TryGetValue(member, out var known) ? known : _known.GetOrAdd(member, Find(member, cancellation));

    readonly ConcurrentDictionary<ISymbol, IParameterSymbol?> _known = new(SymbolEqualityComparer.Default);

    IParameterSymbol? Find(ISymbol member, CancellationToken cancellation)
    {
        if (member is not (IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false })) return null;
        ExpressionSyntax? given = null;
        foreach (var value in Initial(member, cancellation).Concat(project.Calls.Of(member, cancellation).Where(site => site.Writes).Select(site => site.Assigned)))
        {
            if (given is not null || value is null) return null;
            given = value;
        }
        return given switch
        {
            null => null,
            // _store = store ?? throw new ArgumentNullException(nameof(store))
            BinaryExpressionSyntax { Left: var left, Right: ThrowExpressionSyntax } => Parameter(left),
            _ => Parameter(given),
        };

        IParameterSymbol? Parameter(ExpressionSyntax value) =>
            project.Compilation.GetSemanticModel(value.SyntaxTree).GetSymbolInfo(value, cancellation).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter ? parameter : null;
    }

    IEnumerable<ExpressionSyntax?> Initial(ISymbol member, CancellationToken cancellation) =>
        Declared.In(member, project.Compilation).Select(reference => Declared.Initial(reference.GetSyntax(cancellation))).Where(value => value is not null);
}
