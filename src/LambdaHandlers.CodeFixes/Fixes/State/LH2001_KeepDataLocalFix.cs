using System.Composition;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>A field that one handler fills becomes a local of it, handed on to the helpers that read it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepDataLocalFix() : LambdaFix(KeepDataLocal.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Local", "Replace the field with a local", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project || target.Node is not ExpressionSyntax written
            || target.Model.GetSymbolInfo(written, target.Cancellation).Symbol is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
            || target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Body: not null } method
            || target.Model.GetDeclaredSymbol(method, target.Cancellation) is not { } handler || project.HandlerOf(handler, target.Cancellation) is null
            || FieldToLocal.Of(field, method, target.Model, project, target.Cancellation) is not { } change)
            return null;
        return target.Replacing((root, _) => change.In(root));
    }
}
