using System.Globalization;
using System.Text.Json;
using LambdaHandlers.Runtime.Configuration;
using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Hosting;

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
            var error = new Dictionary<string, string> { ["Type"] = exception.Status >= 500 ? "Service" : "User", ["message"] = exception.Message, ["Message"] = exception.Message };
            if (exception is ThrottledException throttled)
            {
                error["Reason"] = throttled.Reason;
                http.Response.Headers.RetryAfter = "1";
            }
            http.Response.Headers["x-amzn-ErrorType"] = exception.Code;
            await http.Response.SendJsonAsync(error, exception.Status).ConfigureAwait(false);
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
        ("POST", ["2015-03-31", "functions", var name, "invocations"]) => InvokeAsync(http, name, http.Request.Header("X-Amz-Invocation-Type") ?? "RequestResponse"),
        ("POST", ["2014-11-13", "functions", var name, "invoke-async"]) => InvokeAsync(http, name, "Event"),
        ("GET", ["2015-03-31", "functions"]) => http.Response.SendJsonAsync(new { Functions = host.Functions.Select(Describe) }),
        ("GET", ["2015-03-31", "functions", var name]) => http.Response.SendJsonAsync(new { Configuration = Describe(Find(name)), Concurrency = new { ReservedConcurrentExecutions = Find(name).Configuration.ReservedConcurrency } }),
        ("GET", ["2015-03-31", "functions", var name, "configuration"]) => http.Response.SendJsonAsync(Describe(Find(name))),
        ("GET", ["2024-08-31", "functions", var name, "recursion-config"]) => http.Response.SendJsonAsync(new { RecursiveLoop = Find(name).Configuration.AllowRecursion ? "Allow" : "Terminate" }),
        ("PUT", ["2024-08-31", "functions", var name, "recursion-config"]) => ChangeAsync(http, name, (settings, change) => settings with { AllowRecursion = Text(change, "RecursiveLoop") == "Allow" }),
        ("PUT", ["2017-10-31", "functions", var name, "concurrency"]) => ChangeAsync(http, name, (settings, change) => settings with { ReservedConcurrency = Number(change, "ReservedConcurrentExecutions") }),
        ("PUT", ["2019-09-25", "functions", var name, "event-invoke-config"]) => ChangeAsync(http, name, (settings, change) => settings with
        {
            MaximumRetryAttempts = Number(change, "MaximumRetryAttempts") ?? settings.MaximumRetryAttempts,
            MaximumEventAge = Number(change, "MaximumEventAgeInSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.MaximumEventAge,
        }),
        // Ours: for the command line in another terminal.
        ("GET", ["lambda-handlers", "logs", var name]) => LogsAsync(http, Find(name)),
        ("GET", ["lambda-handlers", "bill"]) => http.Response.SendJsonAsync(host.Functions.ToDictionary(function => function.Configuration.Name, function => function.Bill)),
        ("GET", ["lambda-handlers", "deliveries", var name]) => http.Response.SendJsonAsync(Find(name).Events.Deliveries),
        _ => throw new ServiceException(404, "UnknownOperationException", $"{http.Request.Method} {http.Request.Path} is not answered here."),
    };

    async Task InvokeAsync(HttpContext http, string name, string type)
    {
        var (request, response, id) = (http.Request, http.Response, Guid.NewGuid());
        response.Headers["x-amzn-RequestId"] = id.ToString(); // A refusal has one too.
        var (function, arn) = Find(name, request.Query["Qualifier"]);
        if (type is not ("RequestResponse" or "Event" or "DryRun")) throw new ServiceException(400, "InvalidParameterValueException", $"Value '{type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]");
        var most = type == "Event" ? Limits.AsyncPayload : Limits.Request;
        var (payload, size) = await request.ReadAsync(most).ConfigureAwait(false);
        if (size > most) throw new ServiceException(413, "RequestTooLargeException", $"Request must be smaller than {most} bytes for the InvokeFunction operation");
        if (payload.Length == 0) payload = "{}"u8.ToArray();
        if (!Json.IsValid(payload, out var problem)) throw new ServiceException(400, "InvalidRequestContentException", $"Could not parse request body into json: {problem}");
        var clientContext = ClientContext(request);
        var (trace, isLoop) = function.Follow(request.Header("X-Amzn-Trace-Id"));
        response.Headers["X-Amzn-Trace-Id"] = trace;
        var invocation = new Invocation
        {
            RequestId = id, Event = payload, FunctionArn = arn, TraceId = trace, TenantId = request.Header("X-Amz-Tenant-Id"), ClientContext = type == "Event" ? null : clientContext,
        };
        switch (type)
        {
            case "DryRun":
                response.StatusCode = 204;
                break;
            case "Event":
                if (isLoop) function.Events.Drop(invocation);
                else function.Events.Add(invocation);
                response.StatusCode = 202;
                break;
            case "RequestResponse" when isLoop:
                throw new ServiceException(400, "RecursiveInvocationException", $"We've detected that your function {function.Configuration.Arn} has been invoked in a recursive loop.");
            default:
                await AnswerAsync(http, function, invocation).ConfigureAwait(false);
                break;
        }
    }

    static async Task AnswerAsync(HttpContext http, Function function, Invocation invocation)
    {
        await function.InvokeAsync(invocation).ConfigureAwait(false);
        var result = await invocation.Answered.ConfigureAwait(false);
        http.Response.Headers["X-Amz-Executed-Version"] = Aws.Latest;
        if (result.IsError) http.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
        if (http.Request.Header("X-Amz-Log-Type") == "Tail")
        {
            await invocation.Reported.ConfigureAwait(false);
            http.Response.Headers["X-Amz-Log-Result"] = Convert.ToBase64String(invocation.Log.Bytes);
        }
        await http.Response.SendAsync(200, result.ContentType, result.Payload).ConfigureAwait(false);
    }

    static string? ClientContext(HttpRequest request)
    {
        if (request.Header("X-Amz-Client-Context") is not { } encoded) return null;
        if (encoded.Length > 3583) throw new ServiceException(400, "InvalidRequestContentException", "Client context must be no more than 3583 bytes");
        try
        {
            return JsonSerializer.Serialize(JsonDocument.Parse(Convert.FromBase64String(encoded)).RootElement); // One line of ASCII: it travels as a header.
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new ServiceException(400, "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object.");
        }
    }

    Function Find(string text) => Find(text, null).Function;

    /// <summary>name, name:alias, 123456789012:function:name or the whole ARN; the alias may come as a query parameter too.</summary>
    (Function Function, string Arn) Find(string text, string? qualifier)
    {
        var parts = Uri.UnescapeDataString(text).Split(':');
        var at = Array.IndexOf(parts, "function");
        // A function may itself be called "function"; only what stands before its name in an ARN is the keyword.
        var rest = at > 0 && parts.Length > at + 1 ? parts[(at + 1)..] : parts;
        var name = rest[0];
        if (string.IsNullOrEmpty(qualifier)) qualifier = rest.ElementAtOrDefault(1);
        else if (rest.Length > 1 && rest[1] != qualifier) throw new ServiceException(400, "InvalidParameterValueException", $"The name asks for {rest[1]} and the qualifier for {qualifier}.");
        var arn = Aws.FunctionArn(qualifier is null ? name : $"{name}:{qualifier}");
        var function = host.Find(name);
        if (function is null || !(qualifier is null or Aws.Latest || qualifier == function.Configuration.Alias)) throw new ServiceException(404, "ResourceNotFoundException", $"Function not found: {arn}");
        return (function, arn);
    }

    async Task ChangeAsync(HttpContext http, string name, Func<FunctionConfiguration, JsonElement, FunctionConfiguration> change)
    {
        var function = Find(name);
        var (body, _) = await http.Request.ReadAsync().ConfigureAwait(false);
        if (!Json.IsValid(body, out var problem)) throw new ServiceException(400, "InvalidRequestContentException", problem);
        using var document = JsonDocument.Parse(body);
        function.Configuration = change(function.Configuration, document.RootElement);
        await http.Response.SendAsync(200, "application/json", body).ConfigureAwait(false);
    }

    static Task LogsAsync(HttpContext http, Function function)
    {
        var (next, lines) = function.Journal.After(int.TryParse(http.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0);
        return http.Response.SendJsonAsync(new { Next = next, Lines = lines });
    }

    static object Describe(Function function) => new
    {
        FunctionName = function.Configuration.Name,
        FunctionArn = function.Configuration.Arn,
        function.Configuration.Handler,
        function.Configuration.Runtime,
        Timeout = (int)Math.Ceiling(function.Configuration.Timeout.TotalSeconds),
        function.Configuration.MemorySize,
        Version = Aws.Latest,
        State = "Active",
        PackageType = "Zip",
        Architectures = new[] { function.Configuration.Architecture },
        EphemeralStorage = new { Size = function.Configuration.EphemeralStorage },
        Environment = new { Variables = function.Configuration.Environment },
        LoggingConfig = new { function.Configuration.LogFormat, function.Configuration.LogGroup },
    };

    static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
    static int? Number(JsonElement json, string name) => int.TryParse(Text(json, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
