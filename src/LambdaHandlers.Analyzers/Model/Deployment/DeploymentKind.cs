namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>What a deployment file is.</summary>
enum DeploymentKind
{
    /// <summary>A CloudFormation or SAM template, in JSON or YAML.</summary>
    CloudFormation,
    /// <summary>A service of the Serverless Framework, or a piece of one.</summary>
    ServerlessFramework,
    /// <summary><c>aws-lambda-tools-defaults.json</c>: what <c>dotnet lambda</c> deploys with.</summary>
    ToolSettings,
    /// <summary><c>Properties/launchSettings.json</c>: how the function starts on the developer's machine.</summary>
    LaunchSettings,
    /// <summary>A container image's <c>Dockerfile</c>.</summary>
    Dockerfile,
    /// <summary><c>appsettings*.json</c>; names no function.</summary>
    AppSettings,
    /// <summary><c>samconfig.toml</c>; only its text is known.</summary>
    SamConfig,
}

/// <summary>Tells what a file is by its name, else by what it mentions.</summary>
static class DeploymentKinds
{
    /// <summary>The kind of files with such a name; null where the content must tell.</summary>
    public static DeploymentKind? OfName(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1).ToLowerInvariant();
        var extension = name.LastIndexOf('.') is var dot and >= 0 ? name.Substring(dot) : "";
        return (name, extension) switch
        {
            ("launchsettings.json", _) => DeploymentKind.LaunchSettings,
            ("dockerfile", _) or (_, ".dockerfile") => DeploymentKind.Dockerfile,
            _ when name.StartsWith("dockerfile.", StringComparison.Ordinal) => DeploymentKind.Dockerfile,
            (_, ".json") when name.StartsWith("aws-lambda-tools", StringComparison.Ordinal) => DeploymentKind.ToolSettings,
            (_, ".json") when name.StartsWith("appsettings", StringComparison.Ordinal) => DeploymentKind.AppSettings,
            (_, ".toml") when name.StartsWith("samconfig", StringComparison.Ordinal) => DeploymentKind.SamConfig,
            (_, ".template") => DeploymentKind.CloudFormation,
            (_, ".yaml" or ".yml" or ".json") when name.StartsWith("serverless", StringComparison.Ordinal) => DeploymentKind.ServerlessFramework,
            (_, ".yaml" or ".yml" or ".json") when name == "template" + extension => DeploymentKind.CloudFormation,
            _ => null,
        };
    }

    /// <summary>True for the names of files that a template can have.</summary>
    public static bool MayBeTemplate(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of a template that goes by a name of its own, or null.</summary>
    public static DeploymentKind? OfContent(string content) =>
        content.Contains("AWS::Serverless::") || content.Contains("AWS::Lambda::") ? DeploymentKind.CloudFormation
        : content.Contains("handler:") && content.Contains("::") ? DeploymentKind.ServerlessFramework
        : null;

    /// <summary>What a tree really is: SAM templates are called serverless.yaml too.</summary>
    public static DeploymentKind OfRoot(DeploymentKind kind, ConfigNode root) =>
        kind == DeploymentKind.ServerlessFramework && (root["Resources"] ?? root["AWSTemplateFormatVersion"] ?? root["Transform"]) is not null ? DeploymentKind.CloudFormation : kind;
}
