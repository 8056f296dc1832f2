using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>The few names of AWS's events that no policy derives; the rest goes to another policy, or stays as it is.</summary>
public class AwsNamingPolicy : JsonNamingPolicy
{
    static readonly Dictionary<string, string> Special = new() { ["XAmzId2"] = "x-amz-id-2", ["XAmzRequestId"] = "x-amz-request-id" };

    readonly JsonNamingPolicy _fallback;

    public AwsNamingPolicy() { }
    public AwsNamingPolicy(JsonNamingPolicy fallbackNamingPolicy) => _fallback = fallbackNamingPolicy;

    public override string ConvertName(string name) =>
        Special.TryGetValue(name, out var special) ? special : _fallback?.ConvertName(name) ?? name;
}
