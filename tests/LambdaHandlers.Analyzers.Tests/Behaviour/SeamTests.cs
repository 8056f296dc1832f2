using LambdaHandlers.CodeFixes.Fixes.Structure;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>The fix of LH6002 on the realistic handlers: with its clients passed in, a handler does what it did.</summary>
public class SeamTests
{
    [Fact]
    public async Task What_the_fix_leaves_behaves_as_before()
    {
        var fixedOnes = 0;
        foreach (var name in RealisticHandler.Names()) fixedOnes += await Unchanged.After(new LetTestsReplaceClientsFix(), name);
        Assert.InRange(fixedOnes, 10, int.MaxValue);
    }
}
