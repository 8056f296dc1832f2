using System.Reflection;
using System.Text.Json;

namespace LambdaHandlers.Bootstrap;

/// <summary>An object that plays any of Amazon's interfaces: asked for a member, it looks the answer up by name. Members it does not know return nothing.</summary>
public class ContextProxy : DispatchProxy
{
    Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = _answer(targetMethod!, args ?? []);
        return answer is null && targetMethod!.ReturnType is { IsValueType: true } type && type != typeof(void) ? Activator.CreateInstance(type) : answer;
    }

    static object Of(Type contract, Func<MethodInfo, object?[], object?> answer)
    {
        var proxy = Create(contract, typeof(ContextProxy));
        ((ContextProxy)proxy)._answer = answer;
        return proxy;
    }

    /// <summary>ILambdaContext, in whatever version of Amazon.Lambda.Core the function was built against.</summary>
    internal static object Of(Type contract, Invocation invocation, FunctionLog log, object? serializer) => Of(contract, (member, _) => member.Name switch
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
        "get_Logger" => Logger(member.ReturnType, log),
        "get_ClientContext" => Client(member.ReturnType, invocation.ClientContext is { } json ? JsonDocument.Parse(json).RootElement : default),
        "get_Identity" => Identity(member.ReturnType, invocation.Identity is { } json ? JsonDocument.Parse(json).RootElement : default),
        _ => null,
    });

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>LogWarning(exception, message, args), Log(level, message) and their 24 sisters, told apart by what they are given.</summary>
    static object Logger(Type contract, FunctionLog log) => Of(contract, (member, arguments) =>
    {
        var rest = arguments.AsSpan();
        var level = member.Name.StartsWith("Log", StringComparison.Ordinal) ? member.Name[3..] : "";
        if (level == "" && rest.Length == 1) { log.Raw(rest[0] as string); return null; }
        if (level == "Line") level = "Information";
        if (level == "") { level = rest[0]?.ToString() ?? ""; rest = rest[1..]; }
        var exception = member.GetParameters()[arguments.Length - rest.Length].ParameterType == typeof(Exception) ? rest[0] as Exception : null;
        if (member.GetParameters()[arguments.Length - rest.Length].ParameterType == typeof(Exception)) rest = rest[1..];
        log.Write(level, exception, rest[0] as string ?? "", rest.Length > 1 ? rest[1] as object[] ?? [] : []);
        return null;
    });

    static object Client(Type contract, JsonElement json) => Of(contract, (member, _) => member.Name switch
    {
        "get_Environment" => Pairs(json, "env"),
        "get_Custom" => Pairs(json, "custom"),
        "get_Client" => json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("client", out var client) ? null : Of(member.ReturnType, (part, _) => Text(client, part.Name switch
        {
            "get_AppPackageName" => "app_package_name",
            "get_AppTitle" => "app_title",
            "get_AppVersionCode" => "app_version_code",
            "get_AppVersionName" => "app_version_name",
            _ => "installation_id",
        })),
        _ => null,
    });

    static object Identity(Type contract, JsonElement json) => Of(contract, (member, _) => member.Name switch
    {
        "get_IdentityId" => Text(json, "cognitoIdentityId"),
        "get_IdentityPoolId" => Text(json, "cognitoIdentityPoolId"),
        _ => null,
    });

    static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ToString() : null;

    static Dictionary<string, string>? Pairs(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var pairs) && pairs.ValueKind == JsonValueKind.Object
            ? pairs.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ToString())
            : null;
}
