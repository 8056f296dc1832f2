using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Logging;

/// <summary>An exception is caught and leaves no trace: no log line, no failure for the caller, nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class LogCaughtException() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH4001";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Logging, DiagnosticSeverity.Warning,
        title: "Log a caught exception, or let it go on",
        message: "The exception ends here {0}{1}; log it as an error, or remove the catch clause",
        description: "Lambda logs every exception that leaves the handler and counts the invocation as failed, so that it is retried, sent to a dead-letter queue and seen by alarms. "
            + "An exception that is caught and dropped does none of this: the invocation succeeds, and nobody learns that its work was not done.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Catches(Check);

    static void Check(Caught caught, ISymbol within, Report report)
    {
        if (!IsSwallowed(caught) || report.Project.Loggers.IsLoggerType((within as IMethodSymbol)?.ContainingType)
            || report.Project.PathTo(caught.Clause.Syntax, everyTime: false, report.Cancellation) is not { } reached
            || LostRecord.Of(caught, reached) is not null || !IsReachable(caught))
            return;
        // What is in the log can be found by whoever looks for it; but nobody is told to look.
        report.At(caught.Head, caught.SaysException ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, reached.Way, args: [caught.LogsQuietly ? "with a line that nobody looks for" : "without a trace", reached.IsDirect ? "" : $" (called by '{reached.Handler.DisplayName}')"]);
    }

    static bool IsSwallowed(Caught caught) =>
        !caught.IsChosen && !caught.Throws && !caught.UsesException && !caught.RecordsFailure && !caught.Acts && !caught.Logs
        // A quiet line about an exception of its own kind is an answer; about anything that may happen it is none.
        && (!caught.LogsQuietly || CaughtExceptions.IsWide(caught.Clause.ExceptionType))
        && !(CaughtExceptions.IsAboutParsing(caught.Clause.ExceptionType) && caught.FallsBack)
        && !caught.AnswersQuestion && !caught.HasFallback && !caught.IsCleanup && !caught.IsExplained && !caught.IsSettledLater;

    static bool IsReachable(Caught caught) =>
        caught.Try.Syntax is not StatementSyntax statement || caught.Try.SemanticModel?.AnalyzeControlFlow(statement) is not { Succeeded: true, StartPointIsReachable: false };
}
