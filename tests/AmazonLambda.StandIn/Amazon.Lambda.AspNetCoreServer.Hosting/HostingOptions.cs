using Amazon.Lambda.Core;

namespace Amazon.Lambda.AspNetCoreServer.Hosting;

/// <summary>What the host may be told.</summary>
public class HostingOptions
{
    public ILambdaSerializer Serializer { get; set; }
    public ResponseContentEncoding DefaultResponseContentEncoding { get; set; }
    public bool IncludeUnhandledExceptionDetailInResponse { get; set; }
    public bool EnableResponseStreaming { get; set; }
}
