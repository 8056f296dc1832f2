using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Deployment;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Reliability;

/// <summary>A record of a batch fails, and the handler answers as if it had not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ReportFailedRecords() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH7002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Reliability, DiagnosticSeverity.Warning,
        title: "Report the records of a batch that failed",
        message: "{0}",
        description: "When a handler of SQS, Kinesis, DynamoDB streams or Kafka returns, Lambda takes the whole batch as processed: SQS deletes its messages, a stream moves on. "
            + "A record whose exception was caught is gone. Return it in BatchItemFailures, or let the exception go on.");

    // Members that look like identifiers of a record, and are none to the poller.
    static readonly ImmutableDictionary<string, string> Identifiers = ImmutableDictionary<string, string>.Empty
        .Add("SQSMessage", "MessageId").Add("KinesisEventRecord", "Kinesis.SequenceNumber").Add("DynamodbStreamRecord", "Dynamodb.SequenceNumber");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.Catches(CheckCatch);
        on.Anywhere((operation, _) => IdentifierIn(operation) is not null, CheckIdentifier, OperationKind.SimpleAssignment);
        on.Signature(CheckMapping);
    }

    static void CheckCatch(Caught caught, ISymbol within, Report report)
    {
        if (caught.Throws || report.Project.PathTo(caught.Clause.Syntax, everyTime: false, report.Cancellation) is not { } reached || LostRecord.Of(caught, reached) is not { } lost) return;
        report.At(caught.Head, DiagnosticSeverity.Warning, reached.Way, args: [Message(lost)]);
    }

    static string Message(LostRecord lost)
    {
        var what = lost.IsWholeBatch ? "The whole batch counts as processed although it failed" : $"The failed {Noun(lost.Reached.Handler.Source)} is lost, for the batch counts as processed";
        if (lost.MustGoOn) return what + "; let the exception go on";
        return $"{what}; return it in BatchItemFailures{Template(lost.Reached.Handler)}";
    }

    /// <summary>What is to be done in the template besides, as the end of a sentence.</summary>
    internal static string Template(Handler handler) =>
        handler.Unreported is { } mapping ? ", and " + Ask(mapping, handler.Function!) : "";

    // The events of a serverless.yml are a list and have no names.
    static string Ask(EventMapping mapping, DeployedFunction function) =>
        $"set ReportBatchItemFailures on {(char.IsDigit(mapping.Name[0]) ? $"the {mapping.Type} event of '{function.Name}'" : $"'{mapping.Name}'")} in {function.File.Name}";

    static string Noun(EventSource source) => source == EventSource.Sqs ? "message" : "record";

    // ItemIdentifier = message.ReceiptHandle
    static IOperation? IdentifierIn(IOperation operation) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "ItemIdentifier", ContainingType.Name: "BatchItemFailure" } }, Value: var value } ? value : null;

    static void CheckIdentifier(IOperation operation, ISymbol within, Report report)
    {
        var value = IdentifierIn(operation)!;
        if (value.ConstantValue is { HasValue: true, Value: null or "" })
            report.At(value, "An empty ItemIdentifier makes Lambda retry the whole batch; set the record's identifier");
        else if (WrongIdentifier(value) is { } right)
            report.At(value, $"Lambda does not know the record by this value and retries the whole batch; use '{right}'");
    }

    // A response that the mapping does not ask for is not read. For Annotations the generator asks.
    static void CheckMapping(Handler handler, Report report)
    {
        if (handler is not { Model: not ProgrammingModel.Annotations, Function: { } function, Output: { Name: "SQSBatchResponse" or "StreamsEventResponse" } output } || !EventSources.IsAwsEvent(output)) return;
        foreach (var mapping in function.Events)
            if (EventSources.OfTemplate(mapping.Type) == handler.Source && !mapping.NamesResponseTypes)
            {
                report.At(handler.ReturnTypePlace, $"Lambda does not read which records failed, and takes all as processed; {Ask(mapping, function)}");
                return;
            }
    }

    /// <summary>The member that identifies a record, where a value is another one of it; null otherwise.</summary>
    internal static string? WrongIdentifier(IOperation value)
    {
        if (value is not IPropertyReferenceOperation { Instance: { Type: { } owner } instance } property || property.Type?.SpecialType != SpecialType.System_String) return null;
        if (Identifiers.TryGetValue(owner.Name, out var right) && EventSources.IsAwsEvent(owner)) return property.Property.Name == right ? null : right;
        // record.Kinesis.PartitionKey, record.Dynamodb.StreamViewType
        return instance is IPropertyReferenceOperation { Instance.Type: { } outer } inner && Identifiers.TryGetValue(outer.Name, out right) && EventSources.IsAwsEvent(outer)
            && right.StartsWith(inner.Property.Name + ".", StringComparison.Ordinal) && !right.EndsWith("." + property.Property.Name, StringComparison.Ordinal) ? right : null;
    }
}
