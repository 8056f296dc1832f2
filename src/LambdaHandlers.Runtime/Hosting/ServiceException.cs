namespace LambdaHandlers.Runtime.Hosting;

/// <summary>An error that the Invoke API answers in the shape that AWS's SDKs understand.</summary>
class ServiceException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
}

/// <summary>No environment is free and no more may be started.</summary>
/// <param name="reason">Which limit it was.</param>
sealed class ThrottledException(string reason) : ServiceException(429, "TooManyRequestsException", "Rate Exceeded.")
{
    public string Reason { get; } = reason;
}
