using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>
/// A small project that a rule looks at. Sources and templates carry markup: <c>[|the place of a finding|]</c>.
/// The usual usings are global, and the assembly has a serializer, unless a test says otherwise.
/// </summary>
sealed partial record Subject
{
    public const string Name = "Shop";

    const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Amazon.Lambda.Core;
        global using Amazon.Lambda.Serialization.SystemTextJson;
        """;

    const string Serializer = "[assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]";

    public ImmutableArray<(string Path, string Text)> Sources { get; init; } = [];
    public ImmutableArray<(string Path, string Text)> Files { get; init; } = [];
    public string EditorConfig { get; init; } = "";
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty.Add("ProjectDir", Directory + "/").Add("AssemblyName", Name);
    public OutputKind Kind { get; init; } = OutputKind.DynamicallyLinkedLibrary;
    public ImmutableArray<MetadataReference> References { get; init; } = Testing.References.All;
    public bool HasSerializer { get; init; } = true;
    public bool HasUsings { get; init; } = true;
    public bool IsBroken { get; init; }
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    /// <summary>Where the project seems to lie.</summary>
    public const string Directory = "/shop/src/Shop";

    public static implicit operator Subject(string source) => Of(source);

    public static Subject Of(string source) => new() { Sources = [("Function.cs", source)] };

    /// <summary>With another source file.</summary>
    public Subject And(string source, string? path = null) => this with { Sources = Sources.Add((path ?? $"File{Sources.Length}.cs", source)) };

    /// <summary>With a template or settings file beside the project file; a path that starts with .. lies above it.</summary>
    public Subject File(string path, string text) => this with { Files = Files.Add((path, text)) };

    /// <summary>With lines of <c>.editorconfig</c> that hold for every source file.</summary>
    public Subject Configured(string lines) => this with { EditorConfig = EditorConfig + lines + "\n" };

    /// <summary>With an MSBuild property that the compiler sees.</summary>
    public Subject Property(string name, string value) => this with { Properties = Properties.SetItem(name, value) };

    /// <summary>Its sources indented with tabs, their lines ended as Windows does.</summary>
    public Subject InTabs() => this with { Sources = [.. Sources.Select(source => (source.Path, InTabs(source.Text, ByTwo().IsMatch(source.Text) ? 2 : 4)))] };

    static string InTabs(string text, int step) => Indentation().Replace(text, indentation => new string('\t', indentation.Length / step) + new string(' ', indentation.Length % step)).Replace("\n", "\r\n");

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex("^ {2}[^ ]", RegexOptions.Multiline)]
    private static partial Regex ByTwo();

    /// <summary>As an executable.</summary>
    public Subject Executable() => this with { Kind = OutputKind.ConsoleApplication };

    /// <summary>Without the serializer of the assembly.</summary>
    public Subject WithoutSerializer() => this with { HasSerializer = false };

    /// <summary>As a project that references nothing of Lambda.</summary>
    public Subject WithoutLambda() => this with { References = Testing.References.WithoutLambda, HasUsings = false, HasSerializer = false };

    /// <summary>As code that does not compile.</summary>
    public Subject Broken() => this with { IsBroken = true };

    /// <summary>With its handler named in tool settings, so that it is certain.</summary>
    public Subject HandledBy(string typeAndMethod) =>
        File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": "{{Name}}::{{typeAndMethod}}" }""");

    /// <summary>Every source as the compiler gets it, markup still in it.</summary>
    public ImmutableArray<(string Path, string Text)> AllSources
    {
        get
        {
            var all = Sources;
            if (HasUsings) all = all.Add(("Usings.g.frame.cs", Usings));
            if (HasSerializer) all = all.Add(("Serializer.frame.cs", Serializer));
            return all;
        }
    }

    /// <summary>The global analyzer config that carries the MSBuild properties.</summary>
    public string GlobalConfig => "is_global = true\n" + string.Concat(Properties.Select(each => $"build_property.{each.Key} = {each.Value}\n"));

    public static string FullPath(string path) => Path.GetFullPath(Path.Combine(Directory, path));

    /// <summary>How every subject is compiled. What is off by default is on here, at its own severity.</summary>
    public static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions: AllRules.Instances.Where(rule => !rule.Card.IsEnabledByDefault).Select(rule => KeyValuePair.Create(rule.Card.Id, ReportDiagnostic.Info)));

    // Compilations that come from one share what they have read of their references.
    static readonly System.Collections.Concurrent.ConcurrentDictionary<ImmutableArray<MetadataReference>, CSharpCompilation> Bare = new();

    /// <summary>Compiles it; fails when it does not compile and is not meant to be broken.</summary>
    public Compiled Compile()
    {
        var marks = ImmutableArray.CreateBuilder<Mark>();
        var parse = new CSharpParseOptions(Language, DocumentationMode.Parse);
        var trees = AllSources.Select(source =>
        {
            var text = Unmarked(source.Path, source.Text, marks);
            return CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), parse, FullPath(source.Path));
        }).ToList();
        var files = Files.Select(file => (AdditionalText)new InMemoryFile(FullPath(file.Path), Unmarked(file.Path, file.Text, marks))).ToImmutableArray();
        var compilation = Bare.GetOrAdd(References, given => CSharpCompilation.Create(Name, references: given, options: Options)).WithOptions(Options.WithOutputKind(Kind)).AddSyntaxTrees(trees);
        if (!IsBroken)
        {
            var errors = compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error).ToList();
            Assert.True(errors.Count == 0, "the subject does not compile:\n" + string.Join("\n", errors.Take(10)));
        }
        var configs = AnalyzerConfigSet.Create(new List<AnalyzerConfig> {
            AnalyzerConfig.Parse("root = true\n[*]\n" + EditorConfig, "/shop/.editorconfig"),
            AnalyzerConfig.Parse(GlobalConfig, "/shop/obj/.globalconfig") });
        return new Compiled(compilation, new AnalyzerOptions(files, new ConfigProvider(configs)), marks.ToImmutable());
    }

    static string Unmarked(string path, string marked, ImmutableArray<Mark>.Builder marks)
    {
        var text = Markup.TakeOut(marked, out var spans);
        foreach (var span in spans) marks.Add(new Mark(FullPath(path), span));
        return text;
    }
}

