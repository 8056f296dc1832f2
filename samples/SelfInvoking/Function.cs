using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace SelfInvoking;

/// <summary>Takes the first article of a list and invokes itself with the rest. A list that never gets shorter never ends.</summary>
public class Function
{
    static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan }; // The function's own timeout ends a wait.
    static readonly string Endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_LAMBDA") ?? "";

    public async Task<int> Handle(Work work, ILambdaContext context)
    {
        context.Logger.LogInformation("{Count} left", work.Articles.Length);
        if (work.Articles.Length == 0) return work.Done;
        var rest = work.Forever ? work.Articles : work.Articles[1..];
        return await InvokeAsync(context.FunctionName, work with { Articles = rest, Done = work.Done + 1 });
    }

    // What AWSSDK.Lambda does in InvokeAsync: it posts the event and hands on the trace header, by which Lambda counts.
    static async Task<int> InvokeAsync(string function, Work work)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Endpoint}/2015-03-31/functions/{function}/invocations") { Content = new StringContent(JsonSerializer.Serialize(work)) };
        request.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
        using var response = await Http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode && !response.Headers.Contains("X-Amz-Function-Error")) return int.Parse(answer);
        using var error = JsonDocument.Parse(answer);
        var message = error.RootElement.TryGetProperty("errorMessage", out var ofFunction) ? ofFunction : error.RootElement.GetProperty("message");
        throw new InvalidOperationException(message.GetString());
    }
}

/// <summary>What is still to be done.</summary>
public sealed record Work(string[] Articles, int Done = 0, bool Forever = false);
