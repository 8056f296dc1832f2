using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>When the web application is started.</summary>
public enum StartupMode
{
    Constructor,
    FirstRequest,
}

/// <summary>The names under which a request's items hold what Lambda sent.</summary>
public abstract class AbstractAspNetCoreFunction
{
    public const string LAMBDA_CONTEXT = "LambdaContext";
    public const string LAMBDA_REQUEST_OBJECT = "LambdaRequestObject";
}

/// <summary>The base of the entry points that hand events to ASP.NET Core. The stand-in has the shape; use <c>AddAWSLambdaHosting</c> to run.</summary>
public abstract class AbstractAspNetCoreFunction<TREQUEST, TRESPONSE> : AbstractAspNetCoreFunction
{
    protected AbstractAspNetCoreFunction() : this(StartupMode.Constructor) { }
    protected AbstractAspNetCoreFunction(StartupMode startupMode) => Mode = startupMode;
    protected AbstractAspNetCoreFunction(IServiceProvider hostedServices) : this(StartupMode.FirstRequest) => HostedServices = hostedServices;

    StartupMode Mode { get; }
    IServiceProvider HostedServices { get; }

    public bool IncludeUnhandledExceptionDetailInResponse { get; set; }

    // Its own serializer, inherited by overrides: that of the assembly does not count here.
    [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
    public virtual Task<TRESPONSE> FunctionHandlerAsync(TREQUEST request, ILambdaContext lambdaContext) =>
        throw new NotSupportedException("The stand-in for Amazon.Lambda.AspNetCoreServer has the shape of the entry point classes only.");

    protected virtual void Init(IWebHostBuilder builder) { }
    protected virtual void Init(IHostBuilder builder) { }
    protected virtual IHostBuilder CreateHostBuilder() => Host.CreateDefaultBuilder();
    protected virtual void PostCreateHost(IHost webHost) { }
    protected virtual void PostMarshallRequestFeature(IHttpRequestFeature aspNetCoreRequestFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext) { }
    protected virtual void PostMarshallConnectionFeature(IHttpConnectionFeature aspNetCoreConnectionFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext) { }
    protected virtual void PostMarshallItemsFeatureFeature(IItemsFeature aspNetCoreItemFeature, TREQUEST lambdaRequest, ILambdaContext lambdaContext) { }
    protected virtual void PostMarshallResponseFeature(IHttpResponseFeature aspNetCoreResponseFeature, TRESPONSE lambdaResponse, ILambdaContext lambdaContext) { }

    public void RegisterResponseContentEncodingForContentType(string contentType, ResponseContentEncoding encoding) { }
}

/// <summary>How the body of a response travels.</summary>
public enum ResponseContentEncoding
{
    Default = 0,
    Base64,
}
