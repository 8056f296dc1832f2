using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Structure;

/// <summary>A handler that decides and computes by itself what belongs in a class that knows nothing of Lambda.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class MoveLogicOut() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH6001";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Structure, DiagnosticSeverity.Warning,
        title: "Move business logic out of the handler",
        message: "{0} holds business logic in {1} of its statements; move it to a class that can be tested without Lambda",
        description: "A handler is an adapter: it turns an event into a call and a result into a response. What decides, computes and transforms there can only be tested through an event, "
            + "and can't be used by another trigger. In a class of its own it is tested with plain values.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Handlers(Check);

    static void Check(Handler handler, Report report)
    {
        // Small tasks that are too much only together are to be split first: LH6005 says so.
        if (DomainLogic.HeldBy(handler, report.Project, report.Cancellation) is { } logic && SeveralTasks.In(handler, report.Project, report.Cancellation) is null)
            report.At(handler.Name, Definition.DefaultSeverity, also: logic.Statements.Select(each => each.GetLocation()),
                args: [handler.Subject, logic.Statements.Length]);
    }
}
