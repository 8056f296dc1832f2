using System.Text.RegularExpressions;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>What a configuration file calls a handler: <c>Assembly::Type::Method</c>, or the name of an executable.</summary>
sealed class HandlerString
{
    const string Separator = "::";

    // A generic type's F<string> is none: there the bracket follows a name. Nor are <Main>$ and the like, which the compiler makes.
    static readonly Regex Placeholder = new(@"BlueprintBaseName|\$\w+\$|(^|[.:+])__\w+?__($|[.:+])|[{}]|%\w+%|(^|[.:+])<[^<>:]+>($|[.:+])", RegexOptions.CultureInvariant);

    HandlerString(string text, string[] parts)
    {
        Text = text;
        Parts = parts.Length;
        Assembly = parts[0].Trim();
        if (parts.Length == 3) (Type, Method) = (parts[1].Trim(), parts[2].Trim());
    }

    /// <summary>The string as it is written, blanks included.</summary>
    public string Text { get; }

    /// <summary>How many parts the runtime sees: it splits at the first two <c>::</c>, and wants 3 of a class library.</summary>
    public int Parts { get; }

    /// <summary>The first part, without the blanks around it: an assembly's name, perhaps with a version after a comma.</summary>
    public string Assembly { get; }

    /// <summary>The assembly's simple name: <see cref="Assembly"/> up to its first comma, or up to a single colon that was meant to be two.</summary>
    public string SimpleAssemblyName => Assembly.IndexOfAny([',', ':']) is var end and >= 0 ? Assembly.Substring(0, end).Trim() : Assembly;

    /// <summary>The second of three parts, a type's CLR name, or null.</summary>
    public string? Type { get; }

    /// <summary>The last of three parts, a method's name or signature, or null.</summary>
    public string? Method { get; }

    /// <summary>True for the name of an executable: the runtime looks for a colon to tell.</summary>
    public bool IsExecutable => Text.IndexOf(':') < 0;

    /// <summary>True when a part of it is still to be filled in: <c>$safeprojectname$</c>, <c>__NAME__</c>, <c>{{cookiecutter.name}}</c>, <c>&lt;ASSEMBLY&gt;</c>, the blueprints' <c>BlueprintBaseName</c>.</summary>
    public bool IsPlaceholder => Placeholder.IsMatch(Text);

    /// <summary>True when it names the wrapper that the Annotations generator writes around a method.</summary>
    public bool IsGenerated => Type is not null && Method is not null && Type.EndsWith("_" + Method + "_Generated", StringComparison.Ordinal);

    /// <summary>True when its assembly is meant to be the one of that name; the runtime does not look at the case, and of an executable not at the extension.</summary>
    public bool Names(string? assembly) =>
        assembly is not null && (Same(SimpleAssemblyName, assembly) || Same(SimpleAssemblyName, assembly + ".dll"));

    /// <summary>Takes a handler string apart; null for a blank one.</summary>
    public static HandlerString? TryParse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : new(text!, text!.Split([Separator], 3, StringSplitOptions.None));

    static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
