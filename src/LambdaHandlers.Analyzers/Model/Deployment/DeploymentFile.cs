using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LambdaHandlers.Analyzers.Model.Deployment.Formats;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>Why and where a file could not be read.</summary>
/// <param name="Message">A part of a sentence, without a period.</param>
/// <param name="Location">Where reading stopped.</param>
sealed record ReadingError(string Message, Location Location);

/// <summary>One template or settings file, with positions. It is the same for every project that sees it.</summary>
sealed class DeploymentFile
{
    // By text, so that a keystroke in a source file reads nothing again. A null is remembered too: it is no deployment file.
    static readonly ConditionalWeakTable<SourceText, StrongBox<(string Path, DeploymentFile? File)>> Known = new();

    DeploymentFile(ConfigText file, DeploymentKind kind, ConfigNode? root, ReadingError? error)
    {
        Path = file.Path;
        Text = file.Text;
        Kind = root is null ? kind : DeploymentKinds.OfRoot(kind, root);
        Root = root;
        Error = error;
        Functions = root is null ? ImmutableArray<DeployedFunction>.Empty : Kind switch
        {
            DeploymentKind.CloudFormation => CloudFormation.Functions(this, root),
            DeploymentKind.ServerlessFramework => ServerlessFramework.Functions(this, root),
            DeploymentKind.ToolSettings => ToolSettings.Functions(this, root),
            DeploymentKind.LaunchSettings => LaunchSettings.Functions(this, root),
            DeploymentKind.Dockerfile => Dockerfile.Functions(this, root),
            _ => ImmutableArray<DeployedFunction>.Empty,
        };
    }

    /// <summary>The file behind an additional text, or null when it has nothing to do with deployment.</summary>
    public static DeploymentFile? Of(AdditionalText additional, CancellationToken cancellation)
    {
        var path = additional.Path;
        if (DeploymentKinds.OfName(path) is null && !DeploymentKinds.MayBeTemplate(path) || additional.GetText(cancellation) is not { } text)
            return null;
        if (Known.TryGetValue(text, out var known) && known.Value.Path == path) return known.Value.File;
        var file = Read(new ConfigText(path, text), cancellation);
        // Another path with the very same text is rare; it is read each time.
        Known.GetValue(text, _ => new((path, file)));
        return file;
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Its name, without the folder.</summary>
    public string Name => Path.Substring(Path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>Its text.</summary>
    public SourceText Text { get; }

    /// <summary>What it is.</summary>
    public DeploymentKind Kind { get; }

    /// <summary>What it holds; null for a blank or unreadable file and for what is not a tree (<c>samconfig.toml</c>).</summary>
    public ConfigNode? Root { get; }

    /// <summary>Why it could not be read, or null. Such a file is as if it were not there.</summary>
    public ReadingError? Error { get; }

    /// <summary>Every function that it describes, whichever project it belongs to.</summary>
    public ImmutableArray<DeployedFunction> Functions { get; }

    /// <summary>A template's resource (its <c>Type</c> and <c>Properties</c>) by its logical id, or null.</summary>
    public ConfigNode? Resource(string? logicalId) =>
        logicalId is not null && Kind is DeploymentKind.CloudFormation or DeploymentKind.ServerlessFramework
            ? Root?.At("Resources", logicalId!) ?? Root?.At("resources", "Resources", logicalId!)
            : null;

    static DeploymentFile? Read(ConfigText file, CancellationToken cancellation)
    {
        var isHuge = file.Text.Length > ConfigText.MostCharacters;
        if ((DeploymentKinds.OfName(file.Path) ?? (isHuge ? null : DeploymentKinds.OfContent(file.Content))) is not { } kind)
            return null;
        if (kind == DeploymentKind.SamConfig) return new(file, kind, null, null);
        try
        {
            if (isHuge) throw new UnreadableException("it is larger than a million characters", 0);
            return new(file, kind, Tree(file, kind, cancellation), null);
        }
        catch (UnreadableException stop)
        {
            return new(file, kind, null, new ReadingError(stop.Message, file.At(Mark(file.Text, stop.Position))));
        }
    }

    static ConfigNode? Tree(ConfigText file, DeploymentKind kind, CancellationToken cancellation) =>
        kind == DeploymentKind.Dockerfile ? Dockerfile.Read(file, cancellation)
        : IsJson(file) ? JsonReader.Read(file, cancellation)
        : YamlReader.Read(file, cancellation);

    // serverless.template can be either; its first character tells.
    static bool IsJson(ConfigText file) =>
        file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || (file.Path.EndsWith(".template", StringComparison.OrdinalIgnoreCase) && file.Content.FirstOrDefault(letter => !char.IsWhiteSpace(letter) && letter != '\uFEFF') == '{');

    // One character wide, and never behind the last one: an editor shows no squiggle there.
    static TextSpan Mark(SourceText text, int position)
    {
        var start = Math.Max(0, Math.Min(position, text.Length - 1));
        if (position >= text.Length)
            while (start > 0 && char.IsWhiteSpace(text[start])) start--;
        return new TextSpan(start, Math.Min(1, text.Length - start));
    }
}