/// <summary>A place where a finding is expected.</summary>
sealed record Mark(string Path, TextSpan Span) : IComparable<Mark>
{
    public int CompareTo(Mark? other) => (Path, Span.Start, Span.Length).CompareTo((other!.Path, other.Span.Start, other.Span.Length));

    public string Show(string text) => $"{System.IO.Path.GetFileName(Path)} {Span}: {(Span.End <= text.Length ? text.Substring(Span.Start, Span.Length) : "?")}";
}

/// <summary>A subject, ready to be analysed.</summary>
sealed record Compiled(CSharpCompilation Compilation, AnalyzerOptions Options, ImmutableArray<Mark> Marks)
{
    /// <summary>The model of it, or null when it does not use Lambda.</summary>
    public LambdaProject? Project => LambdaProject.Of(Compilation, Options);

    public string TextOf(string path) =>
        Compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path)?.ToString()
        ?? Options.AdditionalFiles.FirstOrDefault(file => file.Path == path)?.GetText()?.ToString() ?? "";

    /// <summary>Runs rules over it; a rule that throws shows as AD0001.</summary>
    public CompilationWithAnalyzers With(params DiagnosticAnalyzer[] rules) =>
        // A clone, as every request of an editor gets one.
        new(Compilation.Clone(), [.. rules], new CompilationWithAnalyzersOptions(Options,
            // An exception becomes AD0001, as it does for a user; the tests look for it.
            onAnalyzerException: null,
            concurrentAnalysis: true, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false));
}

/// <summary>A template or settings file that exists only here.</summary>
sealed class InMemoryFile(string path, string text) : AdditionalText
{
    readonly SourceText _text = SourceText.From(text, System.Text.Encoding.UTF8);
    public override string Path => path;
    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}

sealed class ConfigProvider(AnalyzerConfigSet configs) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Settings(configs.GlobalConfigOptions.AnalyzerOptions);
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Settings(configs.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Settings(configs.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);

    sealed class Settings(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        public override IEnumerable<string> Keys => values.Keys;
    }
}
