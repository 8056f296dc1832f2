using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Structure;

/// <summary>A handler that chooses by its event between tasks that have nothing in common.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class SplitTasks() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH6005";

    const int MostNamed = 4;

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Structure, DiagnosticSeverity.Info,
        title: "Split separate tasks into functions of their own",
        message: "{0} does {1} tasks that have nothing in common ({2}); give each a handler of its own",
        description: "Two tasks that can be separated are two functions: each has its own memory, timeout, permissions, retries and alarms, and fails and scales alone. "
            + "What chooses between them is the event source's business: a route, a filter, a queue of its own.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Handlers(Check);

    static void Check(Handler handler, Report report)
    {
        if (SeveralTasks.In(handler, report.Project, report.Cancellation) is { Tasks: var tasks })
            report.At(handler.Name, Definition.DefaultSeverity, also: tasks.Select(each => each.Head.GetLocation()),
                args: [handler.Subject, tasks.Length,
                    string.Join(", ", tasks.Take(MostNamed).Select(each => each.Name)) + (tasks.Length > MostNamed ? ", …" : "")]);
    }
}
