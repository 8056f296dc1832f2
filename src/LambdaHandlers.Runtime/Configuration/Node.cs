namespace LambdaHandlers.Runtime.Configuration;

/// <summary>A value in a YAML or JSON file, with the line it stands on and the YAML tag it carries.</summary>
sealed record Node(string File, long Line)
{
    /// <summary>Nested deeper than this is no template.</summary>
    public const int Deepest = 64;

    public string? Scalar { get; init; }
    public string Tag { get; init; } = "";
    public IReadOnlyList<(string Key, Node Value)> Members { get; init; } = [];
    public IReadOnlyList<Node> Items { get; init; } = [];

    /// <summary>The member of that name, if there is one.</summary>
    public Node? this[string key] => Members.FirstOrDefault(member => member.Key == key).Value;

    /// <summary>The member at the end of a path, its parts joined by dots.</summary>
    public Node? At(string path) => path.Split('.').Aggregate((Node?)this, (node, key) => node?[key]);

    public ConfigurationException Problem(string message) => new(File, Line, message);

    /// <summary>Reads a file: JSON if it starts with a brace, else YAML.</summary>
    public static Node Read(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        return text.TrimStart().StartsWith('{') ? JsonReader.Read(file, text) : YamlReader.Read(file, text);
    }
}
