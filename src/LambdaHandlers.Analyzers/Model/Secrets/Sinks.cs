using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>
/// The members of .NET and of well-known packages that take a credential under a name that does not say so.
/// Where the parameter or property is called password, clientSecret, apiKey and the like, the name is enough and no entry is needed.
/// </summary>
static class Sinks
{
    // Type and parameter; a property stands with its own name.
    static readonly Dictionary<string, Credential> Entries = new(StringComparer.Ordinal)
    {
        ["SymmetricAlgorithm.Key"] = Credential.Key,
        ["SymmetricAlgorithm.rgbKey"] = Credential.Key,
        ["SymmetricAlgorithm.key"] = Credential.Key,
        ["SymmetricSecurityKey.key"] = Credential.Key,
        ["HMAC.key"] = Credential.Key,
        ["HMAC.Key"] = Credential.Key,
        ["KeyedHashAlgorithm.Key"] = Credential.Key,
        ["AesGcm.key"] = Credential.Key,
        ["AesCcm.key"] = Credential.Key,
        ["ChaCha20Poly1305.key"] = Credential.Key,
        ["CryptographicOperations.key"] = Credential.Key,
        ["HKDF.ikm"] = Credential.Key,
        ["RSAParameters.D"] = Credential.Key,
        ["RSAParameters.P"] = Credential.Key,
        ["RSAParameters.Q"] = Credential.Key,
        ["RSAParameters.DP"] = Credential.Key,
        ["RSAParameters.DQ"] = Credential.Key,
        ["RSAParameters.InverseQ"] = Credential.Key,
        ["ECParameters.D"] = Credential.Key,
        ["AzureKeyCredential.key"] = Credential.Secret,
        ["AzureNamedKeyCredential.key"] = Credential.Secret,
        ["ApiKeyCredential.key"] = Credential.Secret,
        ["AzureSasCredential.signature"] = Credential.Secret,
        ["AuthenticationHeaderValue.parameter"] = Credential.Token,
        ["AuthenticationHeaderValue.input"] = Credential.Token,
        ["SessionAWSCredentials.token"] = Credential.Token,
        ["ImmutableCredentials.token"] = Credential.Token,
        ["Credentials.token"] = Credential.Token,
        ["TelegramBotClient.token"] = Credential.Token,
        ["TwilioClient.password"] = Credential.Password,
    };

    /// <summary>What a parameter takes: by the list, else by its name. "key" and "token" alone say nothing: objects, caches and pages have them too.</summary>
    public static Credential Of(IParameterSymbol parameter, HashSet<string>? words = null)
    {
        for (var type = parameter.ContainingSymbol.ContainingType; type is not null; type = type.BaseType)
            if (Entries.TryGetValue(Family(type.Name) + "." + parameter.Name, out var listed)) return listed;
        return CredentialName.Of(parameter.Name, words) is var named && (named == Credential.Key || parameter.Name is "token" or "tokens") ? Credential.None : named;
    }

    /// <summary>What a property or field takes by the list alone.</summary>
    public static Credential OfMember(INamedTypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
            if (Entries.TryGetValue(Family(type.Name) + "." + name, out var listed)) return listed;
        return Credential.None;
    }

    /// <summary>True for the names of properties that the list has.</summary>
    public static bool HasProperty(string name) => name is "Key" or "D" or "P" or "Q" or "DP" or "DQ" or "InverseQ";

    // HMACSHA256 and its brothers are one.
    static string Family(string type) => type.StartsWith("HMAC", StringComparison.Ordinal) ? "HMAC" : type;
}
