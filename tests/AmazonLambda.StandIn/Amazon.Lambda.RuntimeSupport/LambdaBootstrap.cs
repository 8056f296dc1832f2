using Amazon.Lambda.Core;
using Amazon.Lambda.Core.ResponseStreaming;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Serves one handler: takes an invocation from the Runtime API, calls the handler, sends back what came of it, and so on.</summary>
public class LambdaBootstrap : IDisposable
{
    readonly LambdaBootstrapHandler _handler;
    readonly LambdaBootstrapInitializer _initializer;
    readonly LambdaBootstrapOptions _options;
    readonly HttpClient _client;
    readonly bool _ownsClient;

    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handler, null, initializer, ownsClient: false) { }

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), handler, null, initializer, ownsClient: true) { }

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), handler, lambdaBootstrapOptions, initializer, ownsClient: true) { }

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), handlerWrapper.Handler, null, initializer, ownsClient: true) { }

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(ConstructHttpClient(), handlerWrapper.Handler, lambdaBootstrapOptions, initializer, ownsClient: true) { }

    public LambdaBootstrap(HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handlerWrapper.Handler, null, initializer, ownsClient: false) { }

    public LambdaBootstrap(HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handlerWrapper.Handler, lambdaBootstrapOptions, initializer, ownsClient: false) { }

    LambdaBootstrap(HttpClient client, LambdaBootstrapHandler handler, LambdaBootstrapOptions options, LambdaBootstrapInitializer initializer, bool ownsClient)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _handler = handler ?? throw new ArgumentNullException(nameof(handler));
        _options = options ?? new LambdaBootstrapOptions();
        _initializer = initializer;
        _ownsClient = ownsClient;
    }

    /// <summary>Never returns by itself: ends by cancellation, by an initializer that says no, or by an exception that the Runtime API makes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var api = new RuntimeApi(_client, _options.RuntimeApiEndpoint);
        RuntimeLog.Start();
        if (!await Initialize(api, cancellationToken)) return;
        var environments = int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_MAX_CONCURRENCY"), out var most) && most > 1 ? most : 1;
        await Task.WhenAll(Enumerable.Range(0, environments).Select(_ => Serve(api, single: environments == 1, cancellationToken)));
    }

    public static HttpClient ConstructHttpClient() => new(new SocketsHttpHandler { UseProxy = false })
    {
        // The next event may be hours away.
        Timeout = TimeSpan.FromHours(12),
    };

    async Task<bool> Initialize(RuntimeApi api, CancellationToken cancellation)
    {
        if (_initializer is null) return true;
        try
        {
            return await _initializer();
        }
        catch (Exception failure)
        {
            RuntimeLog.Failure(failure);
            await api.InitError(failure, cancellation);
            throw;
        }
    }

    async Task Serve(RuntimeApi api, bool single, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ServeOne(api, single, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    async Task ServeOne(RuntimeApi api, bool single, CancellationToken cancellation)
    {
        using var next = await api.Next(cancellation);
        var context = new RuntimeLambdaContext(next, RuntimeLog.Logger);
        using var request = new InvocationRequest { InputStream = await next.Content.ReadAsStreamAsync(cancellation), LambdaContext = context };
        RuntimeLog.RequestId = context.AwsRequestId;
        LambdaTraceProvider.CurrentTraceId = context.TraceId;
        // A variable belongs to the whole process: with several invocations at once it would be some other one's.
        if (single) Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);
        var streams = ResponseStreams.Begin(prelude => api.Stream(context.AwsRequestId, prelude, cancellation));
        InvocationResponse response;
        try
        {
            response = await _handler(request);
        }
        catch (Exception failure)
        {
            RuntimeLog.Failure(failure);
            if (streams.Current is { } broken) await broken.Fail(failure);
            else await api.InvocationError(context.AwsRequestId, failure, cancellation);
            return;
        }
        if (streams.Current is { } stream) await stream.Complete();
        else await api.Response(context.AwsRequestId, response.OutputStream, cancellation);
        if (response.DisposeOutputStream) await response.OutputStream.DisposeAsync();
    }

    public void Dispose()
    {
        if (_ownsClient) _client.Dispose();
        GC.SuppressFinalize(this);
    }
}
