using System.Globalization;
using System.Text;

namespace LambdaHandlers.Bootstrap;

/// <summary>A placeholder of a message template: {Name}, {@Name} for all members of its value, {Name:format} or {0}.</summary>
sealed record LogHole(int Start, int End, string Name, string Format, bool IsWhole)
{
    public static LogHole At(int start, int end, string template)
    {
        var parts = template[(start + 1)..(end - 1)].Split(':', 2, StringSplitOptions.TrimEntries);
        return new(start, end, parts[0].TrimStart('@'), parts.Length > 1 ? parts[1] : "", parts[0].StartsWith('@'));
    }
}

/// <summary>Fills message templates as AWS's client does, where it surprises too: doubled braces stay doubled.</summary>
static class LogTemplate
{
    /// <summary>A hole without a value stays as it is written, and so does one that holds a list or a dictionary.</summary>
    public static string Fill(string template, object?[] arguments, out List<LogProperty> properties)
    {
        properties = [];
        if (arguments.Length == 0) return template; // Without arguments it is no template.
        var holes = Holes(template);
        var numbers = Numbers(holes);
        var text = new StringBuilder();
        var at = 0;
        for (var i = 0; i < holes.Count; at = holes[i++].End)
        {
            var property = arguments.ElementAtOrDefault(numbers?[i] ?? i) is { } value ? new LogProperty(holes[i], value) : null;
            if (property is not null) properties.Add(property);
            text.Append(template, at, holes[i].Start - at).Append(property?.Text ?? template[holes[i].Start..holes[i].End]);
        }
        return text.Append(template, at, template.Length - at).ToString();
    }

    static List<LogHole> Holes(string template)
    {
        var holes = new List<LogHole>();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] is not ('{' or '}')) continue;
            if (at + 1 < template.Length && template[at + 1] == template[at]) { at++; continue; }
            if (template[at] == '}' || template.IndexOf('}', at) is not (> 0 and var end)) continue;
            holes.Add(LogHole.At(at, end + 1, template));
            at = end;
        }
        return holes;
    }

    /// <summary>Names that are numbers choose their arguments if they count from 0 without a gap; else the holes are filled in order.</summary>
    static List<int>? Numbers(List<LogHole> holes)
    {
        var numbers = holes.ConvertAll(hole => int.TryParse(hole.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);
        return numbers.Count > 0 && numbers.Min() == 0 && numbers.Max() + 1 == numbers.Distinct().Count() ? numbers : null;
    }
}
