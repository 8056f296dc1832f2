using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using static LambdaHandlers.Analyzers.Tests.Model.Deployment.Written;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

public class OwnershipTests
{
    static AdditionalText Template(string functions, string path = "/repo/template.yaml") => new Written(path, "Resources:\n" + functions);

    static string Function(string name, string properties) => $"  {name}: {{ Type: AWS::Serverless::Function, Properties: {{ {properties} }} }}\n";

    static string[] Own(string? assembly, string? directory, params AdditionalText[] files) =>
        Project(assembly, directory, files).Functions.Select(function => function.Name).ToArray();

    [Fact]
    public void Two_projects_under_one_template_each_see_their_own_functions()
    {
        var template = Template(
            Function("A", "Handler: Shop.Orders::X::Y, Runtime: dotnet8")
            + Function("B", "Handler: ' shop.stock , Version=1.0.0.0 :: X::Y', Runtime: dotnet8")
            + Function("C", "Handler: Shop.Stock, Runtime: dotnet8")
            + Function("D", "Handler: Shop.Orders::X_Y_Generated::Y")
            + Function("E", "Handler: app.handler, Runtime: python3.14, CodeUri: ./src/Orders")
            + Function("F", "Handler: index.handler, CodeUri: ./src/Orders"));
        Assert.Equal(["A", "D"], Own("Shop.Orders", "/repo/src/Orders/", template));
        Assert.Equal(["B", "C"], Own("Shop.Stock", "/repo/src/Stock/", template));
        Assert.Empty(Own("Shop.Other", "/repo/src/Other", template));
        Assert.Equal(6, Project("Shop.Other", "/repo/src/Other", template).Files.Single().Functions.Length);
    }

    [Fact]
    public void An_executable_is_found_by_its_name_or_by_its_folder()
    {
        var template = Template(
            Function("A", "Handler: bootstrap, Runtime: provided.al2023, CodeUri: src/Orders/")
            + Function("B", "Handler: bootstrap, Runtime: provided.al2023, CodeUri: src/Stock")
            + Function("C", "Handler: bootstrap, Runtime: provided.al2023")
            + Function("D", "Handler: Orders, Runtime: dotnet8, CodeUri: ./")
            + Function("E", "Handler: Orders.dll, Runtime: dotnet8")
            + Function("F", "Handler: Renamed, Runtime: dotnet8, CodeUri: ./src/../src/Orders/bin/publish")
            + Function("G", "Runtime: dotnet8, CodeUri: src/Stock")
            + Function("H", "Handler: bootstrap, Runtime: provided.al2023, CodeUri: src/Orders.Tests"));
        Assert.Equal(["A", "D", "E", "F"], Own("Orders", "/repo/src/Orders", template));
        Assert.Equal(["B", "G"], Own("Stock", "/repo/src/Stock", template));
    }

    [Fact]
    public void Of_projects_with_one_assembly_name_a_template_means_the_one_it_points_at()
    {
        var template = Template(
            Function("A", "Handler: code::F::H, Runtime: dotnet8, CodeUri: src/a")
            + Function("B", "Handler: code::F::H, Runtime: dotnet8, CodeUri: src/b")
            + Function("C", "Handler: code::F::H, Runtime: dotnet8, CodeUri: s3://bucket/key"));
        Assert.Equal(["A", "C"], Own("code", "/repo/src/a", template));
        Assert.Equal(["B", "C"], Own("code", "/repo/src/b", template));
        Assert.Equal(["A", "B", "C"], Own("code", "/repo/src/c", template));
    }

    [Fact]
    public void An_image_is_found_by_its_context_and_dockerfile()
    {
        var template = new Written("/repo/template.yaml", """
            Resources:
              A: { Type: AWS::Serverless::Function, Properties: { PackageType: Image }, Metadata: { DockerContext: ./src/Orders, Dockerfile: Dockerfile } }
              B: { Type: AWS::Serverless::Function, Properties: { PackageType: Image }, Metadata: { DockerContext: ., Dockerfile: src/Orders/Dockerfile } }
              C: { Type: AWS::Serverless::Function, Properties: { PackageType: Image }, Metadata: { DockerContext: ., Dockerfile: src/Stock/Dockerfile } }
              D: { Type: AWS::Serverless::Function, Properties: { PackageType: Image, ImageConfig: { Command: ['Orders::A::B'] } } }
              E: { Type: AWS::Serverless::Function, Properties: { PackageType: Image, ImageUri: 'x.amazonaws.com/y' } }
            """);
        Assert.Equal(["A", "B", "D"], Own("Orders", "/repo/src/Orders", template));
    }

