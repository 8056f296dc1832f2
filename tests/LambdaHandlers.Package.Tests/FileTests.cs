using System.Text.Json;
using LambdaHandlers.Package.Tests.Testing;

namespace LambdaHandlers.Package.Tests;

/// <summary>Which templates and settings the package hands to the compiler.</summary>
public class FileTests(PackedOnce package)
{
    [Fact]
    public async Task Templates_and_settings_beside_the_project_are_found()
    {
        var repository = new Layout(package.Folder, "beside",
            "F/aws-lambda-tools-defaults.json", "F/aws-lambda-tools-prod.json", "F/aws-lambda-tools-defaults.prod.json", "F/serverless.template", "F/serverless.yml", "F/serverless.dev.yaml",
            "F/template.yaml", "F/template.yml", "F/template.json", "F/samconfig.toml", "F/Dockerfile", "F/Dockerfile.lambda", "F/Properties/launchSettings.json", "F/appsettings.json", "F/appsettings.Production.json",
            "F/orders.template", "F/Dockerfile.lambda", "F/package.json", "F/other.yaml", "F/infra/template.yaml", "F/bin/Debug/template.yaml", "F/.aws-sam/build/template.yaml", "F/cdk.out/template.json", "F/node_modules/x/serverless.yml");
        Assert.Equal(
            [
                "F/Dockerfile", "F/Dockerfile.lambda", "F/Properties/launchSettings.json", "F/appsettings.Production.json", "F/appsettings.json", "F/aws-lambda-tools-defaults.json", "F/aws-lambda-tools-defaults.prod.json", "F/aws-lambda-tools-prod.json", "F/orders.template",
                "F/samconfig.toml", "F/serverless.dev.yaml", "F/serverless.template", "F/serverless.yml", "F/template.json", "F/template.yaml", "F/template.yml",
            ],
            await repository.AdditionalFiles("F"));
    }

    [Fact]
    public async Task Templates_above_the_project_are_found_up_to_the_root_of_the_repository()
    {
        var repository = new Layout(package.Folder, "above", "template.yaml", "repo/.git/HEAD", "repo/template.yaml", "repo/appsettings.json", "repo/src/serverless.yml", "repo/src/F/Dockerfile", "repo/src/G/template.yaml");
        Assert.Equal(["repo/src/F/Dockerfile", "repo/src/serverless.yml", "repo/template.yaml"], await repository.AdditionalFiles("repo/src/F"));
    }

    [Fact]
    public async Task Three_folders_above_the_project_are_the_limit()
    {
        var repository = new Layout(package.Folder, "deep", "template.yaml", "a/template.yaml", "a/b/c/d/template.yml");
        Assert.Equal(["a/b/c/d/template.yml", "a/template.yaml"], await repository.AdditionalFiles("a/b/c/d"));
    }

    [Fact]
    public async Task A_file_that_the_project_lists_itself_is_not_handed_over_twice()
    {
        var repository = new Layout(package.Folder, "listed", "template.yaml", "F/aws-lambda-tools-defaults.json", "F/template.yaml");
        Assert.Equal(
            ["F/aws-lambda-tools-defaults.json", "F/template.yaml", "template.yaml"],
            await repository.AdditionalFiles("F", """<AdditionalFiles Include="template.yaml;../template.yaml" />"""));
    }

    [Fact]
    public async Task A_project_can_add_and_remove_files()
    {
        var repository = new Layout(package.Folder, "changed", "template.yaml", "F/template.yaml", "infra/orders.yaml");
        Assert.Equal(
            ["F/template.yaml", "infra/orders.yaml"],
            await repository.AdditionalFiles("F", """<LambdaHandlersFile Remove="../template.yaml" /><LambdaHandlersFile Include="../infra/orders.yaml" />"""));
    }

    [Fact]
    public async Task A_project_can_decline_the_search()
    {
        var repository = new Layout(package.Folder, "declined", "template.yaml", "F/template.yaml");
        Assert.Empty(await repository.AdditionalFiles("F", property: "-p:LambdaHandlersFindFiles=false"));
    }

    [Fact]
    public async Task The_compiler_sees_the_properties_that_rules_ask_for()
    {
        var repository = new Layout(package.Folder, "properties");
        var visible = await repository.Items("F", "CompilerVisibleProperty");
        foreach (var name in new[] { "AssemblyName", "AWSProjectType", "GenerateRuntimeConfigurationFiles", "IsTestProject", "LambdaHandlersAnalysisMode", "LambdaHandlersProjectFolder", "OutputType", "ProjectDir", "PublishAot", "PublishTrimmed", "RootNamespace", "TargetFramework" })
            Assert.Contains(name, visible.Select(item => item.Identity));
    }

    /// <summary>A folder of empty files, and a project in it that imports the package's build files as NuGet would.</summary>
    sealed class Layout
    {
        readonly string _root;

        public Layout(string folder, string name, params string[] files)
        {
            // Deeper than the search goes, so that it never leaves this layout.
            _root = Path.Combine(folder, "layouts", name, "x", "y", "z");
            Directory.CreateDirectory(_root);
            foreach (var file in files)
            {
                var full = Path.Combine(_root, file);
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                File.WriteAllText(full, "");
            }
        }

        public async Task<IEnumerable<string>> AdditionalFiles(string project, string items = "", string property = "-p:A=B") =>
            (await Items(project, "AdditionalFiles", items, property)).Select(item => Path.GetRelativePath(_root, item.FullPath)).Order(StringComparer.Ordinal);

        public async Task<IReadOnlyList<(string Identity, string FullPath)>> Items(string project, string type, string items = "", string property = "-p:A=B")
        {
            var folder = Path.Combine(_root, project);
            var package = Repository.PathOf("src/LambdaHandlers.Package/buildTransitive/LambdaHandlers.Analyzers");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "Project.csproj"), $"""
                <Project>
                  <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
                  <Import Project="{package}.props" />
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup>{items}</ItemGroup>
                  <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
                  <Import Project="{package}.targets" />
                </Project>
                """);
            var json = await DotNet.Succeeds(folder, "msbuild", "Project.csproj", $"-getItem:{type}", property);
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("Items").GetProperty(type).EnumerateArray()
                .Select(item => (item.GetProperty("Identity").GetString()!, item.GetProperty("FullPath").GetString()!))];
        }
    }
}
