using System.Text.RegularExpressions;

namespace LambdaHandlers.Package.Tests.Testing;

/// <summary>One line of a build's output that tells of a finding.</summary>
sealed partial record Warning(string File, int Line, int Column, string Level, string Id, string Message)
{
    /// <summary>The findings in what a build printed, in the order of places. MSBuild repeats them in its summary; here each comes once.</summary>
    public static IReadOnlyList<Warning> In(string output, string folder) =>
        [.. Finding().Matches(output)
            .Select(match => new Warning(
                Path.GetRelativePath(folder, match.Groups["file"].Value).Replace('\\', '/'), Number(match.Groups["line"]), Number(match.Groups["column"]),
                match.Groups["level"].Value, match.Groups["id"].Value, match.Groups["message"].Value))
            .Distinct()
            .OrderBy(found => found.File, StringComparer.Ordinal).ThenBy(found => found.Line).ThenBy(found => found.Column).ThenBy(found => found.Id, StringComparer.Ordinal)];

    public override string ToString() => $"{File}({Line},{Column}): {Level} {Id}: {Message}";

    static int Number(Group group) => int.Parse(group.Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?<file>/?[^\s(][^(\n]*)\((?<line>\d+),(?<column>\d+)\): (?<level>warning|error) (?<id>\w+): (?<message>.*?)(?: \[[^\[\]\n]*proj[^\[\]\n]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Finding();
}
