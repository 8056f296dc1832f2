using System.Collections.Immutable;
using System.Globalization;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>A template of the runtime's own logger, read as the runtime reads it: a brace that is not doubled opens a placeholder, the next closing brace ends it.</summary>
sealed class LogTemplate
{
    /// <summary>One placeholder, and where it stands in the text, its braces included.</summary>
    public readonly record struct Placeholder(string Name, string? Format, int Start, int End)
    {
        /// <summary>The number of a positional placeholder, or null.</summary>
        public int? Position => int.TryParse(Name, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

        /// <summary>True for what looks like a name, perhaps with dots; not for a piece of JSON.</summary>
        public bool IsName => Name.Length > 0 && Name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.');
    }

    /// <summary>The properties that the runtime writes into every line of a JSON log.</summary>
    public static readonly ImmutableHashSet<string> Envelope = ImmutableHashSet.Create(
        StringComparer.Ordinal, "timestamp", "level", "requestId", "traceId", "tenantId", "message", "errorType", "errorMessage", "stackTrace");

    LogTemplate(string text, ImmutableArray<Placeholder> placeholders, bool hasEmpty, bool isOpen) =>
        (Text, Placeholders, HasEmpty, IsOpen) = (text, placeholders, hasEmpty, isOpen);

    /// <summary>The text itself.</summary>
    public string Text { get; }
    /// <summary>Its placeholders in order.</summary>
    public ImmutableArray<Placeholder> Placeholders { get; }
    /// <summary>True when a placeholder has no name: it takes the next value, and no property.</summary>
    public bool HasEmpty { get; }
    /// <summary>True when a placeholder is never closed.</summary>
    public bool IsOpen { get; }

    /// <summary>True when values are taken by number: all placeholders are numbers, from 0 on without a gap.</summary>
    public bool IsPositional
    {
        get
        {
            var positions = Placeholders.Select(placeholder => placeholder.Position).Distinct().ToList();
            return positions.Count > 0 && positions.All(position => position is not null) && positions.Min() == 0 && positions.Max() == positions.Count - 1;
        }
    }

    /// <summary>How many values it asks for.</summary>
    public int Arity => IsPositional ? Placeholders.Select(placeholder => placeholder.Position).Distinct().Count() : Placeholders.Length;

    /// <summary>Reads a text.</summary>
    public static LogTemplate Parse(string text)
    {
        var placeholders = ImmutableArray.CreateBuilder<Placeholder>();
        var (open, content, empty) = (-1, -1, false);
        for (var at = 0; at < text.Length; at++)
            switch (text[at])
            {
                case '{' when open < 0:
                    open = at;
                    break;
                case '{' when content < 0:
                    open = -1; // {{
                    break;
                case '}' when open >= 0:
                    if (content < 0) empty = true;
                    else placeholders.Add(Made(text.Substring(content, at - content), open, at + 1));
                    (open, content) = (-1, -1);
                    break;
                case '{' or '}':
                    break;
                default:
                    if (open >= 0 && content < 0) content = at;
                    break;
            }
        return new LogTemplate(text, placeholders.ToImmutable(), empty, open >= 0);
    }

    static Placeholder Made(string content, int start, int end)
    {
        var colon = content.IndexOf(':');
        var name = (colon < 0 ? content : content.Substring(0, colon)).Trim().TrimStart('@', '$');
        return new Placeholder(name, colon < 0 ? null : content.Substring(colon + 1), start, end);
    }
}
