using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A port on this machine's loopback interface, and what answers there. Never any other interface.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly HashSet<ConnectionContext> _connections = [];
    readonly RequestDelegate _answer;
    readonly Task _accepting;

    /// <summary>Listens on a port; 0 takes a free one.</summary>
    public LoopbackServer(int port, RequestDelegate answer)
    {
        _answer = answer;
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            _socket.Listen();
        }
        catch (SocketException exception)
        {
            _socket.Dispose();
            throw new IOException($"Nothing can listen on port {port}: {exception.Message}.", exception);
        }
        Address = new Uri($"http://{_socket.LocalEndPoint}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    async Task AcceptAsync()
    {
        var kestrel = await SharedKestrel.StartedAsync().ConfigureAwait(false);
        while (true)
        {
            try
            {
                var socket = await _socket.AcceptAsync().ConfigureAwait(false);
                socket.NoDelay = true;
                var connection = kestrel.Open(socket, this);
                lock (_connections) _connections.Add(connection);
                connection.ConnectionClosed.Register(() => Forget(connection));
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return; // It listens no more.
            }
            catch (SocketException)
            {
                // The caller has gone already.
            }
        }
    }

    void Forget(ConnectionContext connection)
    {
        lock (_connections) _connections.Remove(connection);
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await _answer(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or BadHttpRequestException)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = (exception as BadHttpRequestException)?.StatusCode ?? 400; // The client left, or spoke no HTTP.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        ConnectionContext[] open;
        lock (_connections) open = [.. _connections];
        foreach (var connection in open) connection.Abort();
    }
}
