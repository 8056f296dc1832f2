using System.Diagnostics;
using LambdaHandlers.Analyzers.Model.Deployment;
using LambdaHandlers.Analyzers.Tests.Testing;
using static LambdaHandlers.Analyzers.Tests.Model.Deployment.Written;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

public class ReaderTests
{
    const string Handler = "Shop::Shop.Orders::Handle";

    [Theory]
    [InlineData("{0}")]
    [InlineData("'{0}'")]
    [InlineData("\"{0}\" # comment")]
    [InlineData(">-\n        {0}\n")]
    [InlineData(">\n        {0}\n\n")]
    [InlineData("|-\n        {0}\n")]
    [InlineData("|2+ # comment\n        {0}\n")]
    [InlineData("\n        {0}")]
    [InlineData("&here {0}")]
    [InlineData("!!str {0}")]
    [InlineData("!!str\n        &here '{0}'")]
    [InlineData("\t{0}\t# tabs")]
    [InlineData("{0}\n      Handler: {0}")]
    public void A_yaml_value_stands_where_it_is_written(string value)
    {
        foreach (var newline in new[] { "\n", "\r\n" })
            foreach (var start in new[] { "", "\uFEFF", "# Bestellungen \ud83d\ude80 für é\n", "%YAML 1.1\n---\n" })
            {
                var file = Readable("/r/template.yaml", (start + "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: " + value.Replace("{0}", Handler) + "\n      Timeout: 3\n").Replace("\n", newline));
                var function = Assert.Single(file.Functions);
                Assert.Equal(Handler, function.Handler!.Text.TrimEnd());
                Assert.Equal(Handler, file.Text.ToString(function.Handler.Span));
                Assert.False(function.Handler.IsIntrinsic);
                function.Timeout.Stands("3", file);
            }
    }

    [Theory]
    [InlineData("!Sub {0}")]
    [InlineData("!Sub '{0}'")]
    [InlineData("!Sub\n        \"{0}\"")]
    [InlineData("!Sub >-\n        {0}")]
    [InlineData("&x !Sub {0}")]
    public void A_tagged_value_stands_behind_its_tag(string value)
    {
        var file = Readable("/r/template.yaml", "Resources: \n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: " + value.Replace("{0}", "${A}::B::C"));
        file.Functions[0].Handler.Stands("${A}::B::C", file);
        Assert.Equal("!Sub", file.Functions[0].Handler!.Tag);
    }

    [Theory]
    [InlineData("{\"A\":{\"B\":\"value\"}}")]
    [InlineData("\uFEFF{ // c\r\n\t\"A\" : /* x */ { 'B' : 'value', }, }\r\n // end")]
    [InlineData("{\"A\":{\"B\":\"first\",\"B\":\"value\"}}")]
    [InlineData("{\"A\":{\"C\":[1,-2.5e3,true,false,null,{},[],\"\\u0041\\n\\\"\\\\\\/\"],\"B\":\"value\"}}")]
    public void A_json_value_stands_where_it_is_written(string content)
    {
        var file = Readable("/p/appsettings.json", content);
        file.Root!.At("A", "B").Stands("value", file);
    }

    [Fact]
    public void An_escaped_json_value_keeps_its_place()
    {
        var file = Readable("/p/appsettings.json", """{ "A": "x\ty\u00e9\\z" }""");
        Assert.Equal("x\tyé\\z", file.Root!["A"]!.Text);
        Assert.Equal("""x\ty\u00e9\\z""", file.Text.ToString(file.Root["A"]!.Span));
    }

    [Fact]
    public void Of_duplicate_keys_the_last_counts_and_all_are_there()
    {
        var root = Readable("/r/template.yaml", "A: 1\nA: 2\nB: &b { C: 3, D: 4 }\nE: { <<: *b, C: 5 }\nF: { <<: [ { X: 1 }, *b ] }\nG:\nH: ~\nI: ''").Root!;
        Assert.Equal(2, root["A"]!.Number);
        Assert.Equal(2, root.Entries.Count(entry => entry.Key.Text == "A"));
        Assert.Equal("5 4", $"{root.At("E", "C")} {root.At("E", "D")}");
        Assert.Equal("1 3", $"{root.At("F", "X")} {root.At("F", "C")}");
        Assert.Null(root["G"]);
        Assert.Null(root["H"]);
        Assert.Equal("", root["I"]!.Text);
    }

    [Fact]
    public void Lines_of_blanks_in_a_text_block_are_read()
    {
        var file = Readable("/r/template.yaml", "A:\n  B: |\n            \n    text\n        \n    more\n  C: value\n");
        file.Root!.At("A", "C").Stands("value", file);
    }

    [Fact]
    public void Unquoted_dynamic_references_and_odd_keys_are_read()
    {
        var file = Readable("/r/template.yaml", "A: {{resolve:ssm:x}}\n? [a, b]\n: c\n1: d\n!Ref e: f\nB: value\n");
        file.Root!["B"].Stands("value", file);
    }

