using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>What a page of the repository points at is there.</summary>
public partial class LinkTests
{
    public static IEnumerable<TheoryDataRow<string>> Pages =>
        new[] { "docs", "samples", "src/LambdaHandlers.Runtime" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(References.Repository, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(References.Repository, "*.md"))
            .Select(file => Path.GetRelativePath(References.Repository, file)).Where(file => !file.Split('/', '\\').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal).Select(file => new TheoryDataRow<string>(file));

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        var full = Path.Combine(References.Repository, page);
        foreach (Match link in Link().Matches(Code().Replace(File.ReadAllText(full), "")))
            Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(full)!, link.Groups[1].Value)), link.Value);
    }

    // Not what leads out of the repository, nor within the page.
    [GeneratedRegex(@"\]\((?!https?:|#)([^)\s#]+)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();
}
