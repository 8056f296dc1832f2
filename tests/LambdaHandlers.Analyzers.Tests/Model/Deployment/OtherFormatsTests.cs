using LambdaHandlers.Analyzers.Model.Deployment;
using static LambdaHandlers.Analyzers.Tests.Model.Deployment.Written;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

public class OtherFormatsTests
{
    [Fact]
    public void Tool_settings_describe_one_function()
    {
        var file = Readable("/p/aws-lambda-tools-defaults.json", """
            {
              "Information": [ "All the command line options can be specified here", ],
              "profile": "default",
              "function-name": "orders",
              "function-handler": "Shop::Shop.Orders::Handle",
              "function-runtime": "dotnet10",
              "function-timeout": 30,
              "function-memory-size": "512",
              "function-architecture": "arm64",
              "function-layers": "arn:a,arn:b",
              "ephemerals-storage-size": 600,
              "environment-variables": "TABLE=orders;\"A=B\"=\"1;2\";EMPTY=",
              "snap-start-apply-on": "PublishedVersions",
              "function-url-enable": true
            }
            """);
        var function = Assert.Single(file.Functions);
        Assert.Equal("orders", function.Name);
        function.Handler.Stands("Shop::Shop.Orders::Handle", file);
        function.Runtime.Stands("dotnet10", file);
        function.Timeout.Stands("30", file);
        function.MemorySize.Stands("512", file);
        function.EphemeralStorage.Stands("600", file);
        Assert.Equal(["arn:a", "arn:b"], function.Layers.Select(layer => layer.Text));
        function.Layers[1].Stands("arn:b", file);
        Assert.True(function is { HasFunctionUrl: true, HasSnapStart: true });
        Assert.Equal(["TABLE", "A=B", "EMPTY"], function.Environment.Select(variable => variable.Key.Text));
        Assert.Equal(["orders", "1;2", ""], function.Environment.Select(variable => variable.Value.Text));
        function.Environment[0].Key.Stands("TABLE", file);
        function.Environment[1].Value.Stands("1;2", file);
    }

    [Theory]
    [InlineData("\"A=1\"", "A=1")]
    [InlineData("\"A=1;\"", "A=1")]
    [InlineData("\"A\"", "A=")]
    [InlineData("\"=1;B=2\"", "B=2")]
    [InlineData("\"A=x=y;B\"", "A=x=y B=")]
    [InlineData("\"\\\"A\"", "A=")]
    [InlineData("\"\\\"A\\\"=\\\"b;c\"", "A=b c=")]
    [InlineData("\"\"", "")]
    [InlineData("\";;=\"", ";;=")]
    [InlineData("5", "5=")]
    [InlineData("[ \"A\" ]", "")]
    [InlineData("{ \"A\": \"1\", \"B\": 2 }", "A=1 B=2")]
    public void Tool_settings_write_variables_as_text_or_object(string setting, string expected)
    {
        var function = Function("/p/aws-lambda-tools-defaults.json", $$"""{ "function-handler": "A::B::C", "environment-variables": {{setting}} }""");
        Assert.Equal(expected, string.Join(' ', function.Environment.Select(variable => $"{variable.Key.Text}={variable.Value.Text}")));
    }

    [Fact]
    public void Tool_settings_for_a_template_describe_none() =>
        Assert.Empty(Readable("/p/aws-lambda-tools-defaults.json", """{ "profile": "p", "configuration": "Release", "template": "serverless.template" }""").Functions);

    [Theory]
    [InlineData("\"Shop::Shop.Orders::Handle\"")]
    [InlineData("[ \"Shop::Shop.Orders::Handle\" ]")]
    public void Tool_settings_of_an_image_name_the_handler_as_its_command(string command)
    {
        var file = Readable("/p/aws-lambda-tools-defaults.json", $$"""{ "package-type": "image", "function-handler": "stale", "image-command": {{command}} }""");
        file.Functions[0].Handler.Stands("Shop::Shop.Orders::Handle", file);
        Assert.True(file.Functions[0].IsImage);
    }

