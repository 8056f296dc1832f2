using System.Composition;
using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Structure;

/// <summary>The business helpers of a handler's class move to one class of their own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class MoveHelperOutFix() : LambdaFix(MoveHelperOut.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Move", "Move the business helpers to a class of their own", Move)];

    static Edit? Move(Target target) =>
        // It takes the type apart: no member of it may be unfinished.
        target.Node is MethodDeclarationSyntax { Parent.ContainsDiagnostics: false } helper && HelpersToClass.Of(helper, target) is { } root ? target.Replacing((_, _) => root) : null;
}
