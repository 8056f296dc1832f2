using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LambdaHandlers.Runtime.Benchmarks;

/// <summary>One caller on one kept-alive connection that asks again as soon as it is answered. Nothing but sockets, so that little of what is measured is the caller.</summary>
sealed class Client : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] _request;
    readonly byte[] _buffer = new byte[16 * 1024];

    public Client(Uri address, string path)
    {
        _request = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 12\r\n\r\n{{\"Hi\":\"abc\"}}");
        _socket.Connect(IPAddress.Loopback, address.Port);
    }

    /// <summary>Calls for so long; returns every latency in microseconds, and the answers that were not as they should be.</summary>
    public (List<double> Latencies, int Errors) Run(TimeSpan time)
    {
        var (latencies, errors) = (new List<double>(), 0);
        for (var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency); Stopwatch.GetTimestamp() < end;)
        {
            var start = Stopwatch.GetTimestamp();
            if (!Call()) errors++;
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        return (latencies, errors);
    }

    public bool Call()
    {
        _socket.Send(_request);
        for (var have = 0; ;)
        {
            var read = _socket.Receive(_buffer.AsSpan(have));
            if (read == 0) throw new EndOfStreamException();
            have += read;
            var text = _buffer.AsSpan(0, have);
            var head = text.IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var at = text.IndexOf("Content-Length: "u8) + 16;
            var length = int.Parse(text[at..(at + text[at..].IndexOf((byte)'\r'))]);
            if (have >= head + 4 + length) return text.StartsWith("HTTP/1.1 200"u8) && text[(head + 4)..].SequenceEqual("{\"Hi\":\"abc\"}"u8);
        }
    }

    public void Dispose() => _socket.Dispose();
}
