using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A function's own URL: an HTTP request becomes an event of payload version 2.0, the answer becomes the response.</summary>
sealed class FunctionUrl(Function function)
{
    public async Task AnswerAsync(HttpContext http)
    {
        var response = http.Response;
        var (body, size) = await http.Request.ReadAsync().ConfigureAwait(false);
        var (trace, isLoop) = function.Follow(http.Request.Header("X-Amzn-Trace-Id"));
        if (size > Limits.Request) await response.SendTextAsync(413, "Request Entity Too Large").ConfigureAwait(false);
        else if (isLoop) await response.SendTextAsync(508, "Recursive invocation").ConfigureAwait(false);
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
        // As it was sent: only HTTP APIs decode it.
        var path = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] target ? target.Split('?')[0] : "/";
        var query = request.QueryString.Value?.TrimStart('?') ?? "";
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
            rawQueryString = query,
            cookies = request.Headers.Cookie.Count == 0 ? null : request.Headers.Cookie.SelectMany(line => line!.Split("; ")),
            headers,
            queryStringParameters = query == "" ? null : Parameters(query),
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

    /// <summary>Not ASP.NET Core's, to which "a" and "A" are one name.</summary>
    static Dictionary<string, string> Parameters(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).GroupBy(pair => Decoded(pair[0]))
            .ToDictionary(pairs => pairs.Key, pairs => string.Join(',', pairs.Select(pair => pair.Length > 1 ? Decoded(pair[1]) : "")));

    static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    static bool IsText(string? type) => type is not null
        && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || new[] { "json", "javascript", "xml" }.Any(kind => type.Contains(kind, StringComparison.OrdinalIgnoreCase)));

    /// <summary>An object with a statusCode says what to send; anything else is itself the body.</summary>
    static Task RespondAsync(HttpResponse response, InvocationResult result)
    {
        if (result.IsError) return response.SendTextAsync(502, "Internal Server Error");
        // A streamed answer is a head of JSON, eight zeros, and the body.
        var zeros = result.ContentType == "application/vnd.awslambda.http-integration-response" ? result.Payload.AsSpan().IndexOf(new byte[8]) : -1;
        if (zeros >= 0) return SendAsync(response, Json.Parse(result.Payload[..zeros]) ?? default, result.Payload[(zeros + 8)..]);
        return Json.Parse(result.Payload) is { ValueKind: JsonValueKind.Object } head && head.TryGetProperty("statusCode", out _)
            ? SendAsync(response, head, BodyOf(head))
            : response.SendAsync(200, "application/json", result.Payload);
    }

    /// <summary>Null if it says to be base64 and is not.</summary>
    static byte[]? BodyOf(JsonElement head)
    {
        if (!head.TryGetProperty("body", out var body)) return [];
        if (!head.TryGetProperty("isBase64Encoded", out var flag) || flag.ValueKind != JsonValueKind.True) return Encoding.UTF8.GetBytes(body.ToString());
        return body.ValueKind == JsonValueKind.String && body.TryGetBytesFromBase64(out var bytes) ? bytes : null;
    }

    static Task SendAsync(HttpResponse response, JsonElement head, byte[]? body)
    {
        var code = 200;
        if (head.ValueKind != JsonValueKind.Object || body is null || (head.TryGetProperty("statusCode", out var status) && !(status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out code))) || code is < 100 or > 599)
            return response.SendTextAsync(502, "Internal Server Error");
        if (head.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
            foreach (var header in headers.EnumerateObject().Where(header => !OfTheConnection.Contains(header.Name))) response.Headers[header.Name] = header.Value.ToString();
        if (head.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array)
            response.Headers.SetCookie = cookies.EnumerateArray().Select(cookie => cookie.ToString()).ToArray();
        response.StatusCode = code;
        return code is 204 or 304 or < 200 ? Task.CompletedTask : response.SendAsync(code, response.ContentType ?? "application/json", body);
    }

    /// <summary>What the connection decides, not the function.</summary>
    static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase) { "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive" };
}
