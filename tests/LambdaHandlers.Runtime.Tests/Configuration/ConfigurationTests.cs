using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Tests.Testing;

namespace LambdaHandlers.Runtime.Tests.Configuration;

public sealed class ConfigurationTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("lambda-handlers-configuration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    const string Yaml = """
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Stage: { Type: String, Default: test }
        Globals:
          Function:
            Runtime: dotnet8
            Timeout: 20
            Environment: { Variables: { STAGE: !Ref Stage, SHARED: globals } }
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              Handler: >-
                Shop::Shop.Orders::Handle
              MemorySize: 1024   # more
              Architectures: [arm64]
              EphemeralStorage: { Size: 1024 }
              ReservedConcurrentExecutions: 3
              Environment: { Variables: { SHARED: own, QUEUE: !GetAtt Dead.Arn, NAME: !Sub 'orders-${Stage}-${AWS::Region}', LIST: !Join [',', [a, !Ref Stage]] } }
              DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Dead.Arn }
              EventInvokeConfig:
                MaximumRetryAttempts: 1
                MaximumEventAgeInSeconds: 60
                DestinationConfig: { OnFailure: { Type: Lambda, Destination: !GetAtt Audit.Arn } }
              RecursiveLoop: Allow
              LoggingConfig: { LogFormat: JSON, ApplicationLogLevel: WARN }
              AutoPublishAlias: live
          Audit:
            Type: AWS::Lambda::Function
            Properties: { FunctionName: audit, Handler: 'Shop::Shop.Audit::Handle' }
          Image:
            Type: AWS::Serverless::Function
            Properties: { PackageType: Image, ImageConfig: { Command: ['Shop::Shop.Image::Handle'] } }
          Script:
            Type: AWS::Serverless::Function
            Properties: { Handler: app.handler, Runtime: nodejs20.x }
          Dead: { Type: AWS::SQS::Queue }
        """;

    [Fact]
    public void A_template_is_read_with_its_globals_and_references()
    {
        var functions = TemplateReader.Read(File("template.yaml", Yaml)).ToList();
        Assert.Equal(["Orders", "audit", "Image"], functions.Select(function => function.Name));
        var orders = functions[0];
        Assert.Equal(("Shop::Shop.Orders::Handle", "dotnet8", "arm64", 20.0, 1024, 1024), (orders.Handler, orders.Runtime, orders.Architecture, orders.Timeout.TotalSeconds, orders.MemorySize, orders.EphemeralStorage));
        Assert.Equal(new Dictionary<string, string> { ["STAGE"] = "test", ["SHARED"] = "own", ["QUEUE"] = "arn:aws:sqs:us-east-1:123456789012:Dead", ["NAME"] = "orders-test-us-east-1", ["LIST"] = "a,test" }, orders.Environment);
        Assert.Equal((3, 1, 60.0, true, "live"), (orders.ReservedConcurrency, orders.MaximumRetryAttempts, orders.MaximumEventAge.TotalSeconds, orders.AllowRecursion, orders.Alias));
        Assert.Equal(("arn:aws:lambda:us-east-1:123456789012:function:audit", "arn:aws:sqs:us-east-1:123456789012:Dead"), (orders.OnFailure, orders.DeadLetterQueue));
        Assert.Equal(("JSON", "WARN"), (orders.LogFormat, orders.LogLevel));
        Assert.Equal((3.0, 128, "dotnet10"), (functions[1].Timeout.TotalSeconds, functions[1].MemorySize, functions[1].Runtime)); // Globals are SAM's.
    }

    [Fact]
    public void A_template_in_JSON_is_the_same()
    {
        var file = File("serverless.template", """
            {
              "Globals": { "Function": { "Timeout": 7 } },
              "Resources": {
                "F": { "Type": "AWS::Serverless::Function", "Properties": { "Handler": "A::B::C", "Environment": { "Variables": { "XX": { "Fn::Sub": "${F.Arn}" }, "YY": { "Ref": "F" }, "ZZ": { "Fn::GetAtt": ["F", "Arn"] } } } } }
              }
            }
            """);
        var function = Assert.Single(TemplateReader.Read(file));
        Assert.Equal(("A::B::C", 7.0), (function.Handler, function.Timeout.TotalSeconds));
        Assert.Equal(("arn:aws:lambda:us-east-1:123456789012:function:F", "F", "arn:aws:lambda:us-east-1:123456789012:function:F"), (function.Environment["XX"], function.Environment["YY"], function.Environment["ZZ"]));
    }

    [Fact]
    public void Aliases_and_merged_members_are_read_and_what_only_an_account_knows_is_left_to_the_defaults()
    {
        var file = File("template.yaml", """
            Common: &common { Handler: 'A::B::C', Timeout: 5, MemorySize: 256 }
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  <<: *common
                  Timeout: &seconds 7
                  MemorySize: !If [IsLarge, 1024, 512]
                  CodeUri: { Bucket: code, Key: f.zip }
              G: { Type: AWS::Serverless::Function, Properties: { Handler: 'A::B::D', Timeout: *seconds } }
            """);
        var functions = TemplateReader.Read(file);
        Assert.Equal([("A::B::C", 7.0, 128, ""), ("A::B::D", 7.0, 128, "")], functions.Select(function => (function.Handler, function.Timeout.TotalSeconds, function.MemorySize, function.TaskRoot)));
    }

    [Theory]
    [InlineData("Timeout: 901", "template.yaml(5): Timeout must be 1 to 900, not '901'.")]
    [InlineData("MemorySize: 64", "template.yaml(5): MemorySize must be 128 to 10240, not '64'.")]
    [InlineData("Timeout: soon", "template.yaml(5): Timeout must be 1 to 900, not 'soon'.")]
    [InlineData("EphemeralStorage: { Size: 1 }", "template.yaml(5): EphemeralStorage.Size must be 512 to 10240, not '1'.")]
    [InlineData("Environment: { Variables: { AWS_REGION: x } }", "template.yaml(5): The environment variable 'AWS_REGION' is reserved; Lambda sets it itself.")]
    [InlineData("Environment: { Variables: { 1X: x } }", "template.yaml(5): '1X' can't be the name")]
    [InlineData("Layers: [a, b, c, d, e, f]", "template.yaml(5): A function can have 5 layers, not 6.")]
    [InlineData("Handler: 'A::B::C D'", "template.yaml(5): Lambda takes no handler with white space in it.")]
    [InlineData("Architectures: [mips]", "template.yaml(5): Architectures must be x86_64 or arm64, not 'mips'.")]
    [InlineData("LoggingConfig: { LogFormat: XML }", "template.yaml(5): LoggingConfig.LogFormat must be Text or JSON, not 'XML'.")]
    [InlineData("{", "template.yaml(")]
    [InlineData("Layers: [a", "template.yaml(5): This is not YAML.")]
    [InlineData("Timeout: *seconds", "template.yaml(5): Nothing has the anchor 'seconds'.")]
    public void A_mistake_is_named_with_its_line(string line, string message)
    {
        var handler = line.StartsWith("Handler", StringComparison.Ordinal) ? "" : "      Handler: A::B::C\n";
        var file = File("template.yaml", $"Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      {line}\n{handler}");
        Assert.StartsWith(Path.Combine(_folder, message), Assert.Throws<ConfigurationException>(() => TemplateReader.Read(file)).Message);
    }

    [Fact]
    public void Too_many_variables_are_refused() =>
        Assert.Contains("Lambda allows 4096", FunctionLimits.ProblemOf(new Dictionary<string, string> { ["BIG"] = new string('x', 4094) }));

    [Fact]
    public void Tool_settings_are_read_with_comments_and_quotes()
    {
        var settings = ToolsDefaultsReader.Read(File(ToolsDefaultsReader.Name, """
            {
              // made by a wizard
              "function-handler": "A::B::C", "function-memory-size": 256, "function-timeout": "30", "function-runtime": "dotnet8",
              "environment-variables": "\"AA\"=\"1;2\";BB=x=y", "function-name": "orders", "dead-letter-target-arn": null,
            }
            """))!;
        Assert.Equal(("orders", "A::B::C", 256, 30.0, "dotnet8"), (settings.Name, settings.Handler, settings.MemorySize, settings.Timeout.TotalSeconds, settings.Runtime));
        Assert.Equal(("1;2", "x=y"), (settings.Environment["AA"], settings.Environment["BB"]));
    }

    [Fact]
    public void A_broken_file_names_its_line()
    {
        Assert.Contains($"{ToolsDefaultsReader.Name}(2)", Assert.Throws<ConfigurationException>(() => ToolsDefaultsReader.Read(File(ToolsDefaultsReader.Name, "{\n \"x\": nope }"))).Message);
        Assert.Throws<ConfigurationException>(() => TemplateReader.Read(File("template.json", new string('[', 5000))));
        Assert.Throws<ConfigurationException>(() => TemplateReader.Read(File("template.yaml", "a: " + new string('[', 5000))));
    }

    [Fact]
    public void Handlers_are_found_in_an_assembly_that_no_file_describes()
    {
        var folder = Subject.Compile("""
            namespace Shop;
            public class Orders { public string Handle(string a, ILambdaContext c) => a; public void Helper(string a) { } void Hidden(string a, ILambdaContext c) { } public class Nested { public void Run(ILambdaContext c) { } } }
            public abstract class Nothing { public void Handle(ILambdaContext c) { } }
            """);
        Assert.Equal(["Fn::Shop.Orders::Handle", "Fn::Shop.Orders+Nested::Run"], HandlerSearch.In(Path.Combine(folder, "Fn.dll")));
    }
}
