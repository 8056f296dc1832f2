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
        var response = http.Response;
        var (body, size) = await http.Request.ReadAsync().ConfigureAwait(false);
        var (trace, hops) = Lineage.Advance(http.Request.Header("X-Amzn-Trace-Id"), function.Configuration.Arn);
        if (size > Limits.Payload) await response.SendTextAsync(413, "Request Entity Too Large").ConfigureAwait(false);
        else if (hops > Lineage.Most && !function.Configuration.AllowRecursion) await response.SendTextAsync(508, "Recursive invocation").ConfigureAwait(false);
        else
            try
            {
                var id = Guid.NewGuid();
                var invocation = new Invocation { RequestId = id, Event = Event(http.Request, body, id, trace), FunctionArn = function.Configuration.Arn, TraceId = trace };
                await function.InvokeAsync(invocation).ConfigureAwait(false);
                await RespondAsync(response, await invocation.Answered.ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (ThrottledException)
            {
                await response.SendTextAsync(429, "Too Many Requests").ConfigureAwait(false);
            }
    }

    byte[] Event(HttpRequest request, byte[] body, Guid id, string trace)
    {
        var (name, now) = (function.Configuration.Name, DateTimeOffset.UtcNow);
        var path = request.Path.HasValue ? request.Path.Value : "/";
        var isText = body.Length == 0 || IsText(request.ContentType);
        var headers = request.Headers.Where(header => !header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value.ToArray()));
        headers["x-amzn-trace-id"] = trace;
        headers["x-forwarded-for"] = "127.0.0.1";
        headers["x-forwarded-proto"] = "http";
        headers["x-forwarded-port"] = request.Host.Port?.ToString(CultureInfo.InvariantCulture) ?? "80";
        return Json.Bytes(new
        {
            version = "2.0",
            routeKey = "$default",
            rawPath = path,
            rawQueryString = request.QueryString.Value?.TrimStart('?') ?? "",
            cookies = request.Headers.Cookie.Count == 0 ? null : request.Headers.Cookie.SelectMany(line => line!.Split("; ")),
            headers,
            queryStringParameters = request.Query.Count == 0 ? null : request.Query.ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value.ToArray())),
            requestContext = new
            {
                accountId = "anonymous",
                apiId = name,
                domainName = $"{name}.lambda-url.{Aws.Region}.on.aws",
                domainPrefix = name,
                http = new { method = request.Method, path, protocol = request.Protocol, sourceIp = "127.0.0.1", userAgent = request.Headers.UserAgent.ToString() },
                requestId = id,
                routeKey = "$default",
                stage = "$default",
                time = now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
                timeEpoch = now.ToUnixTimeMilliseconds(),
            },
            body = body.Length == 0 ? null : isText ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body),
            isBase64Encoded = !isText,
        });
    }

    static bool IsText(string? type) => type is not null
        && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || new[] { "json", "javascript", "xml" }.Any(kind => type.Contains(kind, StringComparison.OrdinalIgnoreCase)));

    /// <summary>An object with a statusCode says what to send; anything else is itself the body.</summary>
    static Task RespondAsync(HttpResponse response, InvocationResult result)
    {
        if (result.IsError) return response.SendTextAsync(502, "Internal Server Error");
        if (Json.Parse(result.Payload) is not { } root) return response.SendAsync(200, "application/json", result.Payload); // Not JSON: sent as it is.
        if (root.ValueKind == JsonValueKind.String) return response.SendAsync(200, "application/json", Encoding.UTF8.GetBytes(root.GetString()!));
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("statusCode", out var status)) return response.SendAsync(200, "application/json", result.Payload);
        if (status.ValueKind != JsonValueKind.Number || !status.TryGetInt32(out var code) || code is < 100 or > 599) return response.SendTextAsync(502, "Internal Server Error");
        return SendAsync(response, code, root);
    }

    static async Task SendAsync(HttpResponse response, int code, JsonElement answer)
    {
        response.StatusCode = code;
        response.ContentType = "application/json";
        if (answer.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
            foreach (var header in headers.EnumerateObject().Where(header => !header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))) response.Headers[header.Name] = header.Value.ToString();
        if (answer.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array)
            response.Headers.SetCookie = cookies.EnumerateArray().Select(cookie => cookie.ToString()).ToArray();
        if (code is 204 or 304 or < 200 || !answer.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null) return;
        var isBase64 = answer.TryGetProperty("isBase64Encoded", out var flag) && flag.ValueKind == JsonValueKind.True;
        await response.SendAsync(code, response.ContentType, isBase64 ? Convert.FromBase64String(body.ToString()) : Encoding.UTF8.GetBytes(body.ToString())).ConfigureAwait(false);
    }
}
