using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Logging;

/// <summary>Output without a level: it can't be filtered, searched by severity, or it never arrives.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class LogWithLevel() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH4003";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Logging, DiagnosticSeverity.Warning,
        title: "Log with a level",
        message: "{0}; use a method with a level, such as 'LogInformation'",
        description: "The log level of a function filters what it costs and what is found. Output that goes around the levels is kept always or never, and what does not end its line spoils the next one.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        // Old versions of Amazon.Lambda.Core know no levels.
        if (on.Project.Find("Amazon.Lambda.Core.ILambdaLogger") is not { } logger || logger.GetMembers("LogInformation").IsEmpty) return;
        on.Path((operation, _) => IsSuspect((IInvocationOperation)operation), Check, everyTime: false, OperationKind.Invocation);
    }

    static bool IsSuspect(IInvocationOperation call) =>
        call.TargetMethod is { Parameters.IsEmpty: false, Name: var name, ContainingType.Name: "Console" or "TextWriter" or "StreamWriter" or "Debug" or "Trace" or "LambdaLogger" or "ILambdaLogger" }
        && (name is "Log" or "LogLine" || name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Trace", StringComparison.Ordinal) || name.StartsWith("Print", StringComparison.Ordinal));

    static void Check(Reached reached, IOperation operation, Report report)
    {
        if (report.Project.Loggers.At(operation) is not { } call || call.IsTemplated || Harm(call) is not { } harm || IsMetric(call) || IsForDebugging(operation, report)
            || report.Project.Loggers.IsLoggerType(operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart, report.Cancellation)?.ContainingType))
            return;
        report.At(operation.Syntax.GetLocation(), IsWholeLine(call) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, reached.Way, args: [harm]);
    }

    // AWS's client makes a line at Information of either: what they lack is a level of their own, but nothing is spoiled, lost or out of reach of the filter.
    static bool IsWholeLine(LogCall call) => (call.Logger, call.Call.TargetMethod.Name) switch
    {
        (Logger.Lambda, var name) => name == "LogLine",
        (Logger.Console, var name) => name.StartsWith("WriteLine", StringComparison.Ordinal),
        _ => false,
    };

    static string? Harm(LogCall call) => (call.Logger, call.Call.TargetMethod.Name) switch
    {
        (Logger.Lambda, "Log") when call.Call.TargetMethod.IsStatic => "'LambdaLogger.Log' writes at level Trace, and ignores the log level of the function",
        (Logger.Lambda, "Log") => "'Log' writes raw text: no level, no request id, not even an end of the line",
        (Logger.Lambda, _) => "'LogLine' writes every line at Information, an error like a note",
        (Logger.Console, _) when IsWholeLine(call) => "'Console.WriteLine' writes a line without a level of its own or properties",
        (Logger.Console, _) => "'Console.Write' writes raw text without an end of the line, which spoils the next line of a JSON log",
        (Logger.ConsoleError, _) => "'Console.Error' makes every line an error, without a stack trace or properties",
        (Logger.Diagnostics, _) => $"'{call.Call.TargetMethod.ContainingType.Name}.{call.Call.TargetMethod.Name}' reaches no log, for nothing listens to it in Lambda",
        _ => null,
    };

    // The embedded metric format must be a line of its own: {"_aws": …}
    static bool IsMetric(LogCall call) => call.Written.Any(value => Speaks(value) || value.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: [var declaration] } local } && (Says(local.Name) || Says(declaration.GetSyntax().ToString()))));

    static bool Speaks(IOperation value) => value.Syntax is ExpressionSyntax expression && Says(expression.ToString());

    static bool Says(string text) => text.Contains("_aws") || text.IndexOf("emf", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("metric", StringComparison.OrdinalIgnoreCase) >= 0;

    // [Conditional("DEBUG")] and #if DEBUG
    static bool IsForDebugging(IOperation operation, Report report)
    {
        if (operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart, report.Cancellation) is { } within && within.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ConditionalAttribute")) return true;
        if (!operation.Syntax.SyntaxTree.GetRoot(report.Cancellation).ContainsDirectives) return false;
        var open = new Stack<bool>();
        for (var directive = ((CompilationUnitSyntax)operation.Syntax.SyntaxTree.GetRoot(report.Cancellation)).GetFirstDirective(); directive is not null && directive.SpanStart < operation.Syntax.SpanStart; directive = directive.GetNextDirective())
            if (directive is IfDirectiveTriviaSyntax choice) open.Push(choice.Condition.ToString().Contains("DEBUG"));
            else if (directive.IsKind(SyntaxKind.EndIfDirectiveTrivia) && open.Count > 0) open.Pop();
        return open.Contains(true);
    }
}
