using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>LH6001 on handlers that were written without a look at it: the ones that decide and compute are reported, the ones that hand on are not.</summary>
public class RecognitionTests
{
    public static IEnumerable<TheoryDataRow<string>> Thin => RealisticHandler.Names("Thin").Select(name => new TheoryDataRow<string>(name));

    [Theory, MemberData(nameof(Thin))]
    public async Task A_handler_that_hands_on_is_left_alone(string name) => await Verify<MoveLogicOut>.Allows(RealisticHandler.Read(name).Subject);

    [Fact]
    public async Task Handlers_that_compute_are_reported()
    {
        var silent = new List<string>();
        var names = RealisticHandler.Names().Concat(RealisticHandler.Names("Refused")).ToList();
        foreach (var name in names)
            if ((await Verify<MoveLogicOut>.Findings(RealisticHandler.Read(name).Subject.Compile())).IsEmpty) silent.Add(name);
        Assert.True(silent.Count * 10 <= names.Count, $"{silent.Count} of {names.Count} are not reported: {string.Join(", ", silent)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{silent.Count} of {names.Count} are not reported: {string.Join(", ", silent)}");
    }
}
