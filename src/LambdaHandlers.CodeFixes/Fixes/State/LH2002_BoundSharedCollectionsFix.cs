using System.Composition;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>A collection that grows with every invocation becomes a local of the handler, or, where it is memory, a cache with a limit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class BoundSharedCollectionsFix() : LambdaFix(BoundSharedCollections.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Local", "Use a local", Local), new("Cache", "Use a MemoryCache with a limit", Cache)];

    static Edit? Local(Target target) =>
        target.Project is { } project && Field(target) is { } field
        && FieldToLocal.Owner(field, target.Node, project, target.Cancellation) is { } owner
        && FieldToLocal.In(field, owner, FieldStart.OfValue(field, target.Model, target.Cancellation), project, target.Cancellation) is { } root
            ? target.Replacing((_, _) => root) : null;

    static Edit? Cache(Target target) =>
        target.Project is { } project && Field(target) is { } field && BoundedCache.In(field, target.Model, project, target.Cancellation) is { } root
            ? target.Replacing((_, _) => root) : null;

    static IFieldSymbol? Field(Target target)
    {
        var holder = target.Node.FirstAncestorOrSelf<ExpressionSyntax>(node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax) switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var list } } => list,
            AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: var map } } => map,
            _ => null,
        };
        return holder is null ? null : target.Model.GetSymbolInfo(holder, target.Cancellation).Symbol as IFieldSymbol;
    }
}
