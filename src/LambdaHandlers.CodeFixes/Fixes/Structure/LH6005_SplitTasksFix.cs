using System.Composition;
using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.Structure;

/// <summary>Each task becomes a method that can be a handler of its own; what chooses between them stays until a template names them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class SplitTasksFix() : LambdaFix(SplitTasks.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Methods", "Split the handler into one method per task", Plan)];

    static Edit? Plan(Target target) => TaskSplit.Of(target) is { } root ? target.Replacing((_, _) => root) : null;
}
