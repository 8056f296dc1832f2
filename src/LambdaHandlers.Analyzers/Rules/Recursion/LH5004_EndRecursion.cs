using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Recursion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Recursion;

/// <summary>Recursion on the handler path that nothing ends, or only the depth of what the caller sent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class EndRecursion() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH5004";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Recursion, DiagnosticSeverity.Warning,
        title: "Give recursion an end",
        message: "{0} {1}: {2}; {3}",
        description: "A stack overflow can't be caught: it ends the execution environment, and Lambda retries the event in a new one. "
            + "Recursion that never gets there is paid for until the timeout.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Source(Check);

    static void Check(SemanticModel model, Report report)
    {
        foreach (var component in report.Project.Recursions.In(model.SyntaxTree, report.Cancellation))
            foreach (var (loop, verdict) in report.Project.Recursions.Judged(component, report.Cancellation))
                if (loop.Closing.Site.Syntax is var closing && closing.SyntaxTree == model.SyntaxTree)
                    Say(loop, verdict, report, closing.GetLocation());
    }

    static void Say(Loop loop, Verdict verdict, Report report, Location place)
    {
        var (level, what, advice) = verdict switch
        {
            Verdict.NoWayOut => (DiagnosticSeverity.Warning, "has no way out that does not call itself again", "add the case that ends it"),
            Verdict.NoProgress => (DiagnosticSeverity.Warning, "calls itself with what it was given, so the next round is like this one", "pass a value that comes nearer to the end"),
            Verdict.Uncounted => (DiagnosticSeverity.Warning, "tries the same again until it works, however long that takes", "count the attempts, and give up after some"),
            _ => (DiagnosticSeverity.Info, "goes as deep as the event is nested, and the caller decides how deep that is", "count the depth and refuse more than a limit"),
        };
        report.At(place, level, also: loop.Places, properties: ImmutableDictionary<string, string?>.Empty.Add("Verdict", verdict.ToString()), args: [loop.Start, what, loop.ToString(), advice]);
    }
}
