using System.Globalization;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>The platform's lines, to the tab: INIT_START, START, END, REPORT, INIT_REPORT; or their JSON counterparts.</summary>
sealed class PlatformLog(FunctionConfiguration function, LogStream stream)
{
    readonly bool _json = function.LogFormat.Equals("JSON", StringComparison.OrdinalIgnoreCase);

    public void InitStart()
    {
        var version = $"{function.Runtime.Replace("dotnet", "dotnet:", StringComparison.Ordinal)}.v1";
        const string arn = $"arn:aws:lambda:{Aws.Region}::runtime:0000000000000000000000000000000000000000000000000000000000000000";
        Write(null, $"INIT_START Runtime Version: {version}\tRuntime Version ARN: {arn}",
            "platform.initStart", () => new { initializationType = "on-demand", phase = "init", runtimeVersion = version, runtimeVersionArn = arn });
    }

    public void InitReport(Invocation invocation, InitOutcome init, string phase) => Write(invocation,
        $"INIT_REPORT Init Duration: {Ms(init.Duration)} ms\tPhase: {phase}\tStatus: {init.Status}{(init.ErrorType is { } type ? $"\tError Type: {type}" : "")}",
        "platform.initReport", () => new { initializationType = "on-demand", phase, status = init.Status, errorType = init.ErrorType, metrics = new { durationMs = Number(init.Duration) } });

    public void Start(Invocation invocation) => Write(invocation, $"START RequestId: {invocation.RequestId} Version: {Aws.Latest}",
        "platform.start", () => new { requestId = invocation.RequestId, version = Aws.Latest });

    public void TimedOut(Invocation invocation) => Write(invocation,
        string.Create(CultureInfo.InvariantCulture, $"{Now()} {invocation.RequestId} Task timed out after {function.Timeout.TotalSeconds:F2} seconds"), null, null);

    public void Exited(Invocation invocation, string reason)
    {
        Write(invocation, $"RequestId: {invocation.RequestId} Error: {reason}", null, null);
        Write(invocation, "Runtime.ExitError", null, null);
    }

    /// <summary>Ours, not Lambda's: there the write itself would have failed.</summary>
    public void StorageExceeded(Invocation invocation, long bytes) => Write(invocation,
        string.Create(CultureInfo.InvariantCulture, $"{Now()} {invocation.RequestId} /tmp holds {bytes / 1048576.0:F0} MB of {function.EphemeralStorage} MB: on Lambda this fails with \"No space left on device\""), null, null);

    public void Report(Invocation invocation, Charge charge, string? status)
    {
        Write(invocation, $"END RequestId: {invocation.RequestId}", "platform.runtimeDone", () => new { requestId = invocation.RequestId, status = status ?? "success", errorType = invocation.ErrorType, metrics = new { durationMs = Number(charge.Duration) } });
        var init = charge.Init is { } duration ? $"Init Duration: {Ms(duration)} ms\t" : "";
        var outcome = status is null ? "" : $"Status: {status}{(invocation.ErrorType is { } type && status == "error" ? $"\tError Type: {type}" : "")}";
        Write(invocation,
            $"REPORT RequestId: {invocation.RequestId}\tDuration: {Ms(charge.Duration)} ms\tBilled Duration: {charge.BilledMilliseconds} ms\tMemory Size: {charge.MemorySize} MB\tMax Memory Used: {charge.MemoryUsed} MB\t{init}{outcome}",
            "platform.report", () => new
            {
                requestId = invocation.RequestId, status = status ?? "success", errorType = invocation.ErrorType,
                metrics = new { durationMs = Number(charge.Duration), billedDurationMs = charge.BilledMilliseconds, memorySizeMB = charge.MemorySize, maxMemoryUsedMB = charge.MemoryUsed, initDurationMs = charge.Init is { } time ? Number(time) : (double?)null },
            });
    }

    void Write(Invocation? invocation, string text, string? type, Func<object>? record) =>
        stream.Platform(_json && record is not null ? Json.Text(new { time = Now(), type, record = record() }) : text, invocation);

    static string Now() => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("F2", CultureInfo.InvariantCulture);
    static double Number(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