    [Fact]
    public void A_service_of_the_Serverless_Framework_shares_through_its_provider()
    {
        var file = Readable("/r/serverless.yml", """
            service: shop
            provider:
              name: aws
              runtime: dotnet8
              timeout: 20
              environment: { STAGE: '${opt:stage}' }
            package: { artifact: bin/shop.zip }
            functions:
              orders:
                handler: Shop::Shop.Orders::Handle
                memorySize: 256
                environment:
                  TABLE: orders
                snapStart: true
                url: true
                events:
                  - sqs: { arn: !GetAtt Queue.Arn, batchSize: 1, functionResponseType: ReportBatchItemFailures }
                  - s3: { bucket: uploads, rules: [ { prefix: in/ }, { suffix: .csv } ] }
                  - schedule: rate(1 hour)
                  - stream: { type: kinesis, arn: 'arn:aws:kinesis:x:1:stream/s' }
                  - stream: arn:aws:dynamodb:x:1:table/t/stream/s
                  - httpApi: 'GET /orders'
                  - just text
            resources:
              Resources:
                Queue: { Type: AWS::SQS::Queue }
                Cfn: { Type: AWS::Lambda::Function, Properties: { Handler: 'A::B::C' } }
            """);
        Assert.Equal(DeploymentKind.ServerlessFramework, file.Kind);
        Assert.Equal(["orders", "Cfn"], file.Functions.Select(function => function.Name));
        var orders = file.Functions[0];
        orders.Handler.Stands("Shop::Shop.Orders::Handle", file);
        orders.Runtime.Stands("dotnet8", file);
        orders.Timeout.Stands("20", file);
        orders.CodeUri.Stands("bin/shop.zip", file);
        Assert.Equal(["STAGE", "TABLE"], orders.Environment.Select(variable => variable.Key.Text));
        Assert.True(orders is { HasSnapStart: true, HasFunctionUrl: true });
        Assert.Equal(["sqs", "s3", "schedule", "kinesis", "dynamodb", "httpApi"], orders.Events.Select(mapping => mapping.Type));
        Assert.Equal("Queue", orders.Events[0].Resource!.Reference);
        Assert.True(orders.Events[0].ReportsBatchItemFailures);
        Assert.Equal(1, orders.Events[0].BatchSize!.Number);
        Assert.Equal(("uploads", "in/", ".csv"), (orders.Events[1].Resource!.Text, orders.Events[1].KeyPrefix!.Text, orders.Events[1].KeySuffix!.Text));
        Assert.Equal("AWS::SQS::Queue", file.Resource("Queue")!["Type"]!.Text);
    }

    [Fact]
    public void Variables_can_be_merged_in()
    {
        var function = Function("/r/serverless.yml", """
            custom: { a: &a { A: '1', B: '1' }, b: &b { B: '2', C: '2' } }
            provider: { environment: { <<: [ *b, *a ], C: '3' } }
            functions: { f: { handler: 'A::B::C', environment: { <<: *a, A: '4' } } }
            """);
        Assert.Equal("4 1 3", $"{function.Variable("A")} {function.Variable("B")} {function.Variable("C")}");
    }

    [Fact]
    public void Of_several_merged_maps_the_first_counts()
    {
        var function = Function("/r/serverless.yml", """
            custom: { a: &a { A: '1' }, b: &b { A: '2' } }
            functions: { f: { handler: 'A::B::C', environment: { <<: [ *b, *a ] } } }
            """);
        Assert.Equal("2", function.Variable("A")!.Text);
    }

    [Theory]
    [InlineData("serverless.yaml", "\uFEFFhandler: Shop::Shop.Orders::Handle\r\nevents: []\r\n", "serverless.yaml")]
    [InlineData("orders.yml", "\uFEFFhandler: Shop::Shop.Orders::Handle\r\n", "orders.yml")]
    [InlineData("functions.yml", "orders:\n  handler: Shop::Shop.Orders::Handle\n", "orders")]
    [InlineData("serverless.yml", "service: s\nfunctions:\n  - orders:\n      handler: Shop::Shop.Orders::Handle\n", "orders")]
    public void Pieces_of_a_service_are_read_too(string name, string content, string function)
    {
        var file = Readable("/r/" + name, content);
        Assert.Equal(function, Assert.Single(file.Functions).Name);
        file.Functions[0].Handler.Stands("Shop::Shop.Orders::Handle", file);
    }

    [Fact]
    public void A_sam_template_can_be_called_serverless_yaml() =>
        Assert.Equal(DeploymentKind.CloudFormation, Readable("/r/serverless.yaml", "Resources: { F: { Type: AWS::Serverless::Function, Properties: { Handler: A::B::C } } }").Kind);

