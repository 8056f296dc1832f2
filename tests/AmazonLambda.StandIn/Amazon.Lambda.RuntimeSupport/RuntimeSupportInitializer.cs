using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loader of class-library handlers. The stand-in has its shape only: LambdaHandlers.Bootstrap loads class libraries.</summary>
public class RuntimeSupportInitializer
{
    readonly string _handler;

    public RuntimeSupportInitializer(string handler) : this(handler, new LambdaBootstrapOptions()) { }

    public RuntimeSupportInitializer(string handler, LambdaBootstrapOptions lambdaBootstrapOptions)
    {
        if (string.IsNullOrWhiteSpace(handler)) throw new ArgumentException("Cannot initialize RuntimeSupport with an empty handler", nameof(handler));
        _handler = handler;
    }

    public Task RunLambdaBootstrap() =>
        throw new NotSupportedException($"The stand-in for Amazon.Lambda.RuntimeSupport loads no class libraries ('{_handler}'); LambdaHandlers.Bootstrap does.");
}
