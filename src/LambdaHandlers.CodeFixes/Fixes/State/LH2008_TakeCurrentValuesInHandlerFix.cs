using System.Composition;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>The value is taken where it is used, and the field that kept it goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class TakeCurrentValuesInHandlerFix() : LambdaFix(TakeCurrentValuesInHandler.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("ReadWhereUsed", "Take it where it is used", ReadWhereUsed.Plan)];
}
