using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Recursion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Recursion;

/// <summary>A function that invokes itself: by its own name through Lambda's API, or by its own URL.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class InvokeAnotherFunction() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH5001";

    /// <summary>True where functions of the project are meant to invoke themselves.</summary>
    public static readonly Option<bool> Allowed = Option.Flag("allow_self_invoke", false);

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Recursion, DiagnosticSeverity.Warning,
        title: "Don't let a function invoke itself",
        message: "{0} {1}; {2}",
        description: "Every invocation starts the next one, and each of them is paid for. A mistake in what ends it, or an event that comes twice, "
            + "fills the account's concurrency with copies of one function. Lambda stops a loop that it recognises only after some 16 rounds.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) =>
        on.Path(static (operation, _) => SelfInvocation.IsInvoke(operation) || SelfInvocation.IsHttp(operation), Check, everyTime: false, OperationKind.Invocation);

    static void Check(Reached reached, IOperation call, Report report)
    {
        var verdict = new SelfInvocation(SdkRequest.Of((IInvocationOperation)call, reached, report.Project, report.Cancellation), report.Project).Verdict();
        if (verdict == SelfCall.No || report.Read(Allowed, call.Syntax.SyntaxTree)) return;
        var (level, what, advice) = verdict switch
        {
            SelfCall.Yes => (DiagnosticSeverity.Warning, "invokes itself", "send what remains to a queue or a state machine, where it can be seen and stopped"),
            SelfCall.Counted => (DiagnosticSeverity.Info, "invokes itself and counts how often", "a queue or a state machine shows what remains, and can be stopped"),
            _ => (DiagnosticSeverity.Info, "may invoke itself, for it calls the address that it was called at", "call the other function by an address of its own"),
        };
        report.At(call.Syntax.GetLocation(), level, also: reached.Way, properties: ImmutableDictionary<string, string?>.Empty.Add("Counts", verdict == SelfCall.Yes ? "no" : "yes"), args: [reached.Handler.DisplayName, what, advice]);
    }
}
