using Amazon.Lambda.AspNetCoreServer.Hosting;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.AspNetCoreServer.Hosting
{
    /// <summary>What the host may be told.</summary>
    public class HostingOptions
    {
        public ILambdaSerializer Serializer { get; set; }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
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

        public static IServiceCollection AddAWSLambdaHosting(this IServiceCollection services, LambdaEventSource eventSource, ILambdaSerializer serializer) =>
            services.AddAWSLambdaHosting(eventSource, options => options.Serializer = serializer);

        /// <summary>Does nothing outside Lambda: there Kestrel serves.</summary>
        public static IServiceCollection AddAWSLambdaHosting(this IServiceCollection services, LambdaEventSource eventSource, Action<HostingOptions> configure)
        {
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME"))) return services;
            throw new NotSupportedException("The stand-in for Amazon.Lambda.AspNetCoreServer.Hosting does not run on Lambda yet.");
        }
    }
}
