using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Logging;

/// <summary>The runtime's logger has a place for the exception, the first one; as a value of the template it vanishes or becomes mere text.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class PassExceptionFirst() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH4002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Logging, DiagnosticSeverity.Warning,
        title: "Pass the exception as the first argument of the log call",
        message: "{0}; pass the exception as the first argument",
        description: "The logger of the Lambda runtime writes type, message and stack trace of an exception only when it comes before the message. "
            + "As a further argument it fills a placeholder, and without a placeholder it is dropped.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.LogCalls(Check);

    static void Check(LogCall call, Report report)
    {
        if (!call.IsTemplated || !call.CouldTakeException) return;
        if (Misplaced(call) is { } exception)
            report.At(exception, Vanishes(call) ? "The exception is dropped, for no placeholder takes it" : "The exception becomes text in the message");
        else if (call.Severity >= LogSeverity.Warning && TextOfCaught(call, report) is { } text)
            report.At(text, "Only text of the exception is logged, so the line carries no errorType and stackTrace");
    }

    /// <summary>An exception among the values of the template, or null.</summary>
    internal static IOperation? Misplaced(LogCall call) => call.Values?.FirstOrDefault(value => LogCall.IsException(Conversions.Plain(value).Type));

    static bool Vanishes(LogCall call) =>
        call.Message?.ConstantValue is { HasValue: true, Value: string text } && LogTemplate.Parse(text).Arity <= call.Values!.Value.IndexOf(Misplaced(call)!);

    /// <summary>The caught exception's text, when nothing else in the catch clause carries the exception on.</summary>
    static IOperation? TextOfCaught(LogCall call, Report report)
    {
        foreach (var part in call.Written.SelectMany(Exceptions.Pieces))
            if (Exceptions.TextOf(part) is { } caught && Exceptions.CatchOf(caught, part) is { Filter: null } clause
                && !CaughtExceptions.IsExpected(clause.ExceptionType) && !IsCarriedOn(clause, caught, call, report) && !IsSaidBefore(clause, caught, call, report))
                return part;
        return null;
    }

    // LogError(ex.Message); LogError(ex.StackTrace); is one defect, and the first line the place to mend it.
    static bool IsSaidBefore(ICatchClauseOperation clause, ILocalSymbol caught, LogCall call, Report report) =>
        clause.Handler.Descendants().TakeWhile(operation => operation != call.Call).Any(operation => report.Project.Loggers.At(operation) is { IsTemplated: true, CouldTakeException: true, Severity: >= LogSeverity.Warning } before
            && before.Written.SelectMany(Exceptions.Pieces).Any(part => SymbolEqualityComparer.Default.Equals(Exceptions.TextOf(part), caught)));

    static bool IsCarriedOn(ICatchClauseOperation clause, ILocalSymbol caught, LogCall call, Report report) =>
        clause.Handler.Descendants().Any(operation => operation switch
        {
            IThrowOperation => true,
            ILocalReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Local, caught) && !call.Call.Syntax.Span.Contains(reference.Syntax.Span) =>
                Exceptions.Outermost(reference) is var whole && whole.Parent is IArgumentOperation or IAssignmentOperation or IReturnOperation or IArrayInitializerOperation or IVariableInitializerOperation
                && (whole == reference || report.Project.Loggers.At(whole.Parent.Parent!) is not null),
            _ => false,
        });
}