    [Theory]
    [InlineData("CMD [\"Shop::Shop.Orders::Handle\"]", "Shop::Shop.Orders::Handle")]
    [InlineData("cmd  [ \"Shop::Shop.Orders::Handle\" ]  ", "Shop::Shop.Orders::Handle")]
    [InlineData("CMD [ \\\r\n  \"Shop::Shop.Orders::Handle\" \\\r\n]", "Shop::Shop.Orders::Handle")]
    [InlineData("CMD [\"A::B::C\"]\nCMD [\"Shop::Shop.Orders::Handle\"]", "Shop::Shop.Orders::Handle")]
    [InlineData("FROM public.ecr.aws/lambda/dotnet:10\nCMD [\"Shop\"]", "Shop")]
    public void A_dockerfile_names_the_handler_in_its_last_command(string content, string handler)
    {
        var file = Readable("/p/Dockerfile", content);
        file.Functions[0].Handler.Stands(handler, file);
        Assert.True(file.Functions[0].IsImage);
    }

    [Theory]
    [InlineData("CMD Shop::Shop.Orders::Handle")]
    [InlineData("CMD [\"dotnet\", \"Shop.dll\"]")]
    [InlineData("FROM nginx\nCMD [\"nginx\"]")]
    [InlineData("# CMD [\"A::B::C\"]")]
    [InlineData("FROM a AS build\nCMD [\"A::B::C\"]\nFROM b")]
    [InlineData("CMD [\"A::B::C\"")]
    [InlineData("CMD [\"A::B::C]")]
    [InlineData("CMD [A::B::C]")]
    [InlineData("CMD ")]
    [InlineData("CMD [")]
    [InlineData("")]
    public void A_dockerfile_without_a_handler_has_no_function(string content) => Assert.Empty(Readable("/p/Dockerfile", content).Functions);

    [Fact]
    public void Launch_settings_name_the_handler_behind_the_runtime()
    {
        var file = Readable("/p/Properties/launchSettings.json", """
            {
              "profiles": {
                "Mock": { "commandName": "Executable", "commandLineArgs": "--port 5050" },
                "Orders": {
                  "commandName": "Executable",
                  "executablePath": "dotnet",
                  "commandLineArgs": "exec --depsfile ./Shop.deps.json --runtimeconfig .\\Shop.runtimeconfig.json \"%HOME%\\.dotnet\\Amazon.Lambda.RuntimeSupport.dll\" Shop::Shop.Orders::Handle",
                  "workingDirectory": ".\\bin\\$(Configuration)",
                  "environmentVariables": { "TABLE": "orders" }
                },
                "Plain": { "commandLineArgs": "exec /x/Amazon.Lambda.RuntimeSupport.dll Shop::Shop.Orders::Cancel " },
                "None": { "commandLineArgs": "exec /x/Amazon.Lambda.RuntimeSupport.dll" }
              }
            }
            """);
        Assert.Equal(["Orders", "Plain", "None"], file.Functions.Select(function => function.Name));
        file.Functions[0].Handler.Stands("Shop::Shop.Orders::Handle", file);
        file.Functions[0].Variable("TABLE").Stands("orders", file);
        file.Functions[1].Handler.Stands("Shop::Shop.Orders::Cancel", file);
        Assert.Null(file.Functions[2].Handler);
    }

    [Fact]
    public void App_settings_are_a_tree_without_functions()
    {
        var file = Readable("/p/appsettings.Development.json", """{ "Db": { "Password": "x" }, "List": [ 1, null ] }""");
        Assert.Equal(DeploymentKind.AppSettings, file.Kind);
        file.Root!.At("Db", "Password").Stands("x", file);
        Assert.True(file.Root["List"]!.Items[1].IsNull);
        Assert.Empty(file.Functions);
    }

    [Fact]
    public void Of_samconfig_only_the_text_is_known()
    {
        var file = Readable("/r/samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = \"A=b\"");
        Assert.Equal(DeploymentKind.SamConfig, file.Kind);
        Assert.Null(file.Root);
        Assert.Contains("parameter_overrides", file.Text.ToString());
    }

    [Theory]
    [InlineData("/p/stylecop.json", "{ \"settings\": {} }")]
    [InlineData("/p/BannedSymbols.txt", "AWS::Serverless::Function")]
    [InlineData("/p/pipeline.yml", "jobs: [a]")]
    [InlineData("/p/broken.json", "{ nothing")]
    public void Other_files_have_nothing_to_do_with_deployment(string path, string content) => Assert.Null(Written.File(path, content));

    [Fact]
    public void A_template_may_have_any_name() =>
        Assert.Single(Readable("/r/orders-stack.yaml", "Resources: { F: { Type: AWS::Lambda::Function, Properties: { Handler: A::B::C } } }").Functions);
}
