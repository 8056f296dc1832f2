using System.Text.Json.Serialization;

namespace Amazon.Lambda.CognitoEvents;

/// <summary>What all triggers of a user pool share; the handler returns what it got, with the response filled in.</summary>
public abstract class CognitoTriggerEvent<TRequest, TResponse>
    where TRequest : CognitoTriggerRequest, new()
    where TResponse : CognitoTriggerResponse, new()
{
    [JsonPropertyName("version")]
    public string Version { get; set; }

    [JsonPropertyName("region")]
    public string Region { get; set; }

    [JsonPropertyName("userPoolId")]
    public string UserPoolId { get; set; }

    [JsonPropertyName("userName")]
    public string UserName { get; set; }

    [JsonPropertyName("callerContext")]
    public CognitoTriggerCallerContext CallerContext { get; set; } = new();

    [JsonPropertyName("triggerSource")]
    public string TriggerSource { get; set; }

    [JsonPropertyName("request")]
    public TRequest Request { get; set; } = new();

    [JsonPropertyName("response")]
    public TResponse Response { get; set; } = new();
}

/// <summary>Who called.</summary>
public class CognitoTriggerCallerContext
{
    [JsonPropertyName("awsSdkVersion")]
    public string AwsSdkVersion { get; set; }

    [JsonPropertyName("clientId")]
    public string ClientId { get; set; }
}

/// <summary>The question of a trigger.</summary>
public abstract class CognitoTriggerRequest
{
    [JsonPropertyName("userAttributes")]
    public Dictionary<string, string> UserAttributes { get; set; } = [];
}

/// <summary>The answer to a trigger.</summary>
public abstract class CognitoTriggerResponse
{
}

/// <summary>Before a user signs up.</summary>
public class CognitoPreSignupEvent : CognitoTriggerEvent<CognitoPreSignupRequest, CognitoPreSignupResponse>
{
}

/// <summary>The user who wants to sign up.</summary>
public class CognitoPreSignupRequest : CognitoTriggerRequest
{
    [JsonPropertyName("validationData")]
    public Dictionary<string, string> ValidationData { get; set; } = [];

    [JsonPropertyName("clientMetadata")]
    public Dictionary<string, string> ClientMetadata { get; set; } = [];
}

/// <summary>What is taken as confirmed.</summary>
public class CognitoPreSignupResponse : CognitoTriggerResponse
{
    [JsonPropertyName("autoConfirmUser")]
    public bool AutoConfirmUser { get; set; }

    [JsonPropertyName("autoVerifyEmail")]
    public bool AutoVerifyEmail { get; set; }

    [JsonPropertyName("autoVerifyPhone")]
    public bool AutoVerifyPhone { get; set; }
}

/// <summary>After a user was confirmed.</summary>
public class CognitoPostConfirmationEvent : CognitoTriggerEvent<CognitoPostConfirmationRequest, CognitoPostConfirmationResponse>
{
}

/// <summary>The user who was confirmed.</summary>
public class CognitoPostConfirmationRequest : CognitoTriggerRequest
{
    [JsonPropertyName("clientMetadata")]
    public Dictionary<string, string> ClientMetadata { get; set; } = [];
}

/// <summary>Nothing is asked.</summary>
public class CognitoPostConfirmationResponse : CognitoTriggerResponse
{
}
