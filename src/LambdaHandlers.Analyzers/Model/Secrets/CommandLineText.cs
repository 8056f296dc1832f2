namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Command lines: curl -u user:password, mysql -ppassword, docker login -p password.</summary>
static class CommandLineText
{
    /// <summary>The first secret of a command line; null when there is none.</summary>
    public static TextSecret? In(string text)
    {
        for (var at = text.IndexOf("-", StringComparison.Ordinal); at >= 0 && at < text.Length - 4; at = text.IndexOf('-', at + 1))
        {
            var isLong = string.CompareOrdinal(text, at, "--user ", 0, 7) == 0;
            if ((at > 0 && text[at - 1] > ' ') || !isLong && text[at + 1] is not ('u' or 'p')) continue;
            var start = isLong ? at + 6 : at + 2;
            if (text[start] is ' ' or '=') start++;
            var end = start;
            while (end < text.Length && text[end] > ' ') end++;
            if (end - start < 4) continue;
            var value = text.Substring(start, end - start).Trim('"', '\'');
            var shape = new Shape(value);
            var isUser = isLong || text[at + 1] == 'u';
            if (isUser ? text[start - 1] == ' ' && Plausible.AsPair(value, shape)
                : (text[at + 2] != ' ' ? HasOption(text, "-u") : text.Contains("login ") || text.Contains("sshpass ") || HasOption(text, "-u")) && shape.Letters > 2 && value[0] != ':' && Plausible.AsPassword(value, shape, strict: true))
                return new(start, end - start, "command line", null, false);
        }
        return null;
    }

    static bool HasOption(string text, string option) => text.StartsWith(option, StringComparison.Ordinal) || text.Contains(" " + option);
}
