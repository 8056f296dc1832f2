using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>A function as a template or a settings file describes it. Every value knows where it stands; what is not said is null.</summary>
sealed class DeployedFunction
{
    internal DeployedFunction(DeploymentFile file, string name, Location declared, ConfigNode properties) =>
        (File, Name, Declared, Properties) = (file, name, declared, properties);

    /// <summary>The file that describes it.</summary>
    public DeploymentFile File { get; }

    /// <summary>Its logical id in a template, its name in a service, the profile's name in launch settings, else the file's name.</summary>
    public string Name { get; }

    /// <summary>Where its name stands, or the file's first value.</summary>
    public Location Declared { get; }

    /// <summary>Its settings as they are written, for what has no name here. Globals are not among them.</summary>
    public ConfigNode Properties { get; }

    /// <summary>The handler string; of an image its command.</summary>
    public ConfigNode? Handler { get; internal init; }

    /// <summary>The handler string taken apart, or null where there is none or another value is put there.</summary>
    public HandlerString? ParsedHandler => Handler is { IsIntrinsic: false, Text: var text } ? HandlerString.TryParse(text) : null;

    /// <summary>The name that AWS knows it by.</summary>
    public ConfigNode? FunctionName { get; internal init; }

    /// <summary>The runtime's identifier, such as <c>dotnet10</c>.</summary>
    public ConfigNode? Runtime { get; internal init; }

    /// <summary>Seconds.</summary>
    public ConfigNode? Timeout { get; internal init; }

    /// <summary>Megabytes.</summary>
    public ConfigNode? MemorySize { get; internal init; }

    /// <summary>Megabytes of <c>/tmp</c>.</summary>
    public ConfigNode? EphemeralStorage { get; internal init; }

    /// <summary>Zip or Image.</summary>
    public ConfigNode? PackageType { get; internal init; }

    /// <summary>True for a container image.</summary>
    public bool IsImage { get; internal init; }

    /// <summary>The command of a container image; its first item is the handler.</summary>
    public ImmutableArray<ConfigNode> ImageCommand { get; internal init; } = ImmutableArray<ConfigNode>.Empty;

    /// <summary>Where its code lies: a folder or an archive, relative to the file.</summary>
    public ConfigNode? CodeUri { get; internal init; }

    /// <summary>The folder of its code, relative to the file; of an image that of its <c>Dockerfile</c>. Null where nobody can tell.</summary>
    internal string? CodeFolder { get; init; }

    /// <summary><c>x86_64</c>, <c>arm64</c>.</summary>
    public ImmutableArray<ConfigNode> Architectures { get; internal init; } = ImmutableArray<ConfigNode>.Empty;

    /// <summary>The layers' ARNs.</summary>
    public ImmutableArray<ConfigNode> Layers { get; internal init; } = ImmutableArray<ConfigNode>.Empty;

    /// <summary>Names with values, those that all functions share included; a function's own come last and count.</summary>
    public ImmutableArray<ConfigEntry> Environment { get; internal init; } = ImmutableArray<ConfigEntry>.Empty;

    /// <summary>The value of an environment variable, or null.</summary>
    public ConfigNode? Variable(string name) => Environment.LastOrDefault(entry => entry.Key.Text == name)?.Value;

    /// <summary>What invokes it.</summary>
    public ImmutableArray<EventMapping> Events { get; internal init; } = ImmutableArray<EventMapping>.Empty;

    /// <summary>True when it has a URL of its own.</summary>
    public bool HasFunctionUrl { get; internal init; }

    /// <summary>True when environments start from a snapshot.</summary>
    public bool HasSnapStart { get; internal init; }

    /// <summary>The settings of the capacity provider whose instances it runs on.</summary>
    public ConfigNode? CapacityProvider { get; internal init; }

    /// <summary>True when one environment can serve several invocations at once.</summary>
    public bool IsMultiConcurrent =>
        (CapacityProvider is { } provider && provider["PerExecutionEnvironmentMaxConcurrency"]?.Number != 1)
        || Variable("AWS_LAMBDA_MAX_CONCURRENCY") is { Number: null or > 1 };
}
