using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A compilation seen as a Lambda project. Built once, shared by every rule.</summary>
public sealed partial class LambdaProject
{
    // Keyed by both: after a template was edited the compilation is the same and the options are new.
    static readonly ConditionalWeakTable<Compilation, ConditionalWeakTable<AnalyzerOptions, StrongBox<LambdaProject?>>> Known = new();

    readonly ConcurrentDictionary<string, INamedTypeSymbol?> _found = new();

    LambdaProject(CSharpCompilation compilation, AnalyzerOptions options)
    {
        Compilation = compilation;
        Options = options;
        Types = new LambdaTypes(Find);
        Settings = new BuildSettings(options.AnalyzerConfigOptionsProvider.GlobalOptions);
        IsTest = Settings.IsTestProject || compilation.ReferencedAssemblyNames.Any(reference => TestFrameworks.Contains(reference.Name));
    }

    // Deliberately not the runners: a function's own project references none of these.
    static readonly HashSet<string> TestFrameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.assert", "xunit.v3.core", "xunit.v3.assert", "nunit.framework",
        "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core", "Amazon.Lambda.TestUtilities",
    };

    /// <summary>The project behind a compilation, or null when it has nothing to do with Lambda.</summary>
    public static LambdaProject? Of(Compilation compilation, AnalyzerOptions options) =>
        Known.GetValue(compilation, static _ => new())
            .GetValue(options, given => new(compilation is CSharpCompilation csharp && UsesLambda(csharp) ? new LambdaProject(csharp, given) : null))
            .Value;

    static bool UsesLambda(CSharpCompilation compilation) =>
        compilation.ReferencedAssemblyNames.Any(reference => reference.Name.StartsWith("Amazon.Lambda.", StringComparison.Ordinal))
        || !compilation.GetTypesByMetadataName(LambdaTypes.LambdaContextName).IsEmpty;

    /// <summary>The compilation that this is a view of.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The options it is analysed with: additional files and settings.</summary>
    public AnalyzerOptions Options { get; }

    /// <summary>The MSBuild properties that the package makes visible.</summary>
    public BuildSettings Settings { get; }

    /// <summary>True for a test project: it has no handlers, whatever its methods look like.</summary>
    public bool IsTest { get; }

    /// <summary>Named types, one line each.</summary>
    public LambdaTypes Types { get; }

    /// <summary>Functions, handlers, runtimes, events and environment variables, with positions.</summary>
    public DeploymentModel Deployment { get; } = new();

    /// <summary>A type by its metadata name, memoised; null when it is not there. Of several (the stand-in beside the real one) the first.</summary>
    public INamedTypeSymbol? Find(string metadataName) =>
        _found.GetOrAdd(metadataName, name => Compilation.GetTypesByMetadataName(name) is [var first, ..] ? first : null);

    /// <summary>The handlers that a member is, or that lie inside it as lambdas and local functions.</summary>
    public ImmutableArray<Handler> HandlersIn(ISymbol member, CancellationToken cancellation) => ImmutableArray<Handler>.Empty;
}
