using Amazon.Runtime;
using AmazonLambda.StandIn;
using Amazon.ApiGatewayManagementApi.Model;

namespace Amazon.ApiGatewayManagementApi;

/// <summary>The client of the WebSocket connections of API Gateway.</summary>
public interface IAmazonApiGatewayManagementApi : IAmazonService, IDisposable
{
    Task<PostToConnectionResponse> PostToConnectionAsync(PostToConnectionRequest request, CancellationToken cancellationToken = default);
    Task<DeleteConnectionResponse> DeleteConnectionAsync(DeleteConnectionRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonApiGatewayManagementApiConfig();
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonApiGatewayManagementApiClient(awsCredentials, (AmazonApiGatewayManagementApiConfig)clientConfig);
}

/// <summary>Its shape; every call throws.</summary>
public class AmazonApiGatewayManagementApiClient : AmazonServiceClient, IAmazonApiGatewayManagementApi
{
    public AmazonApiGatewayManagementApiClient() : base(new AmazonApiGatewayManagementApiConfig()) { }
    public AmazonApiGatewayManagementApiClient(RegionEndpoint region) : base(new AmazonApiGatewayManagementApiConfig { RegionEndpoint = region }) { }
    public AmazonApiGatewayManagementApiClient(AmazonApiGatewayManagementApiConfig config) : base(config) { }
    public AmazonApiGatewayManagementApiClient(AWSCredentials credentials) : base(credentials, new AmazonApiGatewayManagementApiConfig()) { }
    public AmazonApiGatewayManagementApiClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonApiGatewayManagementApiConfig { RegionEndpoint = region }) { }
    public AmazonApiGatewayManagementApiClient(AWSCredentials credentials, AmazonApiGatewayManagementApiConfig clientConfig) : base(credentials, clientConfig) { }
    public AmazonApiGatewayManagementApiClient(string awsAccessKeyId, string awsSecretAccessKey) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonApiGatewayManagementApiConfig()) { }
    public AmazonApiGatewayManagementApiClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonApiGatewayManagementApiConfig { RegionEndpoint = region }) { }

    public virtual Task<PostToConnectionResponse> PostToConnectionAsync(PostToConnectionRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
    public virtual Task<DeleteConnectionResponse> DeleteConnectionAsync(DeleteConnectionRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
}

/// <summary>Its configuration.</summary>
public class AmazonApiGatewayManagementApiConfig() : ShapeOnlyConfig("execute-api")
{
}

/// <summary>What the WebSocket connections of API Gateway refuses.</summary>
public class AmazonApiGatewayManagementApiException(string message) : AmazonServiceException(message)
{
}
