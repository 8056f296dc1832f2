using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>
/// The one Kestrel of this process. Every environment has a port of its own, and a Kestrel for each would be a thread, a pool of buffers and
/// eighteen instruments for each; so the ports accept connections and this speaks HTTP over them.
/// </summary>
sealed class SharedKestrel : IHttpApplication<HttpContext>, IConnectionListenerFactory, IConnectionListener
{
    static readonly Lazy<Task<SharedKestrel>> s_started = new(StartAsync);

    readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });
    readonly SocketConnectionContextFactory _sockets = new(new SocketConnectionFactoryOptions { IOQueueCount = 0, UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false }, NullLogger.Instance);

    public static Task<SharedKestrel> StartedAsync() => s_started.Value;

    static async Task<SharedKestrel> StartAsync()
    {
        var options = new KestrelServerOptions { ApplicationServices = new NoServices(), AddServerHeader = false };
        var limits = options.Limits;
        limits.MaxRequestHeadersTotalSize = 1200 * 1024; // The X-Ray cause of an error comes as a header of up to 1 MB.
        limits.MaxRequestBufferSize = 2 * limits.MaxRequestHeadersTotalSize;
        limits.MaxRequestHeaderCount = 200;
        limits.MaxResponseBufferSize = HttpMessages.Chunk;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null; // A frozen child looks like a slow client.
        limits.MinResponseDataRate = null;
        limits.KeepAliveTimeout = TimeSpan.FromHours(12);
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        var shared = new SharedKestrel();
        await new KestrelServer(Options.Create(options), shared, NullLoggerFactory.Instance).StartAsync(shared, CancellationToken.None).ConfigureAwait(false);
        return shared;
    }

    /// <summary>Speaks HTTP with whoever has called; the port answers.</summary>
    public ConnectionContext Open(Socket socket, LoopbackServer port)
    {
        var connection = _sockets.Create(socket);
        connection.Features.Set(port);
        _accepted.Writer.TryWrite(connection);
        return connection;
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context) => context.Features.GetRequiredFeature<LoopbackServer>().AnswerAsync(context);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception) { }

    EndPoint IConnectionListener.EndPoint => new IPEndPoint(IPAddress.Loopback, 0);

    ValueTask<IConnectionListener> IConnectionListenerFactory.BindAsync(EndPoint endpoint, CancellationToken cancellationToken) => new(this);

    async ValueTask<ConnectionContext?> IConnectionListener.AcceptAsync(CancellationToken cancellationToken) => await _accepted.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    ValueTask IConnectionListener.UnbindAsync(CancellationToken cancellationToken) => default;

    ValueTask IAsyncDisposable.DisposeAsync() => default;

    /// <summary>Plain HTTP needs none of what an ASP.NET Core application has.</summary>
    sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
