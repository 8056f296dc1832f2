using System.Collections.Immutable;
using System.Text;
using BenchmarkDotNet.Attributes;
using LambdaHandlers.Analyzers.Model.Secrets;
using LambdaHandlers.Benchmarks.Workloads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Benchmarks;

/// <summary>
/// The rules about secrets over 1,000 literals in 1,300 lines, beside Sonar's S2068 and S6418. Warmed up long, for the set that comes first pays for the compiler's own warming up;
/// <see cref="SecretsTime"/> runs them in turns instead.
/// </summary>
[MemoryDiagnoser(displayGenColumns: false), WarmupCount(150), IterationCount(30)]
public class HardCodedSecrets
{
    ImmutableArray<DiagnosticAnalyzer> _analyzers;
    AnalyzerOptions _options = null!;
    CSharpCompilation _compilation = null!;

    [Params("Nothing", "LambdaHandlers", "Sonar")]
    public string Rules { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        string[] ids = ["LH3001", "LH3002", "LH3003", "S2068", "S6418"];
        var set = Rules[0] switch { 'N' => Set.Nothing, 'L' => Set.LambdaHandlers, _ => Set.Sonar };
        _analyzers = [.. Peers.Of(set).Where(each => set == Set.Nothing || each.SupportedDiagnostics.Any(card => ids.Contains(card.Id)))];
        // As in an editor: what was read of the references stays, the file is new each time.
        _compilation = Workload.Of(Kind.DistinctNames)[0].Compile([CSharpSyntaxTree.ParseText(Source)])
            .WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions(
                ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("S2068", ReportDiagnostic.Warn).Add("S6418", ReportDiagnostic.Warn)));
        // Sonar's two rules are off by default, and ask this file besides.
        _options = new([new Settings("SonarLint.xml", "<AnalysisInput><Rules><Rule><Key>S2068</Key></Rule><Rule><Key>S6418</Key></Rule></Rules></AnalysisInput>")]);
    }

    [IterationSetup]
    public void Parse() => _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(Source));

    [Benchmark]
    public async Task<int> Analyze() => (await _compilation.WithAnalyzers(_analyzers, new CompilationWithAnalyzersOptions(_options, null, false, false)).GetAnalyzerDiagnosticsAsync()).Length;

    /// <summary>The same, with what the analyzers' own actions took.</summary>
    internal async Task<(int Reports, TimeSpan Actions)> AnalyzeTimed()
    {
        var analysis = await _compilation.WithAnalyzers(_analyzers, new CompilationWithAnalyzersOptions(_options, null, concurrentAnalysis: false, logAnalyzerExecutionTime: true)).GetAnalysisResultAsync(CancellationToken.None);
        return (analysis.GetAllDiagnostics().Length, new TimeSpan(analysis.AnalyzerTelemetryInfo.Values.Sum(each => each.ExecutionTime.Ticks)));
    }

    /// <summary>One thousand literals as code has them: messages, keys, paths, routes, and now and then a password. Drawn with a fixed seed.</summary>
    internal static readonly string Source = Write();

    static string Write()
    {
        var random = new Random(20261124);
        string[] kinds =
        [
            "log(\"order {0} was stored in {1}\", n);", "var key{0} = \"orders/2026/{1}.json\";", "map[\"x-order-{0}\"] = \"application/json\";", "Send(\"https://api.shop.net/v{0}/orders?page={1}\");",
            "var name{0} = \"Orders:Retry:{1}\";", "if (s == \"pending-{0}\") return;", "var sql{0} = \"SELECT id FROM orders WHERE id = @id AND n > {1}\";", "Send(\"Could not read the order: \" + n + \" of {0}\");",
            "var id{0} = \"{2}\";", "var text{0} = \"{2}{1}\";", "map[\"token\"] = \"\";", "Send($\"order-{{n}}-{0}\");",
        ];
        var code = new StringBuilder("using System; using System.Collections.Generic;\npublic class Big {\n static void Send(string s) { } static void log(string s, int n) { }\n");
        for (var method = 0; method < 100; method++)
        {
            code.Append("public void M").Append(method).Append("(string s, int n, Dictionary<string, string> map)\n{\n");
            for (var line = 0; line < 10; line++)
                code.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, kinds[random.Next(kinds.Length)] + "\n", line, random.Next(1000), new Guid(Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256)).ToArray()));
            if (method % 20 == 0) code.Append("var password = \"Violet#Harbor").Append(method).Append("27\";\n");
            code.Append("}\n");
        }
        return code.Append("}\n").ToString();
    }

    sealed class Settings(string path, string text) : AdditionalText
    {
        public override string Path => path;
        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}

/// <summary>What one literal costs: the formats, and the texts.</summary>
[MemoryDiagnoser(displayGenColumns: false), WarmupCount(3), IterationCount(10)]
public class SecretLiterals
{
    string[] _literals = [];

    [GlobalSetup]
    public void Load() => _literals = [.. CSharpSyntaxTree.ParseText(HardCodedSecrets.Source).GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken)).Select(token => token.ValueText)];

    [Benchmark]
    public int Detect()
    {
        var found = 0;
        foreach (var literal in _literals)
            if (literal.Length >= 4 && (Formats.In(literal) is not null || SecretText.In(literal) is not null)) found++;
        return found;
    }
}
