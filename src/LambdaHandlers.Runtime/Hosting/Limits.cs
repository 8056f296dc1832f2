namespace LambdaHandlers.Runtime.Hosting;

/// <summary>Sizes that Lambda enforces.</summary>
static class Limits
{
    /// <summary>Of an event whose answer is waited for.</summary>
    public const int Request = 6 * 1024 * 1024;

    /// <summary>Of an answer: a little more.</summary>
    public const int Payload = 6 * 1024 * 1024 + 100;

    /// <summary>Of an asynchronous event.</summary>
    public const int AsyncPayload = 1024 * 1024;
}
