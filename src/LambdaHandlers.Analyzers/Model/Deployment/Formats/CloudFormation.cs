using System.Collections.Immutable;

namespace LambdaHandlers.Analyzers.Model.Deployment.Formats;

/// <summary>CloudFormation and SAM templates: functions among the resources, what they share under <c>Globals</c>.</summary>
static class CloudFormation
{
    /// <summary>The functions of a template.</summary>
    public static ImmutableArray<DeployedFunction> Functions(DeploymentFile file, ConfigNode root) =>
        Functions(file, root["Resources"], root.At("Globals", "Function"));

    /// <summary>The functions among resources; a service of the Serverless Framework can hold some too.</summary>
    public static ImmutableArray<DeployedFunction> Functions(DeploymentFile file, ConfigNode? resources, ConfigNode? shared)
    {
        if (resources is null) return ImmutableArray<DeployedFunction>.Empty;
        var events = new CloudFormationEvents(resources);
        return resources.Entries
            .Where(resource => resource.Value["Type"]?.Text is "AWS::Serverless::Function" or "AWS::Lambda::Function")
            .Select(resource => Function(file, resource, resource.Value["Type"]!.Text == "AWS::Serverless::Function" ? shared : null, events))
            .ToImmutableArray();
    }

    static DeployedFunction Function(DeploymentFile file, ConfigEntry resource, ConfigNode? shared, CloudFormationEvents events)
    {
        var properties = resource.Value["Properties"] ?? resource.Value;
        ConfigNode? Setting(params string[] way) => properties.At(way) ?? shared?.At(way);

        var command = Setting("ImageConfig", "Command")?.Items ?? ImmutableArray<ConfigNode>.Empty;
        var isImage = Setting("PackageType")?.Text == "Image";
        var name = Setting("FunctionName");
        var code = Setting("CodeUri") ?? properties["Code"];
        return new DeployedFunction(file, resource.Key.Text, resource.Key.Location, properties)
        {
            Handler = (isImage ? null : Setting("Handler")) ?? command.FirstOrDefault(),
            FunctionName = name,
            Runtime = Setting("Runtime"),
            Timeout = Setting("Timeout"),
            MemorySize = Setting("MemorySize"),
            EphemeralStorage = Setting("EphemeralStorage", "Size"),
            PackageType = Setting("PackageType"),
            IsImage = isImage,
            ImageCommand = command,
            CodeUri = code,
            CodeFolder = isImage ? ImageFolder(resource.Value["Metadata"]) : code is null ? "" : Folder(code),
            Architectures = Setting("Architectures")?.Items ?? ImmutableArray<ConfigNode>.Empty,
            // SAM adds a function's own layers and variables to the shared ones.
            Layers = Both(shared?.ItemsAt("Layers"), properties.ItemsAt("Layers")),
            Environment = Both(shared?.EntriesAt("Environment", "Variables"), properties.EntriesAt("Environment", "Variables")),
            Events = Own(properties).AddRange(events.Of(resource.Key.Text, name)),
            HasFunctionUrl = Setting("FunctionUrlConfig") is not null || events.HasUrl(resource.Key.Text, name),
            HasSnapStart = Setting("SnapStart", "ApplyOn")?.Text == "PublishedVersions",
            CapacityProvider = Setting("CapacityProviderConfig", "LambdaManagedInstancesCapacityProviderConfig") ?? Setting("CapacityProviderConfig"),
        };
    }

    static string? Folder(ConfigNode code) => code is { IsIntrinsic: false, Shape: ConfigShape.Scalar } ? code.Text : null;

    // sam build: the Dockerfile's path begins at the context.
    static string? ImageFolder(ConfigNode? metadata)
    {
        if (metadata?["DockerContext"] is not { } context || Folder(context) is not { } folder) return null;
        return metadata["Dockerfile"] is { IsIntrinsic: false, Text: var dockerfile } ? folder + "/" + dockerfile + "/.." : folder;
    }

    static ImmutableArray<EventMapping> Own(ConfigNode properties) =>
        properties.EntriesAt("Events")
            .Where(entry => entry.Value["Type"] is not null)
            .Select(entry => new EventMapping(entry.Key.Text, entry.Value["Type"]!.Text, entry.Value["Properties"] ?? entry.Value))
            .ToImmutableArray();

    static ImmutableArray<T> Both<T>(ImmutableArray<T>? shared, ImmutableArray<T>? own) =>
        (shared ?? ImmutableArray<T>.Empty).AddRange(own ?? ImmutableArray<T>.Empty);
}
