using System.Collections.Immutable;

namespace LambdaHandlers.Analyzers.Model.Deployment.Formats;

/// <summary><c>launchSettings.json</c>: a profile that starts the runtime names the handler as its last argument.</summary>
static class LaunchSettings
{
    const string Runtime = "Amazon.Lambda.RuntimeSupport.dll";

    /// <summary>One function per profile that starts Lambda's runtime.</summary>
    public static ImmutableArray<DeployedFunction> Functions(DeploymentFile file, ConfigNode root) =>
        root.EntriesAt("profiles")
            .Select(profile => Function(file, profile))
            .OfType<DeployedFunction>()
            .ToImmutableArray();

    static DeployedFunction? Function(DeploymentFile file, ConfigEntry profile)
    {
        if (profile.Value["commandLineArgs"] is not { } arguments || arguments.Text.LastIndexOf(Runtime, StringComparison.OrdinalIgnoreCase) is not (var runtime and >= 0))
            return null;
        var text = arguments.Text.TrimEnd(' ', '"');
        // What stands behind the runtime's own name: "…/Amazon.Lambda.RuntimeSupport.dll" Shop::Shop.Orders::Handle
        var start = Math.Max(runtime + Runtime.Length, text.LastIndexOfAny([' ', '"']) + 1);
        return new DeployedFunction(file, profile.Key.Text, profile.Key.Location, profile.Value)
        {
            Handler = start < text.Length ? arguments.Part(start, text.Length - start) : null,
            Environment = profile.Value.EntriesAt("environmentVariables"),
        };
    }
}
