namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>HTTP methods that an API routes.</summary>
public enum LambdaHttpMethod
{
    Any,
    Get,
    Post,
    Put,
    Patch,
    Head,
    Delete,
    Options,
}

/// <summary>The payload of an HTTP API.</summary>
public enum HttpApiVersion
{
    V1,
    V2,
}

/// <summary>An HTTP API of API Gateway calls the function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class HttpApiAttribute : Attribute
{
    public HttpApiAttribute(LambdaHttpMethod method, string template)
    {
        Method = method;
        Template = template;
    }

    public HttpApiVersion Version { get; set; } = HttpApiVersion.V2;
    public string Template { get; set; }
    public LambdaHttpMethod Method { get; set; }
    public string Authorizer { get; set; }
}

/// <summary>A REST API of API Gateway calls the function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class RestApiAttribute : Attribute
{
    public RestApiAttribute(LambdaHttpMethod method, string template)
    {
        Method = method;
        Template = template;
    }

    public string Template { get; set; }
    public LambdaHttpMethod Method { get; set; }
    public string Authorizer { get; set; }
}

/// <summary>Who may call a function URL.</summary>
public enum FunctionUrlAuthType
{
    NONE,
    AWS_IAM,
}

/// <summary>The function has a URL of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionUrlAttribute : Attribute
{
    public FunctionUrlAuthType AuthType { get; set; }
    public string[] AllowOrigins { get; set; }
    public LambdaHttpMethod[] AllowMethods { get; set; }
    public string[] AllowHeaders { get; set; }
    public bool AllowCredentials { get; set; }
    public string[] ExposeHeaders { get; set; }
    public int MaxAge { get; set; }
}

/// <summary>The payload of an authorizer of an HTTP API.</summary>
public enum AuthorizerPayloadFormatVersion
{
    V1,
    V2,
}

/// <summary>What an authorizer of a REST API is given.</summary>
public enum RestApiAuthorizerType
{
    Token,
    Request,
}

/// <summary>The function authorizes calls to an HTTP API.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class HttpApiAuthorizerAttribute : Attribute
{
    public string IdentityHeader { get; set; } = "Authorization";
    public bool EnableSimpleResponses { get; set; } = true;
    public AuthorizerPayloadFormatVersion AuthorizerPayloadFormatVersion { get; set; } = AuthorizerPayloadFormatVersion.V2;
    public int ResultTtlInSeconds { get; set; }
}

/// <summary>The function authorizes calls to a REST API.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class RestApiAuthorizerAttribute : Attribute
{
    public string IdentityHeader { get; set; } = "Authorization";
    public RestApiAuthorizerType Type { get; set; } = RestApiAuthorizerType.Token;
    public int ResultTtlInSeconds { get; set; }
}

/// <summary>Bound to a query parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromQueryAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}

/// <summary>Bound to a part of the path.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromRouteAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}

/// <summary>Bound to a header.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromHeaderAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}

/// <summary>Bound to the body.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromBodyAttribute : Attribute
{
}

/// <summary>Bound to what a custom authorizer found out.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromCustomAuthorizerAttribute : Attribute, INamedAttribute
{
    public string Name { get; set; }
}
