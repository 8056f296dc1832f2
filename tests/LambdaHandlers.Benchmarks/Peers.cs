using System.Collections.Immutable;
using System.Reflection;
using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Benchmarks;

/// <summary>The sets of analyzers that are measured, each with its defaults.</summary>
public enum Set
{
    /// <summary>One analyzer that does nothing: what the compiler and its analyzer driver cost by themselves.</summary>
    Nothing,
    /// <summary>All rules of this repository.</summary>
    LambdaHandlers,
    /// <summary>SonarAnalyzer.CSharp.</summary>
    Sonar,
    /// <summary>Meziantou.Analyzer.</summary>
    Meziantou,
    /// <summary>Roslynator.Analyzers.</summary>
    Roslynator,
    /// <summary>Microsoft.CodeAnalysis.NetAnalyzers.</summary>
    NetAnalyzers,
}

static class Peers
{
    /// <summary>The analyzers of a set.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Of(Set set) => set switch
    {
        Set.Nothing => [new Idle()],
        Set.LambdaHandlers => In(typeof(LambdaRule).Assembly),
        _ => [.. Libraries(set).SelectMany(path => In(Assembly.LoadFrom(path)))],
    };

    static ImmutableArray<DiagnosticAnalyzer> In(Assembly assembly) =>
        [.. Types(assembly).Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && type.GetConstructor(Type.EmptyTypes) is not null
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    // A library may hold fixes as well, whose base types aren't here.
    static IEnumerable<Type> Types(Assembly assembly)
    {
        try { return assembly.GetTypes(); }
        catch (ReflectionTypeLoadException partly) { return partly.Types.OfType<Type>(); }
    }

    /// <summary>The dlls that a compiler would load: for C#, of the highest Roslyn version that the package has.</summary>
    internal static IEnumerable<string> Libraries(Set set)
    {
        var package = typeof(Peers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "Peer:" + set).Value!;
        return Directory.GetFiles(Path.Combine(package, "analyzers"), "*.dll", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(package, path).Split('/', '\\').Contains("vb") && !path.EndsWith(".resources.dll", StringComparison.Ordinal))
            .GroupBy(path => Path.GetFileName(path))
            .Select(versions => versions.MaxBy(RoslynVersion)!);
    }

    static Version RoslynVersion(string path) =>
        path.Split('/', '\\').FirstOrDefault(part => part.StartsWith("roslyn", StringComparison.Ordinal) && Version.TryParse(part["roslyn".Length..], out _)) is { } part
            ? Version.Parse(part["roslyn".Length..]) : new Version(0, 0);

    /// <summary>An analyzer that registers one action and does nothing in it.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
#pragma warning disable RS1025, RS1026, RS1001, RS2008, RS1036 // it is a measuring device, not an analyzer of a package
    sealed class Idle : DiagnosticAnalyzer
    {
        static readonly DiagnosticDescriptor Card = new("BENCH", "Idle", "Idle", "Benchmark", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Card];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterOperationAction(static _ => { }, OperationKind.ObjectCreation);
        }
    }
#pragma warning restore
}
