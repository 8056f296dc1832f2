namespace LambdaHandlers.Runtime.Hosting;

/// <summary>How initialisation ended.</summary>
/// <param name="Status">success, error or timeout.</param>
/// <param name="Duration">From the start of the process.</param>
/// <param name="ErrorType">As INIT_REPORT names it.</param>
/// <param name="Error">What the runtime client said.</param>
/// <param name="Exit">What the platform says of a process that ended without a word.</param>
sealed record InitOutcome(string Status, TimeSpan Duration, string? ErrorType = null, InvocationResult? Error = null, string Exit = "")
{
    public bool IsReady => Status == "success";

    /// <summary>The process ended before it asked for an event.</summary>
    public static InitOutcome Exited(int code, TimeSpan duration, bool outOfMemory = false) =>
        new("error", duration, outOfMemory ? "Runtime.OutOfMemory" : "Runtime.ExitError", Exit: ExitReason.Of(code));
}

/// <summary>Why a process ended, in the words of the platform; .NET reports a signal as 128 plus its number.</summary>
static class ExitReason
{
    public static string Of(int code) => code switch
    {
        0 => "Runtime exited without providing a reason",
        134 => "Runtime exited with error: signal: aborted",
        137 => "Runtime exited with error: signal: killed",
        139 => "Runtime exited with error: signal: segmentation fault",
        143 => "Runtime exited with error: signal: terminated",
        _ => $"Runtime exited with error: exit status {code}",
    };
}
