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

    /// <summary>Order → Orders, Entry → Entries; what is plural stays.</summary>
    public static string Plural(string word) =>
        Names.Singular(word) != word || word.EndsWith("ics", StringComparison.Ordinal) ? word
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
