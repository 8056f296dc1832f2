using Amazon.Runtime;
using AmazonLambda.StandIn;
using Amazon.AppConfigData.Model;

namespace Amazon.AppConfigData;

/// <summary>The client of AWS AppConfig.</summary>
public interface IAmazonAppConfigData : IAmazonService, IDisposable
{
    Task<StartConfigurationSessionResponse> StartConfigurationSessionAsync(StartConfigurationSessionRequest request, CancellationToken cancellationToken = default);
    Task<GetLatestConfigurationResponse> GetLatestConfigurationAsync(GetLatestConfigurationRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAppConfigDataConfig();
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonAppConfigDataClient(awsCredentials, (AmazonAppConfigDataConfig)clientConfig);
}

/// <summary>Its shape; every call throws.</summary>
public class AmazonAppConfigDataClient : AmazonServiceClient, IAmazonAppConfigData
{
    public AmazonAppConfigDataClient() : base(new AmazonAppConfigDataConfig()) { }
    public AmazonAppConfigDataClient(RegionEndpoint region) : base(new AmazonAppConfigDataConfig { RegionEndpoint = region }) { }
    public AmazonAppConfigDataClient(AmazonAppConfigDataConfig config) : base(config) { }
    public AmazonAppConfigDataClient(AWSCredentials credentials) : base(credentials, new AmazonAppConfigDataConfig()) { }
    public AmazonAppConfigDataClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonAppConfigDataConfig { RegionEndpoint = region }) { }
    public AmazonAppConfigDataClient(AWSCredentials credentials, AmazonAppConfigDataConfig clientConfig) : base(credentials, clientConfig) { }
    public AmazonAppConfigDataClient(string awsAccessKeyId, string awsSecretAccessKey) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonAppConfigDataConfig()) { }
    public AmazonAppConfigDataClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonAppConfigDataConfig { RegionEndpoint = region }) { }

    public virtual Task<StartConfigurationSessionResponse> StartConfigurationSessionAsync(StartConfigurationSessionRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
    public virtual Task<GetLatestConfigurationResponse> GetLatestConfigurationAsync(GetLatestConfigurationRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
}

/// <summary>Its configuration.</summary>
public class AmazonAppConfigDataConfig() : ShapeOnlyConfig("appconfigdata")
{
}

/// <summary>What AWS AppConfig refuses.</summary>
public class AmazonAppConfigDataException(string message) : AmazonServiceException(message)
{
}
