using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Hosting;

/// <summary>The Runtime API as a client of any language meets it. The process is a sleeping shell; the test speaks for it.</summary>
public sealed class RuntimeApiTests : IAsyncLifetime
{
    static readonly string Sleeper = "echo $AWS_LAMBDA_RUNTIME_API; exec sleep 1000";
    readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    Running _running = null!;

    public async ValueTask InitializeAsync() => _running = await Running.Of(new FunctionConfiguration
    {
        Name = "Fn", Handler = "any", TaskRoot = AppContext.BaseDirectory, Command = ["/bin/sh", "-c", Sleeper], MemorySize = 256, Timeout = TimeSpan.FromSeconds(30), InitTimeout = TimeSpan.FromSeconds(30), Freeze = false, MaxEnvironments = 1,
    });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _running.DisposeAsync();
    }

    /// <summary>Starts an invocation, so that there is an environment, and returns where its API is.</summary>
    async Task<(Task<Reply> Call, string Api)> Begin(string json = "{}", params (string, string)[] headers)
    {
        var call = _running.Invoke(json, tail: true, headers: headers);
        await Running.Until(() => _running.Log.Any(line => line.StartsWith("127.0.0.1:", StringComparison.Ordinal)));
        return (call, $"http://{_running.Log.Last(line => line.StartsWith("127.0.0.1:", StringComparison.Ordinal))}/2018-06-01/runtime");
    }

    Task<HttpResponseMessage> Post(string url, string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request);
    }

    static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    [Fact]
    public async Task Next_hands_over_the_event_untouched_with_its_headers()
    {
        var (call, api) = await Begin("{ \"name\" : \"\\u00e4 ä 𝄞\" }", ("X-Amz-Client-Context", Convert.ToBase64String("""{"custom":{"a":"ö"}}"""u8)), ("X-Amz-Tenant-Id", "t1"));
        var next = await _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken);
        Assert.Equal("{ \"name\" : \"\\u00e4 ä 𝄞\" }", await next.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/json", next.Content.Headers.ContentType!.MediaType);
        var id = Header(next, "Lambda-Runtime-Aws-Request-Id");
        Assert.InRange(long.Parse(Header(next, "Lambda-Runtime-Deadline-Ms"), System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), 1, 30_000);
        Assert.Equal("arn:aws:lambda:us-east-1:123456789012:function:Fn", Header(next, "Lambda-Runtime-Invoked-Function-Arn"));
        Assert.Contains(";Lineage=1:", Header(next, "Lambda-Runtime-Trace-Id"));
        Assert.Equal("{\"custom\":{\"a\":\"\\u00F6\"}}", Header(next, "Lambda-Runtime-Client-Context"));
        Assert.Equal("t1", Header(next, "Lambda-Runtime-Aws-Tenant-Id"));
        Assert.False(next.Headers.Contains("Lambda-Runtime-Cognito-Identity"));

        var accepted = await Post($"{api}/invocation/{id}/response", "not even JSON");
        Assert.Equal((HttpStatusCode.Accepted, "{\"status\":\"OK\"}\n"), (accepted.StatusCode, await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        _ = _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken);
        var reply = await call;
        Assert.Equal((id, "not even JSON"), (reply.RequestId, reply.Body));
    }

    [Fact]
    public async Task Calls_out_of_turn_are_refused()
    {
        var (call, api) = await Begin();
        await Refused(Post($"{api}/invocation/{Guid.NewGuid()}/response", ""), 400, "InvalidRequestID");
        var next = await _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken);
        var id = Header(next, "Lambda-Runtime-Aws-Request-Id");
        await Refused(_client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken), 403, "InvalidStateTransition");
        await Refused(Post($"{api}/init/error", "{}"), 403, "InvalidStateTransition");
        await Refused(Post($"{api}/invocation/not-a-guid/response", ""), 400, "InvalidRequestID");
        await Refused(Post($"{api}/invocation/{id}/response", "", ("Lambda-Runtime-Invocation-Id", Guid.NewGuid().ToString())), 400, "InvalidRequestID");
        await Refused(Post($"{api}/invocation/{id}/response", "", ("Lambda-Runtime-Function-Response-Mode", "dripping")), 400, "InvalidFunctionResponseMode");
        Assert.Equal(HttpStatusCode.Accepted, (await Post($"{api}/invocation/{id}/response", "1", ("Lambda-Runtime-Invocation-Id", Header(next, "Lambda-Runtime-Invocation-Id")))).StatusCode);
        await Refused(Post($"{api}/invocation/{id}/response", "2"), 403, "InvalidStateTransition");
        await Refused(_client.GetAsync($"{api}/restore/next", TestContext.Current.CancellationToken), 403, "InvalidStateTransition");
        _ = _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken);
        Assert.Equal("1", (await call).Body);
        Assert.Equal("pong", await _client.GetStringAsync(api.Replace("/runtime", "/ping"), TestContext.Current.CancellationToken));

        static async Task Refused(Task<HttpResponseMessage> answer, int status, string type)
        {
            var response = await answer;
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Contains($"\"errorType\":\"{type}\"", body);
        }
    }

    [Theory]
    [InlineData("Runtime.ImportModuleError", "Runtime.ImportModuleError")]
    [InlineData("Function.Odd1", "Function.Unknown")]
    [InlineData("IOException", "Runtime.Unknown")]
    [InlineData(null, "Runtime.Unknown")]
    public async Task An_init_error_names_its_type(string? header, string expected)
    {
        var (call, api) = await Begin();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Running.Until(() => _running.Log.Count(line => line.StartsWith("127.0.0.1:", StringComparison.Ordinal)) == attempt + 1);
            Assert.Equal(HttpStatusCode.Accepted, (await Post($"{api}/init/error", """{"errorMessage":"no","errorType":"Mine"}""", header is null ? [] : [("Lambda-Runtime-Function-Error-Type", header)])).StatusCode);
        }
        var reply = await call;
        Assert.Equal("""{"errorMessage":"no","errorType":"Mine"}""", reply.Body);
        Assert.EndsWith($"Status: error\tError Type: {expected}\n", reply.LogTail);
    }

    [Fact]
    public async Task An_error_comes_through_unchanged_with_a_megabyte_of_header()
    {
        var (call, api) = await Begin();
        var id = Header(await _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken), "Lambda-Runtime-Aws-Request-Id");
        var error = """{"errorMessage":"ä","errorType":"X","trace":[]}""";
        var answer = await Post($"{api}/invocation/{id}/error", error, ("Lambda-Runtime-Function-XRay-Error-Cause", new string('x', 1024 * 1024)), ("Lambda-Runtime-Function-Error-Type", "Function.Sad"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        _ = _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken);
        var reply = await call;
        Assert.Equal((error, true), (reply.Body, reply.IsFunctionError));
    }

    [Fact]
    public async Task A_chunked_answer_is_taken_and_one_byte_too_many_is_413()
    {
        var (call, api) = await Begin();
        var id = Header(await _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken), "Lambda-Runtime-Aws-Request-Id");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{api}/invocation/{id}/response") { Content = new ByteArrayContent(new byte[6291557]) };
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        _ = _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken);
        Assert.Equal("Function.ResponseSizeTooLarge", (await call).ErrorType);
    }

    [Fact]
    public async Task A_client_may_break_off_and_ask_again()
    {
        var (call, api) = await Begin();
        using (var hurry = new CancellationTokenSource())
        {
            var id = Header(await _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken), "Lambda-Runtime-Aws-Request-Id");
            await Post($"{api}/invocation/{id}/response", "1");
            var broken = _client.GetAsync($"{api}/invocation/next", hurry.Token);
            Assert.Equal("1", (await call).Body);
            await hurry.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken);
        }
        await Running.Until(() => !_running.Function.Environments.All[0].IsPolled);
        var second = _running.Invoke("2");
        var next = await _client.GetAsync($"{api}/invocation/next", TestContext.Current.CancellationToken);
        await Post($"{api}/invocation/{Header(next, "Lambda-Runtime-Aws-Request-Id")}/response", "2");
        Assert.Equal("2", (await second).Body);
    }
}
