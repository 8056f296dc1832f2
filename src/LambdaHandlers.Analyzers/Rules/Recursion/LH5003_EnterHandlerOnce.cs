using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Recursion;

/// <summary>A handler that its own call leads back to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class EnterHandlerOnce() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH5003";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Recursion, DiagnosticSeverity.Warning,
        title: "Enter the handler once per invocation",
        message: "{0} calls itself: {1}; move what recurs into a method of its own, or into a loop",
        description: "A handler is Lambda's way in. When its own code calls it again, each level repeats what belongs to an invocation: "
            + "it validates, logs and measures as if another event had come, with the time and memory of the first.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Source(Check);

    // The loop is reported once: where it closes.
    static void Check(SemanticModel model, Report report)
    {
        foreach (var component in report.Project.Recursions.In(model.SyntaxTree, report.Cancellation))
            foreach (var loop in report.Project.Recursions.Of(component, report.Cancellation))
                if (loop.Handler is not null && loop.Closing.Site.Syntax is var closing && closing.SyntaxTree == model.SyntaxTree)
                    report.At(closing.GetLocation(), Definition.DefaultSeverity, also: loop.Places, args: [loop.Start, loop.ToString()]);
    }
}
