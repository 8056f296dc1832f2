namespace Amazon.Lambda.RuntimeSupport.Bootstrap;

/// <summary>How a bootstrap finds its runtime.</summary>
public class LambdaBootstrapOptions
{
    /// <summary>Host and port of the Runtime API; AWS_LAMBDA_RUNTIME_API when it is not set.</summary>
    public string RuntimeApiEndpoint { get; set; }
}
