using System.Composition;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>A field that one handler fills becomes a local of it, handed on to the helpers that use it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepDataLocalFix() : LambdaFix(KeepDataLocal.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Local", "Replace the field with a local", Plan)];

    static Edit? Plan(Target target) =>
        target.Project is { } project && Root(target.Node) is { } written
        && target.Model.GetSymbolInfo(written, target.Cancellation).Symbol is IFieldSymbol field
        && FieldToLocal.Owner(field, written, project, target.Cancellation) is { } owner
        && FieldToLocal.In(field, owner, FieldStart.OfValue(field, target.Model, target.Cancellation), project, target.Cancellation) is { } root
            ? target.Replacing((_, _) => root) : null;

    // _session of _session.User and of _session["user"].
    static ExpressionSyntax? Root(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name,
        MemberAccessExpressionSyntax { Expression: var holder } => Root(holder),
        ElementAccessExpressionSyntax { Expression: var holder } => Root(holder),
        ArgumentSyntax { Expression: var given } => Root(given),
        IdentifierNameSyntax name => name,
        _ => null,
    };
}
