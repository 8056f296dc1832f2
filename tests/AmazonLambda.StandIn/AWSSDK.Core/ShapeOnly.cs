using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace AmazonLambda.StandIn;

/// <summary>Why a client of the stand-in answers nothing.</summary>
static class ShapeOnly
{
    public static NotSupportedException Refuse() => new("The stand-in has the shape of this AWS client only; reference the real AWSSDK package to call AWS.");
}

/// <summary>The configuration of a client that calls nothing.</summary>
public abstract class ShapeOnlyConfig : ClientConfig
{
    protected ShapeOnlyConfig(string service) : base(new Defaults())
    {
        AuthenticationServiceName = service;
        RegionEndpointServiceName = service;
    }

    public override string ServiceVersion => "stand-in";
    public override string UserAgent => "stand-in";
    public override string RegionEndpointServiceName { get; }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => throw ShapeOnly.Refuse();

    sealed class Defaults : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode) => new DefaultConfiguration
        {
            Name = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        };
    }
}
