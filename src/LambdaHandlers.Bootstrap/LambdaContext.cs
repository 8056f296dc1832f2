using System.Text.Json;

namespace LambdaHandlers.Bootstrap;

/// <summary>ILambdaContext and what hangs on it.</summary>
static class LambdaContext
{
    public static object Of(Type contract, Invocation invocation, object? serializer) => AmazonProxy.Of(contract, (member, _) => member.Name switch
    {
        "get_AwsRequestId" => invocation.RequestId,
        "get_InvokedFunctionArn" => invocation.FunctionArn,
        "get_FunctionName" => Variable("AWS_LAMBDA_FUNCTION_NAME"),
        "get_FunctionVersion" => Variable("AWS_LAMBDA_FUNCTION_VERSION"),
        "get_LogGroupName" => Variable("AWS_LAMBDA_LOG_GROUP_NAME"),
        "get_LogStreamName" => Variable("AWS_LAMBDA_LOG_STREAM_NAME"),
        "get_MemoryLimitInMB" => int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), out var size) ? size : 0,
        "get_RemainingTime" => invocation.RemainingTime,
        "get_TraceId" => invocation.TraceId,
        "get_TenantId" => invocation.TenantId,
        "get_Serializer" => serializer,
        "get_Logger" => LambdaLogger.Of(member.ReturnType),
        "get_ClientContext" => Client(member.ReturnType, Parsed(invocation.ClientContext)),
        "get_Identity" => Identity(member.ReturnType, Parsed(invocation.Identity)),
        _ => null,
    });

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    static object Client(Type contract, JsonElement json) => AmazonProxy.Of(contract, (member, _) => member.Name switch
    {
        "get_Environment" => Pairs(json, "env"),
        "get_Custom" => Pairs(json, "custom"),
        "get_Client" => Member(json, "client") is { } client ? Application(member.ReturnType, client) : null,
        _ => null,
    });

    static object Application(Type contract, JsonElement json) => AmazonProxy.Of(contract, (member, _) => member.Name switch
    {
        "get_AppPackageName" => Text(json, "app_package_name"),
        "get_AppTitle" => Text(json, "app_title"),
        "get_AppVersionCode" => Text(json, "app_version_code"),
        "get_AppVersionName" => Text(json, "app_version_name"),
        "get_InstallationId" => Text(json, "installation_id"),
        _ => null,
    });

    static object Identity(Type contract, JsonElement json) => AmazonProxy.Of(contract, (member, _) => member.Name switch
    {
        "get_IdentityId" => Text(json, "cognitoIdentityId"),
        "get_IdentityPoolId" => Text(json, "cognitoIdentityPoolId"),
        _ => null,
    });

    static JsonElement Parsed(string? json) => json is null ? default : JsonDocument.Parse(json).RootElement;

    static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    static string? Text(JsonElement json, string name) => Member(json, name)?.ToString();

    static Dictionary<string, string>? Pairs(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Object } pairs ? pairs.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ToString()) : null;
}
