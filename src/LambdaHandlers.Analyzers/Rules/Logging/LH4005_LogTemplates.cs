using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Logging;

/// <summary>What is put together before the logger sees it can't be searched for afterwards. CA2254 says so of the other loggers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class LogTemplates() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH4005";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Logging, DiagnosticSeverity.Info,
        title: "Log a template with named values",
        message: "The message is {0}, so its values are no properties of the JSON log; use a template with named placeholders",
        description: "With JSON logging the runtime writes each named placeholder as a property that CloudWatch Logs Insights can filter and count by. A text that was put together before has none, "
            + "and it is put together even when the level is switched off.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.LogCalls(Check);

    static void Check(LogCall call, Report report)
    {
        // Where the values come in an array of the caller's, the template is the caller's too: "[orders] " + message.
        if (call is { IsTemplated: true, Values: not null, Message: { } message } && How(message) is { } how && !Exceptions.Pieces(message).Any(IsAboutException))
            report.At(message, how);
    }

    static string? How(IOperation message) => Conversions.Plain(message) switch
    {
        { ConstantValue.HasValue: true } => null,
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().Any(hole => !hole.Expression.ConstantValue.HasValue) ? "interpolated" : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } => "concatenated",
        IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } => "formatted",
        _ => null,
    };

    // LH4002 speaks of these, and where it doesn't the text of the exception is meant.
    static bool IsAboutException(IOperation part) => part.DescendantsAndSelf().Any(operation => LogCall.IsException(operation.Type));
}
