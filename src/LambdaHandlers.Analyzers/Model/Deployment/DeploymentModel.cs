using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>What templates and tool settings say about this project's functions.</summary>
public sealed class DeploymentModel
{
    /// <summary>Every template and settings file that was handed to the compiler, read or not.</summary>
    public ImmutableArray<DeploymentFile> Files { get; } = ImmutableArray<DeploymentFile>.Empty;

    /// <summary>The file's model, or null when it is not a deployment file.</summary>
    public DeploymentFile? FileOf(AdditionalText file) => null;
}

/// <summary>One template or settings file, with positions.</summary>
public sealed class DeploymentFile
{
}
