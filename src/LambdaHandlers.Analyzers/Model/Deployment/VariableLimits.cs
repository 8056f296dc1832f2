using LambdaHandlers.Analyzers.Model.Secrets;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>The names of environment variables that Lambda refuses.</summary>
/// <remarks>
/// AWS Lambda Developer Guide, <em>Defined runtime environment variables</em> (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), and the pattern
/// <c>[a-zA-Z]([a-zA-Z0-9_])+</c> of the API's <c>Environment</c>.
/// </remarks>
static class VariableLimits
{
    /// <summary>What is refused about the names of a function's variables.</summary>
    public static IEnumerable<Refusal> Of(DeployedFunction function)
    {
        foreach (var (name, value) in function.Environment.Select(entry => (entry.Key, entry.Value)))
            // Of AWS keys the rule about secrets says more.
            if (Of(name, function) is { } refusal && !IsLeftOut(value) && (value.IsIntrinsic || SecretSetting.Of(name.Text, value.Text) is null))
                yield return refusal;
    }

    // What a condition puts there can be nothing at all.
    static bool IsLeftOut(ConfigNode value) => value.Text == "AWS::NoValue" || value.Items.Any(IsLeftOut) || value.Entries.Any(entry => IsLeftOut(entry.Value));

    static Refusal? Of(ConfigNode name, DeployedFunction function)
    {
        if (name.IsIntrinsic) return null;
        // Blanks around a name in a list of tool settings are nobody's fault.
        var text = name.Text.Trim();
        if (ProcessSetting.Reserved.Contains(text))
            return new Refusal(name.Location, $"the environment variable '{text}', which it sets itself", "leave it out, or give it a name of your own", Free("APP_" + text.TrimStart('_'), function));
        if (IsName(text)) return null;
        // What .NET's configuration reads a double underscore for.
        return text.Replace(":", "__") is var written && IsName(written)
            ? new Refusal(name.Location, $"the environment variable '{text}'", $"'{written}' is what it takes and .NET's configuration reads as the same key", Free(written, function))
            : new Refusal(name.Location, $"the environment variable '{text}'", "a name begins with a letter, goes on with letters, digits and underscores, and is two long at least");
    }

    static string? Free(string name, DeployedFunction function) => function.Variable(name) is null ? name : null;

    static bool IsName(string text) => text.Length > 1 && IsLetter(text[0]) && text.All(letter => IsLetter(letter) || letter is >= '0' and <= '9' or '_');

    static bool IsLetter(char letter) => letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z';
}
