using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Reads YAML with lines and tags; an alias is what its anchor marks, and &lt;&lt; brings members that are not written out.</summary>
sealed class YamlReader
{
    readonly string _file;
    readonly Parser _parser;
    readonly Dictionary<AnchorName, Node> _anchors = [];

    YamlReader(string file, string text) => (_file, _parser) = (file, new(new StringReader(text)));

    public static Node Read(string file, string text)
    {
        var reader = new YamlReader(file, text);
        try
        {
            reader._parser.Consume<StreamStart>();
            return reader._parser.TryConsume<DocumentStart>(out _) ? reader.Next(0) : new Node(file, 1);
        }
        catch (YamlException exception)
        {
            throw new ConfigurationException(file, exception.End.Line, exception.Message);
        }
        catch (Exception exception) when (exception is not ConfigurationException) // Some malformed files confuse the parser itself.
        {
            throw new ConfigurationException(file, reader._parser.Current?.End.Line ?? 1, "This is not YAML.");
        }
    }

    Node Next(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return _anchors.GetValueOrDefault(alias.Value) ?? throw new ConfigurationException(_file, alias.Start.Line, $"Nothing has the anchor '{alias.Value}'.");
        var here = _parser.Consume<NodeEvent>();
        var node = new Node(_file, here.Start.Line) { Tag = here.Tag.IsEmpty ? "" : here.Tag.Value };
        if (depth > Node.Deepest) throw node.Problem("This is nested too deeply.");
        node = here switch
        {
            Scalar scalar => node with { Scalar = scalar.Value },
            MappingStart => node with { Members = Members(depth + 1) },
            _ => node with { Items = Items(depth + 1) },
        };
        if (!here.Anchor.IsEmpty) _anchors[here.Anchor] = node;
        return node;
    }

    List<(string, Node)> Members(int depth)
    {
        var (own, merged) = (new List<(string, Node)>(), new List<(string, Node)>());
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var (key, value) = (Next(depth).Scalar ?? "", Next(depth));
            if (key == "<<") merged.AddRange(value.Members);
            else own.Add((key, value));
        }
        return [.. own, .. merged]; // The first of a name counts.
    }

    List<Node> Items(int depth)
    {
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Next(depth));
        return items;
    }
}
