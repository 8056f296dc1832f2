using System.Composition;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.Secrets;

/// <summary>The keys go, and with them the credentials that were made of them and the constants that held them: the client then finds the execution role.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class UseExecutionRoleFix() : LambdaFix(UseExecutionRole.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Role", "Remove the keys and use the execution role (revoke them too: they stay in the history)", KeyRemoval.Plan)];
}
