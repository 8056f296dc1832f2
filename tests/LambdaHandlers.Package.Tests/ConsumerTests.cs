using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary>What <c>dotnet build</c> prints in projects that reference the package.</summary>
public class ConsumerTests(Consumers consumers) : IClassFixture<Consumers>
{
    [Theory]
    [InlineData("Direct")]
    [InlineData("Central")]
    [InlineData("Transitive/Function")]
    public void A_project_with_the_package_is_warned(string project) =>
        Assert.Equal(["LH2008", "LH8001"], Ids(project));

    [Fact]
    public void A_template_above_the_project_tells_of_handlers()
    {
        Assert.Equal(["LH2008", "LH8001"], Ids("Template/src/Orders"));
        Assert.Empty(Ids("Unnamed"));
    }

    /// <summary>What the compiler reads of a project's folder ends at a #.</summary>
    [Fact]
    public void A_template_is_found_in_a_folder_called_after_the_language() => Assert.Contains("LH1008", consumers.Of("My C# ü").Select(found => found.Id));

    [Fact]
    public void A_preset_sets_severities_and_the_projects_own_word_wins()
    {
        Assert.Empty(consumers.Of("Preset"));
        Assert.Equal(["LH2008"], Ids("PresetAndOwn"));
        Assert.Contains("LambdaHandlersAnalysisMode 'Strickt' is not a preset", consumers.Output);
    }

    [Theory]
    [InlineData("Default", "LH1002", "LH2008", "LH8001")]
    [InlineData("Strict", "LH1002", "LH2008", "LH4005", "LH8001")]
    [InlineData("SignatureOnly", "LH1002")]
    public void Each_preset_says_what_it_promises(string mode, params string[] ids) => Assert.Equal(ids, Of(mode, "LH1002", "LH2008", "LH4005", "LH8001"));

    [Fact]
    public void Severities_hold_for_a_rule_and_for_a_kind_of_rule() => Assert.Equal(["LH1002", "LH4005"], Of("Severities", "LH1002", "LH2008", "LH4005", "LH8001"));

    [Fact]
    public void What_is_suppressed_beside_the_code_is_not_said() => Assert.Empty(Ids("Suppressed"));

    [Fact]
    public void A_project_without_Lambda_hears_nothing() => Assert.Empty(consumers.Of("NoLambda"));

    [Theory, InlineData("Basic"), InlineData("Functional")]
    public void A_project_in_another_language_builds_and_hears_nothing(string project) => Assert.Empty(consumers.Of(project));

    [Fact]
    public void Nothing_else_is_wrong_in_any_of_them()
    {
        Assert.DoesNotContain("AD0001", consumers.Output);
        Assert.DoesNotContain("CS8032", consumers.Output); // an analyzer that could not be created
        Assert.DoesNotContain("warning NU", consumers.Output);
    }

    // The two mistakes that are there on purpose; what else a rule may say of so small a function is not this test's business.
    IEnumerable<string> Ids(string project) => Of(project, "LH2008", "LH8001");

    IEnumerable<string> Of(string project, params string[] ids) => consumers.Of(project).Select(found => found.Id).Where(ids.Contains).Order(StringComparer.Ordinal);
}
