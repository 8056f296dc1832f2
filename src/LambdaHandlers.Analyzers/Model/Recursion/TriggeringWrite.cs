using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>A write that can trigger a function: to a bucket, a queue, a topic, a table, a stream or a bus.</summary>
sealed class TriggeringWrite
{
    TriggeringWrite(EventSource source, string noun, string service, string[] methods, string[] target, string[] datum, bool isStopped)
    {
        (Source, Noun, _service, _methods, _target, Datum, IsStopped) = (source, noun, service, methods, target, datum, isStopped);
    }

    readonly string _service;
    readonly string[] _methods;
    readonly string[] _target;

    /// <summary>What such a write triggers.</summary>
    public EventSource Source { get; }

    /// <summary>What it writes to, in a word.</summary>
    public string Noun { get; }

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
        new(EventSource.DynamoDb, "table", "DynamoDB", ["PutItem", "UpdateItem", "TransactWriteItems", "BatchWriteItem"], [], ["EventSourceArn"], false),
        new(EventSource.DynamoDb, "table", "Table", ["PutItem", "UpdateItem"], [], ["EventSourceArn"], false),
        new(EventSource.DynamoDb, "table", "DynamoDBContext", ["Save"], [], ["EventSourceArn"], false),
        new(EventSource.DynamoDb, "table", "BatchWrite", ["Execute"], [], ["EventSourceArn"], false),
        new(EventSource.DynamoDb, "table", "TransactWrite", ["Execute"], [], ["EventSourceArn"], false),
        new(EventSource.DynamoDb, "table", "DocumentBatchWrite", ["Execute"], [], ["EventSourceArn"], false),
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

    /// <summary>What the call names as its target; the call itself where only the type that it writes is known.</summary>
    public IEnumerable<Traced> Targets(SdkRequest request) => Source == EventSource.DynamoDb ? WrittenTable.Of(request) : request.Setting(_target).SelectMany(request.Ends);
}
