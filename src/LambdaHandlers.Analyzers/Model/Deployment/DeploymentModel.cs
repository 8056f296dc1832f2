using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>What templates and settings files say about this project's functions.</summary>
sealed class DeploymentModel
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
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var additional in options.AdditionalFiles)
            // The package and the user's own project file can both name a file.
            if (!folder.IsMade(additional.Path) && paths.Add(additional.Path) && DeploymentFile.Of(additional, cancellation) is { } file)
                files[additional] = file;
        var ownership = new Ownership(folder, assemblyName);
        return new DeploymentModel(files, files.Values.SelectMany(ownership.Own).ToImmutableArray());
    }

    /// <summary>Every template and settings file that was handed to the compiler, readable or not.</summary>
    public ImmutableArray<DeploymentFile> Files { get; }

    /// <summary>The functions that this project holds; a template above several projects describes others too.</summary>
    public ImmutableArray<DeployedFunction> Functions { get; }

    /// <summary>The functions of this project that a deployment of the file makes or changes. Tool settings beside a template are not what is deployed.</summary>
    public IEnumerable<DeployedFunction> DeployedBy(DeploymentFile file) => file.Kind switch
    {
        DeploymentKind.CloudFormation or DeploymentKind.ServerlessFramework => Functions.Where(function => function.File == file),
        DeploymentKind.ToolSettings when file.Root?["template"] is null && !Functions.Any(function => function.File.Kind is DeploymentKind.CloudFormation or DeploymentKind.ServerlessFramework) => Functions.Where(function => function.File == file),
        _ => [],
    };

    /// <summary>The function whose handler is the project's own program; null where there is none, or where several differ in their settings only.</summary>
    public DeployedFunction? Program => Functions.Where(function => function.ParsedHandler is { IsExecutable: true } && function.Variable(AnnotationsHandler) is null).ToList() is [var only] ? only : null;

    /// <summary>The function whose handler is the wrapper that the Annotations generator writes around a method; null where there is none.</summary>
    /// <param name="type">The CLR name of the type that declares the method.</param>
    /// <param name="method">The method's name.</param>
    public DeployedFunction? Wrapping(string type, string method) => Functions.FirstOrDefault(function => function.ParsedHandler is { } handler
        && (handler.IsExecutable ? function.Variable(AnnotationsHandler)?.Text == method : handler.Method == method && handler.Type == $"{type}_{method}_Generated"));

    // In an executable one generated Main serves all functions; this variable tells it which.
    const string AnnotationsHandler = "ANNOTATIONS_HANDLER";

    /// <summary>The model of an additional file, or null when it has nothing to do with deployment.</summary>
    public DeploymentFile? FileOf(AdditionalText file) => _byText.TryGetValue(file, out var found) ? found : null;
}
