using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.ApplicationLoadBalancerEvents;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>How each event says HTTP, both ways.</summary>
static class Protocols
{
    public static Exchange Read(APIGatewayProxyRequest request, ILambdaContext context) => new(
        request, context,
        // A WebSocket event has neither method nor path: its route plays their part.
        request.HttpMethod ?? "POST",
        request.Path ?? "/" + request.RequestContext?.RouteKey,
        Query(request.MultiValueQueryStringParameters, request.QueryStringParameters, Uri.EscapeDataString),
        Headers(request.MultiValueHeaders, request.Headers), request.Body, request.IsBase64Encoded);

    public static APIGatewayProxyResponse WriteRest(Exchange exchange, APIGatewayProxyRequest request)
    {
        var (body, isBase64) = exchange.Body;
        return new() { StatusCode = exchange.StatusCode, MultiValueHeaders = Multiple(exchange.Headers), Body = body, IsBase64Encoded = isBase64 };
    }

    public static Exchange Read(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        var headers = Headers(null, request.Headers);
        if (request.Cookies is { Length: > 0 } cookies) headers.Cookie = string.Join("; ", cookies);
        var path = request.RawPath ?? "/";
        if (request.RequestContext?.Stage is { } stage && stage != "$default" && path.StartsWith($"/{stage}/", StringComparison.Ordinal)) path = path[(stage.Length + 1)..];
        return new(request, context, request.RequestContext?.Http?.Method ?? "GET", path, request.RawQueryString, headers, request.Body, request.IsBase64Encoded);
    }

    public static APIGatewayHttpApiV2ProxyResponse WriteHttp(Exchange exchange, APIGatewayHttpApiV2ProxyRequest request)
    {
        var (body, isBase64) = exchange.Body;
        return new()
        {
            StatusCode = exchange.StatusCode,
            Headers = exchange.Headers.Where(header => header.Key != "Set-Cookie").ToDictionary(header => header.Key, header => string.Join(",", header.Value.AsEnumerable())),
            Cookies = exchange.Headers.SetCookie is { Count: > 0 } cookies ? [.. cookies] : null,
            Body = body,
            IsBase64Encoded = isBase64,
        };
    }

    public static Exchange Read(ApplicationLoadBalancerRequest request, ILambdaContext context) => new(
        request, context, request.HttpMethod, request.Path,
        Query(request.MultiValueQueryStringParameters, request.QueryStringParameters, asItIs => asItIs),
        Headers(request.MultiValueHeaders, request.Headers), request.Body, request.IsBase64Encoded);

    public static ApplicationLoadBalancerResponse WriteBalancer(Exchange exchange, ApplicationLoadBalancerRequest request)
    {
        var (body, isBase64) = exchange.Body;
        var several = request.MultiValueHeaders is not null;
        return new()
        {
            StatusCode = exchange.StatusCode,
            StatusDescription = $"{exchange.StatusCode} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(exchange.StatusCode)}",
            MultiValueHeaders = several ? Multiple(exchange.Headers) : null,
            Headers = several ? null : exchange.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value.AsEnumerable())),
            Body = body,
            IsBase64Encoded = isBase64,
        };
    }

    static IDictionary<string, IList<string>> Multiple(IHeaderDictionary headers) =>
        headers.ToDictionary(header => header.Key, header => (IList<string>)[.. header.Value]);

    static IHeaderDictionary Headers(IDictionary<string, IList<string>> multiple, IDictionary<string, string> single)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        if (multiple is not null)
            foreach (var (name, values) in multiple) headers[name] = new StringValues([.. values]);
        else if (single is not null)
            foreach (var (name, value) in single) headers[name] = value;
        return headers;
    }

    static string Query(IDictionary<string, IList<string>> multiple, IDictionary<string, string> single, Func<string, string> encode) => string.Join("&",
        multiple?.SelectMany(pair => pair.Value.Select(value => $"{encode(pair.Key)}={encode(value)}"))
        ?? single?.Select(pair => $"{encode(pair.Key)}={encode(pair.Value)}")
        ?? []);
}
