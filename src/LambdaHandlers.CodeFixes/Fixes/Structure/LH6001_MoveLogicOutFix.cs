using System.Composition;
using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.CodeFixes.Edits.Extraction;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.CodeFixes.Fixes.Structure;

/// <summary>What the handler decides, computes and transforms moves to a class that knows nothing of Lambda.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class MoveLogicOutFix() : LambdaFix(MoveLogicOut.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("Static", "Move business logic to a static pure function", target => Plan(target, Form.Static)),
        new("Class", "Move business logic to a class", target => Plan(target, Form.Object)),
        new("Interface", "Move business logic behind an interface", target => Plan(target, Form.Interface)),
    ];

    static Edit? Plan(Target target, Form form)
    {
        if (Scene.Of(target) is not { } scene || Extracted.Of(scene, form, Selection.Of(scene)) is not { } extracted) return null;
        var root = extracted.InOneFile();
        if (!Proof.Holds(scene, root)) return null;
        return target.Replacing((_, _) => root);
    }
}
