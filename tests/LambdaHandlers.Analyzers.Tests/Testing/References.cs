using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>What subjects compile against: the framework, the AWS SDK and the stand-in, as this project's own build resolved them. Nothing is downloaded.</summary>
static class References
{
    public static readonly ImmutableArray<MetadataReference> All =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "subject-references.txt"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The same without anything of Lambda's.</summary>
    public static readonly ImmutableArray<MetadataReference> WithoutLambda =
        [.. All.Where(reference => !Path.GetFileName(reference.Display)!.StartsWith("AmazonLambda", StringComparison.Ordinal))];

    /// <summary>The root of the repository, for what the tests read and regenerate there.</summary>
    public static readonly string Repository = typeof(References).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(each => each.Key == "RepositoryRoot").Value!;
}
