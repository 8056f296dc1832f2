using System.Composition;
using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Recursion;

/// <summary>A handler that calls itself last becomes a loop; of another one what recurs moves into a method of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class EnterHandlerOnceFix() : LambdaFix(EnterHandlerOnce.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Loop", "Turn the recursion into a loop", Loop), new("Extract", "Move what recurs into a method of its own", Extract)];

    static Edit? Loop(Target target) =>
        target.Around<MethodDeclarationSyntax>() is { } method && TailLoop.Of(method, target.Model, target.Cancellation) is { } loop
            ? target.Replacing((root, _) => root.ReplaceNode(method, loop))
            : null;

    static Edit? Extract(Target target) =>
        target.Around<MethodDeclarationSyntax>() is { } method && ExtractedRecursion.Of(method, target) is var (handler, part)
            ? target.Replacing((root, _) => root.ReplaceNode(method, new SyntaxNode[] { handler, part }))
            : null;
}
