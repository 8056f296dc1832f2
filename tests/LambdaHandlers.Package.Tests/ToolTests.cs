using System.Diagnostics;
using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary><c>lambda-handlers</c> as a stranger gets it: packed, installed as a dotnet tool, started.</summary>
public class ToolTests(PackedOnce package)
{
    [Fact]
    public async Task The_tool_installs_from_its_package_and_starts()
    {
        await DotNet.Succeeds(Repository.Root, "pack", "src/LambdaHandlers.Runtime", "--no-build", "--no-restore", "-c", Repository.Configuration, "-o", $"{package.Folder}/tool-feed", "-nologo");
        await DotNet.Succeeds(package.Folder, "tool", "install", "LambdaHandlers.Runtime", "--prerelease", "--tool-path", "tool", "--add-source", "tool-feed");
        var version = await Run("--version");
        Assert.StartsWith(package.Version, version);

        Assert.Contains("check <events>", await Run("--help"));
        // Its child process comes along.
        Assert.Single(Directory.GetFiles(Path.Combine(package.Folder, "tool"), "LambdaHandlers.Bootstrap.dll", SearchOption.AllDirectories));
    }

    async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(package.Folder, "tool", "lambda-handlers"), arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
