using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Secrets;

/// <summary>A secret, or a whole event that carries some, is written to the log.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepSecretsOutOfLogs() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH3005";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Secrets, DiagnosticSeverity.Warning,
        title: "Keep secrets and whole events out of the log",
        message: "{0}",
        description: "CloudWatch keeps a log for ever unless told otherwise, and many may read it who may not read the secret store. "
            + "The environment, credentials, and the headers of a request are worth as much there as where they came from.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.LogCalls((call, report) => Check(call.Written, call, report));
        // What a scope adds stands in every line that follows.
        on.Anywhere((operation, _) => LogScope.Adds(operation), (operation, _, report) => Check(LogScope.Added(operation), null, report), OperationKind.Invocation);
        on.Signature(CheckAttribute);
    }

    static void Check(IEnumerable<IOperation> values, LogCall? call, Report report)
    {
        foreach (var written in values)
            if (Sensitive.In(written, call is null || IsWhole(call, written)) is { } found)
            {
                report.At(found.Value.Syntax.GetLocation(), Level(found, call), args: [Message(found)]);
                return;
            }
    }

    // {@Event} writes all members of an object; Powertools does so with every object.
    static bool IsWhole(LogCall call, IOperation written)
    {
        if (call.Logger == Logger.Powertools) return true;
        if (call.Message?.ConstantValue is not { HasValue: true, Value: string text } || call.Values is not { } values || values.IndexOf(written) is not (>= 0 and var index)) return false;
        var placeholders = LogTemplate.Parse(text).Placeholders;
        return index < placeholders.Length && text[placeholders[index].Start + 1] == '@';
    }

    static DiagnosticSeverity Level(Sensitive found, LogCall? call) =>
        found.Kind == SensitiveKind.Payload || (found.Kind == SensitiveKind.Event && call?.Severity is LogSeverity.Trace or LogSeverity.Debug) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;

    static string Message(Sensitive found) => found.Kind switch
    {
        SensitiveKind.Environment => "All environment variables go into the log, credentials among them; leave them out",
        SensitiveKind.Credentials => "AWS credentials go into the log; leave them out",
        SensitiveKind.Secret => $"The value of {found.Name} goes into the log; leave it out",
        SensitiveKind.Header when found.Name == "all headers" => "All headers go into the log, those that authenticate among them; log the ones that are needed",
        SensitiveKind.Header => $"The header '{found.Name}' goes into the log; leave it out",
        SensitiveKind.Named => $"The value of '{found.Name}' goes into the log; leave it out",
        SensitiveKind.Event => $"The whole event '{found.Name}' goes into the log, with headers and personal data; log its id and its route",
        _ => $"The whole event '{found.Name}' goes into the log, with all that was sent; log its ids",
    };

    // [Logging(LogEvent = true)]
    static void CheckAttribute(Handler handler, Report report)
    {
        foreach (var attribute in handler.Method.GetAttributes())
            if (attribute.AttributeClass is { Name: "LoggingAttribute" } type && type.ContainingNamespace.ToDisplayString().StartsWith("AWS.Lambda.Powertools", StringComparison.Ordinal)
                && attribute.NamedArguments.Any(pair => pair is { Key: "LogEvent", Value.Value: true }) && handler.Source is not (EventSource.S3 or EventSource.Schedule or EventSource.EventBridge)
                && attribute.ApplicationSyntaxReference?.GetSyntax(report.Cancellation) is Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax { ArgumentList.Arguments: var arguments }
                && arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "LogEvent") is { } place)
                report.At(place.GetLocation(), Sensitive.IsHttp(handler.Source) || handler.Source is EventSource.Cognito or EventSource.Custom ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                    args: ["'LogEvent' writes every event into the log, with all that was sent; leave it out"]);
    }
}
