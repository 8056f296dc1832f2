using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class ReadableDeploymentFileTests
{
    static readonly Subject Project = "public class Orders { public string Handle(string order, ILambdaContext context) => order; }";

    [Theory]
    [InlineData("aws-lambda-tools-defaults.json", """{ "function-handler": [|S|]hop::Orders::Handle }""")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Orders::Handl[|e|]""")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "a": 1 [|"|]b": 2 }""")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "a": "\[|q|]" }""")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "a": 1 } [|}|]""")]
    [InlineData("aws-lambda-tools-defaults.json", "{ \"a\": [|/|]* no end ")]
    [InlineData("../../serverless.template", "{ \"Resources\": {}[|]|] }")]
    [InlineData("../template.yaml", "Resources:\n  F: { Type[|:|] AWS::Serverless::Function\nGlobals: [")]
    [InlineData("../template.yaml", "Resources:\n  F: \"no en[|d|]")]
    [InlineData("serverless.yml", "functions:\n  - a\n [|b|]: c")]
    [InlineData("Properties/launchSettings.json", "{ \"profiles\": [|}|]")]
    [InlineData("appsettings.Production.json", "{ [|D|]b: 1 }")]
    [InlineData("../orders-stack.yaml", "Resources:\n  F: { Type: AWS::Lambda::Function ]")]
    public Task A_file_is_reported_where_reading_stopped(string path, string content) =>
        Verify<ReadableDeploymentFile>.Reports(Project.File(path, content.Contains("[|") ? content : content.Replace("]", "[|]|]")), DiagnosticSeverity.Info);

    [Fact]
    public Task The_message_names_the_file_and_the_reason() =>
        Verify<ReadableDeploymentFile>.Reports(Project.File("aws-lambda-tools-defaults.json", "{ \"a\" [|1|] }"),
            message: "'aws-lambda-tools-defaults.json' cannot be read from here on: ':' is expected; until it is mended, no rule knows the functions that it describes");

    [Fact]
    public Task What_dotnet_new_makes_files_from_is_no_deployment_file() =>
        Verify<ReadableDeploymentFile>.Allows(Project.File("aws-lambda-tools-defaults.json", """
            {
            //#if (native)
              "function-handler": "bootstrap"
            //#else
              "function-handler": "Shop::Orders::Handle"
            //#endif
            }
            """));

    [Fact]
    public Task Settings_of_an_application_describe_no_function() =>
        Verify<ReadableDeploymentFile>.Reports(Project.File("appsettings.json", "{ \"a\": 1 [|\"|]b\": 2 }"),
            message: "'appsettings.json' cannot be read from here on: ',' or '}' is expected; until it is mended, no rule looks for secrets in it");

    [Fact]
    public Task A_huge_file_is_reported_at_its_start() =>
        Verify<ReadableDeploymentFile>.Reports(Project.File("template.json", "[|{|] \"a\": \"" + new string('x', 10_000_000) + "\" }"));

    [Theory]
    [InlineData("template.json", "[")]
    [InlineData("template.json", "{\"a\":")]
    [InlineData("template.yaml", "[")]
    [InlineData("template.yaml", "{a: ")]
    [InlineData("template.yaml", "- ")]
    [InlineData("serverless.template", "{\"a\":[")]
    public async Task A_deeply_nested_file_is_reported_where_it_is_too_deep(string path, string opening)
    {
        var deep = string.Concat(Enumerable.Repeat(opening, 50_000));
        // The 65th bracket, whatever stands between them. Markup can't mark it: "[" and "|" would meet.
        var brackets = deep.Select((letter, at) => (letter, at)).Where(each => each.letter is '[' or '{' or '-').Select(each => each.at);
        var found = await Verify<ReadableDeploymentFile>.Findings(Project.File(path, deep).Compile());
        Assert.Equal(new TextSpan(brackets.ElementAt(64), 1), Assert.Single(found).Location.SourceSpan);
    }

    [Theory]
    [InlineData("aws-lambda-tools-defaults.json", "\uFEFF// comment\r\n{ \"function-handler\": \"Shop::Orders::Handle\", /* and */ }\r\n")]
    [InlineData("aws-lambda-tools-defaults.json", "")]
    [InlineData("aws-lambda-tools-defaults.json", " \r\n")]
    [InlineData("../template.yaml", "\uFEFFResources:\r\n  F:\r\n    Type: AWS::Serverless::Function\r\n    Type: AWS::Serverless::Function\r\n    Properties:\r\n      Handler: >-\r\n        Shop::Orders::Handle\r\n")]
    [InlineData("../template.yaml", "A: &a { B: !Sub x }\nC: *a\nD: { <<: *a }\n")]
    [InlineData("serverless.template", "Resources:\n  F: { Type: AWS::Serverless::Function }\n")]
    [InlineData("Dockerfile", "CMD [\"Shop::Orders::Handle\"")]
    [InlineData("samconfig.toml", "[default\nx = ")]
    [InlineData("stylecop.json", "{ broken")]
    [InlineData("notes.yml", "a: [")]
    [InlineData("bin/Debug/net10.0/aws-lambda-tools-defaults.json", "{ broken")]
    public Task A_readable_file_and_one_of_another_kind_are_fine(string path, string content) =>
        Verify<ReadableDeploymentFile>.Allows(Project.File(path, content));

    [Fact]
    public Task A_project_without_Lambda_is_not_looked_at() =>
        Verify<ReadableDeploymentFile>.Allows(Subject.Of("public class A { }").WithoutLambda().File("template.yaml", "a: ["));
}
