using Amazon.Runtime;
using AmazonLambda.StandIn;
using Amazon.Lambda.Model;

namespace Amazon.Lambda;

/// <summary>The client of AWS Lambda.</summary>
public interface IAmazonLambda : IAmazonService, IDisposable
{
    Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default);
    Task<InvokeWithResponseStreamResponse> InvokeWithResponseStreamAsync(InvokeWithResponseStreamRequest request, CancellationToken cancellationToken = default);
    Task<GetFunctionConfigurationResponse> GetFunctionConfigurationAsync(GetFunctionConfigurationRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonLambdaConfig();
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) => new AmazonLambdaClient(awsCredentials, (AmazonLambdaConfig)clientConfig);
}

/// <summary>Its shape. InvokeAsync works where AWS_ENDPOINT_URL_LAMBDA names a host that answers (the reference runtime); every other call throws.</summary>
public class AmazonLambdaClient : AmazonServiceClient, IAmazonLambda
{
    public AmazonLambdaClient() : base(new AmazonLambdaConfig()) { }
    public AmazonLambdaClient(RegionEndpoint region) : base(new AmazonLambdaConfig { RegionEndpoint = region }) { }
    public AmazonLambdaClient(AmazonLambdaConfig config) : base(config) { }
    public AmazonLambdaClient(AWSCredentials credentials) : base(credentials, new AmazonLambdaConfig()) { }
    public AmazonLambdaClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonLambdaConfig { RegionEndpoint = region }) { }
    public AmazonLambdaClient(AWSCredentials credentials, AmazonLambdaConfig clientConfig) : base(credentials, clientConfig) { }
    public AmazonLambdaClient(string awsAccessKeyId, string awsSecretAccessKey) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonLambdaConfig()) { }
    public AmazonLambdaClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : base(awsAccessKeyId, awsSecretAccessKey, new AmazonLambdaConfig { RegionEndpoint = region }) { }

    private static readonly HttpClient Http = new();

    public virtual async Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default)
    {
        var endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_LAMBDA") ?? throw ShapeOnly.Refuse();
        var type = request.InvocationType?.Value ?? "RequestResponse";
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{endpoint}/2015-03-31/functions/{Uri.EscapeDataString(request.FunctionName)}/invocations") { Content = new StringContent(request.Payload ?? "{}") };
        message.Headers.Add("X-Amz-Invocation-Type", type);
        // The real client does so too, wherever it runs inside Lambda: this is how a chain of invocations is counted.
        message.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
        using var response = await Http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var code = response.Headers.TryGetValues("x-amzn-ErrorType", out var codes) ? codes.First() : "ServiceException";
            throw new AmazonServiceException($"{code}: {System.Text.Encoding.UTF8.GetString(body)}") { ErrorCode = code, StatusCode = response.StatusCode };
        }
        return new() { StatusCode = (int)response.StatusCode, Payload = new MemoryStream(body), FunctionError = response.Headers.TryGetValues("X-Amz-Function-Error", out var error) ? error.First() : null };
    }

    public virtual Task<InvokeWithResponseStreamResponse> InvokeWithResponseStreamAsync(InvokeWithResponseStreamRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
    public virtual Task<GetFunctionConfigurationResponse> GetFunctionConfigurationAsync(GetFunctionConfigurationRequest request, CancellationToken cancellationToken = default) => throw ShapeOnly.Refuse();
}

/// <summary>Its configuration.</summary>
public class AmazonLambdaConfig() : ShapeOnlyConfig("lambda")
{
}

/// <summary>The values that InvocationType may have.</summary>
public class InvocationType(string value) : ConstantClass(value)
{
    public static readonly InvocationType DryRun = new("DryRun");
    public static readonly InvocationType Event = new("Event");
    public static readonly InvocationType RequestResponse = new("RequestResponse");

    public static InvocationType FindValue(string value) => FindValue<InvocationType>(value);
    public static implicit operator InvocationType(string value) => FindValue(value);
}

/// <summary>The values that LogType may have.</summary>
public class LogType(string value) : ConstantClass(value)
{
    public static readonly LogType None = new("None");
    public static readonly LogType Tail = new("Tail");

    public static LogType FindValue(string value) => FindValue<LogType>(value);
    public static implicit operator LogType(string value) => FindValue(value);
}

/// <summary>The values that ResponseStreamingInvocationType may have.</summary>
public class ResponseStreamingInvocationType(string value) : ConstantClass(value)
{
    public static readonly ResponseStreamingInvocationType DryRun = new("DryRun");
    public static readonly ResponseStreamingInvocationType RequestResponse = new("RequestResponse");

    public static ResponseStreamingInvocationType FindValue(string value) => FindValue<ResponseStreamingInvocationType>(value);
    public static implicit operator ResponseStreamingInvocationType(string value) => FindValue(value);
}

/// <summary>What AWS Lambda refuses.</summary>
public class AmazonLambdaException(string message) : AmazonServiceException(message)
{
}
