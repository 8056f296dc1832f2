using Amazon.Runtime;

namespace Amazon.KinesisFirehose.Model;

/// <summary>A request for PutRecord.</summary>
public class PutRecordRequest : AmazonWebServiceRequest
{
    public string DeliveryStreamName { get; set; }
    public Record Record { get; set; }
}

/// <summary>The response to it.</summary>
public class PutRecordResponse : AmazonWebServiceResponse
{
    public string RecordId { get; set; }
    public bool? Encrypted { get; set; }
}

/// <summary>A request for PutRecordBatch.</summary>
public class PutRecordBatchRequest : AmazonWebServiceRequest
{
    public string DeliveryStreamName { get; set; }
    public List<Record> Records { get; set; }
}

/// <summary>The response to it.</summary>
public class PutRecordBatchResponse : AmazonWebServiceResponse
{
    public int? FailedPutCount { get; set; }
    public bool? Encrypted { get; set; }
    public List<PutRecordBatchResponseEntry> RequestResponses { get; set; }
}

/// <summary>A record of a stream.</summary>
public class Record
{
    public MemoryStream Data { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class PutRecordBatchResponseEntry
{
    public string RecordId { get; set; }
    public string ErrorCode { get; set; }
    public string ErrorMessage { get; set; }
}
