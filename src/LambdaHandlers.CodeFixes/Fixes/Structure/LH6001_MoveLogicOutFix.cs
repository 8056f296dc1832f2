using System.Composition;
using System.Runtime.CompilerServices;
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
    // The plans of one menu look at the same runs.
    static readonly ConditionalWeakTable<Target, Found> Known = new();

    /// <inheritdoc/>
    protected internal override string? Menu => "Move business logic out of the handler";

    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        // dotnet format applies the first one to all findings: it is offered nearly everywhere, and stays in the file.
        new("Class", "Move business logic to a class", target => Of(target).Object is { } made ? made.Replacing : null),
        new("ClassFile", "Move business logic to a class in a new file", target => (Of(target).Static ?? Of(target).Object) is { } made && OwnFile.Of(made) is { } file ? file.AddedAsync : null, MakesFiles: true),
        new("Static", "Move business logic to a static pure function", target => Of(target).Static is { } made ? made.Replacing : null),
        new("Interface", "Move business logic behind an interface", target => Of(target).Interface is { } made ? made.Replacing : null),
        new("Test", "Move business logic to a class and add a unit test", target => (Of(target).Static ?? Of(target).Object) is { } made ? UnitTest.Of(made) : null, IsSingle: true),
    ];

    static Found Of(Target target) => Known.GetValue(target, given => new Found(given));

    /// <summary>The extractions that hold, in each form.</summary>
    sealed class Found
    {
        public Found(Target target)
        {
            if (Scene.Of(target) is not { } scene) return;
            // Helpers that know nothing of Lambda can leave as well.
            if (PlainHelpers.In(scene) is { } plain) Extract(plain);
            if (Object is null) Extract(scene);
        }

        void Extract(Scene scene)
        {
            var cargos = Selection.Of(scene);
            Static = Held(Extracted.Of(scene, Form.Static, cargos));
            Object = Held(Extracted.Of(scene, Form.Object, cargos));
            // It differs by a name.
            if (Object is not null) Interface = Extracted.Of(scene, Form.Interface, cargos);
        }

        public Extracted? Static { get; private set; }

        public Extracted? Object { get; private set; }

        public Extracted? Interface { get; private set; }

        static Extracted? Held(Extracted? extracted) => extracted is not null && Proof.Holds(extracted.Scene, extracted.InOneFile()) ? extracted : null;
    }
}
