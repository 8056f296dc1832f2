using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>The HTTP interface between Lambda and a runtime client, one port per environment. Any language's client can speak to it.</summary>
sealed class RuntimeApi(ExecutionEnvironment environment)
{
    const string Prefix = "/2018-06-01/";
    static readonly byte[] Ok = "{\"status\":\"OK\"}\n"u8.ToArray();

    public async Task AnswerAsync(HttpContext http)
    {
        try
        {
            await RouteAsync(http).ConfigureAwait(false);
        }
        catch (RefusalException refusal)
        {
            await http.Response.SendJsonAsync(new { errorMessage = refusal.Message, errorType = refusal.Type }, refusal.Status).ConfigureAwait(false);
        }
    }

    Task RouteAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return NotFoundAsync(http);
        return (HttpMethods.IsGet(http.Request.Method), path[Prefix.Length..].Split('/')) switch
        {
            (true, ["runtime", "invocation", "next"]) => NextAsync(http),
            (false, ["runtime", "invocation", var id, "response"]) => ResponseAsync(http, id),
            (false, ["runtime", "invocation", var id, "error"]) => ErrorAsync(http, id),
            (false, ["runtime", "init", "error"]) => InitErrorAsync(http),
            (_, ["runtime", "restore", "next" or "error"]) => throw RefusalException.Transition(RuntimeState.Started, "Restoring"),
            (_, ["ping"]) => http.Response.SendTextAsync(200, "pong"),
            (false, ["lambda-handlers", "state", var when]) => StateAsync(http, when),
            _ => NotFoundAsync(http),
        };
    }

    async Task NextAsync(HttpContext http)
    {
        var invocation = await environment.NextAsync(http.RequestAborted).ConfigureAwait(false);
        var response = http.Response;
        Set("Lambda-Runtime-Aws-Request-Id", invocation.RequestId.ToString());
        Set("Lambda-Runtime-Invocation-Id", invocation.InvocationId.ToString());
        Set("Lambda-Runtime-Deadline-Ms", invocation.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Set("Lambda-Runtime-Invoked-Function-Arn", invocation.FunctionArn);
        Set("Lambda-Runtime-Trace-Id", invocation.TraceId);
        Set("Lambda-Runtime-Client-Context", invocation.ClientContext);
        Set("Lambda-Runtime-Aws-Tenant-Id", invocation.TenantId);
        await response.SendAsync(200, "application/json", invocation.Event).ConfigureAwait(false);

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) response.Headers[name] = value;
        }
    }

    async Task ResponseAsync(HttpContext http, string id)
    {
        if (http.Request.Header("Lambda-Runtime-Function-Response-Mode") is not (null or "streaming")) throw RefusalException.InvalidResponseMode();
        var (body, size) = await http.Request.ReadAsync().ConfigureAwait(false);
        var result = new InvocationResult(body, http.Request.ContentType ?? "application/json");
        // A streamed answer that failed half-way says so after its body.
        if (http.Request.SupportsTrailers() && http.Request.CheckTrailersAvailable() && http.Request.GetTrailer("Lambda-Runtime-Function-Error-Body") is [{ Length: > 0 } error])
            result = new InvocationResult(Convert.FromBase64String(error), IsError: true);
        environment.Answer(RequestId(id), http.Request.Header("Lambda-Runtime-Invocation-Id"), result, size, null);
        await AcceptAsync(http).ConfigureAwait(false);
    }

    async Task ErrorAsync(HttpContext http, string id)
    {
        var (body, size) = await http.Request.ReadAsync().ConfigureAwait(false);
        environment.Answer(RequestId(id), http.Request.Header("Lambda-Runtime-Invocation-Id"), new InvocationResult(body, IsError: true), size, ErrorType(http.Request));
        await AcceptAsync(http).ConfigureAwait(false);
    }

    async Task InitErrorAsync(HttpContext http)
    {
        var (body, _) = await http.Request.ReadAsync().ConfigureAwait(false);
        environment.FailInit(ErrorType(http.Request), body);
        await AcceptAsync(http).ConfigureAwait(false);
    }

    /// <summary>Ours: what our bootstrap saw surviving.</summary>
    async Task StateAsync(HttpContext http, string when)
    {
        var (body, _) = await http.Request.ReadAsync().ConfigureAwait(false);
        environment.NoteState(when, body);
        await AcceptAsync(http).ConfigureAwait(false);
    }

    static string ErrorType(HttpRequest request) => request.Header("Lambda-Runtime-Function-Error-Type") switch
    {
        { } type when IsKnown(type) => type,
        { } type when type.StartsWith("Function.", StringComparison.Ordinal) => "Function.Unknown",
        _ => "Runtime.Unknown",
    };

    static bool IsKnown(string type) => type.Split('.') is ["Runtime" or "Function", { Length: > 1 } name] && char.IsAsciiLetterUpper(name[0]) && name.All(char.IsAsciiLetter);

    static Guid RequestId(string id) => Guid.TryParse(id, out var request) ? request : throw RefusalException.InvalidRequestId();

    static Task AcceptAsync(HttpContext http) => http.Response.SendAsync(202, "application/json", Ok);

    static Task NotFoundAsync(HttpContext http) => http.Response.SendTextAsync(404, "404 page not found\n");
}
