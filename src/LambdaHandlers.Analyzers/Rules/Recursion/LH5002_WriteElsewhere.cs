using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Recursion;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Recursion;

/// <summary>A function that writes to what triggers it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class WriteElsewhere() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH5002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Recursion, DiagnosticSeverity.Warning,
        title: "Don't write to what triggers the function",
        message: "{0} writes to the {1} {2}; {3}",
        description: "Each write is an event, and each event is an invocation that writes again. Lambda stops such a loop through SQS, SNS and S3 after some 16 rounds, "
            + "if it recognises it; through DynamoDB streams, Kinesis and EventBridge it goes on until somebody looks at the bill.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Path(static (operation, _) => TriggeringWrite.Of(operation) is not null, Check, everyTime: false, OperationKind.Invocation);

    static void Check(Reached reached, IOperation call, Report report)
    {
        var write = TriggeringWrite.Of(call)!;
        var verdict = new WriteBack(write, SdkRequest.Of((IInvocationOperation)call, reached, report.Project, report.Cancellation), report.Project).Verdict();
        if (verdict == Triggers.No) return;
        var (level, what) = verdict switch
        {
            Triggers.Yes => (DiagnosticSeverity.Warning, "that triggers it, so each write invokes it again"),
            Triggers.Perhaps => (DiagnosticSeverity.Warning, "that its event came from, so each write may invoke it again"),
            _ => (DiagnosticSeverity.Info, "that its event came from, under another key"),
        };
        var advice = verdict == Triggers.UnderAnotherKey ? "make sure that the notification's filter leaves that key out"
            : $"write to another {write.Noun}{(write.IsStopped ? "" : ", for Lambda does not stop this loop")}";
        report.At(call.Syntax.GetLocation(), level, also: reached.Way,
            properties: ImmutableDictionary<string, string?>.Empty.Add("Target", verdict == Triggers.UnderAnotherKey ? "another key" : "same"), args: [reached.Handler.DisplayName, write.Noun, what, advice]);
    }
}
