using System.Net;
using System.Text.Json;

namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>An HTTP response in the making.</summary>
public interface IHttpResult
{
    HttpStatusCode StatusCode { get; }
    IHttpResult AddHeader(string name, string value);
    Stream Serialize(HttpResultSerializationOptions options);
}

/// <summary>How a result is written.</summary>
public class HttpResultSerializationOptions
{
    public enum ProtocolFormat
    {
        RestApi,
        HttpApi,
    }

    public enum ProtocolVersion
    {
        V1,
        V2,
    }

    public ProtocolFormat Format { get; set; }
    public ProtocolVersion Version { get; set; }
    public Core.ILambdaSerializer Serializer { get; set; }
}

/// <summary>Responses by name.</summary>
public class HttpResults : IHttpResult
{
    readonly Dictionary<string, IList<string>> _headers = new(StringComparer.OrdinalIgnoreCase);
    readonly object _body;

    HttpResults(HttpStatusCode statusCode, object body = null)
    {
        StatusCode = statusCode;
        _body = body;
        if (body is not null) AddHeader("content-type", body is string ? "text/plain" : body is Stream or byte[] ? "application/octet-stream" : "application/json");
    }

    public HttpStatusCode StatusCode { get; }

    public IHttpResult AddHeader(string name, string value)
    {
        if (!_headers.TryGetValue(name, out var values)) _headers[name] = values = [];
        values.Add(value);
        return this;
    }

    public static IHttpResult Ok(object body = null) => new HttpResults(HttpStatusCode.OK, body);
    public static IHttpResult Created(string uri = null, object body = null) => At(new HttpResults(HttpStatusCode.Created, body), uri);
    public static IHttpResult Accepted(object body = null) => new HttpResults(HttpStatusCode.Accepted, body);
    public static IHttpResult NoContent() => new HttpResults(HttpStatusCode.NoContent);
    public static IHttpResult Redirect(string uri, bool permanent = false, bool preserveMethod = false) => At(
        new HttpResults((permanent, preserveMethod) switch
        {
            (true, true) => HttpStatusCode.PermanentRedirect,
            (true, false) => HttpStatusCode.MovedPermanently,
            (false, true) => HttpStatusCode.TemporaryRedirect,
            (false, false) => HttpStatusCode.Redirect,
        }), uri);
    public static IHttpResult BadRequest(object body = null) => new HttpResults(HttpStatusCode.BadRequest, body);
    public static IHttpResult Unauthorized(object body = null) => new HttpResults(HttpStatusCode.Unauthorized, body);
    public static IHttpResult Forbid(object body = null) => new HttpResults(HttpStatusCode.Forbidden, body);
    public static IHttpResult NotFound(object body = null) => new HttpResults(HttpStatusCode.NotFound, body);
    public static IHttpResult Conflict(object body = null) => new HttpResults(HttpStatusCode.Conflict, body);
    public static IHttpResult InternalServerError(object body = null) => new HttpResults(HttpStatusCode.InternalServerError, body);
    public static IHttpResult BadGateway() => new HttpResults(HttpStatusCode.BadGateway);
    public static IHttpResult ServiceUnavailable(int? delaySeconds = null)
    {
        var result = new HttpResults(HttpStatusCode.ServiceUnavailable);
        return delaySeconds is > 0 ? result.AddHeader("Retry-After", delaySeconds.Value.ToString()) : result;
    }
    public static IHttpResult NewResult(HttpStatusCode statusCode, object body = null) => new HttpResults(statusCode, body);

    public Stream Serialize(HttpResultSerializationOptions options)
    {
        var response = new Dictionary<string, object> { ["statusCode"] = (int)StatusCode };
        if (_headers.Count > 0)
        {
            if (options.Version == HttpResultSerializationOptions.ProtocolVersion.V1) response["multiValueHeaders"] = _headers;
            else response["headers"] = _headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value));
        }
        var (body, binary) = Body(options);
        if (body is not null) response["body"] = body;
        response["isBase64Encoded"] = binary;
        return new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(response));
    }

    (string Body, bool Binary) Body(HttpResultSerializationOptions options)
    {
        switch (_body)
        {
            case null:
                return (null, false);
            case string text:
                return (text, false);
            case byte[] bytes:
                return (Convert.ToBase64String(bytes), true);
            case Stream stream:
                var copy = new MemoryStream();
                stream.CopyTo(copy);
                return (Convert.ToBase64String(copy.ToArray()), true);
            default:
                if (options.Serializer is null) return (JsonSerializer.Serialize(_body), false);
                var written = new MemoryStream();
                options.Serializer.Serialize(_body, written);
                return (System.Text.Encoding.UTF8.GetString(written.ToArray()), false);
        }
    }

    static IHttpResult At(HttpResults result, string uri) => uri is null ? result : result.AddHeader("location", uri);
}

/// <summary>What a custom authorizer decides.</summary>
public interface IAuthorizerResult
{
    bool IsAuthorized { get; }
    IAuthorizerResult WithContext(string key, object value);
    IAuthorizerResult WithPrincipalId(string principalId);
    Stream Serialize(AuthorizerResultSerializationOptions options);
}

/// <summary>How a decision is written.</summary>
public class AuthorizerResultSerializationOptions
{
    public enum AuthorizerFormat
    {
        HttpApiSimple,
        HttpApiIamPolicy,
        RestApi,
    }

    public AuthorizerFormat Format { get; set; }
    public string MethodArn { get; set; }
}

/// <summary>Decisions by name.</summary>
public class AuthorizerResults : IAuthorizerResult
{
    readonly Dictionary<string, object> _context = [];
    string _principal = "user";

    AuthorizerResults(bool authorized) => IsAuthorized = authorized;

    public bool IsAuthorized { get; }

    public static IAuthorizerResult Allow() => new AuthorizerResults(true);
    public static IAuthorizerResult Deny() => new AuthorizerResults(false);

    public IAuthorizerResult WithContext(string key, object value)
    {
        _context[key] = value;
        return this;
    }

    public IAuthorizerResult WithPrincipalId(string principalId)
    {
        _principal = principalId;
        return this;
    }

    public Stream Serialize(AuthorizerResultSerializationOptions options)
    {
        object response = options.Format == AuthorizerResultSerializationOptions.AuthorizerFormat.HttpApiSimple
            ? new { isAuthorized = IsAuthorized, context = _context }
            : new
            {
                principalId = _principal,
                policyDocument = new
                {
                    Version = "2012-10-17",
                    Statement = new[] { new { Effect = IsAuthorized ? "Allow" : "Deny", Action = "execute-api:Invoke", Resource = options.MethodArn } },
                },
                context = _context,
            };
        return new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(response));
    }
}
