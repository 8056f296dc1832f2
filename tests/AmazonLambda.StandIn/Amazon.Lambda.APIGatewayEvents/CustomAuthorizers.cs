using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>What API Gateway asks a custom authorizer.</summary>
public class APIGatewayCustomAuthorizerRequest
{
    public string Type { get; set; }
    public string AuthorizationToken { get; set; }
    public string MethodArn { get; set; }
    public string Path { get; set; }
    public string HttpMethod { get; set; }
    public IDictionary<string, string> Headers { get; set; }
    public IDictionary<string, string> QueryStringParameters { get; set; }
    public IDictionary<string, string> PathParameters { get; set; }
    public IDictionary<string, string> StageVariables { get; set; }
    public APIGatewayProxyRequest.ProxyRequestContext RequestContext { get; set; }
}

/// <summary>What an HTTP API asks a custom authorizer (payload 2.0).</summary>
public class APIGatewayCustomAuthorizerV2Request
{
    public string Version { get; set; }
    public string Type { get; set; }
    public string RouteArn { get; set; }
    public List<string> IdentitySource { get; set; }
    public string RouteKey { get; set; }
    public string RawPath { get; set; }
    public string RawQueryString { get; set; }
    public List<string> Cookies { get; set; }
    public Dictionary<string, string> Headers { get; set; }
    public Dictionary<string, string> QueryStringParameters { get; set; }
    public Dictionary<string, string> PathParameters { get; set; }
    public Dictionary<string, string> StageVariables { get; set; }
    public APIGatewayHttpApiV2ProxyRequest.ProxyRequestContext RequestContext { get; set; }
}

/// <summary>The answer with a policy.</summary>
public class APIGatewayCustomAuthorizerResponse
{
    [JsonPropertyName("principalId")]
    public string PrincipalID { get; set; }

    [JsonPropertyName("policyDocument")]
    public APIGatewayCustomAuthorizerPolicy PolicyDocument { get; set; } = new();

    [JsonPropertyName("context")]
    public APIGatewayCustomAuthorizerContextOutput Context { get; set; }

    [JsonPropertyName("usageIdentifierKey")]
    public string UsageIdentifierKey { get; set; }
}

/// <summary>The answer to an HTTP API: yes or no.</summary>
public class APIGatewayCustomAuthorizerV2SimpleResponse
{
    [JsonPropertyName("isAuthorized")]
    public bool IsAuthorized { get; set; }

    [JsonPropertyName("context")]
    public Dictionary<string, object> Context { get; set; }
}

/// <summary>The answer to an HTTP API, with a policy.</summary>
public class APIGatewayCustomAuthorizerV2IamResponse
{
    [JsonPropertyName("principalId")]
    public string PrincipalID { get; set; }

    [JsonPropertyName("policyDocument")]
    public APIGatewayCustomAuthorizerPolicy PolicyDocument { get; set; } = new();

    [JsonPropertyName("context")]
    public Dictionary<string, object> Context { get; set; }
}

/// <summary>A policy of IAM.</summary>
public class APIGatewayCustomAuthorizerPolicy
{
    public string Version { get; set; } = "2012-10-17";
    public List<IAMPolicyStatement> Statement { get; set; } = [];

    public class IAMPolicyStatement
    {
        public string Effect { get; set; } = "Allow";
        public HashSet<string> Action { get; set; }
        public HashSet<string> Resource { get; set; }
        public IDictionary<string, IDictionary<string, object>> Condition { get; set; }
    }
}

/// <summary>What a custom authorizer found out, as the function behind it sees it.</summary>
public class APIGatewayCustomAuthorizerContext : Dictionary<string, object>
{
    public string PrincipalId
    {
        get => TryGetValue("principalId", out var value) ? value?.ToString() : null;
        set => this["principalId"] = value;
    }

    public Dictionary<string, string> Claims { get; set; }
}

/// <summary>What a custom authorizer passes on.</summary>
public class APIGatewayCustomAuthorizerContextOutput : Dictionary<string, object>
{
}
