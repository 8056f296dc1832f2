using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LambdaHandlers.Bootstrap;

/// <summary>The Runtime API refused what this client sent; like AWS's client, the process ends.</summary>
sealed class RuntimeApiException(string message) : Exception(message);

/// <summary>
/// A client of the Runtime API on one kept-alive connection. HttpClient would cost more at cold start than everything else here,
/// and an asynchronous socket would take a second thread for every warm invocation.
/// </summary>
sealed class RuntimeClient : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly string _api;
    byte[] _buffer = new byte[16 * 1024];

    public RuntimeClient(string api)
    {
        _api = api;
        _socket.Connect(IPEndPoint.Parse(api.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)));
    }

    /// <summary>Waits for the next event, for hours if need be; null when the host has gone.</summary>
    public Invocation? Next()
    {
        Send("GET", "runtime/invocation/next", "", Array.Empty<byte>());
        if (Receive() is not var (status, headers, body)) return null;
        return status == 200 ? new Invocation(headers, body) : throw Refused("next", status, body);
    }

    public void Respond(Invocation invocation, MemoryStream output) =>
        Post($"runtime/invocation/{invocation.RequestId}/response", $"Content-Type: application/json\r\n{Echo(invocation)}", new(output.GetBuffer(), 0, (int)output.Length));

    public void Fail(Invocation invocation, Exception exception) =>
        Post($"runtime/invocation/{invocation.RequestId}/error", ErrorHeaders + $"Lambda-Runtime-Function-Error-Type: {ErrorJson.HeaderOf(exception)}\r\n{Echo(invocation)}", ErrorJson.Of(exception));

    /// <summary>Without an error type: AWS's .NET client sends none here.</summary>
    public void FailInit(Exception exception) => Post("runtime/init/error", ErrorHeaders, ErrorJson.Of(exception));

    public void Post(string path, string headers, ArraySegment<byte> body)
    {
        Send("POST", path, headers, body);
        if (Receive() is var (status, _, answer) && status != 202) throw Refused(path, status, answer);
    }

    const string ErrorHeaders = "Content-Type: application/vnd.aws.lambda.error+json\r\n";

    static string Echo(Invocation invocation) => invocation.InvocationId is { } id ? $"Lambda-Runtime-Invocation-Id: {id}\r\n" : "";

    static RuntimeApiException Refused(string what, int status, byte[] body) => new($"The Runtime API answered {what} with {status}: {Encoding.UTF8.GetString(body)}");

    void Send(string verb, string path, string headers, ArraySegment<byte> body)
    {
        var length = verb == "POST" ? $"Content-Length: {body.Count}\r\n" : "";
        var head = Encoding.ASCII.GetBytes($"{verb} /2018-06-01/{path} HTTP/1.1\r\nHost: {_api}\r\nUser-Agent: lambda-handlers-bootstrap\r\n{headers}{length}\r\n");
        _socket.Send([head, body]); // All of it, and in one packet what fits.
    }

    /// <summary>Null when the host has gone.</summary>
    (int Status, Dictionary<string, string> Headers, byte[] Body)? Receive()
    {
        int headEnd, end = 0;
        while ((headEnd = _buffer.AsSpan(0, end).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            if (_socket.Receive(_buffer.AsSpan(end), SocketFlags.None, out _) is not (> 0 and var read)) return null;
            end += read;
        }
        var lines = Encoding.UTF8.GetString(_buffer, 0, headEnd).Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) headers[line[..colon]] = line[(colon + 1)..].Trim();
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        var received = _buffer.AsSpan((headEnd + 4)..end);
        received.CopyTo(body);
        for (var have = received.Length; have < body.Length;)
        {
            if (_socket.Receive(body.AsSpan(have), SocketFlags.None, out _) is not (> 0 and var read)) return null;
            have += read;
        }
        return (int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), headers, body);
    }

    public void Dispose() => _socket.Dispose();
}
