using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.ApplicationLoadBalancerEvents;
using Amazon.Lambda.Core;
using Microsoft.AspNetCore.Hosting;

namespace Amazon.Lambda.AspNetCoreServer;

/// <summary>A REST API calls the web application.</summary>
public abstract class APIGatewayProxyFunction : AbstractAspNetCoreFunction<APIGatewayProxyRequest, APIGatewayProxyResponse>
{
    protected APIGatewayProxyFunction() { }
    protected APIGatewayProxyFunction(StartupMode startupMode) : base(startupMode) { }
    protected APIGatewayProxyFunction(IServiceProvider hostedServices) : base(hostedServices) { }

    private protected override Exchange Read(APIGatewayProxyRequest request, ILambdaContext context) => Protocols.Read(request, context);
    private protected override APIGatewayProxyResponse Write(Exchange exchange, APIGatewayProxyRequest request) => Protocols.WriteRest(exchange, request);
}

/// <summary>The same with a startup class.</summary>
public abstract class APIGatewayProxyFunction<TStartup> : APIGatewayProxyFunction
    where TStartup : class
{
    protected APIGatewayProxyFunction() { }
    protected APIGatewayProxyFunction(StartupMode startupMode) : base(startupMode) { }

    private protected override void UseStartup(IWebHostBuilder web) => web.UseStartup<TStartup>();
}

/// <summary>An HTTP API or a function URL calls the web application.</summary>
public abstract class APIGatewayHttpApiV2ProxyFunction : AbstractAspNetCoreFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    protected APIGatewayHttpApiV2ProxyFunction() { }
    protected APIGatewayHttpApiV2ProxyFunction(StartupMode startupMode) : base(startupMode) { }
    protected APIGatewayHttpApiV2ProxyFunction(IServiceProvider hostedServices) : base(hostedServices) { }

    private protected override Exchange Read(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) => Protocols.Read(request, context);
    private protected override APIGatewayHttpApiV2ProxyResponse Write(Exchange exchange, APIGatewayHttpApiV2ProxyRequest request) => Protocols.WriteHttp(exchange, request);
}

/// <summary>The same with a startup class.</summary>
public abstract class APIGatewayHttpApiV2ProxyFunction<TStartup> : APIGatewayHttpApiV2ProxyFunction
    where TStartup : class
{
    protected APIGatewayHttpApiV2ProxyFunction() { }
    protected APIGatewayHttpApiV2ProxyFunction(StartupMode startupMode) : base(startupMode) { }

    private protected override void UseStartup(IWebHostBuilder web) => web.UseStartup<TStartup>();
}

/// <summary>A WebSocket API calls the web application.</summary>
public abstract class APIGatewayWebsocketApiProxyFunction : APIGatewayProxyFunction
{
    protected APIGatewayWebsocketApiProxyFunction() { }
    protected APIGatewayWebsocketApiProxyFunction(StartupMode startupMode) : base(startupMode) { }
    protected APIGatewayWebsocketApiProxyFunction(IServiceProvider hostedServices) : base(hostedServices) { }
}

/// <summary>The same with a startup class.</summary>
public abstract class APIGatewayWebsocketApiProxyFunction<TStartup> : APIGatewayWebsocketApiProxyFunction
    where TStartup : class
{
    protected APIGatewayWebsocketApiProxyFunction() { }
    protected APIGatewayWebsocketApiProxyFunction(StartupMode startupMode) : base(startupMode) { }

    private protected override void UseStartup(IWebHostBuilder web) => web.UseStartup<TStartup>();
}

/// <summary>An Application Load Balancer calls the web application.</summary>
public abstract class ApplicationLoadBalancerFunction : AbstractAspNetCoreFunction<ApplicationLoadBalancerRequest, ApplicationLoadBalancerResponse>
{
    protected ApplicationLoadBalancerFunction() { }
    protected ApplicationLoadBalancerFunction(StartupMode startupMode) : base(startupMode) { }
    protected ApplicationLoadBalancerFunction(IServiceProvider hostedServices) : base(hostedServices) { }

    private protected override Exchange Read(ApplicationLoadBalancerRequest request, ILambdaContext context) => Protocols.Read(request, context);
    private protected override ApplicationLoadBalancerResponse Write(Exchange exchange, ApplicationLoadBalancerRequest request) => Protocols.WriteBalancer(exchange, request);
}

/// <summary>The same with a startup class.</summary>
public abstract class ApplicationLoadBalancerFunction<TStartup> : ApplicationLoadBalancerFunction
    where TStartup : class
{
    protected ApplicationLoadBalancerFunction() { }
    protected ApplicationLoadBalancerFunction(StartupMode startupMode) : base(startupMode) { }

    private protected override void UseStartup(IWebHostBuilder web) => web.UseStartup<TStartup>();
}
