using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>
/// A rule's page. Its examples are code: fenced blocks under <c>## Violates</c> and <c>## Follows</c>. The word after the language is a file's name
/// (<c>```yaml template.yaml</c>) or, for C#, <c>executable</c> or <c>no-serializer</c>.
/// </summary>
sealed partial class Page(string id)
{
    public string Path => System.IO.Path.Combine(Testing.References.Repository, "docs", "rules", id + ".md");

    public bool Exists => File.Exists(Path);

    public string Text => File.ReadAllText(Path).ReplaceLineEndings("\n");

    /// <summary>The example under a heading, ready to be analysed; null when the page has none.</summary>
    public Testing.Subject? Example(string heading)
    {
        var section = Regex.Match(Text, $@"^## {heading}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        if (!section.Success) return null;
        Testing.Subject? subject = null;
        foreach (var (language, word, code) in Blocks(section.Groups[1].Value))
            subject = language switch
            {
                "csharp" => With(subject is null ? Testing.Subject.Of(code) : subject.And(code), word),
                _ when word.Length > 0 => (subject ?? Testing.Subject.Of("")).File(word, code),
                _ => subject,
            };
        return subject;
    }

    static Testing.Subject With(Testing.Subject subject, string word) => word switch
    {
        "executable" => subject.Executable(),
        "no-serializer" => subject.WithoutSerializer(),
        _ => subject,
    };

    static IEnumerable<(string Language, string Word, string Code)> Blocks(string section) =>
        Fence().Matches(section).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim(), match.Groups[3].Value));

    [GeneratedRegex(@"^```(\w+)([^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

/// <summary>What is written by the tests that check it: <c>UPDATE=1 dotnet test</c> writes it anew.</summary>
static class Generated
{
    /// <summary>Fails when the file is not what it should be; writes it when UPDATE=1.</summary>
    public static void Check(string path, string expected)
    {
        var full = Path.Combine(Testing.References.Repository, path);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, expected);
        }
        Assert.True(File.Exists(full), $"{path} is not there; UPDATE=1 dotnet test writes it");
        Assert.True(expected == File.ReadAllText(full).ReplaceLineEndings("\n"), $"{path} is not what the cards say; UPDATE=1 dotnet test writes it anew");
    }
}

/// <summary>The facts about rules that are derived, never kept by hand.</summary>
static class Cards
{
    public static readonly ImmutableArray<DiagnosticDescriptor> All = [.. Testing.AllRules.Instances.Select(rule => rule.Card).OrderBy(card => card.Id)];

    public static string Band(DiagnosticDescriptor card) => card.Category["Lambda".Length..];

    public static string Severity(DiagnosticDescriptor card) => card.IsEnabledByDefault ? card.DefaultSeverity.ToString() : "off";
}
