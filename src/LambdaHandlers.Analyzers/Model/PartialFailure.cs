using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// A call for several items that answers without an error although some of them failed: its response says which.
/// Not S3's <c>DeleteObjects</c>: AWS's SDK for .NET throws a <c>DeleteObjectsException</c> for it.
/// </summary>
/// <param name="Items">What failed, as messages call it.</param>
/// <param name="Member">The member of the response that tells.</param>
sealed record PartialFailure(string Items, string Member)
{
    static readonly Dictionary<string, (string Service, PartialFailure Failure)> Operations = new(StringComparer.Ordinal)
    {
        ["BatchWriteItem"] = ("DynamoDBv2", new("items", "UnprocessedItems")),
        ["BatchGetItem"] = ("DynamoDBv2", new("keys", "UnprocessedKeys")),
        ["SendMessageBatch"] = ("SQS", new("messages", "Failed")),
        ["DeleteMessageBatch"] = ("SQS", new("messages", "Failed")),
        ["ChangeMessageVisibilityBatch"] = ("SQS", new("messages", "Failed")),
        ["PublishBatch"] = ("SimpleNotificationService", new("messages", "Failed")),
        ["PutRecords"] = ("Kinesis", new("records", "FailedRecordCount")),
        ["PutRecordBatch"] = ("KinesisFirehose", new("records", "FailedPutCount")),
        ["PutEvents"] = ("EventBridge", new("events", "FailedEntryCount")),
    };

    // What a response says besides. Everything else tells of the items: counts, and results one by one.
    static readonly HashSet<string> Besides = new(StringComparer.Ordinal) { "HttpStatusCode", "ResponseMetadata", "ContentLength", "ConsumedCapacity", "ItemCollectionMetrics", "EncryptionType", "Encrypted", "Responses" };

    /// <summary>What a call's response can say, or null for any other call.</summary>
    public static PartialFailure? Of(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: var name, ContainingType: { ContainingNamespace: { Name: var service, ContainingNamespace: { Name: "Amazon", ContainingNamespace.IsGlobalNamespace: true } } } } }
        && Operations.TryGetValue(Names.Without(name, "Async"), out var known) && known.Service == service
            ? known.Failure : null;

    /// <summary>True where the code around a call compares how much it has got with how much it wanted: that is a look too, though the response does not say it.</summary>
    public bool IsCounted(IOperation call) => Member == "UnprocessedKeys" && Roots.Of(call).Descendants().OfType<IBinaryOperation>()
        .Any(both => !both.LeftOperand.ConstantValue.HasValue && !both.RightOperand.ConstantValue.HasValue && (IsCount(both.LeftOperand) || IsCount(both.RightOperand)));

    static bool IsCount(IOperation operation) => Slot.Bare(operation) is IPropertyReferenceOperation { Property.Name: "Count" or "Length" } or IInvocationOperation { TargetMethod.Name: "Count" };

    /// <summary>True for a member of a response that tells nothing of its items.</summary>
    public static bool IsBesides(IPropertySymbol member) => Besides.Contains(member.Name);
}
