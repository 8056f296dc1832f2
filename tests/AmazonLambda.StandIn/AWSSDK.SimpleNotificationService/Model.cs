using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>A request for Publish.</summary>
public class PublishRequest : AmazonWebServiceRequest
{
    public PublishRequest() { }

    public PublishRequest(string topicArn, string message)
    {
        TopicArn = topicArn;
        Message = message;
    }

    public PublishRequest(string topicArn, string message, string subject) : this(topicArn, message) => Subject = subject;

    public string TopicArn { get; set; }
    public string TargetArn { get; set; }
    public string PhoneNumber { get; set; }
    public string Message { get; set; }
    public string Subject { get; set; }
    public string MessageStructure { get; set; }
    public string MessageGroupId { get; set; }
    public string MessageDeduplicationId { get; set; }
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; }
}

/// <summary>The response to it.</summary>
public class PublishResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
    public string SequenceNumber { get; set; }
}

/// <summary>A request for PublishBatch.</summary>
public class PublishBatchRequest : AmazonWebServiceRequest
{
    public string TopicArn { get; set; }
    public List<PublishBatchRequestEntry> PublishBatchRequestEntries { get; set; }
}

/// <summary>The response to it.</summary>
public class PublishBatchResponse : AmazonWebServiceResponse
{
    public List<PublishBatchResultEntry> Successful { get; set; }
    public List<BatchResultErrorEntry> Failed { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class MessageAttributeValue
{
    public string DataType { get; set; }
    public string StringValue { get; set; }
    public MemoryStream BinaryValue { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class PublishBatchRequestEntry
{
    public string Id { get; set; }
    public string Message { get; set; }
    public string Subject { get; set; }
    public string MessageGroupId { get; set; }
    public string MessageDeduplicationId { get; set; }
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class PublishBatchResultEntry
{
    public string Id { get; set; }
    public string MessageId { get; set; }
    public string SequenceNumber { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class BatchResultErrorEntry
{
    public string Id { get; set; }
    public string Code { get; set; }
    public string Message { get; set; }
    public bool? SenderFault { get; set; }
}
