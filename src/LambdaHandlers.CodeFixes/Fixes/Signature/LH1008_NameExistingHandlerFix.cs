using System.Composition;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>The handler string, in a file or in infrastructure code, becomes the one of the nearest handler that exists.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)]), Shared]
sealed class NameExistingHandlerFix() : LambdaFix(NameExistingHandler.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Nearest", "Name the nearest handler", Literal)];

    /// <inheritdoc/>
    protected internal override IEnumerable<FilePlan> FilePlans => [new("Nearest", "Name the nearest handler", Plan)];

    /// <inheritdoc/>
    protected internal override IEnumerable<CodePlan> CodePlans => [new("Rename", "Rename the other overloads", OverloadRename.Of)];

    static Edit? Literal(Target target) =>
        target.Node is LiteralExpressionSyntax literal && target.Properties.TryGetValue(NameExistingHandler.Nearest, out var nearest) && nearest is not null
            ? target.Replacing((root, _) => root.ReplaceNode(literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(nearest)).WithTriviaFrom(literal))) : null;

    // What is folded over several lines or escaped is left to its author.
    static TextChange? Plan(Diagnostic finding, SourceText text) =>
        finding.Properties.TryGetValue(NameExistingHandler.Nearest, out var nearest) && nearest is not null
        && text.ToString(finding.Location.SourceSpan) is var written && written.IndexOfAny(['\n', '\r', '\\', '"']) < 0
            ? new TextChange(finding.Location.SourceSpan, nearest) : null;
}
