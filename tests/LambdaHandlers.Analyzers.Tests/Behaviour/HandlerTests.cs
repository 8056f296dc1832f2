using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>The realistic handlers are what the suite about them needs: they compile, they run, they are long enough, and they are nobody's example.</summary>
public class HandlerTests
{
    public static IEnumerable<TheoryDataRow<string>> All =>
        new[] { "", "Refused", "Thin" }.SelectMany(RealisticHandler.Names).Select(name => new TheoryDataRow<string>(name));

    [Theory, MemberData(nameof(All))]
    public async Task It_compiles_without_a_warning_and_answers_at_least_one_event(string name)
    {
        var handler = RealisticHandler.Read(name);
        var compiled = handler.Subject.Compile();
        // CS1701: the SDK was built against an older framework; a build unifies it silently.
        Assert.Equal("", string.Join("\n", compiled.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(each => each.Severity >= DiagnosticSeverity.Warning && each.Id != "CS1701")));
        var transcript = await Replay.Of(compiled.Compilation, compiled.Options, handler);
        TestContext.Current.TestOutputHelper?.WriteLine(transcript);
        Assert.Contains("answer ", transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody agreed", transcript, StringComparison.Ordinal);
        Assert.Equal(transcript, await Replay.Of(compiled.Compilation, compiled.Options, handler));
    }

    [Fact]
    public void There_are_forty_of_at_least_25_lines()
    {
        var handlers = RealisticHandler.Names().Select(RealisticHandler.Read).ToList();
        Assert.InRange(handlers.Count, 40, int.MaxValue);
        Assert.All(handlers, handler => Assert.InRange(handler.Source.Split('\n').Length, 25, int.MaxValue));
    }

    [Fact]
    public void No_page_of_a_rule_shows_one_of_them()
    {
        var pages = string.Concat(Directory.GetFiles(Path.Combine(References.Repository, "docs", "rules"), "*.md").Select(File.ReadAllText));
        foreach (var name in new[] { "", "Refused", "Thin" }.SelectMany(RealisticHandler.Names))
        {
            var lines = RealisticHandler.Read(name).Source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 40 && !line.StartsWith("using", StringComparison.Ordinal) && !line.Contains("ILambdaContext", StringComparison.Ordinal)).ToList();
            Assert.InRange(lines.Count(line => pages.Contains(line, StringComparison.Ordinal)), 0, 3);
        }
    }
}
