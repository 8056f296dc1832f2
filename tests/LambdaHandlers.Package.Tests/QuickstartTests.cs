using System.Text.RegularExpressions;
using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary>The first thing a newcomer sees: what <c>dotnet build samples/Quickstart</c> prints, and that the README tells the truth about it.</summary>
public partial class QuickstartTests(QuickstartTests.Built sample) : IClassFixture<QuickstartTests.Built>
{
    const string Expected = "samples/Quickstart/expected-warnings.txt";

    [Fact]
    public void The_build_prints_the_expected_warnings_and_no_others()
    {
        var path = Repository.PathOf(Expected);
        var printed = string.Concat(sample.Warnings.Select(found => found + "\n"));
        if (Environment.GetEnvironmentVariable("UPDATE") == "1") File.WriteAllText(path, printed);
        Assert.Equal(File.ReadAllText(path), printed);
    }

    [Fact]
    public void The_build_counts_as_many_warnings_as_it_prints() => Assert.Contains($" {sample.Warnings.Count} Warning(s)", sample.Output);

    [Fact]
    public void The_sample_shows_what_it_is_there_to_show()
    {
        var ids = sample.Warnings.Select(found => found.Id).ToList();
        Assert.Contains("LH2008", ids);
        Assert.Contains("LH8001", ids);
        Assert.All(sample.Warnings, found => Assert.StartsWith("LH", found.Id));
    }

    [Fact]
    public void The_readme_shows_the_real_output()
    {
        var path = Repository.PathOf("README.md");
        var printed = string.Concat(sample.Warnings.Select(found => $"samples/Quickstart/{found}\n"));
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(path, Shown().Replace(File.ReadAllText(path), match => match.Groups["before"].Value + printed + "```"));
        Assert.Equal(printed, Shown().Match(File.ReadAllText(path)).Groups["output"].Value);
    }

    [GeneratedRegex(@"(?<before><!-- output of the sample -->\n```\n)(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    /// <summary>The sample, built once into a folder of its own: others may be building the repository meanwhile.</summary>
    public sealed class Built(PackedOnce package) : IAsyncLifetime
    {
        /// <summary>What the build printed.</summary>
        public string Output { get; private set; } = "";

        internal IReadOnlyList<Warning> Warnings { get; private set; } = [];

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Output = await DotNet.Succeeds(Repository.Root, "build", "samples/Quickstart", "-nologo", "-c", Repository.Configuration, $"-p:SampleOutput={package.Folder}/samples");
            Warnings = Warning.In(Output, Repository.PathOf("samples/Quickstart"));
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
