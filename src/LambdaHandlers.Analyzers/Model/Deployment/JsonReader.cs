using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>
/// Reads JSON as the tools of AWS take it, with comments, a BOM and trailing commas, and keeps positions.
/// System.Text.Json tells none, and must not lie beside an analyzer.
/// </summary>
sealed class JsonReader
{
    readonly ConfigText _file;
    readonly string _text;
    readonly int _offset;
    readonly CancellationToken _cancellation;
    int _at;
    int _depth;

    JsonReader(ConfigText file, string text, int offset, CancellationToken cancellation) =>
        (_file, _text, _offset, _cancellation) = (file, text, offset, cancellation);

    /// <summary>The tree, or null for a blank text.</summary>
    /// <exception cref="UnreadableException">It is not JSON, or too deep.</exception>
    public static ConfigNode? Read(ConfigText file, CancellationToken cancellation) => Read(file, file.Content, 0, cancellation);

    /// <summary>Reads a piece of a file that starts at an offset.</summary>
    public static ConfigNode? Read(ConfigText file, string piece, int offset, CancellationToken cancellation)
    {
        var reader = new JsonReader(file, piece, offset, cancellation);
        reader.SkipBlank();
        if (reader.Here == '\0') return null;
        var root = reader.Value();
        reader.SkipBlank();
        return reader.Here == '\0' ? root : throw reader.Stop("something follows the end of the JSON value");
    }

    // A NUL in the text is as unexpected as its end.
    char Here => _at < _text.Length ? _text[_at] : '\0';

    ConfigNode Value()
    {
        SkipBlank();
        return Here switch
        {
            '{' => Map(),
            '[' => List(),
            '"' or '\'' => Quoted(),
            _ => Plain(),
        };
    }

    ConfigNode Map()
    {
        var start = Open();
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        while (!Closes('}'))
        {
            if (Here is not ('"' or '\'')) throw Stop("a key in quotes is expected");
            var key = Quoted();
            SkipBlank();
            if (Here != ':') throw Stop("':' is expected");
            _at++;
            entries.Add(new ConfigEntry(key, Value()));
            Separate('}');
        }
        return ConfigNode.Map(_file, Since(start), entries.ToImmutable());
    }

    ConfigNode List()
    {
        var start = Open();
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (!Closes(']'))
        {
            items.Add(Value());
            Separate(']');
        }
        return ConfigNode.List(_file, Since(start), items.ToImmutable());
    }

    int Open()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (++_depth > ConfigText.MostLevels) throw Stop($"it is nested more than {ConfigText.MostLevels} levels deep");
        return _at++;
    }

    bool Closes(char bracket)
    {
        SkipBlank();
        if (Here != bracket) return false;
        _at++;
        _depth--;
        return true;
    }

    void Separate(char bracket)
    {
        SkipBlank();
        if (Here == ',') _at++;
        else if (Here != bracket) throw Stop($"',' or '{bracket}' is expected");
    }

    ConfigNode Quoted()
    {
        var quote = Here;
        var start = ++_at;
        StringBuilder? unescaped = null;
        for (; Here != quote; _at++)
        {
            if (Here is '\0' or '\r' or '\n') throw Stop("a text in quotes does not end");
            if (Here == '\\') (unescaped ??= new StringBuilder(_text, start, _at - start, 64)).Append(Escaped());
            else unescaped?.Append(Here);
        }
        var span = Since(start);
        _at++;
        return ConfigNode.Scalar(_file, span, unescaped?.ToString() ?? _text.Substring(start, span.Length));
    }

    // Ends at the last character of the escape.
    char Escaped()
    {
        _at++;
        switch (Here)
        {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 < _text.Length && ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            case '"' or '\'' or '\\' or '/': return Here;
            default: throw Stop("an escape is not known");
        }
    }

    ConfigNode Plain()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Here) || Here is '-' or '+' or '.') _at++;
        var text = _text.Substring(start, _at - start);
        if (text is "true" or "false" or "null" || (text.Length > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            return ConfigNode.Scalar(_file, Since(start), text, isPlain: true);
        _at = start;
        throw Stop("a value is expected");
    }

    void SkipBlank()
    {
        while (true)
        {
            while (char.IsWhiteSpace(Here) || (Here == '\uFEFF' && _at == 0)) _at++;
            if (Here != '/' || _at + 1 >= _text.Length || _text[_at + 1] is not ('/' or '*')) return;
            if (_text[_at + 1] == '/')
                while (Here is not ('\0' or '\r' or '\n')) _at++;
            else if (_text.IndexOf("*/", _at + 2, StringComparison.Ordinal) is var end and >= 0)
                _at = end + 2;
            else
                throw Stop("a comment does not end");
        }
    }

    TextSpan Since(int start) => TextSpan.FromBounds(_offset + start, _offset + _at);

    UnreadableException Stop(string why) => new(why, _offset + _at);
}
