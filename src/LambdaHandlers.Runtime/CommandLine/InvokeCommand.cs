using System.CommandLine;
using System.Text;
using LambdaHandlers.Runtime.Checking;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>One event, as AWS's own command line would send it.</summary>
static class InvokeCommand
{
    static readonly Option<string?> Event = new("--event", "-e") { HelpName = "event", Description = "A file, - for standard input, or JSON itself." };
    static readonly Option<bool> Async = new("--async") { Description = "As an asynchronous event, with retries and destinations." };
    static readonly Option<bool> Tail = new("--tail") { Description = "Show the log." };

    public static Command Create() => new FunctionCommand("invoke", "Starts the function, sends one event, prints the answer.", RunAsync, Event, Async, Tail, SharedOptions.TimeScale);

    static async Task<ExitCode> RunAsync(Request request)
    {
        var (line, function, cancelled) = (request.Line, request.OnlyFunction, request.Cancelled);
        var isAsync = line.GetValue(Async);
        var payload = await PayloadAsync(line.GetValue(Event), cancelled);
        await using var host = await LambdaHost.StartAsync(request.Functions, new() { Clock = new ScaledClock(line.GetValue(SharedOptions.TimeScale)) });
        var target = host[function.Name];
        if (line.GetValue(Tail)) target.Logged += entry => Console.Error.WriteLine(entry.Text);

        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, $"/2015-03-31/functions/{Uri.EscapeDataString(function.Name)}/invocations")) { Content = new ByteArrayContent(payload) };
        message.Headers.Add("X-Amz-Invocation-Type", isAsync ? "Event" : "RequestResponse");
        message.Headers.Add("X-Amz-Log-Type", "Tail"); // Such an answer comes after REPORT: the log is whole.
        using var response = await http.SendAsync(message, cancelled);
        var body = await response.Content.ReadAsStringAsync(cancelled);
        if (isAsync && response.IsSuccessStatusCode)
        {
            await target.Events.WhenEmptyAsync().WaitAsync(cancelled);
            Screen.Json(new { attempts = target.Bill.Requests, deliveries = target.Events.Deliveries });
            return target.Events.Deliveries.Any(delivery => delivery.Why != "Success") ? ExitCode.Finding : ExitCode.Fine;
        }
        var failed = response.Headers.Contains("X-Amz-Function-Error") || !response.IsSuccessStatusCode;
        if (request.IsJson) Screen.Json(new { status = (int)response.StatusCode, functionError = failed, payload = body, log = target.Log.Select(entry => entry.Text) });
        else Screen.Line(body);
        return failed ? ExitCode.Finding : ExitCode.Fine;
    }

    static async Task<byte[]> PayloadAsync(string? text, CancellationToken cancelled)
    {
        if (text is null) return "{}"u8.ToArray();
        if (File.Exists(text)) return TestEvent.Read(text).Payload;
        var bytes = text == "-" ? await StandardInputAsync(cancelled) : Encoding.UTF8.GetBytes(text);
        return Json.IsValid(bytes, out _) ? bytes : throw new ConfigurationException(text == "-" ? "Standard input is not JSON." : $"'{text}' is neither a file nor JSON.");
    }

    static async Task<byte[]> StandardInputAsync(CancellationToken cancelled)
    {
        using var bytes = new MemoryStream();
        await Console.OpenStandardInput().CopyToAsync(bytes, cancelled);
        return bytes.ToArray();
    }
}
