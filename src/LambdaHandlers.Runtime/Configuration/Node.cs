using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Something in a file is not as Lambda would take it.</summary>
public sealed class ConfigurationException(string file, int line, string message) : Exception(line > 0 ? $"{file}({line}): {message}" : $"{file}: {message}");

/// <summary>A value in a YAML or JSON file, with the line it stands on and the YAML tag it carries.</summary>
sealed record Node(string File, int Line)
{
    const int Deepest = 64;

    public string? Scalar { get; init; }
    public string Tag { get; init; } = "";
    public IReadOnlyList<(string Key, Node Value)> Members { get; init; } = [];
    public IReadOnlyList<Node> Items { get; init; } = [];

    /// <summary>The member of that name, if there is one.</summary>
    public Node? this[string key] => Members.FirstOrDefault(member => member.Key == key).Value;

    /// <summary>The member at the end of that path.</summary>
    public Node? At(params ReadOnlySpan<string> path)
    {
        Node? node = this;
        foreach (var key in path) node = node?[key];
        return node;
    }

    public ConfigurationException Problem(string message) => new(File, Line, message);

    /// <summary>Reads a file: JSON if it starts with a brace, else YAML.</summary>
    public static Node Read(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        try
        {
            return text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('{') ? Json(file, text.TrimStart('\uFEFF')) : Yaml(file, text);
        }
        catch (YamlException exception)
        {
            throw new ConfigurationException(file, (int)exception.Start.Line, exception.Message);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException(file, (int)(exception.LineNumber ?? 0) + 1, exception.Message);
        }
    }

    static Node Yaml(string file, string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        return parser.TryConsume<DocumentStart>(out _) ? Yaml(file, parser, 0) : new Node(file, 1);
    }

    static Node Yaml(string file, IParser parser, int depth)
    {
        var here = (NodeEvent)parser.Consume<NodeEvent>();
        var node = new Node(file, (int)here.Start.Line) { Tag = here.Tag.IsEmpty ? "" : here.Tag.Value };
        if (depth > Deepest) throw node.Problem("This is nested too deeply.");
        switch (here)
        {
            case Scalar scalar:
                return node with { Scalar = scalar.Value };
            case MappingStart:
                var members = new List<(string, Node)>();
                while (!parser.TryConsume<MappingEnd>(out _)) members.Add((Yaml(file, parser, depth + 1).Scalar ?? "", Yaml(file, parser, depth + 1)));
                return node with { Members = members };
            case SequenceStart:
                var items = new List<Node>();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Yaml(file, parser, depth + 1));
                return node with { Items = items };
            default:
                return node; // An alias: nothing that a template needs.
        }
    }

    static Node Json(string file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Deepest });
        reader.Read();
        return Json(file, bytes, ref reader);
    }

    static Node Json(string file, byte[] bytes, ref Utf8JsonReader reader)
    {
        var node = new Node(file, 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n'));
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<(string, Node)>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    members.Add((key, Json(file, bytes, ref reader)));
                }
                return node with { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<Node>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Json(file, bytes, ref reader));
                return node with { Items = items };
            case JsonTokenType.String:
                return node with { Scalar = reader.GetString() };
            case JsonTokenType.Null:
                return node;
            default:
                return node with { Scalar = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }

    /// <summary>A whole number within Lambda's limits.</summary>
    public int Number(string what, int least, int most) =>
        int.TryParse(Scalar, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Problem($"{what} must be {least} to {most}, not '{Scalar}'.");
}
