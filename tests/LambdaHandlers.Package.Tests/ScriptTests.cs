using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary>The scripts of <c>eng</c>, run in a copy of the repository: what they leave builds and passes.</summary>
public sealed class ScriptTests : IDisposable
{
    readonly string _copy = Directory.CreateTempSubdirectory("lambda-handlers-copy-").FullName;

    [Fact]
    public async Task A_new_rule_after_a_release_builds_and_passes_its_tests()
    {
        foreach (var file in Files()) Copy(file);

        await DotNet.Succeeds(_copy, "run", "eng/release.cs", "7.8.9");
        await DotNet.Succeeds(_copy, "run", "eng/new-rule.cs", "LH8999", "AvoidCollecting", "Leave the garbage collector alone");

        Assert.Contains("## Unreleased\n\n### Rules\n- LH8999: Leave the garbage collector alone. With a fix.\n\n## 7.8.9 (", Read("CHANGELOG.md"));
        Assert.Contains("## Release 7.8.9\n", Read("src/LambdaHandlers.Analyzers/AnalyzerReleases.Shipped.md"));
        Assert.Equal(["LH8999 | LambdaPerformance | Warning | AvoidCollecting"], Read("src/LambdaHandlers.Analyzers/AnalyzerReleases.Unshipped.md").Split('\n').Where(line => line.StartsWith("LH", StringComparison.Ordinal)));

        await DotNet.Succeeds(_copy, "build", "tests/LambdaHandlers.Analyzers.Tests", "-nologo");
        const string Tests = "tests/LambdaHandlers.Analyzers.Tests/bin/Debug/net10.0/LambdaHandlers.Analyzers.Tests.dll";
        await DotNet.Succeeds(_copy, Tests, "--filter-class", "*AvoidCollectingTests");
        await DotNet.Succeeds(_copy, Tests, "--filter-method", "*example_of_a_page*");
    }

    // What a rule needs to be built and tested; the other rules' tests are not its business.
    static IEnumerable<string> Files() =>
        new[] { "eng", "docs/rules", "src/LambdaHandlers.Analyzers", "src/LambdaHandlers.CodeFixes", "tests/AmazonLambda.StandIn", "tests/LambdaHandlers.Analyzers.Tests/Testing", "tests/LambdaHandlers.Analyzers.Tests/House" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Concat(new[] { ".editorconfig", "global.json", "CHANGELOG.md", "Directory.Build.props", "Directory.Packages.props", "tests/LambdaHandlers.Analyzers.Tests/Tests.props", "tests/LambdaHandlers.Analyzers.Tests/LambdaHandlers.Analyzers.Tests.csproj" }.Select(Repository.PathOf))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    void Copy(string file)
    {
        var to = Path.Combine(_copy, file);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(Repository.PathOf(file), to);
    }

    string Read(string file) => File.ReadAllText(Path.Combine(_copy, file)).ReplaceLineEndings("\n");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_copy, recursive: true);
}
