using System.Text;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>What Lambda checks when a function is created.</summary>
static class FunctionLimits
{
    public const int LongestHandler = 127, VariableBytes = 4096, Layers = 5;
    public static readonly (int Least, int Most) Timeout = (1, 900), Memory = (128, 10_240), Storage = (512, 10_240), Retries = (0, 2), EventAge = (60, 21_600);

    /// <summary>Of the variables a function is configured with; null when they are in order.</summary>
    public static string? ProblemOf(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var name in variables.Keys)
        {
            if (ChildVariables.Reserved.Contains(name)) return $"The environment variable '{name}' is reserved; Lambda sets it itself.";
            if (!IsName(name)) return $"'{name}' can't be the name of an environment variable: a letter, then letters, digits and underscores.";
        }
        var size = variables.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        return size > VariableBytes ? $"The environment variables take {size} bytes; Lambda allows {VariableBytes}." : null;
    }

    /// <summary>Of a handler string.</summary>
    public static string? ProblemOf(string handler) =>
        handler.Length > LongestHandler ? $"The handler has {handler.Length} characters; Lambda takes {LongestHandler}."
        : handler.Any(char.IsWhiteSpace) ? "Lambda takes no handler with white space in it."
        : null;

    static bool IsName(string text) => text.Length > 1 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
