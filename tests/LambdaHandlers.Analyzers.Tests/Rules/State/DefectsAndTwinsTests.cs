using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

/// <summary>
/// Functions with a leak or with work that nobody waits for, and their clean twins, in the files beside. A line that ends in <c>//! LHnnnn</c> is
/// reported by that rule (or one of those), one with a <c>?</c> behind it may be; everything else is silent at Warning.
/// </summary>
public partial class DefectsAndTwinsTests
{
    static readonly string Folder = Path.Combine(References.Repository, "tests/LambdaHandlers.Analyzers.Tests/Rules/State/Cases");

    static readonly string[] Band = ["LH2001", "LH2002", "LH2003", "LH2004", "LH2005", "LH7001", "LH7004", "LH7005"];

    const string Frame = """
        global using System.Collections.Concurrent;
        global using Amazon.Lambda.APIGatewayEvents;
        global using Amazon.Lambda.SQSEvents;
        global using Amazon.SQS;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.Extensions.Caching.Memory;
        global using Microsoft.Extensions.DependencyInjection;
        public record Order(string Id, string? Customer, decimal Amount, bool Vip = false, string? Stage = null, List<string>? Lines = null);
        public class Store
        {
            public Task SaveAsync(string text) => File.WriteAllTextAsync("/tmp/store", text);
            public Task<string> LoadAsync(string key) => File.ReadAllTextAsync("/tmp/" + key);
        }
        """;

    /// <summary>The text of every case by its title: kind, name, and after an @ the handler that the settings name.</summary>
    static readonly Dictionary<string, string> Texts = Directory.GetFiles(Folder, "*.txt").Order()
        .SelectMany(file => Title().Split(File.ReadAllText(file)).Skip(1).Chunk(2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    public static IEnumerable<TheoryDataRow<string>> Titles => Texts.Keys.Select(title => new TheoryDataRow<string>(title));

    [Theory, MemberData(nameof(Titles))]
    public async Task Each_defect_is_found_and_its_twin_is_not(string title)
    {
        var subject = Subject.Of(Texts[title]).And(Frame);
        if (title.Split(' ')[1].StartsWith("exe", StringComparison.Ordinal)) subject = subject.Executable();
        if (title.Split(" @ ") is [_, var handler]) subject = subject.HandledBy(handler);
        var expected = Texts[title].Split('\n').Select((line, number) => (number, Mark: Mark().Match(line).Groups[1].Value)).Where(each => each.Mark.Length > 0).ToDictionary(each => each.number, each => each.Mark);
        if (title.StartsWith("defect", StringComparison.Ordinal)) Assert.NotEmpty(expected);
        else Assert.All(expected.Values, mark => Assert.EndsWith("?", mark, StringComparison.Ordinal));
        var found = (await AllRules.LoudOn(subject.Compile())).Where(each => Band.Contains(each.Id)).ToLookup(each => each.Location.GetLineSpan().StartLinePosition.Line, each => each.Id);
        Assert.All(expected.Where(each => !each.Value.EndsWith('?')), each => Assert.Contains(found[each.Key], id => each.Value.Contains(id, StringComparison.Ordinal)));
        Assert.All(found, line => Assert.All(line, id => Assert.Contains(id, expected.GetValueOrDefault(line.Key, ""), StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^=== (.*)\n", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex(@"//! (.*?)\s*$")]
    private static partial Regex Mark();
}
