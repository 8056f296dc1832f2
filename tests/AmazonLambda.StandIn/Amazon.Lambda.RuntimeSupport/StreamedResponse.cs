using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core.ResponseStreaming;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A chunked POST on a socket of its own: HttpClient cannot send the trailers that tell of a failure half-way.</summary>
sealed class StreamedResponse : IResponseSink
{
    readonly Task<NetworkStream> _connection;

    public StreamedResponse(Uri response, HttpResponseStreamPrelude prelude, CancellationToken cancellation) => _connection = Connect(response, prelude, cancellation);

    static async Task<NetworkStream> Connect(Uri response, HttpResponseStreamPrelude prelude, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(response.Host, response.Port, cancellation);
        var stream = new NetworkStream(socket, ownsSocket: true);
        var head = $"""
            POST {response.AbsolutePath} HTTP/1.1
            Host: {response.Authority}
            Content-Type: {(prelude is null ? "application/octet-stream" : "application/vnd.awslambda.http-integration-response")}
            Lambda-Runtime-Function-Response-Mode: streaming
            Transfer-Encoding: chunked
            Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body
            Connection: close


            """.ReplaceLineEndings("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellation);
        // The prelude ends with eight NUL bytes.
        if (prelude is not null) await Chunk(stream, (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(Described(prelude)), 0, 0, 0, 0, 0, 0, 0, 0], cancellation);
        return stream;
    }

    public async Task Write(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var stream = await _connection;
        if (!bytes.IsEmpty) await Chunk(stream, bytes, cancellation);
    }

    public Task Complete() => End("");

    public Task Fail(Exception failure) => End(
        $"Lambda-Runtime-Function-Error-Type: {failure.GetType().Name}\r\n" +
        $"Lambda-Runtime-Function-Error-Body: {Convert.ToBase64String(RuntimeApi.ErrorJson(failure))}\r\n");

    async Task End(string trailers)
    {
        await using var stream = await _connection;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"0\r\n{trailers}\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var status = await reader.ReadLineAsync();
        if (status?.Split(' ') is not [_, "202", ..]) throw new InvalidOperationException($"The Runtime API answered: {status}");
        await reader.ReadToEndAsync();
    }

    static async Task Chunk(NetworkStream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes.Span, .. "\r\n"u8], cancellation);
        await stream.FlushAsync(cancellation);
    }

    static Dictionary<string, object> Described(HttpResponseStreamPrelude prelude)
    {
        var json = new Dictionary<string, object>();
        if (prelude.StatusCode is { } status) json["statusCode"] = (int)status;
        if (prelude.Headers is { Count: > 0 } headers) json["headers"] = headers;
        if (prelude.MultiValueHeaders is { Count: > 0 } multiple) json["multiValueHeaders"] = multiple;
        if (prelude.Cookies is { Count: > 0 } cookies) json["cookies"] = cookies;
        return json;
    }
}
