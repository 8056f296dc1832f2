using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

/// <summary>All rules about signatures together say of a handler what the runtime says, each defect once.</summary>
public class RuntimeTableTests
{
    public static IEnumerable<TheoryDataRow<RuntimeRow>> Rows => RuntimeTable.Rows.Select(row => new TheoryDataRow<RuntimeRow>(row));

    [Theory, MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public async Task A_class_library_is_judged_as_the_runtime_judges_it(RuntimeRow row) =>
        Assert.Equal(row.Expected, await Judged(row.Subject));

    /// <summary>The ids of the findings about signatures, and of those rules that could claim the same defect.</summary>
    internal static async Task<string> Judged(Subject subject) => string.Join(" ",
        (await AllRules.On(subject.Compile())).Select(found => found.Id).Where(id => id.StartsWith("LH1", StringComparison.Ordinal) || id is "LH7001" or "LH7005").Order(StringComparer.Ordinal));
}
