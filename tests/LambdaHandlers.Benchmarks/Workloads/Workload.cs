using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Benchmarks.Workloads;

/// <summary>What is measured.</summary>
public enum Kind
{
    /// <summary>This repository's samples, multiplied to 1,000 files.</summary>
    Samples,
    /// <summary>A Lambda project of 1,000 files whose methods all have names of their own.</summary>
    DistinctNames,
    /// <summary>The same where every file has the same ten method names.</summary>
    SharedNames,
    /// <summary>The same code without anything of Lambda's.</summary>
    WithoutLambda,
    /// <summary>One file of 20,000 lines.</summary>
    LongFile,
    /// <summary>The projects of a repository, see <see cref="Repositories.Folder"/>.</summary>
    Repository,
}

/// <summary>A project: sources, the templates beside them, and what it references.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Sources">Path and text of each file.</param>
/// <param name="Templates">Path and text of what its deployment files say.</param>
/// <param name="Edited">The file that keystrokes go to.</param>
/// <param name="HasLambda">False: nothing of Lambda's is referenced.</param>
/// <param name="Output">A library or a program.</param>
sealed record Workload(
    string Name, ImmutableArray<(string Path, string Text)> Sources, ImmutableArray<(string Path, string Text)> Templates = default, int Edited = 0, bool HasLambda = true,
    OutputKind Output = OutputKind.DynamicallyLinkedLibrary)
{
    static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    /// <summary>The projects of a kind: one, but for a repository.</summary>
    public static ImmutableArray<Workload> Of(Kind kind) => kind switch
    {
        Kind.Samples => [Multiplied.Samples(files: 1000)],
        Kind.LongFile => [Multiplied.LongFile(lines: 20_000)],
        Kind.Repository => Repositories.Projects(),
        _ => [GeneratedProject.Of(kind)],
    };

    /// <summary>The files, parsed anew: whatever an analyzer keeps of a tree is gone.</summary>
    public ImmutableArray<SyntaxTree> Parse() => [.. Sources.Select(source => Parse(source.Path, source.Text))];

    /// <summary>The edited file, as it is after so many keystrokes.</summary>
    public SyntaxTree Typed(int keystrokes) => Parse(Sources[Edited].Path, Sources[Edited].Text + $"// {keystrokes}\n");

    /// <summary>The project as a compilation.</summary>
    public CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create(Name, trees, References(HasLambda).Select(path => MetadataReference.CreateFromFile(path)), new CSharpCompilationOptions(Output, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What analyzers are told beside the sources.</summary>
    public AnalyzerOptions Options { get; } = new([.. (Templates.IsDefault ? [] : Templates).Select(template => new Template(template.Path, template.Text))], new BuildProperties(Name));

    /// <summary>The dlls that a project references.</summary>
    public static IEnumerable<string> References(bool hasLambda) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (IsPlatform(name) || name.StartsWith("AWSSDK.", StringComparison.Ordinal) || (name == "AmazonLambda.StandIn.dll" && hasLambda)));

    static bool IsPlatform(string name) => name is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll" or "Microsoft.Win32.Primitives.dll" || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || name.StartsWith("Microsoft.Net.Http", StringComparison.Ordinal);

    static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Language, path);

    sealed class Template(string path, string text) : AdditionalText
    {
        readonly SourceText _text = SourceText.From(text, Encoding.UTF8);
        public override string Path => path;
        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    // The MSBuild properties that the package makes visible to the compiler.
    sealed class BuildProperties(string name) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new() { ["build_property.AssemblyName"] = name, ["build_property.AWSProjectType"] = "Lambda", ["build_property.GenerateRuntimeConfigurationFiles"] = "true", ["build_property.ProjectDir"] = "/generated/" });
        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Values.None;
        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Values.None;

        sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public static readonly Values None = new([]);
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
