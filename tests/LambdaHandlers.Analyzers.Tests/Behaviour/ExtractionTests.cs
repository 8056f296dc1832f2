using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>The fixes of LH6001 on handlers that were written without a look at them.</summary>
public class ExtractionTests
{
    static readonly MoveLogicOutFix Fix = new();

    // Jumps and yields across any border that could be drawn.
    static readonly string[] Refused = ["Refused/DunningFees", "Refused/Instalments"];

    public static IEnumerable<TheoryDataRow<string>> All => RealisticHandler.Names().Concat(RealisticHandler.Names("Refused")).Select(name => new TheoryDataRow<string>(name));

    [Theory, MemberData(nameof(All))]
    public Task What_a_fix_leaves_behaves_as_before(string name) => Unchanged.After(Fix, name);

    [Theory, InlineData("PriceFeed"), InlineData("StockSync")]
    public async Task Helpers_move_along_and_the_context_stays(string name)
    {
        var seen = await Seen.Of(Workbench.Open(RealisticHandler.Read(name).Subject), Fix, new MoveLogicOut());
        var changed = await seen.Applied("LH6001.Class");
        var text = (await changed.Documents.First(document => document.Name == name + ".cs").GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        var at = text.LastIndexOf("\npublic class ", StringComparison.Ordinal);
        Assert.DoesNotContain("private", text.Substring(0, at).Replace("private readonly", "").Replace("private static readonly", ""));
        Assert.DoesNotContain("ILambdaContext", text.Substring(at));
    }

    [Fact]
    public async Task A_fix_is_offered_for_four_fifths_of_them()
    {
        var names = RealisticHandler.Names().ToList();
        var without = new List<string>();
        foreach (var name in names)
            if ((await Seen.Of(Workbench.Open(RealisticHandler.Read(name).Subject), Fix, new MoveLogicOut())).Plans.Count == 0) without.Add(name);
        TestContext.Current.TestOutputHelper?.WriteLine($"{names.Count - without.Count} of {names.Count}; without: {string.Join(", ", without)}");
        Assert.True(without.Count * 5 <= names.Count, $"{without.Count} of {names.Count} without a fix: {string.Join(", ", without)}");
    }

    [Fact]
    public async Task Nothing_is_offered_where_the_logic_jumps_or_yields_across_every_border()
    {
        foreach (var name in Refused)
        {
            var seen = await Seen.Of(Workbench.Open(RealisticHandler.Read(name).Subject), Fix, new MoveLogicOut());
            Assert.True(seen.IsReported);
            Assert.Empty(seen.Plans);
        }
    }
}
