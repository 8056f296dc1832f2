using System.Composition;
using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Recursion;

/// <summary>A handler that calls itself last becomes a loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class EnterHandlerOnceFix() : LambdaFix(EnterHandlerOnce.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Loop", "Go round in a loop", Plan)];

    static Edit? Plan(Target target) =>
        target.Around<MethodDeclarationSyntax>() is { } method && TailLoop.Of(method, target.Model, target.Cancellation) is { } loop
            ? target.Replacing((root, _) => root.ReplaceNode(method, loop))
            : null;
}
