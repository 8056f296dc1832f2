using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>An environment variable gets a name that Lambda takes. How large a function is to be, its author knows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)]), Shared]
sealed class StayWithinLimitsFix() : LambdaFix(StayWithinLimits.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [];

    /// <inheritdoc/>
    protected internal override IEnumerable<FilePlan> FilePlans => [new("Rename", "Rename the environment variable", Plan)];

    // What is folded over several lines or escaped is left to its author.
    static TextChange? Plan(Diagnostic finding, SourceText text) =>
        finding.Properties.TryGetValue(StayWithinLimits.Instead, out var instead) && instead is not null
        && text.ToString(finding.Location.SourceSpan) is var written && written.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or ':')
            ? new TextChange(finding.Location.SourceSpan, instead) : null;
}
