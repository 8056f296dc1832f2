using System.Runtime.InteropServices;
using LambdaHandlers.Runtime.Configuration;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>How Lambda's own start script would start a function: a command, or the exit code with which that script gives up.</summary>
sealed record LaunchPlan(IReadOnlyList<string> Command, int ExitCode = 0, string Problem = "")
{
    /// <summary>The dotnet that runs this host.</summary>
    public static string DotNet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    static readonly string Bootstrap = Path.Combine(AppContext.BaseDirectory, "bootstrap", "LambdaHandlers.Bootstrap.dll");

    public static LaunchPlan For(FunctionConfiguration function)
    {
        if (function.Command is { } command) return new(command);
        if (!Directory.Exists(function.TaskRoot) || !Directory.EnumerateFileSystemEntries(function.TaskRoot).Any()) return Failure(102, $"The folder '{function.TaskRoot}' does not exist or is empty.");
        if (function.Handler.Length == 0) return Failure(103, "No handler is set.");
        return function.Handler.Contains(':', StringComparison.Ordinal) ? ClassLibrary(function) : Executable(function);
    }

    static LaunchPlan ClassLibrary(FunctionConfiguration function)
    {
        var name = function.Handler[..function.Handler.IndexOf(':', StringComparison.Ordinal)].Trim();
        if (Beside(function, name, "deps.json") is not { } deps) return Failure(105, $"'{function.TaskRoot}' has neither {name}.deps.json nor a single other *.deps.json.");
        if (Beside(function, name, "runtimeconfig.json") is not { } runtimeConfig)
            return Failure(106, $"'{function.TaskRoot}' has neither {name}.runtimeconfig.json nor a single other *.runtimeconfig.json. Set <GenerateRuntimeConfigurationFiles>true</GenerateRuntimeConfigurationFiles> in the project.");
        return new([DotNet, "exec", "--depsfile", deps, "--runtimeconfig", runtimeConfig, RuntimeClientOf(function), function.Handler]);
    }

    static string RuntimeClientOf(FunctionConfiguration function) =>
        function.RuntimeClient is not { } client ? Bootstrap
        : Directory.Exists(client) ? Path.GetFullPath("Amazon.Lambda.RuntimeSupport.dll", Path.GetFullPath(client))
        : Path.GetFullPath(client);

    static string? Beside(FunctionConfiguration function, string name, string kind)
    {
        var named = Path.Combine(function.TaskRoot, $"{name}.{kind}");
        if (File.Exists(named)) return named;
        return Directory.GetFiles(function.TaskRoot, $"*.{kind}") is [var only] ? only : null;
    }

    static LaunchPlan Executable(FunctionConfiguration function)
    {
        var file = Path.Combine(function.TaskRoot, function.Handler);
        var assembly = file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? file : file + ".dll";
        if (File.Exists(assembly)) return new([DotNet, assembly]);
        if (File.Exists(file)) return new([file]);
        return Failure(104, $"'{function.TaskRoot}' has no executable '{function.Handler}'.");
    }

    public static LaunchPlan Failure(int code, string problem) => new([], code, problem);
}
