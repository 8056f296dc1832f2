using Amazon.Runtime;
using AmazonLambda.StandIn;
using Amazon.Kinesis.Model;

namespace Amazon.Kinesis;

/// <summary>The client of Amazon Kinesis Data Streams.</summary>
public interface IAmazonKinesis : IAmazonService, IDisposable
{
    Task<PutRecordResponse> PutRecordAsync(PutRecordRequest request, CancellationToken cancellationToken = default);
    Task<PutRecordsResponse> PutRecordsAsync(PutRecordsRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonKinesisConfig();
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonKinesisClient(awsCredentials, (AmazonKinesisConfig)clientConfig);
}

/// <summary>Its shape; every call throws.</summary>
public class AmazonKinesisClient : AmazonServiceClient, IAmazonKinesis
{
    public AmazonKinesisClient() : base(new AmazonKinesisConfig()) { }
    public AmazonKinesisClient(RegionEndpoint region) : base(new AmazonKinesisConfig { RegionEndpoint = region }) { }
    public AmazonKinesisClient(AmazonKinesisConfig config) : base(config) { }
    public AmazonKinesisClient(AWSCredentials credentials) : base(credentials, new AmazonKinesisConfig()) { }
    public AmazonKinesisClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonKinesisConfig { RegionEndpoint = region }) { }
    public AmazonKinesisClient(AWSCredentials credentials, AmazonKinesisConfig clientConfig) : base(credentials, clientConfig) { }
    public AmazonKinesisClient(string awsAccessKeyId, string awsSecretAccessKey) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonKinesisConfig()) { }
    public AmazonKinesisClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonKinesisConfig { RegionEndpoint = region }) { }

    public virtual Task<PutRecordResponse> PutRecordAsync(PutRecordRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
    public virtual Task<PutRecordsResponse> PutRecordsAsync(PutRecordsRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
}

/// <summary>Its configuration.</summary>
public class AmazonKinesisConfig() : ShapeOnlyConfig("kinesis")
{
}

/// <summary>What Amazon Kinesis Data Streams refuses.</summary>
public class AmazonKinesisException(string message) : AmazonServiceException(message)
{
}
