using System.Text;
using System.Text.Json;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Reads JSON with lines; comments and trailing commas are as welcome as to AWS's tools.</summary>
static class JsonReader
{
    public static Node Read(string file, string text)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Node.Deepest });
            reader.Read();
            return Next(file, bytes, ref reader);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException(file, exception);
        }
    }

    static Node Next(string file, byte[] bytes, ref Utf8JsonReader reader)
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
                    members.Add((key, Next(file, bytes, ref reader)));
                }
                return node with { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<Node>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Next(file, bytes, ref reader));
                return node with { Items = items };
            case JsonTokenType.String:
                return node with { Scalar = reader.GetString() };
            case JsonTokenType.Null:
                return node;
            default:
                return node with { Scalar = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }
}
