using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What names of code are made of.</summary>
static class Names
{
    /// <summary>A type's full name, as an option writes it.</summary>
    internal static readonly SymbolDisplayFormat Full = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted, typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The words of an identifier: <c>_sqsClientURL2</c> is Sqs, Client, URL2; each begins with a capital.</summary>
    public static string[] Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            var ends = at == name.Length || name[at] == '_'
                || (at > start && char.IsUpper(name[at]) && (!char.IsUpper(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1]))));
            if (!ends) continue;
            if (at > start) words.Add(char.ToUpperInvariant(name[start]) + name.Substring(start + 1, at - start - 1));
            start = at < name.Length && name[at] == '_' ? at + 1 : at;
        }
        // ILogger: the I is no word.
        if (words.Count > 1 && words[0] == "I" && name.StartsWith("I", StringComparison.Ordinal)) words.RemoveAt(0);
        return words.ToArray();
    }

    /// <summary>The name with its first word in small letters: SQS is sqs, DynamoDB is dynamoDB, S3 is s3.</summary>
    public static string Camel(string name)
    {
        var upper = 0;
        while (upper < name.Length && char.IsUpper(name[upper])) upper++;
        if (upper > 1 && upper < name.Length && char.IsLower(name[upper])) upper--;
        return name.Substring(0, Math.Max(upper, 1)).ToLowerInvariant() + name.Substring(Math.Max(upper, 1));
    }

    /// <summary>A name without an ending, where it is more than that.</summary>
    public static string Without(string name, string ending) =>
        name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - ending.Length) : name;

    /// <summary>Orders → Order, Entries → Entry; Status, Sales and Statistics stay, and of three letters all but Ids: Sms is no plural.</summary>
    public static string Singular(string word) =>
        word is "Sales" or "News" or "Series" || word.EndsWith("ics", StringComparison.Ordinal) ? word
        : word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) ? word.Substring(0, word.Length - 3) + "y"
        : word.Length > 4 && (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal)) ? word.Substring(0, word.Length - 2)
        : (word.Length > 3 || word == "Ids") && word.EndsWith("s", StringComparison.Ordinal) && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) && !word.EndsWith("is", StringComparison.Ordinal) ? word.Substring(0, word.Length - 1)
        : word;

    /// <summary>The name itself, or with the first number behind it that makes it free: item, item2, item3.</summary>
    public static string Free(string name, Func<string, bool> isFree)
    {
        var free = name;
        for (var number = 2; !isFree(free); number++) free = name + number;
        return free;
    }

    /// <summary>The outermost namespace of a type: of Amazon.Lambda.Core it is Amazon; null for a type without one.</summary>
    internal static string? Root(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { IsGlobalNamespace: false } ? space.Name : null;
    }

    /// <summary>True for a type of .NET or of the AWS SDK.</summary>
    internal static bool IsEnvironment(ITypeSymbol type) => Root(type) is "System" or "Microsoft" or "Amazon" or "AWS" && type.DeclaringSyntaxReferences.IsEmpty;
}
