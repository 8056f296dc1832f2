using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>The handler string becomes the one of the nearest handler that exists.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)]), Shared]
sealed class NameExistingHandlerFix() : LambdaFix(NameExistingHandler.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [];

    /// <inheritdoc/>
    protected internal override IEnumerable<FilePlan> FilePlans => [new("Nearest", "Name the nearest handler", Plan)];

    // What is folded over several lines or escaped is left to its author.
    static TextChange? Plan(Diagnostic finding, SourceText text) =>
        finding.Properties.TryGetValue(NameExistingHandler.Nearest, out var nearest) && nearest is not null
        && text.ToString(finding.Location.SourceSpan) is var written && written.IndexOfAny(['\n', '\r', '\\', '"']) < 0
            ? new TextChange(finding.Location.SourceSpan, nearest) : null;
}
