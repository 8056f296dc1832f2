using System.Text.Json;
using Json.Schema;
using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary><c>samples/ci</c> as a CI server builds it: a finding ends the build, and the compiler's SARIF holds what code scanning shows.</summary>
public sealed class SarifTests(SarifTests.Built sample) : IClassFixture<SarifTests.Built>
{
    [Fact]
    public void A_finding_ends_the_build_on_a_CI_server_and_is_a_warning_elsewhere()
    {
        Assert.Equal(["Prices.cs: warning LH8001"], sample.Here);
        Assert.Equal(["Prices.cs: error LH8001"], sample.OnServer);
    }

    [Fact]
    public void The_log_is_SARIF()
    {
        var schema = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"));
        var result = schema.Evaluate(sample.Log.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join("\n", (result.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")));
    }

    [Fact]
    public void A_finding_tells_the_way_from_the_handler()
    {
        var finding = Assert.Single(Run.GetProperty("results").EnumerateArray(), each => Text(each, "ruleId") == "LH8001");
        Assert.Equal("error", Text(finding, "level"));
        Assert.Equal("Prices.cs(10)", Assert.Single(finding.GetProperty("locations").EnumerateArray().Select(Place)));
        // The handler, and its call of what makes the client.
        Assert.Equal(["Function.cs(11)", "Function.cs(14)"], finding.GetProperty("relatedLocations").EnumerateArray().Select(Place));
    }

    [Fact]
    public void A_rule_has_its_page_its_category_its_tags_and_its_reasons()
    {
        var ours = Run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Where(rule => Text(rule, "id").StartsWith("LH", StringComparison.Ordinal)).ToList();
        Assert.Equal(Directory.GetFiles(Repository.PathOf("docs/rules"), "LH*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), ours.Select(rule => Text(rule, "id")));
        Assert.All(ours, rule =>
        {
            Assert.EndsWith($"/docs/rules/{Text(rule, "id")}.md", Text(rule, "helpUri"));
            Assert.NotEmpty(Text(rule.GetProperty("shortDescription"), "text"));
            Assert.NotEmpty(Text(rule.GetProperty("fullDescription"), "text"));
            var properties = rule.GetProperty("properties");
            Assert.StartsWith("Lambda", Text(properties, "category"));
            Assert.Contains("aws-lambda", properties.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
            Assert.Equal(Text(properties, "category") == "LambdaSecrets", properties.GetProperty("tags").EnumerateArray().Any(tag => tag.GetString() == "security"));
        });
    }

    JsonElement Run => sample.Log.RootElement.GetProperty("runs")[0];

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    static string Place(JsonElement location)
    {
        var physical = location.GetProperty("physicalLocation");
        return $"{Path.GetFileName(Text(physical.GetProperty("artifactLocation"), "uri"))}({physical.GetProperty("region").GetProperty("startLine").GetInt32()})";
    }

    /// <summary>The sample, built as at home and as on a CI server, into a folder of its own.</summary>
    public sealed class Built(PackedOnce package) : IAsyncLifetime
    {
        /// <summary>What a developer's build says.</summary>
        public IReadOnlyList<string> Here { get; private set; } = [];

        /// <summary>What a server's build says.</summary>
        public IReadOnlyList<string> OnServer { get; private set; } = [];

        /// <summary>What the compiler wrote on the server.</summary>
        public JsonDocument Log { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            var here = await DotNet.Succeeds(Repository.Root, Build("false", "here"));
            var (code, server) = await DotNet.Run(Repository.Root, Build("true", "server"));
            Assert.True(code != 0, server);
            Here = Findings(here);
            OnServer = Findings(server);
            Log = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(package.Folder, "server/Stock/obj/findings.sarif")));
        }

        string[] Build(string isServer, string folder) =>
            ["build", "samples/ci", "-nologo", "-c", Repository.Configuration, $"-p:CI={isServer}", $"-p:SampleOutput={package.Folder}/{folder}"];

        static IReadOnlyList<string> Findings(string output) =>
            [.. Warning.In(output, Repository.PathOf("samples/ci")).Select(found => $"{found.File}: {found.Level} {found.Id}")];

        /// <inheritdoc/>
        public ValueTask DisposeAsync()
        {
            Log?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
