using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A function's own URL: an HTTP request becomes an event of payload version 2.0, the answer becomes the response.</summary>
sealed class FunctionUrl(Function function)
{
    public async Task AnswerAsync(HttpContext http)
    {
        var (body, size) = await RuntimeApi.ReadAsync(http.Request).ConfigureAwait(false);
        if (size > Limits.Payload) { await PlainAsync(http, 413, "Request Entity Too Large").ConfigureAwait(false); return; }
        var (trace, hops) = Lineage.Advance(http.Request.Headers["X-Amzn-Trace-Id"], function.Configuration.Arn);
        if (hops > Lineage.Most && !function.Configuration.AllowRecursion) { await PlainAsync(http, 508, "Recursive invocation").ConfigureAwait(false); return; }
        var id = Guid.NewGuid();
        var invocation = new Invocation { RequestId = id, Event = Event(http.Request, body, id, trace), FunctionArn = function.Configuration.Arn, TraceId = trace };
        try
        {
            await function.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (ThrottledException)
        {
            await PlainAsync(http, 429, "Too Many Requests").ConfigureAwait(false);
            return;
        }
        var result = await invocation.Answered.ConfigureAwait(false);
        if (result.IsError) await PlainAsync(http, 502, "Internal Server Error").ConfigureAwait(false);
        else await RespondAsync(http.Response, result.Payload).ConfigureAwait(false);
    }

    byte[] Event(HttpRequest request, byte[] body, Guid id, string trace)
    {
        var now = DateTimeOffset.UtcNow;
        var host = $"{function.Configuration.Name}.lambda-url.us-east-1.on.aws";
        var isText = body.Length == 0 || IsText(request.ContentType);
        var headers = request.Headers.Where(header => !header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value.ToArray()));
        headers["x-amzn-trace-id"] = trace;
        headers["x-forwarded-for"] = "127.0.0.1";
        headers["x-forwarded-proto"] = "http";
        headers["x-forwarded-port"] = request.Host.Port?.ToString(CultureInfo.InvariantCulture) ?? "80";
        return Json.Bytes(new Dictionary<string, object?>
        {
            ["version"] = "2.0",
            ["routeKey"] = "$default",
            ["rawPath"] = request.Path.HasValue ? request.Path.Value : "/",
            ["rawQueryString"] = request.QueryString.Value?.TrimStart('?') ?? "",
            ["cookies"] = request.Headers.Cookie.Count == 0 ? null : request.Headers.Cookie.SelectMany(line => line!.Split("; ")).ToArray(),
            ["headers"] = headers,
            ["queryStringParameters"] = request.Query.Count == 0 ? null : request.Query.ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value.ToArray())),
            ["requestContext"] = new
            {
                accountId = "anonymous",
                apiId = function.Configuration.Name,
                domainName = host,
                domainPrefix = function.Configuration.Name,
                http = new { method = request.Method, path = request.Path.HasValue ? request.Path.Value : "/", protocol = request.Protocol, sourceIp = "127.0.0.1", userAgent = request.Headers.UserAgent.ToString() },
                requestId = id,
                routeKey = "$default",
                stage = "$default",
                time = now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
                timeEpoch = now.ToUnixTimeMilliseconds(),
            },
            ["body"] = body.Length == 0 ? null : isText ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body),
            ["isBase64Encoded"] = !isText,
        }.Where(pair => pair.Value is not null).ToDictionary());
    }

    static bool IsText(string? type) => type is not null
        && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || new[] { "json", "javascript", "xml" }.Any(kind => type.Contains(kind, StringComparison.OrdinalIgnoreCase)));

    /// <summary>An object with a statusCode says what to send; anything else is itself the body.</summary>
    static async Task RespondAsync(HttpResponse response, byte[] payload)
    {
        JsonDocument? document = null;
        try
        {
            if (payload.Length > 0) document = JsonDocument.Parse(payload);
        }
        catch (JsonException)
        {
            // Not JSON: sent as it is.
        }
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("statusCode", out var status))
        {
            response.ContentType = "application/json";
            var text = document?.RootElement is { ValueKind: JsonValueKind.String } plain ? Encoding.UTF8.GetBytes(plain.GetString()!) : payload;
            await response.Body.WriteAsync(text).ConfigureAwait(false);
            return;
        }
        if (status.ValueKind != JsonValueKind.Number || !status.TryGetInt32(out var code) || code is < 100 or > 599) { await PlainAsync(response.HttpContext, 502, "Internal Server Error").ConfigureAwait(false); return; }
        response.StatusCode = code;
        response.ContentType = "application/json";
        if (root.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
            foreach (var header in headers.EnumerateObject().Where(header => !header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))) response.Headers[header.Name] = header.Value.ToString();
        if (root.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array)
            response.Headers.SetCookie = cookies.EnumerateArray().Select(cookie => cookie.ToString()).ToArray();
        if (code is 204 or 304 or < 200 || !root.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null) return;
        var isBase64 = root.TryGetProperty("isBase64Encoded", out var flag) && flag.ValueKind == JsonValueKind.True;
        await response.Body.WriteAsync(isBase64 ? Convert.FromBase64String(body.ToString()) : Encoding.UTF8.GetBytes(body.ToString())).ConfigureAwait(false);
    }

    static Task PlainAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(text);
    }
}
