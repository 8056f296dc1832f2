using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Reliability;

/// <summary>A record of a batch that fails brings all of them back, also those that were done.</summary>
/// <remarks>AWS Lambda Developer Guide: partial batch responses with SQS, Kinesis and DynamoDB (ReportBatchItemFailures).</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class RetryFailedRecordsOnly() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH7003";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Reliability, DiagnosticSeverity.Info,
        title: "Have only the failed records of a batch retried",
        message: "A {0} that fails brings the whole batch back, and {1} does again what it has done for the others; return the failed ones in BatchItemFailures{2}",
        description: "When a handler of SQS, Kinesis or DynamoDB streams throws, Lambda retries the whole batch, also the records that were processed. "
            + "A response with BatchItemFailures, which the event source mapping must ask for, has the failed ones retried only.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Anywhere(static (operation, _) => RecordLoop.At(operation) is not null, Check, OperationKind.Loop, OperationKind.Invocation);

    static void Check(IOperation operation, ISymbol within, Report report)
    {
        if (RecordLoop.At(operation) is { } loop && loop.HandlerOf(within, report.Project, report.Cancellation) is var (handler, call) && CanAnswer(handler, report.Types) && !IsAlone(handler) && loop.LetsOneFailAll(call, report.Project, report.Cancellation))
            report.At(loop.Records, handler.Source == EventSource.Sqs ? "message" : "record", handler.DisplayName, IsUnreported(handler) ? ReportFailedRecords.Template(handler) : "");
    }

    // Of that source, in a version that knows the response; and nothing is answered so far.
    static bool CanAnswer(Handler handler, LambdaTypes types)
    {
        if (handler is not { Source: EventSource.Sqs or EventSource.Kinesis or EventSource.DynamoDb, Input: not null, Method: var method } || !(method.ReturnsVoid ? !handler.IsAsync : method.ReturnType.Is(types.Task))
            || RecordHandlers.Serve(handler))
            return false;
        for (var input = handler.Signature.Parameters[handler.Input.Ordinal].Type; input is not null; input = input.BaseType)
            if (EventSources.IsAwsEvent(input))
                return input.Name is "SQSEvent" or "KinesisEvent" or "DynamoDBEvent" && !input.ContainingNamespace.GetTypeMembers(handler.Source == EventSource.Sqs ? "SQSBatchResponse" : "StreamsEventResponse").IsEmpty;
        return false;
    }

    // One record at a time, or a batch that is halved until the bad one is alone.
    static bool IsAlone(Handler handler) => handler.Events.Any(mapping => EventSources.OfTemplate(mapping.Type) == handler.Source
        && (mapping.BatchSize is { } size && (size.IsIntrinsic || size.Number == 1) || mapping.Properties["BisectBatchOnFunctionError"]?.IsTrue == true || mapping.Properties["bisectBatchOnFunctionError"]?.IsTrue == true));

    /// <summary>True where the template has to ask for the records that failed, and does not. For Annotations the generator asks.</summary>
    internal static bool IsUnreported(Handler handler) => handler.Model != ProgrammingModel.Annotations && handler.Unreported is not null;
}
