namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>How long a test waits before it calls something a hang. It measures no speed: a machine that does ten other things must pass too.</summary>
static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
}
