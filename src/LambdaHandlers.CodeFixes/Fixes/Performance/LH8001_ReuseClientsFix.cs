using System.Composition;
using LambdaHandlers.Analyzers.Rules.Performance;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.Performance;

/// <summary>The client moves into a field that all invocations share; in top-level statements into a local before the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ReuseClientsFix() : LambdaFix(ReuseClients.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Hoist", "Keep it for all invocations", HoistToField.Plan)];
}
