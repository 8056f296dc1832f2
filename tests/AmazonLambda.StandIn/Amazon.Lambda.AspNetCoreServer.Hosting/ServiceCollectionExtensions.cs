using Amazon.Lambda.AspNetCoreServer.Hosting;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.AspNetCore.Hosting.Server;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What calls a web application on Lambda.</summary>
public enum LambdaEventSource
{
    RestApi,
    HttpApi,
    ApplicationLoadBalancer,
    WebsocketApi,
}

/// <summary>Registers Lambda as the web application's server.</summary>
public static class ServiceCollectionExtensions
{
    public static IServiceCollection AddAWSLambdaHosting(this IServiceCollection services, LambdaEventSource eventSource) =>
        services.AddAWSLambdaHosting(eventSource, (Action<HostingOptions>)null);

    /// <summary>Does nothing outside Lambda: there Kestrel serves.</summary>
    public static IServiceCollection AddAWSLambdaHosting(this IServiceCollection services, LambdaEventSource eventSource, Action<HostingOptions> configure = null)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME"))) return services;
        var options = new HostingOptions { Serializer = new DefaultLambdaJsonSerializer() };
        configure?.Invoke(options);
        return services.AddSingleton<IServer>(new LambdaServer(eventSource, options));
    }

    public static IServiceCollection AddAWSLambdaHosting<T>(
        this IServiceCollection services, LambdaEventSource eventSource, SourceGeneratorLambdaJsonSerializer<T> serializer, Action<HostingOptions> configure = null)
        where T : System.Text.Json.Serialization.JsonSerializerContext =>
        services.AddAWSLambdaHosting(eventSource, options =>
        {
            options.Serializer = serializer;
            configure?.Invoke(options);
        });
}
