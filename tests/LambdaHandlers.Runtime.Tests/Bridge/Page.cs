using System.Reflection;
using System.Text.RegularExpressions;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Bridge;

/// <summary>The page of a rule, with the two examples that the analyzers' tests compile and check; here they are run.</summary>
sealed partial class Page(string id)
{
    static readonly string Root = typeof(Page).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    public string Path { get; } = System.IO.Path.Combine(Root, "docs", "rules", id + ".md");

    public string Text => File.ReadAllText(Path).ReplaceLineEndings("\n");

    /// <summary>The example under a heading as a function; a template beside it names the handler, else the entry of the bridge does. A wrapper is what the Annotations generator would write.</summary>
    public FunctionConfiguration Function(string heading, string handler, string? wrapper = null)
    {
        var section = Regex.Match(Text, $@"^## {heading}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        var blocks = Fence().Matches(section).Select(match => (Language: match.Groups[1].Value, Word: match.Groups[2].Value.Trim(), Code: match.Groups[3].Value)).ToList();
        Assert.NotEmpty(blocks);
        var code = blocks.Where(block => block.Language == "csharp").Select(block => block.Code).ToArray();
        if (wrapper is not null) code = [.. code, wrapper];
        var executable = blocks.Exists(block => block.Word == "executable");
        var serializer = !executable && !blocks.Exists(block => block.Word == "no-serializer");
        var folder = Subject.Compile(string.Join('\n', code), serializer, executable, name: "Shop", whole: true, aspNetCore: wrapper is not null);
        if (blocks.Find(block => block.Word == "template.yaml") is { Code: { } template })
        {
            var file = System.IO.Path.Combine(folder, "template.yaml");
            File.WriteAllText(file, template);
            handler = TemplateReader.Read(file).Single().Handler;
        }
        else
        {
            handler = executable ? "Shop" : $"Shop::{handler}";
        }
        return Running.Configuration(folder) with { Handler = handler };
    }

    [GeneratedRegex(@"^```(\w+)([^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
