using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>When the web application is started.</summary>
public enum StartupMode
{
    Constructor,
    FirstRequest,
}

/// <summary>How the body of a response travels.</summary>
public enum ResponseContentEncoding
{
    Default = 0,
    Base64,
}

/// <summary>The names under which a request's items hold what Lambda sent.</summary>
public abstract class AbstractAspNetCoreFunction
{
    public const string LAMBDA_CONTEXT = "LambdaContext";
    public const string LAMBDA_REQUEST_OBJECT = "LambdaRequestObject";
}

/// <summary>The base of the entry points that hand events to ASP.NET Core.</summary>
public abstract class AbstractAspNetCoreFunction<TREQUEST, TRESPONSE> : AbstractAspNetCoreFunction
{
    readonly CapturedServer _server = new();
    readonly object _starting = new();

    protected AbstractAspNetCoreFunction() : this(StartupMode.Constructor) { }

    protected AbstractAspNetCoreFunction(StartupMode startupMode)
    {
        if (startupMode == StartupMode.Constructor) Start();
    }

    /// <summary>For a host that somebody else has built.</summary>
    protected AbstractAspNetCoreFunction(IServiceProvider hostedServices) =>
        throw new NotSupportedException("The stand-in for Amazon.Lambda.AspNetCoreServer starts its own host only.");

    public bool IncludeUnhandledExceptionDetailInResponse { get; set; }
    public ResponseContentEncoding DefaultResponseContentEncoding { get; set; }
    public virtual bool EnableResponseStreaming { get; set; }

    // Its own serializer, inherited by overrides: that of the assembly does not count here.
    [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
    public virtual async Task<TRESPONSE> FunctionHandlerAsync(TREQUEST request, ILambdaContext lambdaContext)
    {
        Start();
        var exchange = Read(request, lambdaContext);
        PostMarshallRequestFeature(exchange.Features.Get<IHttpRequestFeature>(), request, lambdaContext);
        PostMarshallConnectionFeature(exchange.Features.Get<IHttpConnectionFeature>(), request, lambdaContext);
        PostMarshallItemsFeatureFeature(exchange.Features.Get<IItemsFeature>(), request, lambdaContext);
        await exchange.Run(_server.Application, lambdaContext.Logger, IncludeUnhandledExceptionDetailInResponse);
        var response = Write(exchange, request);
        PostMarshallResponseFeature(exchange.Features.Get<IHttpResponseFeature>(), response, lambdaContext);
        return response;
    }

    /// <summary>Builds the host and starts it, once.</summary>
    protected void Start()
    {
        lock (_starting)
        {
            if (_server.Application is not null) return;
            var builder = CreateHostBuilder();
            builder.ConfigureWebHostDefaults(web =>
            {
                Init(web);
                UseStartup(web);
            });
            Init(builder);
            builder.ConfigureServices(services => services.AddSingleton<IServer>(_server));
            var host = builder.Build();
            PostCreateHost(host);
            host.Start();
        }
    }

    private protected virtual void UseStartup(IWebHostBuilder web) { }
    private protected virtual Exchange Read(TREQUEST request, ILambdaContext context) => throw new NotSupportedException("Derive from one of the four entry point classes.");
    private protected virtual TRESPONSE Write(Exchange exchange, TREQUEST request) => throw new NotSupportedException("Derive from one of the four entry point classes.");

    protected virtual void Init(IWebHostBuilder builder) { }
    protected virtual void Init(IHostBuilder builder) { }
    protected virtual IHostBuilder CreateHostBuilder() => Host.CreateDefaultBuilder();
    protected virtual void PostCreateHost(IHost webHost) { }
    protected virtual void PostMarshallRequestFeature(IHttpRequestFeature aspNetCoreRequestFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext) { }
    protected virtual void PostMarshallConnectionFeature(IHttpConnectionFeature aspNetCoreConnectionFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext) { }
    protected virtual void PostMarshallItemsFeatureFeature(IItemsFeature aspNetCoreItemFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext) { }
    protected virtual void PostMarshallResponseFeature(IHttpResponseFeature aspNetCoreResponseFeature, TRESPONSE lambdaResponse, ILambdaContext lambdaContext) { }

    public void RegisterResponseContentEncodingForContentType(string contentType, ResponseContentEncoding encoding) { }
    public void RegisterResponseContentEncodingForContentEncoding(string contentEncoding, ResponseContentEncoding encoding) { }
}
