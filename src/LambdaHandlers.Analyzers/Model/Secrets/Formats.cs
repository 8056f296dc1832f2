using static LambdaHandlers.Analyzers.Model.Secrets.Chars;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Finds the credentials that can be told by themselves, wherever they stand.</summary>
static class Formats
{
    static readonly Format[]?[] ByFirst = Index();

    /// <summary>The first credential in a text that tells itself, with its place; null when there is none.</summary>
    public static (Format Format, int Start, int End)? In(string text)
    {
        for (var i = 0; i < text.Length - 3; i++)
            if (text[i] < 128 && ByFirst[text[i]] is { } candidates)
                foreach (var format in candidates)
                    if (text[i + 1] == format.Marker[1] && text[i + 2] == format.Marker[2]
                        && string.CompareOrdinal(text, i, format.Marker, 0, format.Marker.Length) == 0
                        && format.End(text, i) is >= 0 and var end
                        && !PublicExamples.Contain(text, i - format.Before))
                        return (format, i - format.Before - (format.Lead == None ? 0 : Alphabet.RunBefore(text, i, format.Lead)), end + (format.Rest == None ? 0 : Alphabet.Run(text, end, format.Rest)));
        return null;
    }

    static Format[]?[] Index()
    {
        var index = new Format[]?[128];
        foreach (var group in Issuers.All.GroupBy(format => format.Marker[0])) index[group.Key] = [.. group];
        return index;
    }
}
