using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>A typed <c>lambda_handlers.*</c> key of <c>.editorconfig</c>. What does not parse counts as not written.</summary>
/// <typeparam name="T">The type of its value.</typeparam>
sealed class Option<T>(string name, T fallback, Func<string, (bool Ok, T Value)> parse)
{
    /// <summary>The whole key, as it is written in <c>.editorconfig</c>.</summary>
    public string Key { get; } = Option.Prefix + name;

    /// <summary>What holds where nobody wrote the key.</summary>
    public T Default => fallback;

    /// <summary>The option's value among these settings.</summary>
    public T Read(AnalyzerConfigOptions settings) =>
        settings.TryGetValue(Key, out var text) && parse(text) is (true, var value) ? value : fallback;
}

/// <summary>Makes options; the type of the default decides how the text is read.</summary>
static class Option
{
    /// <summary>What every key of ours starts with.</summary>
    public const string Prefix = "lambda_handlers.";

    /// <summary>true or false.</summary>
    public static Option<bool> Flag(string name, bool fallback) =>
        new(name, fallback, text => (bool.TryParse(text.Trim(), out var value), value));

    /// <summary>A whole number.</summary>
    public static Option<int> Number(string name, int fallback) =>
        new(name, fallback, text => (int.TryParse(text.Trim(), out var value), value));

    /// <summary>Names, separated by commas (a semicolon begins a comment); empty by default.</summary>
    public static Option<string[]> Names(string name) =>
        new(name, [], text => (true, [.. text.Split(',').Select(part => part.Trim()).Where(part => part.Length > 0)]));
}
