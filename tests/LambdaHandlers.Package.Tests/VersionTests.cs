using System.Diagnostics;
using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary>The version comes from git's tags, and a copy without tags, or without git, builds all the same.</summary>
public sealed class VersionTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("lambda-handlers-version-").FullName;

    [Fact]
    public async Task A_tagged_commit_has_the_version_of_its_tag()
    {
        Commit();
        Git("tag", "v1.2.3");
        Assert.Equal("1.2.3", await Version());
    }

    [Fact]
    public async Task A_clone_without_tags_has_a_version_before_the_first()
    {
        Commit();
        Assert.StartsWith("0.1.0-alpha.0", await Version());
    }

    [Fact]
    public async Task An_archive_without_git_builds() => Assert.Equal("0.1.0-source", await Version());

    [Fact]
    public async Task A_clone_of_GitHub_links_its_symbols_to_the_sources_of_the_commit()
    {
        Commit();
        Git("remote", "add", "origin", "https://github.com/somebody/functions.git");
        await Version("Build;Say");
        var link = Assert.Single(Directory.GetFiles(_folder, "*.sourcelink.json", SearchOption.AllDirectories));
        Assert.Matches("https://raw.githubusercontent.com/somebody/functions/[0-9a-f]{40}/\\*", File.ReadAllText(link));
    }

    /// <summary>What a project of src would be packed as, in a repository that has nothing but this one's build files.</summary>
    async Task<string> Version(string targets = "Say")
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder, "src", "Packed")).FullName;
        foreach (var name in new[] { "Directory.Build.props", "Directory.Packages.props" }) File.Copy(Repository.PathOf(name), Path.Combine(_folder, name));
        File.WriteAllText(Path.Combine(project, "Packed.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <Target Name="Say" DependsOnTargets="$(GetPackageVersionDependsOn)"><Message Importance="high" Text="version=$(PackageVersion);" /></Target>
            </Project>
            """);
        var output = await DotNet.Succeeds(project, "build", "-restore", $"-t:{targets}", "-nologo");
        return output.Split("version=")[1].Split(';')[0];
    }

    void Commit()
    {
        Git("init", "--quiet");
        Git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--allow-empty", "-m", "first");
    }

    void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