    [Fact]
    public void Settings_in_the_project_s_own_folder_are_its_own_whatever_they_name()
    {
        AdditionalText Settings(string path, string runtime = "dotnet8") => new Written(path, $$"""{ "function-name": "{{path}}", "function-handler": "Stale::A::B", "function-runtime": "{{runtime}}" }""");
        var docker = new Written("/repo/src/Orders/Dockerfile", "CMD [\"Stale::A::B\"]");
        var launch = new Written("/repo/src/Orders/Properties/launchSettings.json", """{ "profiles": { "P": { "commandLineArgs": "exec Amazon.Lambda.RuntimeSupport.dll Stale::A::B" } } }""");
        Assert.Equal(
            ["/repo/src/Orders/aws-lambda-tools-defaults.json", "Dockerfile", "P"],
            Own("Orders", "/repo/src/Orders/", Settings("/repo/src/Orders/aws-lambda-tools-defaults.json"), Settings("/repo/aws-lambda-tools-defaults.json"), Settings("/repo/src/Orders/aws-lambda-tools-go.json", "go1.x"), docker, launch));
        Assert.Equal(["/repo/aws-lambda-tools-defaults.json"], Own("Stale", "/repo/src/Stale", Settings("/repo/aws-lambda-tools-defaults.json")));
    }

    [Fact]
    public void Where_the_folder_is_unknown_names_decide()
    {
        var settings = new Written("aws-lambda-tools-defaults.json", """{ "function-handler": "Stale::A::B" }""");
        var template = Template(Function("A", "Handler: Orders::X::Y") + Function("B", "Handler: bootstrap, Runtime: provided.al2023"), "template.yaml");
        Assert.Equal(["aws-lambda-tools-defaults.json", "A"], Own("Orders", null, settings, template));
    }

    [Fact]
    public void Windows_paths_and_relative_paths_are_paths()
    {
        Assert.Equal(["A"], Own("Orders", @"C:\repo\src\Orders\", Template(Function("A", "Handler: bootstrap, Runtime: provided.al2023, CodeUri: 'src\\orders'"), @"C:\Repo\template.yaml")));
        Assert.Equal(["A"], Own("Orders", "/repo/src/Orders", Template(Function("A", "Handler: bootstrap, Runtime: provided.al2023, CodeUri: ./src/Orders"), "../../template.yaml")));
    }

    [Theory]
    [InlineData("/repo/src/Orders/bin/Debug/aws-lambda-tools-defaults.json")]
    [InlineData("/repo/src/Orders/obj/aws-lambda-tools-defaults.json")]
    [InlineData("/repo/.aws-sam/build/template.yaml")]
    [InlineData("/repo/cdk.out/a.template.json")]
    [InlineData("/repo/node_modules/x/serverless.yml")]
    public void What_a_build_made_is_not_looked_at(string path) =>
        Assert.Empty(Project("Orders", "/repo/src/Orders", new Written(path, "{ \"function-handler\": \"Orders::A::B\", \"handler\": \"AWS::Lambda::\" }")).Files);

    [Fact]
    public void A_repository_may_lie_in_a_folder_called_bin()
    {
        var settings = new Written("/home/x/bin/repo/aws-lambda-tools-defaults.json", """{ "function-handler": "Orders::A::B" }""");
        Assert.Single(Own("Orders", "/home/x/bin/repo", settings));
    }

    [Fact]
    public void The_model_of_a_file_is_found_again()
    {
        var template = Template(Function("A", "Handler: Orders::X::Y"));
        var other = new Written("/repo/readme.txt", "");
        var model = Project("Orders", "/repo", template, other);
        Assert.Same(model.Files.Single(), model.FileOf(template));
        Assert.Null(model.FileOf(other));
        // Another project, another compilation, after another keystroke: read once.
        Assert.Same(model.Files.Single(), Project("Stock", "/repo/src/Stock", template).FileOf(template));
    }

    [Fact]
    public void A_file_that_is_handed_over_twice_counts_once()
    {
        var model = Project("Orders", "/repo", Template(Function("A", "Handler: Orders::X::Y")), Template(Function("A", "Handler: Orders::X::Y")));
        Assert.Single(model.Files);
        Assert.Single(model.Functions);
    }

    [Fact]
    public void A_generated_wrapper_is_found_by_its_method()
    {
        var model = Project("Orders", "/repo", Template(
            Function("A", "Handler: Orders::Shop.F_Get_Generated::Get")
            + Function("B", "Handler: Orders, Runtime: dotnet8, Environment: { Variables: { ANNOTATIONS_HANDLER: Put } }")
            + Function("C", "Handler: Orders, Runtime: dotnet8")));
        Assert.Equal("A", model.Wrapping("Shop.F", "Get")?.Name);
        Assert.Equal("B", model.Wrapping("Shop.F", "Put")?.Name);
        Assert.Null(model.Wrapping("Shop.F", "Delete"));
        Assert.Equal("C", model.Program?.Name);
    }
}
