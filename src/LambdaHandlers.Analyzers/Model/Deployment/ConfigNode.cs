using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>The shapes of a node.</summary>
enum ConfigShape
{
    /// <summary>A text, a number, a truth value or nothing.</summary>
    Scalar,
    /// <summary>Keys with values.</summary>
    Map,
    /// <summary>Values in a row.</summary>
    List,
}

/// <summary>A key with its value.</summary>
sealed record ConfigEntry(ConfigNode Key, ConfigNode Value);

/// <summary>A value of a configuration file, wherever it was written, JSON or YAML, with its position. Trees are at most 64 deep.</summary>
sealed class ConfigNode
{
    readonly ConfigText _file;

    ConfigNode(ConfigText file, ConfigShape shape, TextSpan span, string? tag) => (_file, Shape, Span, Tag) = (file, shape, span, tag);

    internal static ConfigNode Scalar(ConfigText file, TextSpan span, string text, bool isPlain = false, string? tag = null) =>
        new(file, ConfigShape.Scalar, span, tag) { Text = text, IsPlain = isPlain };

    internal static ConfigNode Map(ConfigText file, TextSpan span, ImmutableArray<ConfigEntry> entries, string? tag = null) =>
        new(file, ConfigShape.Map, span, tag)
        {
            Entries = entries,
            Size = 1 + entries.Sum(entry => entry.Key.Size + entry.Value.Size),
            Height = 1 + entries.Aggregate(0, (most, entry) => Math.Max(most, Math.Max(entry.Key.Height, entry.Value.Height))),
        };

    internal static ConfigNode List(ConfigText file, TextSpan span, ImmutableArray<ConfigNode> items, string? tag = null) =>
        new(file, ConfigShape.List, span, tag)
        {
            Items = items,
            Size = 1 + items.Sum(item => item.Size),
            Height = 1 + items.Aggregate(0, (most, item) => Math.Max(most, item.Height)),
        };

    /// <summary>A reference to a resource that no file writes down, such as one that an attribute names.</summary>
    internal static ConfigNode Ref(string logicalId) => Scalar(ConfigText.None, default, logicalId, tag: "!Ref");

    /// <summary>Scalar, map or list.</summary>
    public ConfigShape Shape { get; }

    /// <summary>A scalar's value, unescaped and unfolded; empty for a map or a list.</summary>
    public string Text { get; private init; } = "";

    /// <summary>True for a scalar without quotes: only such a one is a number, a truth value or nothing.</summary>
    public bool IsPlain { get; private init; }

    /// <summary>A map's entries as they are written, duplicates included; see the indexer.</summary>
    public ImmutableArray<ConfigEntry> Entries { get; private init; } = ImmutableArray<ConfigEntry>.Empty;

    /// <summary>A list's items.</summary>
    public ImmutableArray<ConfigNode> Items { get; private init; } = ImmutableArray<ConfigNode>.Empty;

    /// <summary>A YAML tag of the file's own, such as <c>!Sub</c>, or null.</summary>
    public string? Tag { get; }

    /// <summary>Where the value stands, without quotes.</summary>
    public TextSpan Span { get; }

    /// <summary>Where the value stands, without quotes.</summary>
    public Location Location => _file.At(Span);

    /// <summary>How many nodes a walk meets from here.</summary>
    internal int Size { get; private init; } = 1;

    /// <summary>How many levels it has.</summary>
    internal int Height { get; private init; } = 1;

