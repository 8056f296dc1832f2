using System.Globalization;
using System.Text;

namespace LambdaHandlers.Bootstrap;

/// <summary>A message template: {Name}, {Name:format} and {0}, filled in the order of the arguments. Too few leave the placeholder standing, too many vanish.</summary>
static class LogTemplate
{
    public static string Fill(string template, object?[] arguments, out List<(string Name, object? Value)> properties)
    {
        properties = [];
        if (arguments.Length == 0 || template.AsSpan().IndexOfAny('{', '}') < 0) return template; // Without arguments it is no template.
        var text = new StringBuilder();
        for (int at = 0, next = 0; at < template.Length; at++)
        {
            var sign = template[at];
            if (sign is '{' or '}' && at + 1 < template.Length && template[at + 1] == sign) { text.Append(sign); at++; continue; }
            var end = sign == '{' ? template.IndexOf('}', at) : -1;
            if (end < 0) { text.Append(sign); continue; }
            var hole = template[(at + 1)..end];
            var colon = hole.IndexOf(':', StringComparison.Ordinal);
            var name = (colon < 0 ? hole : hole[..colon]).TrimStart('@');
            var index = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : next++;
            if (index < arguments.Length)
            {
                properties.Add((name, arguments[index]));
                text.Append(string.Format(CultureInfo.InvariantCulture, colon < 0 ? "{0}" : "{0:" + hole[(colon + 1)..] + "}", arguments[index]));
            }
            else
            {
                text.Append('{').Append(hole).Append('}');
            }
            at = end;
        }
        return text.ToString();
    }
}
