using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What a team says of its own secrets.</summary>
sealed class SecretOptions
{
    /// <summary>Words that name a password beside the built-in ones; only the last word of a name decides.</summary>
    public static readonly Option<string[]> SecretWords = Option.Names("secret_words");

    /// <summary>Values that are public by design; <c>*</c> stands for any characters.</summary>
    public static readonly Option<string[]> AllowPatterns = Option.Names("secret_allow_patterns");

    readonly string[] _allowed;

    SecretOptions(string[] words, string[] allowed) =>
        (Words, _allowed) = (words.Length == 0 ? null : new(words, StringComparer.OrdinalIgnoreCase), allowed);

    /// <summary>The options where these settings hold.</summary>
    public static SecretOptions Of(AnalyzerConfigOptions settings) => new(SecretWords.Read(settings), AllowPatterns.Read(settings));

    /// <summary>The words; null when there are none.</summary>
    public HashSet<string>? Words { get; }

    /// <summary>True for a value that somebody declared public.</summary>
    public bool Allow(string value)
    {
        foreach (var pattern in _allowed)
            if (Matches(value, pattern)) return true;
        return false;
    }

    // The parts between the stars, one after the other.
    static bool Matches(string value, string pattern)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return value == pattern;
        if (!value.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = value.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + parts[i].Length;
        }
        var last = parts[parts.Length - 1];
        return value.Length - at >= last.Length && value.EndsWith(last, StringComparison.Ordinal);
    }
}
