using System.CommandLine;
using System.Text.Json;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>A host that runs in another terminal.</summary>
static class RunningHost
{
    public static async Task<JsonElement> GetAsync(ParseResult line, string path, CancellationToken cancelled)
    {
        var url = line.GetValue(SharedOptions.Url)!;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var root) || root.Scheme != Uri.UriSchemeHttp) throw new ConfigurationException($"'{url}' is no URL.");
        try
        {
            using var http = new HttpClient();
            using var response = await http.GetAsync(new Uri(root, "/lambda-handlers/" + path), cancelled);
            if (Json.Parse(await response.Content.ReadAsByteArrayAsync(cancelled)) is not { ValueKind: JsonValueKind.Object } answer) throw new ConfigurationException($"What answers at {root} is not lambda-handlers.");
            return response.IsSuccessStatusCode ? answer : throw new ConfigurationException(answer.TryGetProperty("message", out var message) ? $"{message}" : $"{answer}");
        }
        catch (HttpRequestException exception)
        {
            throw new ConfigurationException($"{exception.Message}. Does lambda-handlers run there?");
        }
    }
}
