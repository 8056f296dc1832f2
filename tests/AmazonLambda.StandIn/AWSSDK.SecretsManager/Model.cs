using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

/// <summary>A request for GetSecretValue.</summary>
public class GetSecretValueRequest : AmazonWebServiceRequest
{
    public string SecretId { get; set; }
    public string VersionId { get; set; }
    public string VersionStage { get; set; }
}

/// <summary>The response to it.</summary>
public class GetSecretValueResponse : AmazonWebServiceResponse
{
    public string ARN { get; set; }
    public string Name { get; set; }
    public string SecretString { get; set; }
    public MemoryStream SecretBinary { get; set; }
    public string VersionId { get; set; }
    public List<string> VersionStages { get; set; }
    public DateTime? CreatedDate { get; set; }
}

/// <summary>A request for PutSecretValue.</summary>
public class PutSecretValueRequest : AmazonWebServiceRequest
{
    public string SecretId { get; set; }
    public string ClientRequestToken { get; set; }
    public string SecretString { get; set; }
    public MemoryStream SecretBinary { get; set; }
}

/// <summary>The response to it.</summary>
public class PutSecretValueResponse : AmazonWebServiceResponse
{
    public string ARN { get; set; }
    public string Name { get; set; }
    public string VersionId { get; set; }
}

/// <summary>ResourceNotFoundException of AWS Secrets Manager.</summary>
public class ResourceNotFoundException(string message) : AmazonSecretsManagerException(message)
{
}

/// <summary>DecryptionFailureException of AWS Secrets Manager.</summary>
public class DecryptionFailureException(string message) : AmazonSecretsManagerException(message)
{
}
