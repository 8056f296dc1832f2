using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>The runtime in the file becomes the one that the project is built for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)]), Shared]
sealed class MatchRuntimeAndProjectFix() : LambdaFix(MatchRuntimeAndProject.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [];

    /// <inheritdoc/>
    protected internal override IEnumerable<FilePlan> FilePlans => [new("Runtime", "Name the runtime of the project's .NET", Plan)];

    static TextChange? Plan(Diagnostic finding, SourceText text) =>
        finding.Properties.TryGetValue(MatchRuntimeAndProject.Instead, out var instead) && instead is not null && text.ToString(finding.Location.SourceSpan).StartsWith("dotnet", StringComparison.Ordinal)
            ? new TextChange(finding.Location.SourceSpan, instead) : null;
}
