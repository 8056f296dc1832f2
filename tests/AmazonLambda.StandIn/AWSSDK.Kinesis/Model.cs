using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>A request for PutRecord.</summary>
public class PutRecordRequest : AmazonWebServiceRequest
{
    public string StreamName { get; set; }
    public string StreamARN { get; set; }
    public MemoryStream Data { get; set; }
    public string PartitionKey { get; set; }
    public string ExplicitHashKey { get; set; }
    public string SequenceNumberForOrdering { get; set; }
}

/// <summary>The response to it.</summary>
public class PutRecordResponse : AmazonWebServiceResponse
{
    public string ShardId { get; set; }
    public string SequenceNumber { get; set; }
}

/// <summary>A request for PutRecords.</summary>
public class PutRecordsRequest : AmazonWebServiceRequest
{
    public string StreamName { get; set; }
    public string StreamARN { get; set; }
    public List<PutRecordsRequestEntry> Records { get; set; }
}

/// <summary>The response to it.</summary>
public class PutRecordsResponse : AmazonWebServiceResponse
{
    public int? FailedRecordCount { get; set; }
    public List<PutRecordsResultEntry> Records { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class PutRecordsRequestEntry
{
    public MemoryStream Data { get; set; }
    public string PartitionKey { get; set; }
    public string ExplicitHashKey { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class PutRecordsResultEntry
{
    public string ShardId { get; set; }
    public string SequenceNumber { get; set; }
    public string ErrorCode { get; set; }
    public string ErrorMessage { get; set; }
}

/// <summary>A record of a stream.</summary>
public class Record
{
    public DateTime? ApproximateArrivalTimestamp { get; set; }
    public MemoryStream Data { get; set; }
    public string PartitionKey { get; set; }
    public string SequenceNumber { get; set; }
}
