using System.Collections.Immutable;

namespace LambdaHandlers.Analyzers.Model.Deployment.Formats;

/// <summary><c>aws-lambda-tools-defaults.json</c>: the switches of <c>dotnet lambda deploy-function</c>, without their dashes.</summary>
static class ToolSettings
{
    static readonly string[] AboutTheFunction =
    [
        "function-name", "function-handler", "function-runtime", "function-memory-size", "function-timeout", "image-command", "package-type",
        "environment-variables", "append-environment-variables",
    ];

    /// <summary>The one function that it describes; none when it only says how to deploy a template.</summary>
    public static ImmutableArray<DeployedFunction> Functions(DeploymentFile file, ConfigNode root)
    {
        if (!AboutTheFunction.Any(key => root[key] is not null)) return ImmutableArray<DeployedFunction>.Empty;
        var command = Several(root["image-command"]);
        var isImage = string.Equals(root["package-type"]?.Text, "image", StringComparison.OrdinalIgnoreCase);
        var function = new DeployedFunction(file, root["function-name"]?.Text ?? file.Name, (root["function-name"] ?? root).Location, root)
        {
            Handler = (isImage ? null : root["function-handler"]) ?? command.FirstOrDefault(),
            FunctionName = root["function-name"],
            Runtime = root["function-runtime"],
            Timeout = root["function-timeout"],
            MemorySize = root["function-memory-size"],
            EphemeralStorage = root["ephemerals-storage-size"],
            PackageType = root["package-type"],
            IsImage = isImage,
            ImageCommand = command,
            Architectures = Several(root["function-architecture"]),
            Layers = Several(root["function-layers"]),
            Environment = Variables(root["environment-variables"]).AddRange(Variables(root["append-environment-variables"])),
            HasFunctionUrl = root["function-url-enable"]?.IsTrue == true,
            HasSnapStart = root["snap-start-apply-on"]?.Text == "PublishedVersions",
        };
        return ImmutableArray.Create(function);
    }

    // The tool takes a list, or one text with commas.
    static ImmutableArray<ConfigNode> Several(ConfigNode? setting)
    {
        if (setting is null) return ImmutableArray<ConfigNode>.Empty;
        if (setting.Shape == ConfigShape.List) return setting.Items;
        var found = ImmutableArray.CreateBuilder<ConfigNode>();
        for (var start = 0; start < setting.Text.Length;)
        {
            var end = setting.Text.IndexOf(',', start) is var comma and >= 0 ? comma : setting.Text.Length;
            if (end > start) found.Add(setting.Part(start, end - start));
            start = end + 1;
        }
        return found.ToImmutable();
    }

    /// <summary>An object, or one text <c>KEY=value;"KEY 2"="a;b"</c>.</summary>
    static ImmutableArray<ConfigEntry> Variables(ConfigNode? setting)
    {
        if (setting is null || setting.Shape == ConfigShape.Map) return setting?.Entries ?? ImmutableArray<ConfigEntry>.Empty;
        var found = ImmutableArray.CreateBuilder<ConfigEntry>();
        for (var at = 0; at < setting.Text.Length;)
        {
            var key = Token(setting, '=', ref at);
            var value = Token(setting, ';', ref at);
            if (key.Text.Length > 0) found.Add(new ConfigEntry(key, value));
        }
        return found.ToImmutable();
    }

    // Up to a separator, which quotes hide; ends behind it.
    static ConfigNode Token(ConfigNode setting, char separator, ref int at)
    {
        var text = setting.Text;
        var isQuoted = at < text.Length && text[at] == '"';
        var start = isQuoted ? at + 1 : at;
        var close = isQuoted ? text.IndexOf('"', start) : -1;
        var end = text.IndexOf(separator, close < 0 ? Math.Min(start, text.Length) : close);
        if (end < 0) end = text.Length;
        at = Math.Min(end + 1, text.Length + 1);
        start = Math.Min(start, text.Length);
        return setting.Part(start, (close < 0 ? end : close) - start);
    }
}
