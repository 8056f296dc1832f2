using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class MatchRuntimeAndProjectTests
{
    const string Source = "namespace Store; public class Orders { public string Handle(string s, ILambdaContext c) => s; }";

    static Subject Template(string runtime, string framework = "net10.0", string more = "", string handler = "Shop::Store.Orders::Handle") => Subject.Of(Source).Property("TargetFramework", framework).File("template.yaml", $$"""
        Resources:
          F: { Type: AWS::Serverless::Function, Properties: { Runtime: {{runtime}}, CodeUri: ., Handler: "{{handler}}" {{more}} } }
        """);

    [Theory]
    [InlineData("[|dotnet8|]", "net10.0", "This project is built for .NET 10, and the runtime 'dotnet8' cannot run it; use 'dotnet10'")]
    [InlineData("[|dotnet8|]", "net9.0", "This project is built for .NET 9, and the runtime 'dotnet8' cannot run it; deploy a container image, or build for that version")]
    [InlineData("[|dotnet6|]", "net8.0", "Lambda has deprecated the runtime 'dotnet6': it gets no security updates, and in the end no deployments; use 'dotnet8'")]
    [InlineData("[|dotnetcore3.1|]", "netcoreapp3.1", "Lambda has deprecated the runtime 'dotnetcore3.1': it gets no security updates, and in the end no deployments; build for .NET 8 or later")]
    public Task A_runtime_that_cannot_run_it_is_reported(string runtime, string framework, string message) => Verify<MatchRuntimeAndProject>.Reports(Template(runtime, framework), DiagnosticSeverity.Warning, message);

    [Theory]
    [InlineData("dotnet10", "net10.0", "")]
    [InlineData("dotnet10", "net8.0", "")]
    [InlineData("dotnet8", "netstandard2.0", "")]
    [InlineData("provided.al2023", "net10.0", "")]
    [InlineData("!Ref Runtime", "net10.0", "")]
    [InlineData("nodejs20.x", "net10.0", "")]
    [InlineData("dotnet8", "net10.0", ", PackageType: Image")]
    public Task A_runtime_that_can_or_that_nobody_knows_is_fine(string runtime, string framework, string more) => Verify<MatchRuntimeAndProject>.Allows(Template(runtime, framework, more));

    [Fact]
    public Task The_runtime_that_functions_share_is_reported_once() => Verify<MatchRuntimeAndProject>.Reports(Subject.Of(Source).Property("TargetFramework", "net10.0").File("template.yaml", """
        Globals: { Function: { Runtime: [|dotnet8|], CodeUri: ., Handler: "Shop::Store.Orders::Handle" } }
        Resources:
          A: { Type: AWS::Serverless::Function, Properties: { MemorySize: 256 } }
          B: { Type: AWS::Serverless::Function, Properties: { MemorySize: 512 } }
        """));

    [Fact]
    public Task Tool_settings_beside_a_template_are_stale() => Verify<MatchRuntimeAndProject>.Allows(
        Template("dotnet10").File("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Store.Orders::Handle", "function-runtime": "dotnet6" }"""));

    [Fact]
    public Task Other_projects_are_fine() => Verify<MatchRuntimeAndProject>.Allows(Template("dotnet8", handler: "Bill::Bill.F::Handle"));

    [Fact]
    public Task A_project_for_several_frameworks_is_fine() => Verify<MatchRuntimeAndProject>.Allows(Template("dotnet8").Property("TargetFrameworks", "net8.0;net10.0"));

    [Fact]
    public Task An_executable_is_fine() => Verify<MatchRuntimeAndProject>.Allows(Subject.Of("System.Console.WriteLine();").Executable().Property("TargetFramework", "net10.0").File("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop", "function-runtime": "dotnet8" }"""));

    [Fact]
    public Task A_class_library_compiled_ahead_of_time_is_reported() => Verify<MatchRuntimeAndProject>.Reports(
        Subject.Of(Source.Replace(" Handle", " [|Handle|]", StringComparison.Ordinal)).HandledBy("Store.Orders::Handle").Property("PublishAot", "true"));

    [Fact]
    public Task What_nothing_names_may_be_anything() => Verify<MatchRuntimeAndProject>.Allows(Subject.Of(Source).Property("PublishAot", "true"));

    [Fact]
    public async Task The_fix_names_the_projects_runtime() => Assert.Equal("""{ "function-handler": "Shop::Store.Orders::Handle", "function-runtime": "dotnet10" } // here""",
        await Workbench.Apply(new MatchRuntimeAndProjectFix(), new MatchRuntimeAndProject(), Subject.Of(Source).Property("TargetFramework", "net10.0")
            .File("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Store.Orders::Handle", "function-runtime": "[|dotnet8|]" } // here"""), "aws-lambda-tools-defaults.json"));
}