    [Fact]
    public void Aliases_that_would_explode_stay_unknown()
    {
        var lines = string.Concat(Enumerable.Range(1, 40).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n"));
        var root = Readable("/r/template.yaml", "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + lines).Root!;
        Assert.InRange(root.Size, 1_000, 50_000);
        Assert.InRange(root.Height, 3, ConfigText.MostLevels);
        Assert.Equal(root.Size, Count(root));
        Assert.True(root["a40"]!.Items[0].IsIntrinsic);

        static int Count(ConfigNode node) => 1 + node.Items.Sum(Count) + node.Entries.Sum(entry => Count(entry.Key) + Count(entry.Value));
    }

    [Theory]
    [InlineData("a: &a [*a]")]
    [InlineData("a: &a { b: *a }")]
    [InlineData("a: *nothing")]
    public void An_alias_in_a_circle_or_of_nothing_is_no_value(string content)
    {
        var file = Written.File("/r/template.yaml", content);
        Assert.True(file.Error is not null || file.Root!.Height <= 3);
    }

    [Fact]
    public void Aliases_do_not_deepen_a_tree_beyond_the_cap()
    {
        var lines = string.Concat(Enumerable.Range(1, 500).Select(level => $"a{level}: &a{level} [*a{level - 1}]\n"));
        Assert.InRange(Readable("/r/template.yaml", "a0: &a0 [x]\n" + lines).Root!.Height, 50, ConfigText.MostLevels);
    }

    public static readonly TheoryData<string, string> Pathological = new()
    {
        { "template.json", Many("[", 500_000) }, { "template.json", Many("{\"a\":", 150_000) }, { "template.json", Many("[{\"a\":[", 100_000) },
        { "template.json", "[" + Many("1,", 500_000) }, { "template.json", Many("/", 1_000_000) }, { "template.json", "\"" + Many("\\\\", 500_000) }, { "template.json", Many("/**/", 250_000) },
        { "template.yaml", Many("[", 500_000) }, { "template.yaml", Many("{", 500_000) }, { "template.yaml", Many("- ", 500_000) }, { "template.yaml", Many("? ", 500_000) }, { "template.yaml", Many("[a, ", 250_000) },
        { "template.yaml", string.Concat(Enumerable.Range(0, 1_400).Select(level => new string(' ', level) + "a:\n")) }, { "template.yaml", Many("&a ", 300_000) }, { "template.yaml", Many("!a ", 300_000) },
        { "template.yaml", Many("!", 1_000_000) }, { "template.yaml", Many("'", 1_000_000) }, { "template.yaml", "\"" + Many("\\", 1_000_000) }, { "template.yaml", Many("\n", 1_000_000) }, { "template.yaml", Many(" ", 1_000_000) },
        { "template.yaml", Many("a\n", 500_000) }, { "template.yaml", "[" + Many("a, ", 330_000) }, { "template.yaml", Many("a: b\n", 200_000) }, { "template.yaml", "a: |\n" + Many("  x\n   \n", 120_000) },
        { "template.yaml", "a: &a b\n" + Many("b: *a\n", 160_000) }, { "template.yaml", Many("%TAG ! x\n", 100_000) }, { "template.yaml", Many("---\n", 250_000) }, { "template.yaml", Many("\t", 1_000_000) },
        { "serverless.template", Many("  \n", 330_000) + "{" }, { "Dockerfile", Many("CMD [\\\n", 140_000) }, { "Dockerfile", "CMD " + Many("[", 1_000_000) }, { "Dockerfile", Many("CMD [\"a\"]\n", 100_000) }, { "Dockerfile", Many(" ", 1_000_000) },
        { "aws-lambda-tools-defaults.json", "{ \"environment-variables\": \"" + Many("a=b;", 250_000) + "\" }" }, { "aws-lambda-tools-defaults.json", "{ \"environment-variables\": \"" + Many("\\u0061=;", 120_000) + "\" }" },
        { "aws-lambda-tools-defaults.json", "{ \"function-layers\": \"\\u0061" + Many(",", 900_000) + "\" }" },
        { "launchSettings.json", "{ \"profiles\": { \"a\": { \"commandLineArgs\": \"" + Many("Amazon.Lambda.RuntimeSupport.dll ", 30_000) + "\" } } }" },
        { "template.yaml", "Resources:\n" + string.Concat(Enumerable.Range(0, 8_000).Select(each => $"  F{each}: {{ Type: AWS::Lambda::Function, Properties: {{ Handler: A::B::C }} }}\n  M{each}: {{ Type: AWS::Lambda::Url, Properties: {{ TargetFunctionArn: !Ref F{each} }} }}\n")) },
    };

    static string Many(string piece, int times) => new System.Text.StringBuilder(piece.Length * times).Insert(0, piece, times).ToString();

    [Theory, MemberData(nameof(Pathological), DisableDiscoveryEnumeration = true)]
    public void The_worst_files_are_read_or_refused_in_time(string name, string content)
    {
        var clock = Stopwatch.StartNew();
        var thread = new Thread(() => Written.File("/r/" + name, content[..Math.Min(content.Length, ConfigText.MostCharacters)]), 256 * 1024);
        thread.Start();
        // A small stack, for whatever recurses; a generous time, for machines that are busy.
        Assert.True(thread.Join(Patience.Limit), "still reading");
        TestContext.Current.SendDiagnosticMessage($"{name} {content[..Math.Min(20, content.Length)].ReplaceLineEndings("¶")}: {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Ten_megabytes_are_refused_at_once()
    {
        var clock = Stopwatch.StartNew();
        foreach (var name in new[] { "template.yaml", "template.json", "serverless.template", "Dockerfile", "appsettings.json" })
            Assert.Contains("larger", Written.File("/r/" + name, Many("a: b # 16 letters\n", 600_000)).Error!.Message);
        Assert.True(clock.Elapsed < Patience.Limit);
    }
}
