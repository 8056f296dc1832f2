using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>An error in the shape that AWS's SDKs understand.</summary>
sealed class ServiceException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
}

/// <summary>The HTTP interface that AWS's SDKs and command line speak: invoke, and the few management calls their users make.</summary>
sealed class InvokeApi(LambdaHost host)
{
    public async Task AnswerAsync(HttpContext http)
    {
        try
        {
            RefuseStrangers(http.Request);
            await RouteAsync(http).ConfigureAwait(false);
        }
        catch (ServiceException exception)
        {
            await FailAsync(http, exception.Status, exception.Code, exception.Message).ConfigureAwait(false);
        }
        catch (ThrottledException exception)
        {
            http.Response.Headers.RetryAfter = "1";
            await FailAsync(http, 429, "TooManyRequestsException", exception.Message, exception.Reason).ConfigureAwait(false);
        }
    }

    /// <summary>A web page could send requests to a port of this machine; neither a foreign Host nor a browser's Origin is let in.</summary>
    static void RefuseStrangers(HttpRequest request)
    {
        if (request.Host.Host is not ("127.0.0.1" or "localhost") || request.Headers.Origin.Count > 0)
            throw new ServiceException(403, "AccessDeniedException", "This host answers programs on this machine only.");
    }

    Task RouteAsync(HttpContext http) => (http.Request.Method, http.Request.Path.Value?.Trim('/').Split('/') ?? []) switch
    {
        ("POST", ["2015-03-31", "functions", var name, "invocations"]) => InvokeAsync(http, name, Header(http, "X-Amz-Invocation-Type") ?? "RequestResponse"),
        ("POST", ["2014-11-13", "functions", var name, "invoke-async"]) => InvokeAsync(http, name, "Event"),
        ("GET", ["2015-03-31", "functions"]) => WriteAsync(http, new { Functions = host.Functions.Select(Describe) }),
        ("GET", ["2015-03-31", "functions", var name]) => WriteAsync(http, new { Configuration = Describe(Find(name).Function), Concurrency = new { ReservedConcurrentExecutions = Find(name).Function.Configuration.ReservedConcurrency } }),
        ("GET", ["2015-03-31", "functions", var name, "configuration"]) => WriteAsync(http, Describe(Find(name).Function)),
        ("GET", ["2024-08-31", "functions", var name, "recursion-config"]) => WriteAsync(http, new { RecursiveLoop = Find(name).Function.Configuration.AllowRecursion ? "Allow" : "Terminate" }),
        ("PUT", ["2024-08-31", "functions", var name, "recursion-config"]) => ChangeAsync(http, name, (settings, change) => settings with { AllowRecursion = Text(change, "RecursiveLoop") == "Allow" }),
        ("PUT", ["2017-10-31", "functions", var name, "concurrency"]) => ChangeAsync(http, name, (settings, change) => settings with { ReservedConcurrency = Number(change, "ReservedConcurrentExecutions") }),
        ("PUT", ["2019-09-25", "functions", var name, "event-invoke-config"]) => ChangeAsync(http, name, (settings, change) => settings with
        {
            MaximumRetryAttempts = Number(change, "MaximumRetryAttempts") ?? settings.MaximumRetryAttempts,
            MaximumEventAge = Number(change, "MaximumEventAgeInSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.MaximumEventAge,
        }),
        // Ours: for the command line in another terminal.
        ("GET", ["lambda-handlers", "logs", var name]) => LogsAsync(http, Find(name).Function),
        ("GET", ["lambda-handlers", "bill"]) => WriteAsync(http, host.Functions.ToDictionary(function => function.Configuration.Name, function => function.Bill)),
        ("GET", ["lambda-handlers", "deliveries", var name]) => WriteAsync(http, Find(name).Function.Events.Deliveries),
        _ => throw new ServiceException(404, "UnknownOperationException", $"{http.Request.Method} {http.Request.Path} is not answered here."),
    };

    async Task InvokeAsync(HttpContext http, string name, string type)
    {
        var (function, arn) = Find(name, http.Request.Query["Qualifier"]);
        if (type is not ("RequestResponse" or "Event" or "DryRun")) throw new ServiceException(400, "InvalidParameterValueException", $"Value '{type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]");
        var most = type == "Event" ? Limits.AsyncPayload : Limits.Payload;
        var (payload, size) = await RuntimeApi.ReadAsync(http.Request, most).ConfigureAwait(false);
        if (size > most) throw new ServiceException(413, "RequestTooLargeException", $"Request must be smaller than {most} bytes for the InvokeFunction operation");
        if (payload.Length == 0) payload = "{}"u8.ToArray();
        if (!Json.IsValid(payload, out var problem)) throw new ServiceException(400, "InvalidRequestContentException", $"Could not parse request body into json: {problem}");
        var clientContext = ClientContext(http);

        var (trace, hops) = Lineage.Advance(Header(http, "X-Amzn-Trace-Id"), function.Configuration.Arn);
        var id = Guid.NewGuid();
        http.Response.Headers["x-amzn-RequestId"] = id.ToString();
        http.Response.Headers["X-Amzn-Trace-Id"] = trace;
        var tenant = Header(http, "X-Amz-Tenant-Id"); // Read now: a queue makes its attempts when the request is over.
        Invocation Attempt() => new()
        {
            RequestId = id, Event = payload, FunctionArn = arn, TraceId = trace, TenantId = tenant, ClientContext = type == "Event" ? null : clientContext,
        };
        if (type == "DryRun")
        {
            http.Response.StatusCode = 204;
            return;
        }
        if (hops > Lineage.Most && !function.Configuration.AllowRecursion)
        {
            if (type == "Event") { function.Events.Drop(Attempt()); http.Response.StatusCode = 202; return; }
            throw new ServiceException(400, "RecursiveInvocationException", $"We've detected that your function {function.Configuration.Arn} has been invoked in a recursive loop.");
        }
        if (type == "Event")
        {
            function.Events.Add(Attempt);
            http.Response.StatusCode = 202;
            return;
        }

        var invocation = Attempt();
        await function.InvokeAsync(invocation).ConfigureAwait(false);
        var result = await invocation.Answered.ConfigureAwait(false);
        http.Response.Headers["X-Amz-Executed-Version"] = "$LATEST";
        if (result.IsError) http.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
        if (Header(http, "X-Amz-Log-Type") == "Tail")
        {
            await invocation.Reported.ConfigureAwait(false);
            http.Response.Headers["X-Amz-Log-Result"] = Convert.ToBase64String(invocation.Log.Bytes);
        }
        http.Response.ContentType = result.ContentType;
        await LoopbackServer.SendAsync(http.Response, result.Payload).ConfigureAwait(false);
    }

    static string? ClientContext(HttpContext http)
    {
        if (Header(http, "X-Amz-Client-Context") is not { } encoded) return null;
        if (encoded.Length > 3583) throw new ServiceException(400, "InvalidRequestContentException", "Client context must be no more than 3583 bytes");
        try
        {
            var bytes = Convert.FromBase64String(encoded);
            if (Json.IsValid(bytes, out _)) return JsonSerializer.Serialize(JsonDocument.Parse(bytes).RootElement); // One line of ASCII: it travels as a header.
        }
        catch (FormatException)
        {
            // Said below.
        }
        throw new ServiceException(400, "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object.");
    }

    /// <summary>name, name:alias, 123456789012:function:name or the whole ARN; the alias may come as a query parameter too.</summary>
    (Function Function, string Arn) Find(string text, string? qualifier = null)
    {
        var parts = Uri.UnescapeDataString(text).Split(':');
        var at = Array.IndexOf(parts, "function");
        // A function may itself be called "function"; only what stands before its name in an ARN is the keyword.
        var rest = at >= 0 && parts.Length > at + 1 && at > 0 ? parts[(at + 1)..] : parts;
        var name = rest[0];
        qualifier = rest.Length > 1 ? rest[1] : string.IsNullOrEmpty(qualifier) ? null : qualifier;
        var arn = $"arn:aws:lambda:us-east-1:123456789012:function:{name}{(qualifier is null ? "" : ":" + qualifier)}";
        var function = host.Find(name);
        if (function is null || !(qualifier is null or "$LATEST" || qualifier == function.Configuration.Alias)) throw new ServiceException(404, "ResourceNotFoundException", $"Function not found: {arn}");
        return (function, arn);
    }

    async Task ChangeAsync(HttpContext http, string name, Func<Configuration.FunctionConfiguration, JsonElement, Configuration.FunctionConfiguration> change)
    {
        var function = Find(name).Function;
        var (body, _) = await RuntimeApi.ReadAsync(http.Request).ConfigureAwait(false);
        if (!Json.IsValid(body, out var problem)) throw new ServiceException(400, "InvalidRequestContentException", problem);
        using var document = JsonDocument.Parse(body);
        function.Configuration = change(function.Configuration, document.RootElement);
        await http.Response.Body.WriteAsync(body).ConfigureAwait(false);
    }

    static Task LogsAsync(HttpContext http, Function function)
    {
        var (next, lines) = function.LogAfter(int.TryParse(http.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0);
        return WriteAsync(http, new { Next = next, Lines = lines });
    }

    static object Describe(Function function) => new
    {
        FunctionName = function.Configuration.Name,
        FunctionArn = function.Configuration.Arn,
        function.Configuration.Handler,
        function.Configuration.Runtime,
        Timeout = (int)Math.Ceiling(function.Configuration.Timeout.TotalSeconds),
        function.Configuration.MemorySize,
        Version = "$LATEST",
        State = "Active",
        PackageType = "Zip",
        Architectures = new[] { function.Configuration.Architecture },
        EphemeralStorage = new { Size = function.Configuration.EphemeralStorage },
        Environment = new { Variables = function.Configuration.Environment },
        LoggingConfig = new { function.Configuration.LogFormat, function.Configuration.LogGroup },
    };

    static string? Header(HttpContext http, string name) => http.Request.Headers[name] is [{ Length: > 0 } value, ..] ? value : null;
    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
    static int? Number(JsonElement json, string name) => int.TryParse(Text(json, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    static async Task WriteAsync<T>(HttpContext http, T value)
    {
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(Json.Bytes(value)).ConfigureAwait(false);
    }

    static async Task FailAsync(HttpContext http, int status, string code, string message, string? reason = null)
    {
        http.Response.StatusCode = status;
        http.Response.Headers["x-amzn-ErrorType"] = code;
        http.Response.ContentType = "application/json";
        var body = Json.Bytes(new Dictionary<string, string?> { ["Type"] = status >= 500 ? "Service" : "User", ["message"] = message, ["Message"] = message, ["Reason"] = reason }.Where(pair => pair.Value is not null).ToDictionary());
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body).ConfigureAwait(false);
    }
}
