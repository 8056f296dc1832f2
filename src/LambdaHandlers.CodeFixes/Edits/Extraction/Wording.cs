using LambdaHandlers.Analyzers.Model;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Spelling of names.</summary>
static class Wording
{
    /// <summary>orderId → OrderId, _total → Total.</summary>
    public static string Pascal(string name)
    {
        var bare = name.TrimStart('_', '@');
        return bare.Length == 0 ? name : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }

    /// <summary>OrderId → orderId, _s3 → s3, URL → url; a keyword gets its @.</summary>
    public static string Camel(string name)
    {
        var bare = name.TrimStart('_', '@');
        return bare.Length == 0 ? name : FieldName.Escaped(Names.Camel(bare));
    }

    /// <summary>Orders → Order, Entries → Entry; Status, Sales and Statistics stay.</summary>
    public static string Singular(string word) =>
        word is "Sales" or "News" or "Series" || word.EndsWith("ics", StringComparison.Ordinal) ? word
        : word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) ? word.Substring(0, word.Length - 3) + "y"
        : word.Length > 4 && (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)) ? word.Substring(0, word.Length - 2)
        : word.Length > 3 && word.EndsWith("s", StringComparison.Ordinal) && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) && !word.EndsWith("is", StringComparison.Ordinal) ? word.Substring(0, word.Length - 1)
        : word;

    /// <summary>Order → Orders, Entry → Entries; what is plural stays.</summary>
    public static string Plural(string word) =>
        Singular(word) != word || word.EndsWith("ics", StringComparison.Ordinal) ? word
        : word.EndsWith("y", StringComparison.Ordinal) && word.Length > 1 && "aeiou".IndexOf(word[word.Length - 2]) < 0 ? word.Substring(0, word.Length - 1) + "ies"
        : word.EndsWith("s", StringComparison.Ordinal) || word.EndsWith("x", StringComparison.Ordinal) || word.EndsWith("ch", StringComparison.Ordinal) || word.EndsWith("sh", StringComparison.Ordinal) ? word + "es"
        : word + "s";

    /// <summary>The words of a name without those at its ends that say nothing of the domain.</summary>
    public static IReadOnlyList<string> Trimmed(string name, ISet<string> before, ISet<string> behind)
    {
        var words = Names.Words(name).ToList();
        while (words.Count > 0 && behind.Contains(words[words.Count - 1])) words.RemoveAt(words.Count - 1);
        while (words.Count > 0 && before.Contains(words[0])) words.RemoveAt(0);
        return words;
    }
}
