using System.Text.RegularExpressions;

namespace LambdaHandlers.Package.Tests.Testing;

/// <summary>The code that a rule's page shows under <c>## Violates</c>, as the files of a project.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Files">Name and text of each.</param>
/// <param name="IsExecutable">True when it is a program.</param>
/// <param name="HasSerializer">False when the assembly must have no serializer.</param>
sealed partial record Example(string Id, IReadOnlyList<(string Name, string Text)> Files, bool IsExecutable, bool HasSerializer)
{
    /// <summary>The rules with a fix in C#, by the files of the fixes; <c>dotnet format</c> applies no fix in a template.</summary>
    public static IEnumerable<string> FixableIds =>
        Directory.GetFiles(Repository.PathOf("src/LambdaHandlers.CodeFixes/Fixes"), "LH*_*.cs", SearchOption.AllDirectories)
            .Where(file => !File.ReadAllText(file).Contains("TextDocumentKind.AdditionalDocument", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)[..6]).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Reads a page.</summary>
    public static Example Of(string id)
    {
        var page = File.ReadAllText(Repository.PathOf($"docs/rules/{id}.md")).ReplaceLineEndings("\n");
        var blocks = Fence().Matches(Violates().Match(page).Groups[1].Value)
            .Select((match, index) => (Language: match.Groups[1].Value, Word: match.Groups[2].Value.Trim(), Text: match.Groups[3].Value, Index: index)).ToList();
        return new(
            id,
            [.. blocks.Where(block => block.Language == "csharp" || block.Word.Length > 0).Select(block => (block.Language == "csharp" ? $"{id}.{block.Index}.cs" : block.Word, block.Text))],
            blocks.Exists(block => block.Word == "executable"),
            !blocks.Exists(block => block.Word == "no-serializer"));
    }

    /// <summary>True when it can share a project with others: it is only types.</summary>
    public bool IsSharable => !IsExecutable && HasSerializer && Files.All(file => file.Name.EndsWith(".cs", StringComparison.Ordinal) && !Global().IsMatch(file.Text));

    /// <summary>The same in a namespace of its own.</summary>
    public Example InNamespace() => this with
    {
        Files = [.. Files.Select(file => (file.Name, Text: LastUsing().Match(file.Text) is { Success: true } last
            ? file.Text.Insert(last.Index + last.Length, $"\nnamespace {Id};\n")
            : $"namespace {Id};\n\n" + file.Text))],
    };

    [GeneratedRegex(@"^## Violates\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Violates();

    [GeneratedRegex(@"^```(\w+)([^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [^(\n]*;\n", RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex LastUsing();

    [GeneratedRegex(@"^(namespace|global using|\[assembly:)", RegexOptions.Multiline)]
    private static partial Regex Global();
}
