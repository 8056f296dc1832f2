using System.Text.Json;

namespace LambdaHandlers.Runtime.Checking;

/// <summary>Something that outlived an invocation.</summary>
/// <param name="Name">A field with its type, a variable, a file.</param>
/// <param name="Before">Its value before the earlier events.</param>
/// <param name="After">And after them.</param>
/// <param name="Rule">The rule of LambdaHandlers that is about it.</param>
public sealed record Survivor(string Name, string Before, string After, string Rule)
{
    /// <summary>What all events but the last have changed since initialisation, statics first. An identity alone, "object 7", says nothing.</summary>
    internal static IReadOnlyList<Survivor> Among(IReadOnlyList<(string When, string State)> states)
    {
        if (states.Count < 3) return []; // No bootstrap of ours that reports.
        var (first, last) = (Read(states[0].State), Read(states[^2].State));
        return
        [
            .. from name in last.Keys.Union(first.Keys)
               let was = first.GetValueOrDefault(name, "absent")
               let became = last.GetValueOrDefault(name, "absent")
               where was != became && !(IsIdentity(was) && IsIdentity(became))
               orderby name.StartsWith("static ", StringComparison.Ordinal) descending, name
               select new Survivor(name, was, became, RuleFor(name, became)),
        ];
    }

    static Dictionary<string, string> Read(string state) => JsonSerializer.Deserialize<Dictionary<string, string>>(state)!;

    static bool IsIdentity(string value) => value.StartsWith("object ", StringComparison.Ordinal);

    static string RuleFor(string name, string value) =>
        name.StartsWith("environment variable", StringComparison.Ordinal) || name is "culture" or "current directory" ? "LH2004"
        : name is "active timers" or "pending work items" ? "LH7001"
        : value.StartsWith("Count ", StringComparison.Ordinal) ? "LH2002"
        : "LH2001";
}
