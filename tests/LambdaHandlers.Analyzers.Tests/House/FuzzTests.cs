using System.Collections.Immutable;
using System.Text;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>
/// Broken input: real-looking sources and templates with pieces dropped, doubled and swapped. No rule throws or hangs, and the same input gives the same findings twice.
/// The seed is fixed; <c>FUZZ_SEED</c> and <c>FUZZ_ROUNDS</c> try others.
/// </summary>
public class FuzzTests
{
    static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;

    [Fact]
    public async Task Mutated_sources_and_templates_crash_nothing_and_are_judged_the_same_twice()
    {
        var random = new Random(Setting("FUZZ_SEED", 20261124));
        var seeds = Seeds();
        Assert.NotEmpty(seeds);
        for (var round = 0; round < Setting("FUZZ_ROUNDS", 40); round++)
        {
            var seed = seeds[random.Next(seeds.Length)];
            var subject = seed.Broken() with
            {
                Sources = [.. seed.Sources.Select(source => (source.Path, Mutated(source.Text, random)))],
                Files = [.. seed.Files.Select(file => (file.Path, Mutated(file.Text, random)))],
            };
            var first = await Judged(subject);
            Assert.Equal(first, await Judged(subject));
        }
    }

    // The pages' examples and every handler shape: they hold what the rules look for.
    static ImmutableArray<Subject> Seeds() =>
        [.. AllRules.Instances.SelectMany(rule => new[] { "Violates", "Follows" }.Select(heading => new Page(rule.Card.Id).Example(heading))).OfType<Subject>(),
         .. Shape.All.Select(shape => shape.With("using var http = new HttpClient(); await http.GetAsync(input);"))];

    static async Task<string> Judged(Subject subject)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var compiled = subject.Compile();
        var found = await compiled.With([.. AllRules.Instances]).GetAnalyzerDiagnosticsAsync(patience.Token);
        Assert.DoesNotContain(found, each => each.Id == "AD0001");
        return string.Join("\n", found.Select(each => each.ToString()).Order(StringComparer.Ordinal));
    }

    static string Mutated(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0 && result.Length > 2; times--)
        {
            var at = random.Next(result.Length);
            var length = Math.Min(random.Next(1, 30), result.Length - at);
            var piece = result.ToString(at, length);
            switch (random.Next(6))
            {
                case 0: result.Remove(at, length); break;
                case 1: result.Insert(random.Next(result.Length), piece); break;
                case 2: result.Length = at; break;
                case 3: result.Insert(at, "(){}[]<>\"'@$:;,\t\r\n&*!|"[random.Next(22)]); break;
                case 4: result.Remove(at, length).Insert(Math.Min(at, result.Length), new string(piece.Reverse().ToArray())); break;
                case 5: result.Insert(at, new string("({["[random.Next(3)], random.Next(1, 200))); break;
            }
        }
        return result.ToString();
    }
}
