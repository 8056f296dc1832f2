using System.Composition;
using LambdaHandlers.Analyzers.Model.Secrets;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Fixes.Secrets;

/// <summary>The value in a template becomes a dynamic reference to Secrets Manager; of a connection string only the secret part.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)]), Shared]
sealed class ResolveSecretsFix() : LambdaFix(ResolveSecrets.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [];

    /// <inheritdoc/>
    protected internal override IEnumerable<FilePlan> FilePlans => [new("Resolve", "Refer to Secrets Manager (replace the secret too: it stays in the history)", Plan)];

    // What is folded over several lines or escaped is left to its author.
    static TextChange? Plan(Diagnostic finding, SourceText text)
    {
        var span = finding.Location.SourceSpan;
        if (!finding.Properties.TryGetValue(ResolveSecrets.Reference, out var reference) || reference is null
            || text.ToString(span) is not { Length: > 0 } written || written.IndexOfAny(['\n', '\r', '\\', '"']) >= 0) return null;
        var isWhole = SecretSetting.Of("", written) is not { } part || part.Length == written.Length;
        if (!isWhole) return new TextChange(new TextSpan(span.Start + SecretSetting.Of("", written)!.Value.Start, SecretSetting.Of("", written)!.Value.Length), reference);
        // In YAML a plain value can't begin with a brace; within a longer text it stands as it is.
        return new TextChange(span, span.Start > 0 && text[span.Start - 1] is '"' or '\'' or '=' || IsInBlock(text, span.Start) ? reference : $"'{reference}'");
    }

    // KEY: >- and the value on the next line, where quotes would be a part of it.
    static bool IsInBlock(SourceText text, int start)
    {
        var line = text.Lines.GetLineFromPosition(start);
        return line.LineNumber > 0 && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(line.Start, start)))
            && text.Lines[line.LineNumber - 1].ToString().TrimEnd().TrimEnd('-', '+', '1', '2', '4', '6', '8') is [.., '>' or '|'];
    }
}
