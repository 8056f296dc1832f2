using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>A request for Invoke.</summary>
public class InvokeRequest : AmazonWebServiceRequest
{
    public string FunctionName { get; set; }
    public string Qualifier { get; set; }
    public InvocationType InvocationType { get; set; }
    public LogType LogType { get; set; }
    public string ClientContext { get; set; }
    public string Payload { get; set; }
    public MemoryStream PayloadStream { get; set; }
}

/// <summary>The response to it.</summary>
public class InvokeResponse : AmazonWebServiceResponse
{
    public int? StatusCode { get; set; }
    public string FunctionError { get; set; }
    public string LogResult { get; set; }
    public string ExecutedVersion { get; set; }
    public MemoryStream Payload { get; set; }
}

/// <summary>A request for InvokeWithResponseStream.</summary>
public class InvokeWithResponseStreamRequest : AmazonWebServiceRequest
{
    public string FunctionName { get; set; }
    public string Qualifier { get; set; }
    public ResponseStreamingInvocationType InvocationType { get; set; }
    public MemoryStream Payload { get; set; }
}

/// <summary>The response to it.</summary>
public class InvokeWithResponseStreamResponse : AmazonWebServiceResponse
{
    public int? StatusCode { get; set; }
    public string ExecutedVersion { get; set; }
}

/// <summary>A request for GetFunctionConfiguration.</summary>
public class GetFunctionConfigurationRequest : AmazonWebServiceRequest
{
    public string FunctionName { get; set; }
    public string Qualifier { get; set; }
}

/// <summary>The response to it.</summary>
public class GetFunctionConfigurationResponse : AmazonWebServiceResponse
{
    public string FunctionName { get; set; }
    public string FunctionArn { get; set; }
    public string Runtime { get; set; }
    public int? Timeout { get; set; }
    public int? MemorySize { get; set; }
}
