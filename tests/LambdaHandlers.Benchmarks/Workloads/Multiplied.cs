using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace LambdaHandlers.Benchmarks.Workloads;

/// <summary>This repository's samples over and over, each copy in namespaces of its own: code as functions have it, and the same mistakes.</summary>
static partial class Multiplied
{
    const string Serializer = "[assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]\n";

    /// <summary>A project of so many files, with one template that names every handler.</summary>
    public static Workload Samples(int files)
    {
        var samples = Read();
        var sources = ImmutableArray.CreateBuilder<(string, string)>();
        sources.Add(("/generated/Serializer.cs", Usings + Serializer));
        var template = new StringBuilder("AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n");
        for (var copy = 0; sources.Count < files; copy++)
            foreach (var (file, text) in samples)
            {
                if (sources.Count == files) break;
                sources.Add((string.Create(CultureInfo.InvariantCulture, $"/generated/{copy}/{file}"), Renamed(text, copy)));
                foreach (Match handler in Handler().Matches(text))
                    template.Append(CultureInfo.InvariantCulture, $"  F{sources.Count}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: Generated::{Namespace().Match(text).Groups[1].Value}{copy}.Function::{handler.Groups[1].Value}\n      Runtime: dotnet10\n");
            }
        return new("Generated", sources.ToImmutable(), [("/generated/template.yaml", template.ToString())], Edited: 2);
    }

    /// <summary>The same in one file of so many lines.</summary>
    public static Workload LongFile(int lines)
    {
        var code = new StringBuilder(Usings + string.Concat(Read().SelectMany(sample => Using().Matches(sample.Text).Select(match => match.Value)).Distinct()) + Serializer);
        var written = code.ToString().Count(c => c == '\n');
        for (var copy = 0; written < lines; copy++)
            foreach (var (_, text) in Read())
            {
                var block = Namespace().Replace(Renamed(Using().Replace(text, ""), copy), "namespace $1\n{") + "}\n";
                code.Append(block);
                written += block.Count(c => c == '\n');
            }
        return new("Generated", [("/generated/Long.cs", code.ToString())]);
    }

    const string Usings = "global using System;\nglobal using System.Collections.Generic;\nglobal using System.IO;\nglobal using System.Linq;\nglobal using System.Net.Http;\nglobal using System.Threading;\nglobal using System.Threading.Tasks;\n";

    // Programs and what each copy would declare again for the assembly are left out.
    static (string File, string Text)[] Read()
    {
        var root = typeof(Multiplied).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "RepositoryRoot").Value!;
        return [.. Directory.GetFiles(Path.Combine(root, "samples"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split('/', '\\').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path.Replace('\\', '/')[(root.Length + "samples/".Length)..], Attribute().Replace(File.ReadAllText(path).ReplaceLineEndings("\n"), "")))
            .Where(sample => Namespace().IsMatch(sample.Item2))];
    }

    static string Renamed(string text, int copy) => Namespace().Replace(text, match => string.Create(CultureInfo.InvariantCulture, $"namespace {match.Groups[1].Value}{copy};"));

    [GeneratedRegex(@"^namespace (\w+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^\[assembly:.*\]\n", RegexOptions.Multiline)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(\w+)\([^()]*ILambdaContext \w+\)")]
    private static partial Regex Handler();
}
