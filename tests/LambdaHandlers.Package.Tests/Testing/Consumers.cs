namespace LambdaHandlers.Package.Tests.Testing;

/// <summary>Projects of users who reference the package in different ways, restored from the local feed and built by one command.</summary>
public sealed class Consumers(PackedOnce package) : IAsyncLifetime
{
    const string References = """
        <ItemGroup>
          <FrameworkReference Include="Microsoft.AspNetCore.App" />
          <Reference Include="$(StandIn)AmazonLambda.StandIn.dll;$(StandIn)AWSSDK.*.dll" />
        </ItemGroup>
        """;

    /// <summary>A function with two mistakes that no compiler sees.</summary>
    public const string Function = """
        using Amazon.Lambda.Core;
        using Amazon.S3;
        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]
        namespace Shop;

        public class Function
        {
            readonly DateTime _now = DateTime.UtcNow;

            public async Task<string> Handle(string bucket, ILambdaContext context)
            {
                LambdaLogger.Log(LogLevel.Information, "counting");
                using var s3 = new AmazonS3Client();
                var found = await s3.ListObjectsV2Async(new() { BucketName = bucket });
                return $"{found.KeyCount} objects at {_now}";
            }
        }
        """;

    /// <summary>The same with an advice (LH4005) and a signature that the runtime does not await (LH1002).</summary>
    static readonly string Everything = Function
        .Replace("LambdaLogger.Log(LogLevel.Information, \"counting\")", "context.Logger.LogInformation($\"counting {bucket}\")", StringComparison.Ordinal)
        .Replace("async Task<string> Handle", "async ValueTask<string> Handle", StringComparison.Ordinal);

    string Folder => Path.Combine(package.Folder, "consumers");

    /// <summary>Everything that the one build printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What the build said of one project's code.</summary>
    internal IReadOnlyList<Warning> Of(string project) => Warning.In(Output, Path.Combine(Folder, project)) is var all
        ? [.. all.Where(found => !found.File.StartsWith("..", StringComparison.Ordinal))] : [];

