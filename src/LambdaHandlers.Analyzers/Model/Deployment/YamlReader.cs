using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>
/// Reads the first document of a YAML file and keeps positions, duplicate keys and tags.
/// Goes by the parser's events, because YamlDotNet's own trees overflow the stack, and with it the compiler, on deep nesting.
/// </summary>
sealed class YamlReader
{
    // How many nodes all aliases together may stand for: some bytes of YAML can mean a billion.
    const int MostAliased = 20_000;

    readonly ConfigText _file;
    readonly IParser _parser;
    readonly int _offset;
    readonly CancellationToken _cancellation;
    readonly Dictionary<string, ConfigNode> _anchored = new(StringComparer.Ordinal);
    int _depth;
    int _aliased;

    // Lines of nothing but blanks, which YamlDotNet refuses at the beginning of a text block and no other reader does.
    static readonly Regex BlankLines = new(@"^[ \t]+(?=\r?$)", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    YamlReader(ConfigText file, CancellationToken cancellation)
    {
        _file = file;
        _offset = file.Content.StartsWith("\uFEFF", StringComparison.Ordinal) ? 1 : 0;
        // Empty lines instead, as many as there are blanks, so that every position stays.
        _parser = new Parser(new StringReader(BlankLines.Replace(file.Content.Substring(_offset), line => new string('\n', line.Length))));
        _cancellation = cancellation;
    }

    /// <summary>The tree, or null for a blank text.</summary>
    /// <exception cref="UnreadableException">It is not YAML, or too deep.</exception>
    public static ConfigNode? Read(ConfigText file, CancellationToken cancellation)
    {
        var reader = new YamlReader(file, cancellation);
        try
        {
            while (reader._parser.MoveNext())
                if (reader._parser.Current is NodeEvent or AnchorAlias)
                    return reader.Node();
            return null;
        }
        catch (YamlException wrong)
        {
            throw new UnreadableException(Sentence(wrong.Message), reader._offset + (int)Math.Max(wrong.Start.Index, wrong.End.Index));
        }
        // On some malformed files the parser gets confused and throws whatever; here that would bring down every rule.
        catch (Exception confused) when (confused is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException or FormatException)
        {
            throw new UnreadableException("it is not YAML", reader._offset + (int)(reader._parser.Current?.End.Index ?? 0));
        }
    }

    /// <summary>The node that starts at the current event; ends at its last event.</summary>
    ConfigNode Node()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_parser.Current is AnchorAlias alias) return Aliased(alias);
        if (_parser.Current is not NodeEvent first) throw Stopped();
        var start = Content(first);
        var tag = first.Tag is { IsEmpty: false, IsNonSpecific: false } && first.Tag.Value is ['!', _, ..] ? first.Tag.Value : null;
        if (first is not Scalar && ++_depth > ConfigText.MostLevels)
            throw new UnreadableException($"it is nested more than {ConfigText.MostLevels} levels deep", start);
        var node = first switch
        {
            Scalar scalar => ConfigNode.Scalar(_file, Inside(scalar, start), scalar.Value, scalar.Style == ScalarStyle.Plain, tag),
            MappingStart map => Map(start, map.Style == MappingStyle.Flow, tag),
            _ => List(start, ((SequenceStart)first).Style == SequenceStyle.Flow, tag),
        };
        if (first is not Scalar) _depth--;
        if (!first.Anchor.IsEmpty) _anchored[first.Anchor.Value] = node;
        return node;
    }

    ConfigNode Map(int start, bool inBrackets, string? tag)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        while (Next<MappingEnd>())
        {
            var key = Node();
            entries.Add(new ConfigEntry(key, Next<MappingEnd>() ? Node() : throw Stopped()));
        }
        return ConfigNode.Map(_file, Since(start, inBrackets, entries.Select(entry => entry.Value)), entries.ToImmutable(), tag);
    }

    ConfigNode List(int start, bool inBrackets, string? tag)
    {
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (Next<SequenceEnd>()) items.Add(Node());
        return ConfigNode.List(_file, Since(start, inBrackets, items), items.ToImmutable(), tag);
    }

    bool Next<TEnd>() => _parser.MoveNext() ? _parser.Current is not TEnd : throw Stopped();

    UnreadableException Stopped() => new("it ends too early", _file.Content.Length);

    // Only what is complete can be meant, so there are no circles. What would go beyond the caps stays a value that nobody knows.
    ConfigNode Aliased(AnchorAlias alias)
    {
        if (_anchored.TryGetValue(alias.Value.Value, out var meant) && _depth + meant.Height <= ConfigText.MostLevels && _aliased + meant.Size <= MostAliased)
        {
            _aliased += meant.Size;
            return meant;
        }
        return ConfigNode.Scalar(_file, TextSpan.FromBounds(_offset + (int)alias.Start.Index, _offset + (int)alias.End.Index), "", tag: "*" + alias.Value.Value);
    }

    // A node's event starts at its anchor or tag.
    int Content(NodeEvent node)
    {
        var text = _file.Content;
        var at = _offset + (int)node.Start.Index;
        if (node.Anchor.IsEmpty && node.Tag.IsEmpty) return at;
        while (at < text.Length && text[at] is '!' or '&')
        {
            while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        }
        return Math.Min(at, _file.Content.Length);
    }

    // Without quotes, without the | or > of a block and the blanks around its lines.
    TextSpan Inside(Scalar scalar, int start)
    {
        var text = _file.Content;
        var end = Math.Min(_offset + (int)scalar.End.Index, text.Length);
        if (end < start) return new TextSpan(Math.Min(_offset + (int)scalar.Start.Index, text.Length), 0);
        switch (scalar.Style)
        {
            case ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted when end - start >= 2:
                return TextSpan.FromBounds(start + 1, end - 1);
            case ScalarStyle.Literal or ScalarStyle.Folded:
                while (start < end && text[start] is not ('\r' or '\n')) start++;
                while (start < end && char.IsWhiteSpace(text[start])) start++;
                break;
        }
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return TextSpan.FromBounds(start, end);
    }

    // A block ends with its last value: its end event already stands at whatever comes next.
    TextSpan Since(int start, bool inBrackets, IEnumerable<ConfigNode> children)
    {
        var end = inBrackets ? _offset + (int)_parser.Current!.End.Index : children.Select(child => child.Span.End).DefaultIfEmpty(start).Max();
        return TextSpan.FromBounds(start, Math.Max(start, Math.Min(end, _file.Content.Length)));
    }

    static string Sentence(string message) => message.TrimEnd('.') is { Length: > 0 } text ? char.ToLowerInvariant(text[0]) + text.Substring(1) : "it is not YAML";
}
