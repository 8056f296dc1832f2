using System.Reflection;

namespace LambdaHandlers.Package.Tests.Testing;

/// <summary>The repository that this test was built from.</summary>
static class Repository
{
    /// <summary>Its root.</summary>
    public static readonly string Root = Metadata("RepositoryRoot");

    /// <summary>The configuration that is built: Debug or Release.</summary>
    public static readonly string Configuration = Metadata("Configuration");

    /// <summary>The full path of a file in it.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}
