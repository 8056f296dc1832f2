using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The context of one invocation: the headers of <c>/invocation/next</c> and the environment variables.</summary>
sealed class RuntimeLambdaContext(HttpResponseMessage next, ILambdaLogger logger) : ILambdaContext
{
    public string AwsRequestId { get; } = Header(next, "Lambda-Runtime-Aws-Request-Id")
        ?? throw new InvalidOperationException("The Runtime API sent no Lambda-Runtime-Aws-Request-Id.");
    public string InvokedFunctionArn { get; } = Header(next, "Lambda-Runtime-Invoked-Function-Arn");
    public string TenantId { get; } = Header(next, "Lambda-Runtime-Aws-Tenant-Id") ?? string.Empty;
    public string TraceId { get; } = Header(next, "Lambda-Runtime-Trace-Id") ?? string.Empty;
    public IClientContext ClientContext { get; } = ClientContextOf(Header(next, "Lambda-Runtime-Client-Context"));
    public ICognitoIdentity Identity { get; } = IdentityOf(Header(next, "Lambda-Runtime-Cognito-Identity"));
    public ILambdaLogger Logger { get; } = logger;

    public string FunctionName => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME");
    public string FunctionVersion => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION");
    public string LogGroupName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME");
    public string LogStreamName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME");
    public int MemoryLimitInMB => int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), out var size) ? size : 0;

    /// <summary>Never negative: past the deadline there is no time left.</summary>
    public TimeSpan RemainingTime
    {
        get
        {
            var left = _deadline - DateTimeOffset.UtcNow;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    readonly DateTimeOffset _deadline = long.TryParse(Header(next, "Lambda-Runtime-Deadline-Ms"), out var milliseconds)
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : DateTimeOffset.MaxValue;

    internal static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    static IClientContext ClientContextOf(string json)
    {
        if (string.IsNullOrEmpty(json)) return null;
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var client = root.TryGetProperty("client", out var found) ? found : default;
        return new Client(
            Pairs(root, "env"), Pairs(root, "custom"),
            new Application(Text(client, "app_package_name"), Text(client, "app_title"), Text(client, "app_version_code"), Text(client, "app_version_name"), Text(client, "installation_id")));
    }

    static ICognitoIdentity IdentityOf(string json)
    {
        if (string.IsNullOrEmpty(json)) return new CognitoIdentity(null, null);
        using var document = JsonDocument.Parse(json);
        return new CognitoIdentity(Text(document.RootElement, "cognitoIdentityId"), Text(document.RootElement, "cognitoIdentityPoolId"));
    }

    static string Text(JsonElement within, string name) =>
        within.ValueKind == JsonValueKind.Object && within.TryGetProperty(name, out var value) ? value.ToString() : null;

    static Dictionary<string, string> Pairs(JsonElement within, string name) =>
        within.ValueKind == JsonValueKind.Object && within.TryGetProperty(name, out var pairs) && pairs.ValueKind == JsonValueKind.Object
            ? pairs.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ToString())
            : [];

    sealed record Client(IDictionary<string, string> Environment, IDictionary<string, string> Custom, IClientApplication Application) : IClientContext
    {
        IClientApplication IClientContext.Client => Application;
    }

    sealed record Application(string AppPackageName, string AppTitle, string AppVersionCode, string AppVersionName, string InstallationId) : IClientApplication;

    sealed record CognitoIdentity(string IdentityId, string IdentityPoolId) : ICognitoIdentity;
}
