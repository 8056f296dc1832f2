using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>What templates and tool settings say about this project's functions.</summary>
public sealed class DeploymentModel
{
    /// <summary>Every template and settings file that was handed to the compiler, read or not.</summary>
    public ImmutableArray<DeploymentFile> Files { get; } = ImmutableArray<DeploymentFile>.Empty;
    /// <summary>x</summary>
    public ImmutableArray<DeployedFunction> Functions { get; } = ImmutableArray<DeployedFunction>.Empty;

    /// <summary>The file's model, or null when it is not a deployment file.</summary>
    public DeploymentFile? FileOf(AdditionalText file) => null;
}

/// <summary>One template or settings file, with positions.</summary>
public sealed class DeploymentFile
{
}
/// <summary>x</summary>
public sealed class DeployedFunction { 
/// <summary>x</summary>
    public HandlerString? ParsedHandler => null;
/// <summary>x</summary>
    public ImmutableArray<EventMapping> Events => default; }
/// <summary>x</summary>
public sealed class HandlerString { 
/// <summary>x</summary>
    public string SimpleAssemblyName="", Type="", Method=""; 
/// <summary>x</summary>
 public static HandlerString? TryParse(string t)=>null; }
/// <summary>x</summary>
public sealed class EventMapping { 
/// <summary>x</summary>
    public string Type=""; }
