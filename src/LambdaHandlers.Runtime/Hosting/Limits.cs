namespace LambdaHandlers.Runtime.Hosting;

/// <summary>Sizes that Lambda enforces.</summary>
static class Limits
{
    /// <summary>Of an event and of an answer: 6 MB and a little.</summary>
    public const int Payload = 6 * 1024 * 1024 + 100;

    /// <summary>Of an asynchronous event.</summary>
    public const int AsyncPayload = 1024 * 1024;
}
