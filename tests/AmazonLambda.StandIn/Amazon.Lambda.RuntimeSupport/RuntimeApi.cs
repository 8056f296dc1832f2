using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Lambda.Core.ResponseStreaming;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Lambda Runtime API, 2018-06-01, from the side of the runtime client.</summary>
sealed class RuntimeApi
{
    readonly HttpClient _client;
    readonly string _runtime;

    public RuntimeApi(HttpClient client, string endpoint)
    {
        endpoint ??= Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API");
        if (string.IsNullOrEmpty(endpoint))
            throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set: this program is a Lambda function and must be started by a Lambda runtime.");
        _client = client;
        _runtime = $"http://{endpoint}/2018-06-01/runtime/";
    }

    /// <summary>Waits for the next invocation, for hours if need be.</summary>
    public async Task<HttpResponseMessage> Next(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _runtime + "invocation/next");
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd($"aws-lambda-dotnet/{Environment.Version}-standin");
        var response = await _client.SendAsync(request, cancellation);
        return await Accepted(response, HttpStatusCode.OK);
    }

    /// <summary>Sends the result of an invocation.</summary>
    public Task Response(string requestId, Stream output, CancellationToken cancellation)
    {
        var body = new StreamContent(new Undisposed(output));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Post($"invocation/{requestId}/response", body, null, cancellation);
    }

    /// <summary>Opens a response that is sent while it is being written.</summary>
    public StreamedResponse Stream(string requestId, HttpResponseStreamPrelude prelude, CancellationToken cancellation) =>
        new(new Uri(_runtime + $"invocation/{requestId}/response"), prelude, cancellation);

    /// <summary>Reports an invocation that failed.</summary>
    public Task InvocationError(string requestId, Exception failure, CancellationToken cancellation) =>
        Post($"invocation/{requestId}/error", ErrorBody(failure), failure.GetType().Name, cancellation);

    /// <summary>Reports that the environment could not be made.</summary>
    public Task InitError(Exception failure, CancellationToken cancellation) => Post("init/error", ErrorBody(failure), null, cancellation);

    async Task Post(string path, HttpContent body, string errorType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _runtime + path) { Content = body };
        if (errorType is not null) request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        using var response = await _client.SendAsync(request, cancellation);
        await Accepted(response, HttpStatusCode.Accepted);
    }

    static async Task<HttpResponseMessage> Accepted(HttpResponseMessage response, HttpStatusCode expected) =>
        response.StatusCode == expected
            ? response
            : throw new InvalidOperationException($"The Runtime API answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");

    static ByteArrayContent ErrorBody(Exception failure)
    {
        var body = new ByteArrayContent(ErrorJson(failure));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json");
        return body;
    }

    internal static byte[] ErrorJson(Exception failure) => JsonSerializer.SerializeToUtf8Bytes(Describe(failure, depth: 0));

    static Dictionary<string, object> Describe(Exception failure, int depth)
    {
        var error = new Dictionary<string, object>
        {
            ["errorType"] = failure.GetType().Name,
            ["errorMessage"] = failure.Message,
            ["stackTrace"] = (failure.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        if (failure.InnerException is { } cause && depth < 10) error["cause"] = Describe(cause, depth + 1);
        return error;
    }

    /// <summary>Whose stream it is decides when it is closed: StreamContent would close it whatever DisposeOutputStream says.</summary>
    sealed class Undisposed(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => inner.CanSeek;
        public override bool CanWrite => false;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => inner.Position = value; }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);
        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
