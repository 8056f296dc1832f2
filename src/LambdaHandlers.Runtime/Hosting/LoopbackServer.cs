using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A port on this machine's loopback interface, and what answers there. Never any other interface.</summary>
public sealed class LoopbackServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    const int Chunk = 16 * 1024;
    readonly KestrelServer _server;
    readonly RequestDelegate _answer;

    LoopbackServer(int port, RequestDelegate answer)
    {
        _answer = answer;
        var options = new KestrelServerOptions { ApplicationServices = new NoServices(), AddServerHeader = false };
        var limits = options.Limits;
        limits.MaxRequestHeadersTotalSize = 1200 * 1024; // The X-Ray cause of an error comes as a header of up to 1 MB.
        limits.MaxRequestBufferSize = 2 * limits.MaxRequestHeadersTotalSize;
        limits.MaxRequestHeaderCount = 200;
        limits.MaxResponseBufferSize = Chunk;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null; // A frozen child looks like a slow client.
        limits.MinResponseDataRate = null;
        limits.KeepAliveTimeout = TimeSpan.FromHours(12);
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions { NoDelay = true, UnsafePreferInlineScheduling = true }), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Listens on a port; 0 takes a free one.</summary>
    public static async Task<LoopbackServer> StartAsync(int port, RequestDelegate answer)
    {
        var server = new LoopbackServer(port, answer);
        try
        {
            await server._server.StartAsync(server, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            server._server.Dispose();
            throw;
        }
        server.Address = new Uri(server._server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await _answer(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            if (!context.Response.HasStarted) context.Response.StatusCode = (exception as Microsoft.AspNetCore.Http.BadHttpRequestException)?.StatusCode ?? 400; // The client left, or spoke no HTTP.
        }
    }

    /// <summary>Piece by piece: a write is copied, and at once that would be a second payload for every caller.</summary>
    internal static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> payload)
    {
        response.ContentLength = payload.Length;
        for (; payload.Length > Chunk; payload = payload[Chunk..]) await response.Body.WriteAsync(payload[..Chunk]).ConfigureAwait(false);
        await response.Body.WriteAsync(payload).ConfigureAwait(false);
    }

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception) { }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    /// <summary>Plain HTTP needs none of what an ASP.NET Core application has.</summary>
    sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
