namespace LambdaHandlers.Runtime.Hosting;

/// <summary>Why the Runtime API does not accept a call.</summary>
sealed class RefusalException(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Type { get; } = type;

    public static RefusalException InvalidRequestId() => new(400, "InvalidRequestID", "Invalid request ID");
    public static RefusalException InvalidResponseMode() => new(400, "InvalidFunctionResponseMode", "Invalid function response mode");
    public static RefusalException InvokeTimeout() => new(410, "InvokeTimeout", "Invoke timeout");
    public static RefusalException TooLarge() => new(413, "RequestEntityTooLarge", $"Exceeded maximum allowed payload size ({Limits.Payload} bytes).");

    public static RefusalException Transition(object from, string to) =>
        new(403, "InvalidStateTransition", $"State transition from {from} to {to} failed for runtime. Error: State transition is not allowed");
}
