using System.Composition;
using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.Logging;

/// <summary>Holes become named placeholders, and their expressions the values.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class LogTemplatesFix() : LambdaFix(LogTemplates.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Template", "Use a template with named placeholders", Plan)];

    static Edit? Plan(Target target) =>
        LogArguments.At(target) is { } arguments && MessageTemplate.Read(arguments.Message, arguments.Values, target.Model) is { } template
            ? target.Replacing((root, _) => root.ReplaceNode(arguments.Call, arguments.With([.. arguments.Before, .. template.Write()])))
            : null;
}
