using Amazon.Runtime;
using AmazonLambda.StandIn;
using Amazon.KinesisFirehose.Model;

namespace Amazon.KinesisFirehose;

/// <summary>The client of Amazon Data Firehose.</summary>
public interface IAmazonKinesisFirehose : IAmazonService, IDisposable
{
    Task<PutRecordResponse> PutRecordAsync(PutRecordRequest request, CancellationToken cancellationToken = default);
    Task<PutRecordBatchResponse> PutRecordBatchAsync(PutRecordBatchRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonKinesisFirehoseConfig();
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonKinesisFirehoseClient(awsCredentials, (AmazonKinesisFirehoseConfig)clientConfig);
}

/// <summary>Its shape; every call throws.</summary>
public class AmazonKinesisFirehoseClient : AmazonServiceClient, IAmazonKinesisFirehose
{
    public AmazonKinesisFirehoseClient() : base(new AmazonKinesisFirehoseConfig()) { }
    public AmazonKinesisFirehoseClient(RegionEndpoint region) : base(new AmazonKinesisFirehoseConfig { RegionEndpoint = region }) { }
    public AmazonKinesisFirehoseClient(AmazonKinesisFirehoseConfig config) : base(config) { }
    public AmazonKinesisFirehoseClient(AWSCredentials credentials) : base(credentials, new AmazonKinesisFirehoseConfig()) { }
    public AmazonKinesisFirehoseClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonKinesisFirehoseConfig { RegionEndpoint = region }) { }
    public AmazonKinesisFirehoseClient(AWSCredentials credentials, AmazonKinesisFirehoseConfig clientConfig) : base(credentials, clientConfig) { }
    public AmazonKinesisFirehoseClient(string awsAccessKeyId, string awsSecretAccessKey) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonKinesisFirehoseConfig()) { }
    public AmazonKinesisFirehoseClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonKinesisFirehoseConfig { RegionEndpoint = region }) { }

    public virtual Task<PutRecordResponse> PutRecordAsync(PutRecordRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
    public virtual Task<PutRecordBatchResponse> PutRecordBatchAsync(PutRecordBatchRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
}

/// <summary>Its configuration.</summary>
public class AmazonKinesisFirehoseConfig() : ShapeOnlyConfig("firehose")
{
}

/// <summary>What Amazon Data Firehose refuses.</summary>
public class AmazonKinesisFirehoseException(string message) : AmazonServiceException(message)
{
}
