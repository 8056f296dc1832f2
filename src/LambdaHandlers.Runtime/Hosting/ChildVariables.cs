using System.Globalization;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>The environment variables a function sees: Lambda's, its own, and nothing of the developer's.</summary>
static class ChildVariables
{
    /// <summary>What the configuration of a function may not set.</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>
    {
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "AWS_LAMBDA_MAX_CONCURRENCY",
    };

    /// <summary>Without these a process may not start at all on this machine; they say nothing about the developer.</summary>
    static readonly string[] OfTheMachine = ["DOTNET_ROOT", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "SystemRoot", "SystemDrive", "windir"];

    public static Dictionary<string, string> For(FunctionConfiguration function, Uri runtimeApi, Uri? invokeApi, string logStream, string temporary, string marker)
    {
        var variables = new Dictionary<string, string>
        {
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            ["PATH"] = OperatingSystem.IsWindows() ? System.Environment.GetFolderPath(System.Environment.SpecialFolder.System) : "/usr/local/bin:/usr/bin:/bin:/opt/bin",
            ["LD_LIBRARY_PATH"] = $"/lib64:/usr/lib64:{function.TaskRoot}:{function.TaskRoot}/lib:/opt/lib",
            ["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR",
            ["AWS_LAMBDA_LOG_FORMAT"] = function.LogFormat,
            ["DOTNET_EnableDiagnostics"] = function.WaitForDebugger ? "1" : "0",
            ["DOTNET_NOLOGO"] = "1",
        };
        if (function.LogLevel is { } level) variables["AWS_LAMBDA_LOG_LEVEL"] = level;
        foreach (var name in OfTheMachine)
            if (System.Environment.GetEnvironmentVariable(name) is { } value) variables[name] = value;
        foreach (var (name, value) in function.Environment) variables[name] = value;

        variables["_HANDLER"] = function.Handler;
        variables["AWS_REGION"] = variables["AWS_DEFAULT_REGION"] = Aws.Region;
        variables["AWS_EXECUTION_ENV"] = $"AWS_Lambda_{function.Runtime}";
        variables["AWS_LAMBDA_FUNCTION_NAME"] = function.Name;
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemorySize.ToString(CultureInfo.InvariantCulture);
        variables["AWS_LAMBDA_FUNCTION_VERSION"] = Aws.Latest;
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = function.EnvironmentConcurrency > 1 ? "lambda-managed-instances" : "on-demand";
        variables["AWS_LAMBDA_LOG_GROUP_NAME"] = function.LogGroup;
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream;
        variables["AWS_ACCESS_KEY_ID"] = "local";
        variables["AWS_SECRET_ACCESS_KEY"] = "local";
        variables["AWS_SESSION_TOKEN"] = "local";
        variables["AWS_LAMBDA_RUNTIME_API"] = runtimeApi.Authority;
        variables["LAMBDA_TASK_ROOT"] = function.TaskRoot;
        variables["LAMBDA_RUNTIME_DIR"] = AppContext.BaseDirectory;
        if (function.EnvironmentConcurrency > 1) variables["AWS_LAMBDA_MAX_CONCURRENCY"] = function.EnvironmentConcurrency.ToString(CultureInfo.InvariantCulture);

        // Ours: the SDK's Lambda client comes back to this host, each environment has its own /tmp, and an orphan can be told apart.
        if (invokeApi is not null) variables["AWS_ENDPOINT_URL_LAMBDA"] = invokeApi.ToString().TrimEnd('/');
        variables["TMPDIR"] = variables["TMP"] = variables["TEMP"] = temporary;
        variables["DOTNET_GCHeapHardLimit"] = (function.MemorySize * 1024L * 1024).ToString("X", CultureInfo.InvariantCulture);
        variables[OrphanSweep.Marker] = marker;
        if (function.WaitForDebugger) variables["LAMBDA_HANDLERS_WAIT_DEBUGGER"] = "1";
        if (function.ProbeState) variables["LAMBDA_HANDLERS_PROBE"] = "1";
        return variables;
    }
}
