using Amazon.Runtime;

namespace Amazon.AppConfigData.Model;

/// <summary>A request for StartConfigurationSession.</summary>
public class StartConfigurationSessionRequest : AmazonWebServiceRequest
{
    public string ApplicationIdentifier { get; set; }
    public string ConfigurationProfileIdentifier { get; set; }
    public string EnvironmentIdentifier { get; set; }
    public int? RequiredMinimumPollIntervalInSeconds { get; set; }
}

/// <summary>The response to it.</summary>
public class StartConfigurationSessionResponse : AmazonWebServiceResponse
{
    public string InitialConfigurationToken { get; set; }
}

/// <summary>A request for GetLatestConfiguration.</summary>
public class GetLatestConfigurationRequest : AmazonWebServiceRequest
{
    public string ConfigurationToken { get; set; }
}

/// <summary>The response to it.</summary>
public class GetLatestConfigurationResponse : AmazonWebServiceResponse
{
    public MemoryStream Configuration { get; set; }
    public string ContentType { get; set; }
    public string NextPollConfigurationToken { get; set; }
    public int? NextPollIntervalInSeconds { get; set; }
}
