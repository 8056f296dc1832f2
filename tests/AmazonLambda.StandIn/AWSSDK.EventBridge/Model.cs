using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>A request for PutEvents.</summary>
public class PutEventsRequest : AmazonWebServiceRequest
{
    public string EndpointId { get; set; }
    public List<PutEventsRequestEntry> Entries { get; set; }
}

/// <summary>The response to it.</summary>
public class PutEventsResponse : AmazonWebServiceResponse
{
    public int? FailedEntryCount { get; set; }
    public List<PutEventsResultEntry> Entries { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class PutEventsRequestEntry
{
    public string Detail { get; set; }
    public string DetailType { get; set; }
    public string EventBusName { get; set; }
    public List<string> Resources { get; set; }
    public string Source { get; set; }
    public DateTime? Time { get; set; }
    public string TraceHeader { get; set; }
}

/// <summary>One item of a request or a response.</summary>
public class PutEventsResultEntry
{
    public string EventId { get; set; }
    public string ErrorCode { get; set; }
    public string ErrorMessage { get; set; }
}
