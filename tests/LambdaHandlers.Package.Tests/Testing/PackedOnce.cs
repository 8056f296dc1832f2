using System.IO.Compression;

[assembly: AssemblyFixture(typeof(LambdaHandlers.Package.Tests.Testing.PackedOnce))]

namespace LambdaHandlers.Package.Tests.Testing;

/// <summary>The package, packed once for all tests into a folder that is a feed with nothing else in it.</summary>
public sealed class PackedOnce : IAsyncLifetime
{
    /// <summary>A folder of this run, deleted after it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("lambda-handlers-").FullName;

    /// <summary>The local feed.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>The one file in it.</summary>
    public string Nupkg => Assert.Single(Directory.GetFiles(Feed));

    /// <summary>The package's version.</summary>
    public string Version => Path.GetFileNameWithoutExtension(Nupkg)["LambdaHandlers.Analyzers.".Length..];

    /// <summary>Packs what the build before this test has built.</summary>
    public async ValueTask InitializeAsync()
    {
        await DotNet.Succeeds(Repository.Root, "pack", "src/LambdaHandlers.Package", "--no-build", "--no-restore", "-c", Repository.Configuration, "-o", Feed, "-nologo");
        // Consumers lie below: they see no other feed, no other settings, and no repository around them.
        File.WriteAllText(Path.Combine(Folder, "nuget.config"),
            """
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="feed" />
              </packageSources>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(Folder, name), "<Project />");
        File.WriteAllText(Path.Combine(Folder, ".editorconfig"), "root = true\n");
    }

    /// <summary>The names of the package's entries that are content, sorted.</summary>
    public IReadOnlyList<string> Entries()
    {
        using var archive = ZipFile.OpenRead(Nupkg);
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml").Order(StringComparer.Ordinal)];
    }

    /// <summary>The text of an entry.</summary>
    public string Read(string entry) => System.Text.Encoding.UTF8.GetString(Bytes(entry));

    /// <summary>An entry as it is.</summary>
    public byte[] Bytes(string entry)
    {
        using var archive = ZipFile.OpenRead(Nupkg);
        using var stream = archive.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
