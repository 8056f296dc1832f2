using System.Diagnostics;
using System.Text.Json;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>A project that did not build, or that holds no function.</summary>
public sealed class ProjectException(string message) : Exception(message);

/// <summary>A C# project, built: where its output is and what it is called.</summary>
sealed record Project(string File, string OutputFolder, string AssemblyName, bool IsExecutable)
{
    public static string? FileIn(string folder) => Directory.GetFiles(folder, "*.csproj") is [var only] ? only : null;

    /// <summary>Builds with the packages beside the output, as a deployment package has them.</summary>
    public static async Task<Project> BuildAsync(string file, CancellationToken cancelled)
    {
        var start = new ProcessStartInfo(Directory.Exists(Path.Combine(Path.GetDirectoryName(LaunchPlan.DotNet)!, "sdk")) ? LaunchPlan.DotNet : "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(file)!,
            ArgumentList = { "build", file, "-nologo", "-v:q", "-nodeReuse:false", "-t:Build", "-p:CopyLocalLockFileAssemblies=true", "-getProperty:TargetDir,AssemblyName,OutputType,TargetFramework" },
        };
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEndAsync(cancelled);
        var errors = build.StandardError.ReadToEndAsync(cancelled);
        try
        {
            await build.WaitForExitAsync(cancelled).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }
        var text = await output.ConfigureAwait(false);
        if (build.ExitCode != 0) throw new ProjectException($"{Path.GetFileName(file)} does not build.\n{text}{await errors.ConfigureAwait(false)}".TrimEnd());
        var properties = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("Properties");
        string Text(string name) => properties.GetProperty(name).GetString() ?? "";
        if (Text("TargetFramework") == "") throw new ProjectException($"{Path.GetFileName(file)} targets several frameworks; publish one and name its folder with --dir.");
        return new(file, Text("TargetDir"), Text("AssemblyName"), Text("OutputType").EndsWith("exe", StringComparison.OrdinalIgnoreCase));
    }
}