    /// <summary>True for nothing: an empty plain scalar, <c>null</c>, <c>~</c>.</summary>
    public bool IsNull => Shape == ConfigShape.Scalar && IsPlain && Tag is null && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>True where CloudFormation or the Serverless Framework puts another value: a function, a parameter, a variable.</summary>
    public bool IsIntrinsic => Tag is not null || Shape switch
    {
        ConfigShape.Scalar => Text.Contains("${") || Text.Contains("{{resolve:"),
        ConfigShape.Map => Entries is [{ Key.Text: var key }] && (key == "Ref" || key.StartsWith("Fn::", StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>The logical id that a plain <c>Ref</c>, <c>GetAtt</c> or <c>Sub</c> of one refers to, or null.</summary>
    public string? Reference => Tag is not null ? Referred(Tag.TrimStart('!'), this)
        : IsIntrinsic && Entries is [var only] ? Referred(only.Key.Text.StartsWith("Fn::", StringComparison.Ordinal) ? only.Key.Text.Substring(4) : only.Key.Text, only.Value)
        : null;

    /// <summary>The text of a <c>Sub</c>, its references still in it, or null.</summary>
    public string? Substitution => Tag == "!Sub" ? TextOf(this) : IsIntrinsic && Entries is [{ Key.Text: "Fn::Sub" } only] ? TextOf(only.Value) : null;

    // Sub can bring a map of its own along: [text, { … }].
    static string TextOf(ConfigNode argument) => argument.Shape == ConfigShape.List ? argument.Items.FirstOrDefault()?.Text ?? "" : argument.Text;

    /// <summary>The whole number that this is, or null.</summary>
    public int? Number => Tag is null && int.TryParse(Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True for the truth value, however it is quoted.</summary>
    public bool IsTrue => string.Equals(Text, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of a key, or null where it is missing or nothing. Of duplicates the last counts, and what YAML merges in (<c>&lt;&lt;</c>) counts least.</summary>
    public ConfigNode? this[string key]
    {
        get
        {
            for (var at = Entries.Length - 1; at >= 0; at--)
                if (Entries[at].Key.Text == key)
                    return Entries[at].Value.IsNull ? null : Entries[at].Value;
            return Merged.Select(merged => merged[key]).FirstOrDefault(found => found is not null);
        }
    }

    /// <summary>The value at the end of a way of keys, or null.</summary>
    public ConfigNode? At(params string[] keys) => keys.Aggregate((ConfigNode?)this, (node, key) => node?[key]);

    /// <summary>The items of the list at the end of a way of keys; none where there is no list.</summary>
    public ImmutableArray<ConfigNode> ItemsAt(params string[] keys) => At(keys)?.Items ?? ImmutableArray<ConfigNode>.Empty;

    /// <summary>The entries of the map at the end of a way of keys, what it merges in first; none where there is no map, or where another one is put there.</summary>
    public ImmutableArray<ConfigEntry> EntriesAt(params string[] keys) =>
        At(keys) is { IsIntrinsic: false } map ? map.AllEntries.ToImmutableArray() : ImmutableArray<ConfigEntry>.Empty;

    // { <<: *one } or { <<: [*one, *other] }
    IEnumerable<ConfigNode> Merged => Entries.Where(IsMerge).SelectMany(entry => entry.Value.Shape == ConfigShape.List ? entry.Value.Items : ImmutableArray.Create(entry.Value));

    IEnumerable<ConfigEntry> AllEntries => Merged.Reverse().SelectMany(merged => merged.AllEntries).Concat(Entries.Where(entry => !IsMerge(entry)));

    static bool IsMerge(ConfigEntry entry) => entry.Key is { Text: "<<", IsPlain: true };

    // How far escapes before a part can move it, before it counts as not found.
    const int MostMoved = 1_000;

    /// <summary>A part of a scalar's value as a value of its own; at its own place, unless it is escaped or folded: then where the whole value stands.</summary>
    /// <param name="start">Where in <see cref="Text"/> it begins.</param>
    /// <param name="length">How long it is.</param>
    public ConfigNode Part(int start, int length)
    {
        var text = Text.Substring(start, length);
        var written = _file.Content;
        if (Span.Length == Text.Length)
            return Scalar(_file, new TextSpan(Span.Start + start, length), text);
        var found = length == 0 || start >= Span.Length ? -1
            : written.IndexOf(text, Span.Start + start, Math.Min(Span.Length - start, length + MostMoved), StringComparison.Ordinal);
        return Scalar(_file, found < 0 ? Span : new TextSpan(found, length), text);
    }

    /// <inheritdoc/>
    public override string ToString() => Shape == ConfigShape.Scalar ? Text : _file.Content.Substring(Span.Start, Span.Length);

    static string? Referred(string function, ConfigNode argument) => function switch
    {
        "Ref" => OfThisFile(argument.Text),
        "GetAtt" => OfThisFile(argument.Shape == ConfigShape.List ? argument.Items.FirstOrDefault()?.Text ?? "" : argument.Text),
        "Sub" when argument.Text is ['$', '{', .. var name, '}'] => OfThisFile(name),
        _ => null,
    };

    // AWS::Region and the like are CloudFormation's own; ${!Literal} is no reference.
    internal static string? OfThisFile(string name)
    {
        var id = name.IndexOf('.') is var dot and > 0 ? name.Substring(0, dot) : name;
        return id.Length > 0 && id.All(letter => char.IsLetterOrDigit(letter)) ? id : null;
    }
}
