using System.Globalization;

namespace LambdaHandlers.Bootstrap;

/// <summary>One event to handle, and what the Runtime API says about it.</summary>
sealed class Invocation(Dictionary<string, string> headers, byte[] payload)
{
    readonly DateTimeOffset _deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(headers.GetValueOrDefault("Lambda-Runtime-Deadline-Ms", "0"), CultureInfo.InvariantCulture));

    public byte[] Event { get; } = payload;
    public string RequestId { get; } = headers["Lambda-Runtime-Aws-Request-Id"];
    public string? InvocationId { get; } = headers.GetValueOrDefault("Lambda-Runtime-Invocation-Id");
    public string? FunctionArn { get; } = headers.GetValueOrDefault("Lambda-Runtime-Invoked-Function-Arn");
    public string? TraceId { get; } = headers.GetValueOrDefault("Lambda-Runtime-Trace-Id");
    public string? TenantId { get; } = headers.GetValueOrDefault("Lambda-Runtime-Aws-Tenant-Id");
    public string? ClientContext { get; } = headers.GetValueOrDefault("Lambda-Runtime-Client-Context");
    public string? Identity { get; } = headers.GetValueOrDefault("Lambda-Runtime-Cognito-Identity");

    /// <summary>Never negative: past the deadline there is no time left.</summary>
    public TimeSpan RemainingTime => _deadline - DateTimeOffset.UtcNow is { Ticks: > 0 } left ? left : TimeSpan.Zero;
}
