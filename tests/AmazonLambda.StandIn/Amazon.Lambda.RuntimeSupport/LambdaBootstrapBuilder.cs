using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Builds the loop that serves a handler of an executable: <c>await LambdaBootstrapBuilder.Create(…).Build().RunAsync()</c>.</summary>
public partial class LambdaBootstrapBuilder
{
    readonly HandlerWrapper _handler;
    readonly LambdaBootstrapOptions _options = new();
    HttpClient _client;
    LambdaBootstrapInitializer _initializer;

    LambdaBootstrapBuilder(HandlerWrapper handler) => _handler = handler;

    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        _client = httpClient;
        return this;
    }

    /// <summary>Runs once before the first invocation; false ends the process.</summary>
    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer bootstrapInitializer)
    {
        _initializer = bootstrapInitializer;
        return this;
    }

    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions> options = null)
    {
        options?.Invoke(_options);
        return this;
    }

    public LambdaBootstrap Build() =>
        _client is null ? new LambdaBootstrap(_handler, _options, _initializer) : new LambdaBootstrap(_client, _handler, _options, _initializer);
}
