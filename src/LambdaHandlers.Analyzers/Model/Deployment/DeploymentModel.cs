using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>What templates and settings files say about this project's functions.</summary>
public sealed class DeploymentModel
{
    readonly Dictionary<AdditionalText, DeploymentFile> _byText;

    DeploymentModel(Dictionary<AdditionalText, DeploymentFile> files, ImmutableArray<DeployedFunction> functions)
    {
        _byText = files;
        Files = files.Values.ToImmutableArray();
        Functions = functions;
    }

    /// <summary>Reads what the compiler was handed; files that are known already are not read again.</summary>
    public static DeploymentModel Read(AnalyzerOptions options, BuildSettings settings, string? assemblyName, CancellationToken cancellation)
    {
        var folder = new ProjectFolder(settings.ProjectDirectory);
        var files = new Dictionary<AdditionalText, DeploymentFile>();
        foreach (var additional in options.AdditionalFiles)
            if (!folder.IsMade(additional.Path) && DeploymentFile.Of(additional, cancellation) is { } file)
                files[additional] = file;
        var ownership = new Ownership(folder, assemblyName);
        return new DeploymentModel(files, files.Values.SelectMany(ownership.Own).ToImmutableArray());
    }

    /// <summary>Every template and settings file that was handed to the compiler, readable or not.</summary>
    public ImmutableArray<DeploymentFile> Files { get; }

    /// <summary>The functions that this project holds; a template above several projects describes others too.</summary>
    public ImmutableArray<DeployedFunction> Functions { get; }

    /// <summary>The model of an additional file, or null when it has nothing to do with deployment.</summary>
    public DeploymentFile? FileOf(AdditionalText file) => _byText.TryGetValue(file, out var found) ? found : null;
}
