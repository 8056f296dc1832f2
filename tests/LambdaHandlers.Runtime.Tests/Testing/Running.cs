using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Tests.Testing;

/// <summary>What a caller got.</summary>
sealed record Reply(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    public bool IsFunctionError => Headers.ContainsKey("X-Amz-Function-Error");
    public string ErrorType => Json.GetProperty("errorType").GetString()!;
    public string ErrorMessage => Json.GetProperty("errorMessage").GetString()!;
    public string LogTail => Encoding.UTF8.GetString(Convert.FromBase64String(Headers["X-Amz-Log-Result"]));
    public string RequestId => Headers["x-amzn-RequestId"];
}

/// <summary>A function on a host of its own, called the way an SDK calls it. Disposing it ends every process.</summary>
sealed class Running : IAsyncDisposable
{
    readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(200) };

    Running(LambdaHost host) => Host = host;

    public LambdaHost Host { get; }
    public Function Function => Host["Fn"];
    public IEnumerable<string> Log => Function.Log.Select(line => line.Text);

    /// <summary>Compiles members of a class Function with a method Handle, and serves it.</summary>
    public static Task<Running> Of(string code, Func<FunctionConfiguration, FunctionConfiguration>? change = null, TimeProvider? clock = null) =>
        Of(Configuration(Subject.Compile(code)), change, clock);

    public static async Task<Running> Of(FunctionConfiguration configuration, Func<FunctionConfiguration, FunctionConfiguration>? change = null, TimeProvider? clock = null) =>
        new(await LambdaHost.StartAsync([change?.Invoke(configuration) ?? configuration], new HostOptions { Clock = clock ?? TimeProvider.System }));

    /// <summary>Generous where a busy machine could interfere.</summary>
    public static FunctionConfiguration Configuration(string folder) => new()
    {
        Name = "Fn", Handler = "Fn::Function::Handle", TaskRoot = folder, MemorySize = 512, Timeout = TimeSpan.FromSeconds(30), InitTimeout = TimeSpan.FromSeconds(30),
    };

    public Task<Reply> Invoke(string json = "\"x\"", string? type = null, bool tail = false, string name = "Fn", params (string Name, string Value)[] headers) =>
        Invoke(new ByteArrayContent(Encoding.UTF8.GetBytes(json)), type, tail, name, headers);

    public async Task<Reply> Invoke(HttpContent content, string? type = null, bool tail = false, string name = "Fn", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.Address, $"/2015-03-31/functions/{name}/invocations")) { Content = content };
        if (type is not null) request.Headers.Add("X-Amz-Invocation-Type", type);
        if (tail) request.Headers.Add("X-Amz-Log-Type", "Tail");
        foreach (var (header, value) in headers) request.Headers.TryAddWithoutValidation(header, value);
        return await Send(request);
    }

    public async Task<Reply> Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The answer of an invocation that must have succeeded, as JSON text.</summary>
    public async Task<string> Answer(string json = "\"x\"")
    {
        var reply = await Invoke(json);
        Assert.False(reply.IsFunctionError, reply.Body);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply.Body;
    }

    /// <summary>Waits for something that another process will do soon.</summary>
    public static async Task Until(Func<bool> happened, int seconds = 20)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(seconds); !happened();)
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not happen in time.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }
}
