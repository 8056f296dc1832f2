using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>One function as it is deployed: what a template would say about it, with Lambda's defaults.</summary>
public sealed record FunctionConfiguration
{
    /// <summary>The name callers use.</summary>
    public required string Name { get; init; }

    /// <summary>ASSEMBLY::TYPE::METHOD of a class library, or the name of an executable assembly.</summary>
    public required string Handler { get; init; }

    /// <summary>The folder that would be /var/task.</summary>
    public required string TaskRoot { get; init; }

    /// <summary>The identifier of the managed runtime, as in AWS_EXECUTION_ENV.</summary>
    public string Runtime { get; init; } = "dotnet10";

    /// <summary>x86_64 or arm64; it decides the price only.</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>How long one invocation may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Megabytes of memory.</summary>
    public int MemorySize { get; init; } = 128;

    /// <summary>Megabytes of /tmp.</summary>
    public int EphemeralStorage { get; init; } = 512;

    /// <summary>The variables the function is configured with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Environments kept for this function; more are refused as Lambda refuses them.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>Environments this machine is given: enough for a chain of invocations that the recursion guard stops at the seventeenth.</summary>
    public int MaxEnvironments { get; init; } = 20;

    /// <summary>Invocations inside one environment at a time; above 1 it behaves as on Lambda Managed Instances and is never frozen.</summary>
    public int EnvironmentConcurrency { get; init; } = 1;

    /// <summary>Stop the process between invocations, as Lambda does.</summary>
    public bool Freeze { get; init; } = true;

    /// <summary>An environment that has been idle for so long is recycled.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long initialisation may take before it is started again inside the first invocation.</summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Text or JSON.</summary>
    public string LogFormat { get; init; } = "Text";

    /// <summary>The least level of the function's own lines, in JSON.</summary>
    public string? LogLevel { get; init; }

    /// <summary>Retries of an asynchronous event that failed.</summary>
    public int MaximumRetryAttempts { get; init; } = 2;

    /// <summary>How old an asynchronous event may get.</summary>
    public TimeSpan MaximumEventAge { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Where a record goes when an asynchronous event has been handled.</summary>
    public string? OnSuccess { get; init; }

    /// <summary>Where a record goes when an asynchronous event has failed for good.</summary>
    public string? OnFailure { get; init; }

    /// <summary>Where the event itself goes when it has failed for good.</summary>
    public string? DeadLetterQueue { get; init; }

    /// <summary>Deliver every asynchronous event so many times more: at-least-once, on purpose.</summary>
    public int Duplicates { get; init; }

    /// <summary>RecursiveLoop: Allow instead of Terminate.</summary>
    public bool AllowRecursion { get; init; }

    /// <summary>The function has a URL.</summary>
    public bool HasUrl { get; init; } = true;

    /// <summary>An alias that points at $LATEST, as AutoPublishAlias makes it.</summary>
    public string? Alias { get; init; }

    /// <summary>Instead of our bootstrap: the folder or dll of AWS's Amazon.Lambda.RuntimeSupport.</summary>
    public string? RuntimeClient { get; init; }

    /// <summary>Instead of everything .NET: a command that speaks the Runtime API.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The child waits for a debugger; no timeout and no freeze.</summary>
    public bool WaitForDebugger { get; init; }

    /// <summary>Every environment serves one event only: always cold.</summary>
    public bool SingleUse { get; init; }

    /// <summary>Report what outlives each invocation.</summary>
    public bool ProbeState { get; init; }

    /// <summary>The function's ARN in an account and region that don't exist.</summary>
    public string Arn => Aws.FunctionArn(Name);

    /// <summary>Its log group.</summary>
    public string LogGroup => $"/aws/lambda/{Name}";
}
