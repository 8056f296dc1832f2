using System.Collections.Immutable;
using System.Globalization;

namespace LambdaHandlers.Analyzers.Model.Deployment.Formats;

/// <summary><c>serverless.yml</c>: functions under <c>functions</c>, what they share under <c>provider</c>; also the pieces that <c>${file(…)}</c> pulls in.</summary>
static class ServerlessFramework
{
    /// <summary>The functions of a service or of a piece.</summary>
    public static ImmutableArray<DeployedFunction> Functions(DeploymentFile file, ConfigNode root) =>
        Declared(file, root)
            .Select(named => Function(file, named.Name, named.Key, named.Value, root))
            .Concat(CloudFormation.Functions(file, root.At("resources", "Resources"), null))
            .ToImmutableArray();

    static IEnumerable<(string Name, ConfigNode Key, ConfigNode Value)> Declared(DeploymentFile file, ConfigNode root)
    {
        if (root["handler"] is not null)
            return [(file.Name, root, root)];
        // functions: { a: … }, or a list of such maps; a piece of a service has them at its top.
        IEnumerable<ConfigNode> maps = root["functions"] is { } functions ? functions.Items.Append(functions)
            : root["service"] is null && root["provider"] is null ? [root]
            : [];
        return maps.SelectMany(map => map.Entries)
            .Where(entry => (entry.Value["handler"] ?? entry.Value["image"]) is not null)
            .Select(entry => (entry.Key.Text, entry.Key, entry.Value));
    }

    static DeployedFunction Function(DeploymentFile file, string name, ConfigNode key, ConfigNode properties, ConfigNode root)
    {
        var provider = root["provider"];
        ConfigNode? Setting(string setting) => properties[setting] ?? provider?[setting];

        var image = properties["image"];
        var artifact = properties.At("package", "artifact") ?? root.At("package", "artifact");
        var command = properties.ItemsAt("image", "command");
        return new DeployedFunction(file, name, key.Location, properties)
        {
            Handler = properties["handler"] ?? command.FirstOrDefault(),
            FunctionName = properties["name"],
            Runtime = Setting("runtime"),
            Timeout = Setting("timeout"),
            MemorySize = Setting("memorySize"),
            EphemeralStorage = properties["ephemeralStorageSize"],
            IsImage = image is not null,
            ImageCommand = command,
            CodeUri = artifact,
            CodeFolder = image is not null || artifact?.IsIntrinsic == true ? null : artifact?.Text ?? "",
            Architectures = Setting("architecture") is { } architecture ? ImmutableArray.Create(architecture) : ImmutableArray<ConfigNode>.Empty,
            // A function's own layers replace the provider's; variables are merged.
            Layers = Setting("layers")?.Items ?? ImmutableArray<ConfigNode>.Empty,
            Environment = root.EntriesAt("provider", "environment").AddRange(properties.EntriesAt("environment")),
            Events = Events(properties),
            HasFunctionUrl = properties["url"] is { } url && !string.Equals(url.Text, "false", StringComparison.OrdinalIgnoreCase),
            HasSnapStart = properties["snapStart"]?.IsTrue == true,
        };
    }

    // events: [ { sqs: { arn: … } }, { schedule: rate(1 hour) } ]
    static ImmutableArray<EventMapping> Events(ConfigNode function)
    {
        var found = ImmutableArray.CreateBuilder<EventMapping>();
        foreach (var item in function.ItemsAt("events"))
            if (item.Entries is [var named, ..])
                found.Add(new EventMapping(found.Count.ToString(CultureInfo.InvariantCulture), TypeOf(named), named.Value));
        return found.ToImmutable();
    }

    static string TypeOf(ConfigEntry named)
    {
        if (named.Key.Text != "stream") return named.Key.Text;
        var arn = named.Value.Shape == ConfigShape.Scalar ? named.Value : named.Value["arn"];
        return named.Value["type"]?.Text ?? arn?.Text.Split(':') switch { [_, _, var service, ..] => service, _ => "stream" };
    }
}
