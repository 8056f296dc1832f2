// Makes a release of what is unreleased: the rules' rows move to AnalyzerReleases.Shipped.md, the changelog's lines get their heading.
// It commits nothing; the tag that it tells you to make is what gives the packages their version.
//
//     dotnet run eng/release.cs 0.1.0

using System.Text.RegularExpressions;

if (args is not [var version] || !Regex.IsMatch(version, @"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$"))
{
    Console.Error.WriteLine("dotnet run eng/release.cs <major.minor.patch>");
    return 2;
}
var root = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
var analyzers = Path.Combine(root, "src", "LambdaHandlers.Analyzers");
var (shipped, unshipped, changelog) = (Path.Combine(analyzers, "AnalyzerReleases.Shipped.md"), Path.Combine(analyzers, "AnalyzerReleases.Unshipped.md"), Path.Combine(root, "CHANGELOG.md"));

var changes = File.ReadAllText(changelog);
if (changes.Contains($"\n## {version} ", StringComparison.Ordinal))
{
    Console.Error.WriteLine($"CHANGELOG.md has {version} already.");
    return 1;
}

// The rows move; the comments and the head of the table stay for the next ones.
var text = File.ReadAllText(unshipped);
var table = new Regex(@"^### New Rules\n\nRule ID.*\n-.*\n", RegexOptions.Multiline).Match(text);
var body = text[text.IndexOf("### ", StringComparison.Ordinal)..].Trim();
if (table.Success && body.Contains("\nLH", StringComparison.Ordinal))
{
    File.AppendAllText(shipped, $"\n## Release {version}\n\n{body}\n");
    File.WriteAllText(unshipped, text[..(table.Index + table.Length)]);
}

File.WriteAllText(changelog, changes.Replace("## Unreleased\n", $"## Unreleased\n\n## {version} ({DateTime.UtcNow:yyyy-MM-dd})\n", StringComparison.Ordinal));

Console.WriteLine($"""
    The release notes of the rules and CHANGELOG.md are those of {version}. Look at them, then:

      git commit -am "Release {version}"
      git tag v{version}
      git push origin main v{version}    # .github/workflows/release.yml packs what is tagged
    """);
return 0;
