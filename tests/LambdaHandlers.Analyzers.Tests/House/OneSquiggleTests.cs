using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>One defect, one squiggle: the most specific rule speaks.</summary>
public class OneSquiggleTests
{
    public static IEnumerable<TheoryDataRow<string>> Ids => AllRules.Instances.Select(rule => new TheoryDataRow<string>(rule.Card.Id));

    [Theory, MemberData(nameof(Ids))]
    public async Task No_place_of_an_example_has_two_findings(string id)
    {
        var found = (await AllRules.On(new Page(id).Example("Violates")!.Compile())).Where(each => each.Severity >= DiagnosticSeverity.Info).ToList();
        foreach (var place in found.GroupBy(each => (each.Location.GetLineSpan().Path, each.Location.SourceSpan)))
            Assert.True(place.Count() == 1, string.Join("\n", place));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task A_squiggle_stays_in_its_line_and_is_not_told_twice(string id) =>
        Assert.All(await AllRules.On(new Page(id).Example("Violates")!.Compile()), AllRules.AssertSmall);
}
