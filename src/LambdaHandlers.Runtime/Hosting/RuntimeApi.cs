using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>Sizes that Lambda enforces.</summary>
static class Limits
{
    /// <summary>Of an event and of an answer: 6 MB and a little.</summary>
    public const int Payload = 6 * 1024 * 1024 + 100;

    /// <summary>Of an asynchronous event.</summary>
    public const int AsyncPayload = 1024 * 1024;
}

/// <summary>Why the Runtime API did not accept a call.</summary>
sealed record Refusal(int Status, string Type, string Message)
{
    public static readonly Refusal InvalidRequestId = new(400, "InvalidRequestID", "Invalid request ID");
    public static readonly Refusal TooLarge = new(413, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({Limits.Payload} bytes).");
    public static readonly Refusal InvokeTimeout = new(410, "InvokeTimeout", "Invoke timeout");
    public static readonly Refusal InvalidResponseMode = new(400, "InvalidFunctionResponseMode", "Invalid function response mode");

    public static Refusal Transition(string from, string to) =>
        new(403, "InvalidStateTransition", $"State transition from {from} to {to} failed for runtime. Error: State transition is not allowed");
}

/// <summary>The HTTP interface between Lambda and a runtime client, one port per environment. Any language's client can speak to it.</summary>
sealed class RuntimeApi(ExecutionEnvironment environment)
{
    const string Prefix = "/2018-06-01/";
    static readonly byte[] Ok = Encoding.ASCII.GetBytes("{\"status\":\"OK\"}\n");

    public async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var isGet = HttpMethods.IsGet(http.Request.Method);
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) { await NotFoundAsync(http).ConfigureAwait(false); return; }
        switch (path[Prefix.Length..].Split('/'))
        {
            case ["runtime", "invocation", "next"] when isGet: await NextAsync(http).ConfigureAwait(false); break;
            case ["runtime", "invocation", var id, "response"] when !isGet: await ResponseAsync(http, id).ConfigureAwait(false); break;
            case ["runtime", "invocation", var id, "error"] when !isGet: await ErrorAsync(http, id).ConfigureAwait(false); break;
            case ["runtime", "init", "error"] when !isGet:
                await EndAsync(http, environment.FailInit(ErrorType(http) ?? "Runtime.Unknown", (await ReadAsync(http.Request).ConfigureAwait(false)).Bytes)).ConfigureAwait(false);
                break;
            case ["runtime", "restore", "next" or "error"]: await EndAsync(http, Refusal.Transition("Started", "Restoring")).ConfigureAwait(false); break;
            case ["ping"]: await http.Response.WriteAsync("pong").ConfigureAwait(false); break;
            case ["lambda-handlers", "state", var when] when !isGet: // Ours: what our bootstrap saw surviving.
                environment.NoteState(when, (await ReadAsync(http.Request).ConfigureAwait(false)).Bytes);
                await EndAsync(http, null).ConfigureAwait(false);
                break;
            default: await NotFoundAsync(http).ConfigureAwait(false); break;
        }
    }

    async Task NextAsync(HttpContext http)
    {
        var waiting = environment.Next(http.RequestAborted, out var refusal);
        if (waiting is null) { await EndAsync(http, refusal).ConfigureAwait(false); return; }
        var invocation = await waiting.ConfigureAwait(false);
        var response = http.Response;
        response.ContentType = "application/json";
        Set("Lambda-Runtime-Aws-Request-Id", invocation.RequestId.ToString());
        Set("Lambda-Runtime-Invocation-Id", invocation.InvocationId.ToString());
        Set("Lambda-Runtime-Deadline-Ms", invocation.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Set("Lambda-Runtime-Invoked-Function-Arn", invocation.FunctionArn);
        Set("Lambda-Runtime-Trace-Id", invocation.TraceId);
        Set("Lambda-Runtime-Client-Context", invocation.ClientContext);
        Set("Lambda-Runtime-Aws-Tenant-Id", invocation.TenantId);
        await LoopbackServer.SendAsync(response, invocation.Event).ConfigureAwait(false);

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) response.Headers[name] = value;
        }
    }

    async Task ResponseAsync(HttpContext http, string id)
    {
        if (http.Request.Headers["Lambda-Runtime-Function-Response-Mode"] is [{ Length: > 0 } mode] && mode != "streaming") { await EndAsync(http, Refusal.InvalidResponseMode).ConfigureAwait(false); return; }
        var (body, size) = await ReadAsync(http.Request).ConfigureAwait(false);
        var result = new InvocationResult(body, http.Request.ContentType ?? "application/json");
        // A streamed answer that failed half-way says so after its body.
        if (http.Request.SupportsTrailers() && http.Request.CheckTrailersAvailable() && http.Request.GetTrailer("Lambda-Runtime-Function-Error-Body") is [{ Length: > 0 } error])
            result = new InvocationResult(Convert.FromBase64String(error), IsError: true);
        await EndAsync(http, Guid.TryParse(id, out var request) ? environment.Answer(request, InvocationId(http), result, size, null) : Refusal.InvalidRequestId).ConfigureAwait(false);
    }

    async Task ErrorAsync(HttpContext http, string id)
    {
        var (body, size) = await ReadAsync(http.Request).ConfigureAwait(false);
        var result = new InvocationResult(body, IsError: true);
        await EndAsync(http, Guid.TryParse(id, out var request) ? environment.Answer(request, InvocationId(http), result, size, ErrorType(http) ?? "Runtime.Unknown") : Refusal.InvalidRequestId).ConfigureAwait(false);
    }

    static string? InvocationId(HttpContext http) => http.Request.Headers["Lambda-Runtime-Invocation-Id"] is [{ Length: > 0 } id] ? id : null;

    static string? ErrorType(HttpContext http) => http.Request.Headers["Lambda-Runtime-Function-Error-Type"] is not [{ Length: > 0 } type] ? null
        : IsKnown(type) ? type
        : type.StartsWith("Function.", StringComparison.Ordinal) ? "Function.Unknown"
        : "Runtime.Unknown";

    static bool IsKnown(string type) => type.Split('.') is ["Runtime" or "Function", { Length: > 1 } name] && char.IsAsciiLetterUpper(name[0]) && name.All(char.IsAsciiLetter);

    /// <summary>The body, and how long it was: what is beyond the limit is counted and not kept.</summary>
    internal static async Task<(byte[] Bytes, long Size)> ReadAsync(HttpRequest request, int most = Limits.Payload)
    {
        if (request.ContentLength is { } length && length <= most)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact).ConfigureAwait(false);
            return (exact, length);
        }
        var kept = new MemoryStream();
        var chunk = new byte[64 * 1024];
        long size = 0;
        while (await request.Body.ReadAsync(chunk).ConfigureAwait(false) is > 0 and var read)
        {
            size += read;
            if (size <= most) kept.Write(chunk, 0, read);
        }
        return (kept.ToArray(), size);
    }

    static async Task EndAsync(HttpContext http, Refusal? refusal)
    {
        var body = refusal is null ? Ok : Json.Bytes(new { errorMessage = refusal.Message, errorType = refusal.Type });
        http.Response.StatusCode = refusal?.Status ?? 202;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body).ConfigureAwait(false);
    }

    static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = 404;
        return http.Response.WriteAsync("404 page not found\n");
    }
}