    /// <summary>Writes the projects and builds them.</summary>
    public async ValueTask InitializeAsync()
    {
        Write("Direct/Direct.csproj", Project(References, Reference()));
        Write("Direct/Function.cs", Function);

        Write("Central/Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="LambdaHandlers.Analyzers" Version="{package.Version}" /></ItemGroup>
            </Project>
            """);
        Write("Central/Central.csproj", Project(References));
        Write("Central/Function.cs", Function);

        // The function references a library of the house, which brings the package: PrivateAssets="none" lets it through.
        Write("Transitive/House/House.csproj", Project(Reference("PrivateAssets=\"none\"")));
        Write("Transitive/Function/Function.csproj", Project(References, """<ItemGroup><ProjectReference Include="../House/House.csproj" /></ItemGroup>"""));
        Write("Transitive/Function/Function.cs", Function);

        // Only the template above the project says that this private method is a handler.
        Write("Template/template.yaml", """
            Resources:
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: src/Orders/
                  Handler: Orders::Shop.Function::Handle
                  Runtime: dotnet10
            """);
        Write("Template/src/Orders/Orders.csproj", Project(References, Reference()));
        Write("Template/src/Orders/Function.cs", Function.Replace("public async Task<string> Handle(string bucket, ILambdaContext context)", "async Task<string> Handle(string bucket)", StringComparison.Ordinal));
        Write("Unnamed/Unnamed.csproj", Project(References, Reference()));
        Write("Unnamed/Function.cs", Function.Replace("public async Task<string> Handle(string bucket, ILambdaContext context)", "async Task<string> Handle(string bucket)", StringComparison.Ordinal));

        // It names a handler that is not there.
        Write("My C# ü/Sharp.csproj", Project(References, Reference()));
        Write("My C# ü/Function.cs", Function);
        Write("My C# ü/template.yaml", """
            Resources:
              Orders:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: Sharp::Shop.Function::Nobody
                  Runtime: dotnet10
            """);
        Write("My C# ü/.globalconfig", "is_global = true\ndotnet_diagnostic.LH1008.severity = warning\n");

        // A preset, a preset with a word of the project's own, and a misspelt one.
        Write("Preset/Preset.csproj", Project(References, Reference(), "<PropertyGroup><LambdaHandlersAnalysisMode>None</LambdaHandlersAnalysisMode></PropertyGroup>"));
        Write("Preset/Function.cs", Function);
        Write("PresetAndOwn/PresetAndOwn.csproj", Project(References, Reference(), "<PropertyGroup><LambdaHandlersAnalysisMode>None</LambdaHandlersAnalysisMode></PropertyGroup>"));
        Write("PresetAndOwn/Function.cs", Function);
        Write("PresetAndOwn/.globalconfig", "is_global = true\ndotnet_diagnostic.LH2008.severity = warning\n");
        foreach (var mode in new[] { "Default", "Strict", "SignatureOnly" })
        {
            Write($"{mode}/{mode}.csproj", Project(References, Reference(), $"<PropertyGroup><LambdaHandlersAnalysisMode>{mode}</LambdaHandlersAnalysisMode></PropertyGroup>"));
            Write($"{mode}/Function.cs", Everything);
        }
        Write("Misspelt/Misspelt.csproj", Project(Reference(), "<PropertyGroup><LambdaHandlersAnalysisMode>Strickt</LambdaHandlersAnalysisMode></PropertyGroup>"));

        // What users write of severities: for a rule, for a kind of rule, and beside the code.
        Write("Severities/Severities.csproj", Project(References, Reference()));
        Write("Severities/Function.cs", Everything);
        Write("Severities/.editorconfig", """
            [*.cs]
            dotnet_diagnostic.LH2008.severity = none
            dotnet_diagnostic.LH4005.severity = warning
            dotnet_analyzer_diagnostic.category-LambdaPerformance.severity = suggestion
            """);
        Write("Suppressed/Suppressed.csproj", Project(References, Reference()));
        Write("Suppressed/Function.cs", Function
            .Replace("readonly DateTime", "#pragma warning disable LH2008 // the time of the cold start is what is meant\nreadonly DateTime", StringComparison.Ordinal)
            .Replace("public async", "#pragma warning restore LH2008\n[System.Diagnostics.CodeAnalysis.SuppressMessage(\"LambdaPerformance\", \"LH8001\")]\npublic async", StringComparison.Ordinal));

        Write("NoLambda/NoLambda.csproj", Project(Reference()));
        Write("NoLambda/Clock.cs", """
            public class Clock
            {
                readonly DateTime _now = DateTime.UtcNow;
                public async Task<string> Handle(string url) => await new HttpClient().GetStringAsync(url) + _now;
            }
            """);

        // Neighbours in other languages, in a repository where every project has the package.
        Write("Basic/Basic.vbproj", Project(Reference(), "<PropertyGroup><LambdaHandlersAnalysisMode>Strict</LambdaHandlersAnalysisMode></PropertyGroup>"));
        Write("Basic/Clock.vb", "Public Class Clock\nPublic ReadOnly Now As System.DateTime = System.DateTime.UtcNow\nEnd Class");
        Write("Functional/Functional.fsproj", Project(Reference(), "<PropertyGroup><LambdaHandlersAnalysisMode>Strict</LambdaHandlersAnalysisMode></PropertyGroup><ItemGroup><Compile Include=\"Clock.fs\" /></ItemGroup>"));
        Write("Functional/Clock.fs", "module Clock\nlet now = System.DateTime.UtcNow");
        Write("Functional/template.yaml", "Resources: {}");

        var projects = Directory.GetFiles(Folder, "*.*proj", SearchOption.AllDirectories);
        Write("All.slnx", $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{Path.GetRelativePath(Folder, project)}\" />"))}</Solution>");
        Output = await DotNet.Succeeds(Folder, "build", "All.slnx", "-nologo");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    string Reference(string more = "") => $"""<ItemGroup><PackageReference Include="LambdaHandlers.Analyzers" Version="{package.Version}" {more} /></ItemGroup>""";

    static string Project(params string[] parts) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <AWSProjectType>Lambda</AWSProjectType>
            <GenerateRuntimeConfigurationFiles>true</GenerateRuntimeConfigurationFiles>
            <StandIn>{AppContext.BaseDirectory}</StandIn>
          </PropertyGroup>
          {string.Join("\n  ", parts)}
        </Project>
        """;

    void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
