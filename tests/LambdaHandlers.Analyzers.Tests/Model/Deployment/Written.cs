using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

/// <summary>A deployment file that exists in a test only.</summary>
sealed class Written(string path, string content) : AdditionalText
{
    readonly SourceText _text = SourceText.From(content);

    public override string Path => path;
    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    /// <summary>Reads one file.</summary>
    public static DeploymentFile File(string path, string content) => DeploymentFile.Of(new Written(path, content), TestContext.Current.CancellationToken)!;

    /// <summary>Reads one file with one function.</summary>
    public static DeployedFunction Function(string path, string content) => Assert.Single(Readable(path, content).Functions);

    /// <summary>Reads one file without an error.</summary>
    public static DeploymentFile Readable(string path, string content)
    {
        var file = File(path, content);
        Assert.Null(file.Error);
        return file;
    }

    /// <summary>What a project sees of some files.</summary>
    public static DeploymentModel Project(string? assembly, string? directory, params AdditionalText[] files) =>
        DeploymentModel.Read(new AnalyzerOptions(ImmutableArray.Create(files)), new BuildSettings(new Properties(directory)), assembly, TestContext.Current.CancellationToken);

    sealed class Properties(string? directory) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            (value = key == "build_property.ProjectDir" ? directory : null) is not null;
    }
}

/// <summary>Asks about a value and its place at once.</summary>
static class Placed
{
    /// <summary>The value is this text, and stands in the file just so.</summary>
    public static void Stands(this ConfigNode? node, string expected, DeploymentFile file)
    {
        Assert.NotNull(node);
        Assert.Equal(expected, node.Text);
        Assert.Equal(expected, file.Text.ToString(node.Span));
        Assert.Equal(file.Path, node.Location.GetLineSpan().Path);
        Assert.Equal(file.Text.Lines.GetLinePositionSpan(node.Span), node.Location.GetLineSpan().Span);
        Assert.Equal(node.Span, node.Location.SourceSpan);
    }
}
