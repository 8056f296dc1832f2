using Amazon.Runtime;
using AmazonLambda.StandIn;
using Amazon.EventBridge.Model;

namespace Amazon.EventBridge;

/// <summary>The client of Amazon EventBridge.</summary>
public interface IAmazonEventBridge : IAmazonService, IDisposable
{
    Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEventBridgeConfig();
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonEventBridgeClient(awsCredentials, (AmazonEventBridgeConfig)clientConfig);
}

/// <summary>Its shape; every call throws.</summary>
public class AmazonEventBridgeClient : AmazonServiceClient, IAmazonEventBridge
{
    public AmazonEventBridgeClient() : base(new AmazonEventBridgeConfig()) { }
    public AmazonEventBridgeClient(RegionEndpoint region) : base(new AmazonEventBridgeConfig { RegionEndpoint = region }) { }
    public AmazonEventBridgeClient(AmazonEventBridgeConfig config) : base(config) { }
    public AmazonEventBridgeClient(AWSCredentials credentials) : base(credentials, new AmazonEventBridgeConfig()) { }
    public AmazonEventBridgeClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonEventBridgeConfig { RegionEndpoint = region }) { }
    public AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig) : base(credentials, clientConfig) { }
    public AmazonEventBridgeClient(string awsAccessKeyId, string awsSecretAccessKey) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonEventBridgeConfig()) { }
    public AmazonEventBridgeClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonEventBridgeConfig { RegionEndpoint = region }) { }

    public virtual Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
}

/// <summary>Its configuration.</summary>
public class AmazonEventBridgeConfig() : ShapeOnlyConfig("events")
{
}

/// <summary>What Amazon EventBridge refuses.</summary>
public class AmazonEventBridgeException(string message) : AmazonServiceException(message)
{
}
