using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>An async void handler is refused by the class-library loader, and everywhere else nobody waits for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ReturnTask() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1001";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Return Task from an async handler",
        message: "{0} is 'async void': {1}; return 'Task'",
        description: "Lambda learns that an invocation has ended through the returned Task. The class-library loader refuses an async void handler when the environment starts; "
            + "a bootstrap or an Annotations wrapper calls it, answers at once, and freezes the environment while the work is still running. Its exceptions end the process.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.Signature(Check);
        on.Methods(CheckNamesake);
    }

    static void Check(Handler handler, Report report)
    {
        if (handler is not { IsAsync: true, Method.ReturnsVoid: true }) return;
        var harm = handler.Model == ProgrammingModel.ClassLibrary ? "the runtime refuses to load it" : "Lambda answers before its work is done";
        report.At(handler.Name, handler.Certainty == Certainty.Certain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, args: [handler.Subject, harm]);
    }

    // Called by other code it may be no handler, but with a context in its hands it belongs to an invocation that ends without it.
    static void CheckNamesake(IMethodSymbol method, Report report)
    {
        if (method is { IsAsync: true, ReturnsVoid: true, Locations: [var name, ..] }
            && method.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, report.Types.LambdaContext))
            && report.Project.HandlerOf(method, report.Cancellation) is null)
            report.At(name, DiagnosticSeverity.Warning, args: [$"'{method.Name}'", "the invocation can end before its work is done"]);
    }
}
