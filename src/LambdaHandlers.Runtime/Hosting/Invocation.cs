namespace LambdaHandlers.Runtime.Hosting;

/// <summary>What the caller of a function gets.</summary>
/// <param name="Payload">The function's answer, or the error as JSON.</param>
/// <param name="ContentType">As the runtime client sent it.</param>
/// <param name="IsError">The function failed: X-Amz-Function-Error.</param>
public sealed record InvocationResult(byte[] Payload, string ContentType = "application/json", bool IsError = false)
{
    /// <summary>An error in Lambda's own words.</summary>
    public static InvocationResult Error(string type, string message) => new(Json.Bytes(new { errorType = type, errorMessage = message }), IsError: true);
}

/// <summary>One event on its way through one environment.</summary>
public sealed class Invocation
{
    // What follows runs on the thread that brings the answer: nobody completes them under a lock, and another thread would cost more than the rest.
    readonly TaskCompletionSource<InvocationResult> _answered = new();
    readonly TaskCompletionSource _reported = new();

    /// <summary>The same for every try of an asynchronous event.</summary>
    public Guid RequestId { get; init; } = Guid.NewGuid();

    /// <summary>Different for each.</summary>
    public Guid InvocationId { get; } = Guid.NewGuid();

    /// <summary>The event, untouched.</summary>
    public required byte[] Event { get; init; }

    /// <summary>The ARN it was invoked by, with the qualifier.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>X-Ray's header with the lineage in it.</summary>
    public required string TraceId { get; init; }

    /// <summary>JSON, decoded.</summary>
    public string? ClientContext { get; init; }

    /// <summary>X-Amz-Tenant-Id.</summary>
    public string? TenantId { get; init; }

    /// <summary>The answer, as soon as the runtime client has sent it.</summary>
    public Task<InvocationResult> Answered => _answered.Task;

    /// <summary>After END and REPORT: the client has asked for the next event.</summary>
    public Task Reported => _reported.Task;

    internal InvocationLog Log { get; } = new();
    internal long Started { get; set; }
    internal DateTimeOffset Deadline { get; set; }
    internal Timer? Timeout { get; set; }
    internal TimeSpan? InitDuration { get; set; }
    internal bool IsAnswered => _answered.Task.IsCompleted;
    internal string? ErrorType { get; set; }

    /// <summary>The same event once more.</summary>
    internal Invocation Again() => new() { RequestId = RequestId, Event = Event, FunctionArn = FunctionArn, TraceId = TraceId, ClientContext = ClientContext, TenantId = TenantId };

    internal void Answer(InvocationResult result) => _answered.TrySetResult(result);
    internal void Report() => _reported.TrySetResult();
}
