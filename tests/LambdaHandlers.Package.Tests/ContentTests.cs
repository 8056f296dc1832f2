using System.Reflection.PortableExecutable;
using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary>What lies in the package.</summary>
public class ContentTests(PackedOnce package)
{
    [Fact]
    public void The_package_holds_these_files_and_no_others() =>
        Assert.Equal(
            [
                "LICENSE",
                "LambdaHandlers.Analyzers.nuspec",
                "README.md",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/cs/LambdaHandlers.Analyzers.dll",
                "analyzers/dotnet/cs/LambdaHandlers.CodeFixes.dll",
                "analyzers/dotnet/cs/YamlDotNet.dll",
                "buildTransitive/LambdaHandlers.Analyzers.props",
                "buildTransitive/LambdaHandlers.Analyzers.targets",
                "icon.png",
                "presets/Default.globalconfig",
                "presets/None.globalconfig",
                "presets/SignatureOnly.globalconfig",
                "presets/Strict.globalconfig",
            ],
            package.Entries());

    [Fact]
    public void The_package_is_for_development_and_brings_no_dependency()
    {
        var nuspec = package.Read("LambdaHandlers.Analyzers.nuspec");
        Assert.Contains("<developmentDependency>true</developmentDependency>", nuspec);
        Assert.Contains("<license type=\"expression\">MIT</license>", nuspec);
        Assert.Contains("<readme>README.md</readme>", nuspec);
        Assert.Contains("<icon>icon.png</icon>", nuspec);
        Assert.Contains("<repository type=\"git\"", nuspec);
        Assert.DoesNotContain("<dependency ", nuspec);
    }

    [Fact]
    public void Packing_gives_one_package_and_no_other_file() => Assert.EndsWith($"LambdaHandlers.Analyzers.{package.Version}.nupkg", package.Nupkg);

    /// <summary>A crash that a user reports as AD0001 then names our file and line, without a symbol server.</summary>
    [Theory, InlineData("LambdaHandlers.Analyzers"), InlineData("LambdaHandlers.CodeFixes")]
    public void Symbols_travel_inside_the_dlls(string name)
    {
        using var dll = new PEReader(new MemoryStream(package.Bytes($"analyzers/dotnet/cs/{name}.dll")));
        Assert.Contains(dll.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    [Theory, InlineData("README.md"), InlineData("buildTransitive/LambdaHandlers.Analyzers.props"), InlineData("buildTransitive/LambdaHandlers.Analyzers.targets")]
    public void Nothing_in_it_names_a_path_of_the_machine_that_packed_it(string entry) =>
        Assert.DoesNotContain(Repository.Root.TrimEnd('/'), package.Read(entry));
}
