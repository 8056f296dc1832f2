using System.Composition;
using LambdaHandlers.Analyzers.Rules.Performance;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.Performance;

/// <summary>A method of the class fetches, and keeps what it got for five minutes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepFetchedSecretsFix() : LambdaFix(KeepFetchedSecrets.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Keep", "Keep it for five minutes", CachedAccessor.Plan)];
}
