using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>What is true of every rule and every fix, found by reflection.</summary>
public partial class RuleTests
{
    public static IEnumerable<TheoryDataRow<string>> Ids => AllRules.Instances.Select(rule => new TheoryDataRow<string>(rule.Card.Id));

    static LambdaRule Rule(string id) => AllRules.Instances.Single(rule => rule.Card.Id == id);

    static readonly string Bands = "?Signature State Secrets Logging Recursion Structure Reliability Performance";

    [Fact]
    public void There_are_rules_and_their_ids_are_unique()
    {
        Assert.NotEmpty(AllRules.Instances);
        Assert.Equal(AllRules.Instances.Length, AllRules.Instances.Select(rule => rule.Card.Id).Distinct().Count());
    }

    /// <summary>The compiler and the editor find rules and fixes by their attributes; nobody calls them, so nothing needs to be public.</summary>
    [Theory, InlineData(typeof(LambdaRule)), InlineData(typeof(LambdaFix))]
    public void The_analyzers_have_no_public_types(Type of) => Assert.Empty(of.Assembly.GetExportedTypes());

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_stands_where_its_id_says(string id)
    {
        var rule = Rule(id);
        var type = rule.GetType();
        Assert.True(type.IsSealed);
        Assert.Matches("^LH[1-8][0-9]{3}$", id);
        var band = ("? " + Bands[1..]).Split(' ')[id[2] - '0'];
        Assert.EndsWith(".Rules." + band, type.Namespace);
        Assert.Equal("Lambda" + band, rule.Card.Category);
        Assert.True(File.Exists(Path.Combine(References.Repository, "src/LambdaHandlers.Analyzers/Rules", band, $"{id}_{type.Name}.cs")), $"{id}_{type.Name}.cs");
        Assert.Contains(typeof(RuleTests).Assembly.GetTypes(), each => each.Name == type.Name + "Tests");
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_card_says_what_happens_what_to_do_and_why(string id)
    {
        var card = Rule(id).Card;
        Assert.NotEmpty(card.Title.ToString());
        Assert.NotEmpty(card.Description.ToString());
        Assert.DoesNotMatch(@"\.$", card.Title.ToString());
        Assert.DoesNotMatch(@"\.$", card.MessageFormat.ToString());
        Assert.True(char.IsUpper(card.Title.ToString()[0]));
        Assert.EndsWith($"/docs/rules/{id}.md", card.HelpLinkUri);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_page_that_begins_with_its_title(string id)
    {
        var page = new Page(id);
        Assert.True(page.Exists, page.Path);
        Assert.StartsWith($"# {id}: {Rule(id).Card.Title}\n", page.Text);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_violating_example_of_a_page_is_reported_by_its_rule_alone(string id)
    {
        var example = new Page(id).Example("Violates");
        Assert.NotNull(example);
        var compiled = example.Compile();
        var found = await AllRules.On(compiled);
        Assert.Contains(found, each => each.Id == id);
        Assert.Empty(found.Where(each => each.Id != id && each.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_following_example_of_a_page_is_clean(string id)
    {
        var example = new Page(id).Example("Follows");
        Assert.NotNull(example);
        Assert.Empty((await AllRules.On(example.Compile())).Where(each => each.Severity >= DiagnosticSeverity.Warning || each.Id == id));
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_page_names_every_option_that_its_rule_reads(string id)
    {
        var text = new Page(id).Text;
        foreach (var field in Rule(id).GetType().GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            if (field.GetValue(null) is { } option && option.GetType().IsGenericType && option.GetType().GetGenericTypeDefinition() == typeof(Option<>))
                Assert.Contains((string)option.GetType().GetProperty("Key")!.GetValue(option)!, text);
    }

    [Fact]
    public void Every_page_belongs_to_a_rule()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(References.Repository, "docs/rules"), "LH*.md"))
            Assert.Contains(AllRules.Instances, rule => rule.Card.Id == Path.GetFileNameWithoutExtension(file));
    }

    [Fact]
    public void Every_fix_has_a_rule_and_a_test_that_applies_it()
    {
        var tests = string.Concat(Directory.GetFiles(Path.Combine(References.Repository, "tests/LambdaHandlers.Analyzers.Tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (var type in typeof(LambdaFix).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider))))
        {
            var fix = (CodeFixProvider)Activator.CreateInstance(type)!;
            Assert.Contains(type.GetCustomAttributes(inherit: false), attribute => attribute is ExportCodeFixProviderAttribute);
            foreach (var id in fix.FixableDiagnosticIds)
            {
                var rule = Rule(id).GetType();
                Assert.True(File.Exists(Path.Combine(References.Repository, "src/LambdaHandlers.CodeFixes/Fixes", rule.Namespace!.Split('.')[^1], $"{id}_{type.Name}.cs")), $"{id}_{type.Name}.cs");
            }
            Assert.Contains($"<{type.Name}>(", tests.Replace("new " + type.Name + "()", $"<{type.Name}>(", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Nothing_is_registered_in_a_project_without_Lambda()
    {
        var compiled = Subject.Of("public class C { public async void M() { await new System.Net.Http.HttpClient().GetAsync(\"x\"); } }").WithoutLambda().Compile();
        Assert.Null(compiled.Project);
        var driver = compiled.With([.. AllRules.Instances]);
        Assert.Empty(await driver.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
        foreach (var rule in AllRules.Instances)
        {
            var telemetry = await driver.GetAnalyzerTelemetryInfoAsync(rule, TestContext.Current.CancellationToken);
            foreach (var count in telemetry.GetType().GetProperties().Where(property => property.Name.EndsWith("Count", StringComparison.Ordinal)))
                Assert.True(count.Name.StartsWith("CompilationStart", StringComparison.Ordinal) || (int)count.GetValue(telemetry)! == 0, $"{rule.GetType().Name}: {count.Name}");
        }
    }

    [Fact]
    public void Every_named_type_resolves_against_the_stand_in()
    {
        var types = Subject.Of("").Compile().Project!.Types;
        foreach (var property in types.GetType().GetProperties())
            Assert.True(property.GetValue(types) is not null, property.Name);
    }

    [Fact]
    public void The_index_lists_every_rule() =>
        Generated.Check("docs/rules/README.md", "# The rules\n\nGenerated from the rules' cards by the tests; do not edit.\n"
            + string.Concat(Cards.All.GroupBy(Cards.Band).Select(band => $"\n## {band.Key}\n\n| id | rule | severity | fix |\n|---|---|---|---|\n"
                + string.Concat(band.Select(card => $"| [{card.Id}]({card.Id}.md) | {card.Title} | {Cards.Severity(card)} | {(HasFix(card.Id) ? "yes" : "")} |\n")))));

    static bool HasFix(string id) => typeof(LambdaFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
        .Any(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.Contains(id));
}
