using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.ApplicationLoadBalancerEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Amazon.Lambda.AspNetCoreServer.Hosting;

/// <summary>Serves a web application from the Lambda Runtime API.</summary>
sealed class LambdaServer(LambdaEventSource source, HostingOptions options) : IServer
{
    Func<IFeatureCollection, Task> _application;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Does not come back while Lambda keeps the environment.</summary>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        _application = CapturedServer.Capture(application);
        using var wrapper = source switch
        {
            LambdaEventSource.HttpApi => Wrap<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(Protocols.Read, Protocols.WriteHttp),
            LambdaEventSource.ApplicationLoadBalancer => Wrap<ApplicationLoadBalancerRequest, ApplicationLoadBalancerResponse>(Protocols.Read, Protocols.WriteBalancer),
            _ => Wrap<APIGatewayProxyRequest, APIGatewayProxyResponse>(Protocols.Read, Protocols.WriteRest),
        };
        return new LambdaBootstrap(wrapper).RunAsync(cancellationToken);
    }

    HandlerWrapper Wrap<TRequest, TResponse>(Func<TRequest, ILambdaContext, Exchange> read, Func<Exchange, TRequest, TResponse> write) =>
        HandlerWrapper.GetHandlerWrapper<TRequest, TResponse>(
            async (request, context) =>
            {
                var exchange = read(request, context);
                await exchange.Run(_application, context.Logger, options.IncludeUnhandledExceptionDetailInResponse);
                return write(exchange, request);
            }, options.Serializer);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public void Dispose() { }
}
