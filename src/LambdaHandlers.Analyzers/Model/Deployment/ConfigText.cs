using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>A configuration file's text and path: what a position in it needs to become a location.</summary>
sealed class ConfigText(string path, SourceText text)
{
    /// <summary>No file is read whose text is longer.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>No tree is read that is deeper: whoever walks it can do so by recursion.</summary>
    public const int MostLevels = 64;

    /// <summary>No file: for values that are written in code.</summary>
    public static readonly ConfigText None = new("", SourceText.From(""));

    readonly Lazy<string> _content = new(text.ToString);

    /// <summary>Where the file lies.</summary>
    public string Path => path;

    /// <summary>The text that positions refer to.</summary>
    public SourceText Text => text;

    /// <summary>The text as one string.</summary>
    public string Content => _content.Value;

    /// <summary>The location of a span of this file.</summary>
    public Location At(TextSpan span) => Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
}

/// <summary>Thrown by a reader where it can't go on; never leaves <see cref="DeploymentFile"/>.</summary>
sealed class UnreadableException(string message, int position) : Exception(message)
{
    /// <summary>Where reading stopped.</summary>
    public int Position => position;
}
