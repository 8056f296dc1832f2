using System.Reflection;
using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>Every <c>.editorconfig</c> key that the rules read is documented, and every key that is documented is read.</summary>
public partial class OptionTests
{
    const string Overview = "docs/options.md";

    // Options are fields, of rules and of the model, and found here by their type.
    static readonly Dictionary<string, object> Read = typeof(LambdaRule).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Option<>))
        .Select(field => field.GetValue(null)!).Distinct()
        .ToDictionary(option => (string)option.GetType().GetProperty("Key")!.GetValue(option)!);

    public static IEnumerable<TheoryDataRow<string>> Keys => Read.Keys.Order(StringComparer.Ordinal).Select(key => new TheoryDataRow<string>(key));

    [Theory, MemberData(nameof(Keys))]
    public void The_overview_names_every_option_with_its_default(string key)
    {
        var row = Assert.Single(Text(Overview).Split('\n'), line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal));
        Assert.Equal(Default(Read[key]), row.Split('|')[3].Trim());
    }

    [Theory, MemberData(nameof(Keys))]
    public void A_page_that_the_overview_links_explains_it(string key)
    {
        var row = Assert.Single(Text(Overview).Split('\n'), line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal));
        var pages = Link().Matches(row).Select(match => "docs/" + match.Groups[1].Value).ToList();
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Contains(key, Text(page)));
    }

    [Fact]
    public void Every_option_that_the_documentation_names_is_read()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(References.Repository, "docs"), "*.md", SearchOption.AllDirectories).Append("README.md"))
            foreach (Match match in Key().Matches(Text(file)))
                Assert.True(Read.ContainsKey(match.Value), $"{Path.GetFileName(file)} names {match.Value}, and no rule reads it");
    }

    /// <summary>What stands behind a semicolon is a comment to whoever reads <c>.editorconfig</c>.</summary>
    [Fact]
    public void No_example_separates_a_list_by_semicolons()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(References.Repository, "docs"), "*.md", SearchOption.AllDirectories))
            Assert.DoesNotMatch(@"(?m)^[^\n]*lambda_handlers\.\w+ = [\w.*, ]*;", Text(file));
    }

    [Fact]
    public void What_does_not_parse_counts_as_not_written()
    {
        Assert.False(Concurrency.Option.Read(new Settings("maybe")));
        Assert.True(Concurrency.Option.Read(new Settings(" TRUE ")));
        Assert.Equal(8, Option.Number("x", 8).Read(new Settings("a few")));
        Assert.Equal(["a", "b"], Option.Names("x").Read(new Settings(" a ,, b,")));
    }

    static string Default(object option) => option.GetType().GetProperty("Default")!.GetValue(option) switch
    {
        bool flag => flag ? "true" : "false",
        string[] => "none",
        var value => FormattableString.Invariant($"{value}"),
    };

    static string Text(string path) => File.ReadAllText(Path.Combine(References.Repository, path)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"lambda_handlers\.\w+")]
    private static partial Regex Key();

    [GeneratedRegex(@"\]\(([\w/-]+\.md)\)")]
    private static partial Regex Link();

    // Every key has this one value.
    sealed class Settings(string text) : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => (value = text) is not null;
    }
}
