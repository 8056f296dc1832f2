using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>A write that can trigger a function: to a bucket, a queue, a topic, a table, a stream or a bus.</summary>
sealed class TriggeringWrite
{
    TriggeringWrite(EventSource source, string noun, string service, string[] methods, string[] target, string[] datum, bool isStopped)
    {
        (Source, Noun, _service, _methods, Target, Datum, IsStopped) = (source, noun, service, methods, target, datum, isStopped);
    }

    readonly string _service;
    readonly string[] _methods;

    /// <summary>What such a write triggers.</summary>
    public EventSource Source { get; }

    /// <summary>What it writes to, in a word.</summary>
    public string Noun { get; }

    /// <summary>The settings that name what it writes to.</summary>
    public string[] Target { get; }

    /// <summary>The members of the event that name where it came from.</summary>
    public string[] Datum { get; }

    /// <summary>True when Lambda's own detection of loops sees this kind.</summary>
    public bool IsStopped { get; }

    static readonly TriggeringWrite[] All =
    [
        new(EventSource.Sqs, "queue", "SQS", ["SendMessage", "SendMessageBatch"], ["QueueUrl"], ["EventSourceArn"], true),
        new(EventSource.Sns, "topic", "SimpleNotificationService", ["Publish", "PublishBatch"], ["TopicArn", "TargetArn"], ["TopicArn"], true),
        new(EventSource.S3, "bucket", "S3", ["PutObject", "CopyObject", "InitiateMultipartUpload", "UploadObjectFromStream", "UploadObjectFromFilePath"], ["BucketName", "DestinationBucket"], ["Name", "BucketName", "Arn"], true),
        new(EventSource.S3, "bucket", "TransferUtility", ["Upload"], ["BucketName"], ["Name", "BucketName", "Arn"], true),
        new(EventSource.DynamoDb, "table", "DynamoDB", ["PutItem", "UpdateItem", "TransactWriteItems"], ["TableName"], ["EventSourceArn"], false),
        new(EventSource.DynamoDb, "table", "DynamoDBContext", ["Save"], [], [], false),
        new(EventSource.Kinesis, "stream", "Kinesis", ["PutRecord", "PutRecords"], ["StreamName", "StreamARN"], ["EventSourceARN", "EventSourceArn"], false),
        new(EventSource.EventBridge, "bus", "EventBridge", ["PutEvents"], [], ["Source", "DetailType"], false),
    ];

    /// <summary>The kind of write that an operation is, or null.</summary>
    public static TriggeringWrite? Of(IOperation operation)
    {
        foreach (var write in All)
            if (SdkRequest.IsCall(operation, write._service, write._methods))
                return write;
        return null;
    }

    /// <summary>What the call names as its target.</summary>
    public IEnumerable<Traced> Targets(SdkRequest request) => request.Call.TargetMethod.Name.StartsWith("TransactWrite", StringComparison.Ordinal)
        ? request.Call.Arguments.SelectMany(argument => request.Parts(new(argument.Value, request.Scope)))
            .Where(part => part.Value is IObjectCreationOperation { Type.Name: "Put" or "Update" }).SelectMany(part => request.SetOn(part.Value, part.Scope, Target)).SelectMany(request.Ends)
        : request.Setting(Target).SelectMany(request.Ends);

    /// <summary>The table that a saved type is mapped to by its attribute, or null.</summary>
    public static string? TableOf(IInvocationOperation save) =>
        save.TargetMethod.TypeArguments.FirstOrDefault()?.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "DynamoDBTableAttribute") is { ConstructorArguments: [{ Value: string table }, ..] } ? table : null;
}
