using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary><c>dotnet format analyzers</c> with the package: every fix, applied to the example of its rule's page.</summary>
public class FormatTests(FormatTests.Formatted formatted) : IClassFixture<FormatTests.Formatted>
{
    public static IEnumerable<TheoryDataRow<string>> Ids => Example.FixableIds.Select(id => new TheoryDataRow<string>(id));

    [Fact]
    public void What_the_fixes_leave_builds() => Assert.True(formatted.Build.Code == 0, formatted.Build.Output);

    /// <summary>Some pages begin with a case that their fix leaves to the reader; then dotnet format says that it was offered nothing, which is not the same as finding no fix.</summary>
    [Theory, MemberData(nameof(Ids))]
    public void A_fix_is_found_and_changes_the_example_of_its_page_where_it_is_offered(string id) =>
        Assert.True(formatted.IsChanged(id) || formatted.Output.Contains($"Unable to fix {id}. Code fix", StringComparison.Ordinal),
            $"dotnet format analyzers left the example of {id} as it was:\n{formatted.Output}");

    [Fact]
    public void Most_fixes_are_offered_on_their_pages() =>
        Assert.InRange(Example.FixableIds.Count(formatted.IsChanged), Example.FixableIds.Count() * 3 / 4, int.MaxValue);

    /// <summary>Of several ways to repair a finding, dotnet format takes one for all findings: where that one is not offered, the handler stays as it is.</summary>
    [Fact]
    public void Most_handlers_as_somebody_would_write_them_are_changed_too() =>
        Assert.InRange(formatted.Handlers.Count(formatted.IsChangedFile), formatted.Handlers.Count * 4 / 5, int.MaxValue);

    /// <summary>The examples of all pages whose rule has a fix and the handlers of the behaviour suite, restored with the package, formatted and built.</summary>
    public sealed class Formatted(PackedOnce package) : IAsyncLifetime
    {
        string Folder => Path.Combine(package.Folder, "pages");

        readonly Dictionary<string, string> _written = [];

        /// <summary>What <c>dotnet format</c> printed.</summary>
        public string Output { get; private set; } = "";

        /// <summary>The build after it.</summary>
        public (int Code, string Output) Build { get; private set; }

        /// <summary>True when the fix has changed a file of a rule's example.</summary>
        public bool IsChanged(string id) => _written.Any(file => Path.GetFileName(file.Key).StartsWith(id, StringComparison.Ordinal) && File.ReadAllText(file.Key) != file.Value);

        /// <summary>The files of the realistic handlers, programs left out: a project has one.</summary>
        public IReadOnlyList<string> Handlers { get; } =
            [.. Directory.GetFiles(Repository.PathOf("tests/LambdaHandlers.Analyzers.Tests/Behaviour/Handlers"), "*.cs").Where(file => !File.ReadAllText(file).Contains("LambdaBootstrapBuilder", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

        /// <summary>True when a fix has changed a file.</summary>
        public bool IsChangedFile(string name) => _written.Any(file => Path.GetFileName(file.Key) == name && File.ReadAllText(file.Key) != file.Value);

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Write("Handlers", new Example("Handlers", [.. Handlers.Select(name => (name, WithoutSerializer(File.ReadAllText(Repository.PathOf($"tests/LambdaHandlers.Analyzers.Tests/Behaviour/Handlers/{name}")))))], IsExecutable: false, HasSerializer: true));
            var examples = Example.FixableIds.Select(Example.Of).ToList();
            Write("Pages", [.. examples.Where(example => example.IsSharable).Select(example => example.InNamespace())]);
            foreach (var example in examples.Where(example => !example.IsSharable)) Write(example.Id, example);
            var projects = Directory.GetFiles(Folder, "*.csproj", SearchOption.AllDirectories);
            File.WriteAllText(Path.Combine(Folder, "All.slnx"), $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{Path.GetRelativePath(Folder, project)}\" />"))}</Solution>");
            // An error would stop the compiler before the fix is judged.
            File.WriteAllText(Path.Combine(Folder, ".editorconfig"), "root = true\n[*.cs]\n" + string.Concat(examples.Select(example => $"dotnet_diagnostic.{example.Id}.severity = warning\n")));

            await DotNet.Succeeds(Folder, "restore", "All.slnx");
            Output = await DotNet.Succeeds(Folder, ["format", "analyzers", "All.slnx", "--no-restore", "--severity", "info", "--verbosity", "normal", "--diagnostics", .. examples.Select(example => example.Id)]);
            Build = await DotNet.Run(Folder, "build", "All.slnx", "--no-restore", "-nologo");
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        // The project has one already.
        static string WithoutSerializer(string source) => string.Concat(source.Split('\n').Where(line => !line.StartsWith("[assembly:", StringComparison.Ordinal)).Select(line => line + "\n"));

        void Write(string name, params Example[] examples)
        {
            if (examples.Length == 0) return;
            var folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
            File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <OutputType>{(examples[0].IsExecutable ? "Exe" : "Library")}</OutputType>
                    <UseAppHost>false</UseAppHost>
                    <AssemblyName>Shop</AssemblyName>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                    <AWSProjectType>Lambda</AWSProjectType>
                  </PropertyGroup>
                  <ItemGroup>
                    <FrameworkReference Include="Microsoft.AspNetCore.App" />
                    <Reference Include="{AppContext.BaseDirectory}AmazonLambda.StandIn.dll;{AppContext.BaseDirectory}AWSSDK.*.dll" />
                    <Using Include="Amazon.Lambda.Core;Amazon.Lambda.Serialization.SystemTextJson" />
                    <PackageReference Include="LambdaHandlers.Analyzers" Version="{package.Version}" />
                  </ItemGroup>
                  <!-- The pages' examples compile without generators, as in the tests of the rules. -->
                  <Target Name="WithoutGenerators" BeforeTargets="CoreCompile">
                    <ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'System.Text.Json.SourceGeneration'" /></ItemGroup>
                  </Target>
                </Project>
                """);
            if (examples[0].HasSerializer)
                File.WriteAllText(Path.Combine(folder, "Serializer.cs"), "[assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]\n");
            foreach (var (path, text) in examples.SelectMany(example => example.Files))
            {
                var full = Path.GetFullPath(Path.Combine(folder, path));
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                File.WriteAllText(full, text);
                _written[full] = text;
            }
        }
    }
}
