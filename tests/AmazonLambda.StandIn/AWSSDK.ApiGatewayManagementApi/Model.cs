using Amazon.Runtime;

namespace Amazon.ApiGatewayManagementApi.Model;

/// <summary>A request for PostToConnection.</summary>
public class PostToConnectionRequest : AmazonWebServiceRequest
{
    public string ConnectionId { get; set; }
    public MemoryStream Data { get; set; }
}

/// <summary>The response to it.</summary>
public class PostToConnectionResponse : AmazonWebServiceResponse
{
}

/// <summary>A request for DeleteConnection.</summary>
public class DeleteConnectionRequest : AmazonWebServiceRequest
{
    public string ConnectionId { get; set; }
}

/// <summary>The response to it.</summary>
public class DeleteConnectionResponse : AmazonWebServiceResponse
{
}

/// <summary>GoneException of the WebSocket connections of API Gateway.</summary>
public class GoneException(string message) : AmazonApiGatewayManagementApiException(message)
{
}
