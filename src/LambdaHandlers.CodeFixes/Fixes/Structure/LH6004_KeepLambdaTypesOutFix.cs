using System.Composition;
using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.Structure;

/// <summary>The method takes the values that it reads of the event or the context, and its callers pass them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepLambdaTypesOutFix() : LambdaFix(KeepLambdaTypesOut.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Values", "Take the values instead", MembersForParameter.Of)];
}
