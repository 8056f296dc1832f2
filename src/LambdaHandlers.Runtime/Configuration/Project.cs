using System.Diagnostics;
using System.Text.Json;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>A C# project, built: where its output is and what it is called.</summary>
sealed record Project(string OutputFolder, string AssemblyName, bool IsExecutable)
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
        await using var ending = cancelled.Register(() => build.Kill(entireProcessTree: true));
        var (output, errors) = (build.StandardOutput.ReadToEndAsync(CancellationToken.None), build.StandardError.ReadToEndAsync(CancellationToken.None));
        await build.WaitForExitAsync(CancellationToken.None);
        cancelled.ThrowIfCancellationRequested();
        var text = await output;
        if (build.ExitCode != 0) throw new ConfigurationException($"{Path.GetFileName(file)} does not build.\n{string.Join('\n', ErrorsIn(text, await errors))}");
        var properties = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("Properties");
        string Text(string name) => properties.GetProperty(name).GetString() ?? "";
        if (Text("TargetFramework") == "") throw new ConfigurationException($"{Path.GetFileName(file)} targets several frameworks; publish one and name its folder with --dir.");
        return new(Text("TargetDir"), Text("AssemblyName"), Text("OutputType").EndsWith("exe", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The errors among what a build says, or all of it.</summary>
    static string[] ErrorsIn(string output, string errors)
    {
        var lines = $"{output}{errors}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct().ToArray() is { Length: > 0 } found ? found : lines;
    }
}
