using System.Composition;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>A hook takes the value anew after each restore; or the value is taken where it is used.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class RenewAfterRestoreFix() : LambdaFix(RenewAfterRestore.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("Renew", "Take it anew after each restore", RestoreHook.Plan),
        new("ReadWhereUsed", "Take it where it is used", ReadWhereUsed.Plan),
    ];
}
