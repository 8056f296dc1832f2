using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class StayWithinLimitsTests
{
    const string Source = "namespace Store; public class Orders { public string Handle(string s, ILambdaContext c) => s; }";

    static readonly Subject Project = Subject.Of(Source);

    static Subject Sam(string properties, string resources = "", string handler = "Shop::Store.Orders::Handle") => Project.File("template.yaml", $$"""
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties: { Runtime: dotnet8, CodeUri: ., Handler: "{{handler}}", {{properties}} }
          {{resources}}
        """);

    static Subject Service(string settings, string resources = "") => Project.File("serverless.yml", $$"""
        service: store
        provider: { name: aws, runtime: dotnet8 }
        functions:
          orders: { handler: "Shop::Store.Orders::Handle", {{settings}} }
        {{resources}}
        """);

    static Subject Tools(string settings) => Project.File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": "Shop::Store.Orders::Handle", {{settings}} }""");

    [Theory]
    [InlineData("Timeout: [|901|]", "Lambda refuses a timeout of 901 s; choose 1 to 900 s")]
    [InlineData("Timeout: [|0|]", "Lambda refuses a timeout of 0 s; choose 1 to 900 s")]
    [InlineData("MemorySize: [|64|]", "Lambda refuses 64 MB of memory; choose 128 to 10,240 MB")]
    [InlineData("MemorySize: '[|16384|]'", "Lambda refuses 16,384 MB of memory; choose 128 to 10,240 MB")]
    [InlineData("EphemeralStorage: { Size: [|256|] }", "Lambda refuses 256 MB of /tmp; choose 512 to 10,240 MB")]
    [InlineData("EphemeralStorage: { Size: [|20480|] }", "Lambda refuses 20,480 MB of /tmp; choose 512 to 10,240 MB")]
    [InlineData("Layers: [!Ref A, !Ref B, !Sub 'arn:${C}', 'arn:d', 'arn:e', '[|arn:f|]', 'arn:g']", "Lambda refuses more than five layers; put what they hold into five or fewer")]
    public Task A_size_beyond_its_quota_is_reported(string properties, string message) => Verify<StayWithinLimits>.Reports(Sam(properties), DiagnosticSeverity.Warning, message);

    [Theory]
    [InlineData("Timeout: 1, MemorySize: 128, EphemeralStorage: { Size: 512 }")]
    [InlineData("Timeout: 900, MemorySize: 10240, EphemeralStorage: { Size: 10240 }")]
    [InlineData("MemorySize: 1537")]
    [InlineData("Timeout: !Ref Timeout, MemorySize: { Ref: Memory }, EphemeralStorage: { Size: !FindInMap [A, B, C] }")]
    [InlineData("Timeout: !If [IsLong, 1000, 30], MemorySize: !Sub '${M}'")]
    [InlineData("Timeout: a while, MemorySize: 99999999999")]
    [InlineData("Layers: [a, b, c, d, e]")]
    [InlineData("Layers: [a, b, c, d, e, !Ref AWS::NoValue, !If [X, f, !Ref AWS::NoValue]]")]
    [InlineData("Layers: !If [X, [a, b, c, d, e, f], []]")]
    [InlineData("Timeout: 5400, MemorySize: 32768, CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: !Ref P } }")]
    public Task What_Lambda_takes_or_nobody_knows_is_fine(string properties) => Verify<StayWithinLimits>.Allows(Sam(properties));

    [Fact]
    public Task The_size_that_functions_share_is_reported_once() => Verify<StayWithinLimits>.Reports(Project.File("template.yaml", """
        Globals: { Function: { Runtime: dotnet8, CodeUri: ., Handler: "Shop::Store.Orders::Handle", Timeout: [|1200|] } }
        Resources:
          A: { Type: AWS::Serverless::Function, Properties: { MemorySize: 256 } }
          B: { Type: AWS::Serverless::Function, Properties: { MemorySize: 512 } }
          C: { Type: AWS::Serverless::Function, Properties: { Timeout: 30 } }
        """));

    [Theory]
    [InlineData("timeout: [|1000|]")]
    [InlineData("memorySize: [|11000|]")]
    [InlineData("ephemeralStorageSize: [|100|]")]
    [InlineData("environment: { [|AWS_REGION|]: eu-west-1 }")]
    public Task A_service_of_the_Serverless_Framework_is_reported(string settings) => Verify<StayWithinLimits>.Reports(Service(settings));

    [Theory]
    [InlineData("\"function-timeout\": [|1000|]")]
    [InlineData("\"function-memory-size\": [|100|]")]
    [InlineData("\"ephemerals-storage-size\": [|20000|]")]
    [InlineData("\"function-layers\": \"a,b,c,d,e,[|f|]\"")]
    [InlineData("\"environment-variables\": \"A1=b;[|AWS_REGION|]=eu-west-1\"")]
    [InlineData("\"environment-variables\": { \"[|Store:Table|]\": \"orders\" }")]
    public Task Tool_settings_are_reported(string settings) => Verify<StayWithinLimits>.Reports(Tools(settings));

    [Fact]
    public Task Blanks_around_names_are_fine() => Verify<StayWithinLimits>.Allows(Tools("\"environment-variables\": \"TABLE=orders; STAGE=test\""));

    [Fact]
    public Task A_template_in_JSON_is_reported() => Verify<StayWithinLimits>.Reports(Project.File("serverless.template", """
        { "Resources": { "F": { "Type": "AWS::Lambda::Function", "Properties": { "Runtime": "dotnet8", "Handler": "Shop::Store.Orders::Handle", "Timeout": [|1000|], "MemorySize": { "Ref": "M" },
          "Environment": { "Variables": { "[|_HANDLER|]": "x", "TABLE": { "Ref": "T" } } } } } } }
        """));

    [Theory]
    [InlineData("template.yaml", "Resources:\n  F: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, Handler: 'Bill::Bill.F::Handle', Timeout: 1000 } }")]
    [InlineData("template.yaml", "Resources:\n  F: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs20.x, CodeUri: ., Handler: 'index.handler', Timeout: 1000 } }")]
    [InlineData("Properties/launchSettings.json", """{ "profiles": { "F": { "commandLineArgs": "exec Amazon.Lambda.RuntimeSupport.dll Shop::Store.Orders::Handle", "environmentVariables": { "AWS_REGION": "eu-west-1" } } } }""")]
    public Task Other_functions_and_the_own_machine_are_fine(string path, string text) => Verify<StayWithinLimits>.Allows(Project.File(path, text));

    [Fact]
    public Task Tool_settings_beside_a_template_are_stale() => Verify<StayWithinLimits>.Allows(
        Sam("Timeout: 30").File("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Store.Orders::Handle", "function-timeout": 1000 }"""));

    [Theory]
    [InlineData("[|AWS_REGION|]: eu-west-1", "Lambda refuses the environment variable 'AWS_REGION', which it sets itself; leave it out, or give it a name of your own")]
    [InlineData("[|AWS_ACCESS_KEY_ID|]: !Ref Key", "Lambda refuses the environment variable 'AWS_ACCESS_KEY_ID', which it sets itself; leave it out, or give it a name of your own")]
    [InlineData("'[|Store:Table|]': orders", "Lambda refuses the environment variable 'Store:Table'; 'Store__Table' is what it takes and .NET's configuration reads as the same key")]
    [InlineData("[|store-table|]: orders", "Lambda refuses the environment variable 'store-table'; a name begins with a letter, goes on with letters, digits and underscores, and is two long at least")]
    [InlineData("[|A|]: orders", "Lambda refuses the environment variable 'A'; a name begins with a letter, goes on with letters, digits and underscores, and is two long at least")]
    [InlineData("[|_table|]: orders", "Lambda refuses the environment variable '_table'; a name begins with a letter, goes on with letters, digits and underscores, and is two long at least")]
    public Task A_name_that_Lambda_refuses_is_reported(string variable, string message) => Verify<StayWithinLimits>.Reports(Sam($"Environment: {{ Variables: {{ TABLE: orders, {variable} }} }}"), DiagnosticSeverity.Warning, message);

    [Theory]
    [InlineData("Store__Table: orders, AWS_LAMBDA_LOG_LEVEL: Debug, TZ: Europe/Berlin, PATH: /opt, X1: x, aws_region: eu, AWS_LAMBDA_EXEC_WRAPPER: /opt/x, DOTNET_TieredPGO: '0'")]
    [InlineData("AWS_REGION: !Ref AWS::NoValue")]
    [InlineData("AWS_REGION: !If [IsLocal, eu-west-1, !Ref 'AWS::NoValue']")]
    [InlineData("AWS_REGION: { 'Fn::If': [IsLocal, eu-west-1, { Ref: 'AWS::NoValue' }] }")]
    [InlineData("'${self:custom.name}': x")]
    public Task Other_names_are_fine(string variables) => Verify<StayWithinLimits>.Allows(Sam($"Environment: {{ Variables: {{ {variables} }} }}"));

    [Fact]
    public Task Keys_of_AWS_are_LH3004s() => Verify<StayWithinLimits>.Allows(Sam("Environment: { Variables: { AWS_ACCESS_KEY_ID: " + "AKIA" + "Q3EGUSTEVHJ7KZPL, AWS_SECRET_ACCESS_KEY: " + "kq8Zt/3mWfB1xYv6Rn" + "0LpC5uHs9JdEoA2gTi4MbX } }"));

    [Fact]
    public Task More_variables_than_fit_are_reported() => Verify<StayWithinLimits>.Reports(Project.File("template.yaml", $$"""
        Globals: { Function: { Environment: { Variables: { ONE: {{new string('x', 2_000)}}, TWO: overwritten } } } }
        Resources:
          [|F|]: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, CodeUri: ., Handler: "Shop::Store.Orders::Handle", Environment: { Variables: { TWO: {{new string('y', 2_100)}}, THREE: !Ref T } } } }
        """), message: "Lambda refuses 4,111 bytes of environment variables; 'F' may have 4,096 together: keep the rest in Parameter Store or in a file of the package");

    [Theory]
    [InlineData(4_093, 0)]
    // Of a name that is there twice the last value holds.
    [InlineData(4_093, 4_000)]
    public Task As_many_variables_as_fit_are_fine(int one, int again) =>
        Verify<StayWithinLimits>.Allows(Sam($"Environment: {{ Variables: {{ ONE: {new string('x', one)}{(again > 0 ? ", ONE: " + new string('y', again) : "")} }} }}"));

    [Fact]
    public Task One_byte_more_does_not_fit() => Verify<StayWithinLimits>.Reports(Project.File("template.yaml", $$"""
        Resources:
          [|F|]: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, CodeUri: ., Handler: "Shop::Store.Orders::Handle", Environment: { Variables: { ONE: {{new string('x', 4_094)}} } } } }
        """));

    static string Queue(string properties) => $"Q: {{ Type: AWS::SQS::Queue, Properties: {{ {properties} }} }}";

    static string Event(string properties) => $"Events: {{ E: {{ Type: SQS, Properties: {{ Queue: !GetAtt Q.Arn, {properties} }} }} }}";

    [Theory]
    [InlineData("BatchSize: [|100|]", "FifoQueue: true", "Lambda refuses batches of 100 messages from a FIFO queue; choose 1 to 10 messages")]
    [InlineData("BatchSize: 10, MaximumBatchingWindowInSeconds: [|5|]", "FifoQueue: true", "Lambda refuses a batching window for a FIFO queue; leave it out")]
    [InlineData("BatchSize: [|20000|], MaximumBatchingWindowInSeconds: 5", "", "Lambda refuses batches of 20,000 records; choose 1 to 10,000 records")]
    [InlineData("BatchSize: [|0|]", "", "Lambda refuses batches of 0 records; choose 1 to 10,000 records")]
    [InlineData("BatchSize: [|100|]", "", "Lambda refuses batches of more than ten messages without a time to gather them; set a batching window of 1 s or more")]
    [InlineData("BatchSize: [|100|], MaximumBatchingWindowInSeconds: 0", "", "Lambda refuses batches of more than ten messages without a time to gather them; set a batching window of 1 s or more")]
    [InlineData("MaximumBatchingWindowInSeconds: [|400|]", "", "Lambda refuses a batching window of 400 s; choose 0 to 300 s")]
    public Task A_mapping_that_its_queue_does_not_allow_is_reported(string mapping, string queue, string message) => Verify<StayWithinLimits>.Reports(Sam(Event(mapping), Queue(queue)), DiagnosticSeverity.Warning, message);

    [Theory]
    [InlineData("BatchSize: 10", "FifoQueue: true")]
    [InlineData("BatchSize: 10", "")]
    [InlineData("BatchSize: 10000, MaximumBatchingWindowInSeconds: 300", "")]
    [InlineData("BatchSize: 100, MaximumBatchingWindowInSeconds: !Ref W", "")]
    [InlineData("BatchSize: !Ref B", "FifoQueue: true")]
    [InlineData("BatchSize: 100, MaximumBatchingWindowInSeconds: 1", "FifoQueue: !Ref IsFifo")]
    public Task A_mapping_that_its_queue_allows_is_fine(string mapping, string queue) => Verify<StayWithinLimits>.Allows(Sam(Event(mapping), Queue(queue)));

    [Theory]
    [InlineData("{ Type: Kinesis, Properties: { Stream: !GetAtt S.Arn, StartingPosition: LATEST, BatchSize: 500 } }")]
    [InlineData("{ Type: DynamoDB, Properties: { Stream: !GetAtt T.StreamArn, StartingPosition: LATEST, BatchSize: 10000 } }")]
    public Task Streams_need_no_window(string mapping) => Verify<StayWithinLimits>.Allows(Sam($"Events: {{ E: {mapping} }}"));

    [Theory]
    [InlineData("Timeout: 60", "VisibilityTimeout: [|45|]", "Lambda refuses a queue that shows a message again after 45 s to a function that may take 60; set its VisibilityTimeout to 60 or more, AWS recommends six times as much")]
    [InlineData("Timeout: 60", "VisibilityTimeout: [|0|]", null)]
    public Task A_queue_that_shows_messages_too_early_is_reported(string function, string queue, string? message) => Verify<StayWithinLimits>.Reports(Sam($"{function}, {Event("BatchSize: 5")}", Queue(queue)), message: message);

    [Fact]
    public Task A_queue_that_does_not_say_shows_messages_after_30_seconds() => Verify<StayWithinLimits>.Reports(
        Sam("Timeout: 60, Events: { E: { Type: SQS, Properties: { Queue: !GetAtt [|Q.Arn|] } } }", "Q: { Type: AWS::SQS::Queue }"));

    [Theory]
    [InlineData("Timeout: 60", "VisibilityTimeout: 60")]
    [InlineData("Timeout: 30", "")]
    [InlineData("MemorySize: 512", "VisibilityTimeout: 10")]
    [InlineData("Timeout: !Ref T", "VisibilityTimeout: 10")]
    [InlineData("Timeout: 60", "VisibilityTimeout: !Ref V")]
    public Task A_queue_that_waits_for_the_function_is_fine(string function, string queue) => Verify<StayWithinLimits>.Allows(Sam($"{function}, {Event("BatchSize: 5")}", Queue(queue)));

    [Fact]
    public Task A_mapping_of_its_own_is_reported() => Verify<StayWithinLimits>.Reports(Sam("Timeout: 120", """
        Q: { Type: AWS::SQS::Queue, Properties: { QueueName: orders.fifo, FifoQueue: true, VisibilityTimeout: [|90|] } }
          M: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, BatchSize: [|50|] } }
        """));

    [Theory]
    [InlineData("events: [ { sqs: { arn: 'arn:aws:sqs:eu-west-1:1:orders.fifo', batchSize: [|50|] } } ]", "")]
    [InlineData("events: [ { sqs: { arn: 'arn:aws:sqs:eu-west-1:1:orders', batchSize: [|50|] } } ]", "")]
    [InlineData("timeout: 60, events: [ { sqs: { arn: !GetAtt Q.Arn, batchSize: 5 } } ]", "resources: { Resources: { Q: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: [|20|] } } } }")]
    public Task A_mapping_of_a_service_is_reported(string settings, string resources) => Verify<StayWithinLimits>.Reports(Service(settings, resources));

    const string Annotated = """
        using Amazon.Lambda.Annotations;
        namespace Store;
        public class Orders { [LambdaFunction(ATTRIBUTE)] public string Handle(string s, ILambdaContext c) => s; }
        """;

    static Subject Generated(string attribute, string timeout) => Subject.Of(Annotated.Replace("ATTRIBUTE", attribute, StringComparison.Ordinal)).File("serverless.template", $$"""
        { "Resources": { "F": { "Type": "AWS::Serverless::Function", "Metadata": { "Tool": "Amazon.Lambda.Annotations" },
          "Properties": { "Runtime": "dotnet8", "CodeUri": ".", "Handler": "Shop::Store.Orders_Handle_Generated::Handle", "Timeout": {{timeout}} } } } }
        """);

    [Theory]
    [InlineData("Timeout = [|1000|]", "Lambda refuses a timeout of 1,000 s; choose 1 to 900 s")]
    [InlineData("MemorySize = [|64|], ResourceName = \"F\"", "Lambda refuses 64 MB of memory; choose 128 to 10,240 MB")]
    [InlineData("Timeout = [|15 * 60 + 1|]", null)]
    [InlineData("Timeout = [|5400|]), DurableExecution(3600", null)]
    public Task A_size_in_an_attribute_is_reported(string attribute, string? message) => Verify<StayWithinLimits>.Reports(Subject.Of(Annotated.Replace("ATTRIBUTE", attribute, StringComparison.Ordinal)), message: message);

    [Fact]
    public Task What_the_generator_copied_is_reported_where_it_comes_from() => Verify<StayWithinLimits>.Reports(Generated("Timeout = [|1000|]", "1000"));

    [Fact]
    public Task What_was_written_into_the_template_is_reported_there() => Verify<StayWithinLimits>.Reports(Generated("MemorySize = 256", "[|1000|]"));

    [Theory]
    [InlineData("Timeout = 0, MemorySize = 0")]
    [InlineData("Timeout = 900, MemorySize = 10240")]
    [InlineData("")]
    public Task What_an_attribute_may_say_is_fine(string attribute) => Verify<StayWithinLimits>.Allows(Subject.Of(Annotated.Replace("ATTRIBUTE", attribute, StringComparison.Ordinal)));

    [Fact]
    public Task Another_attribute_of_that_name_is_fine() => Verify<StayWithinLimits>.Allows("""
        public class LambdaFunctionAttribute : Attribute { public uint Timeout { get; set; } }
        public class Other { [LambdaFunction(Timeout = 1000)] string text = ""; public string Text => text; }
        """);

    [Theory]
    [InlineData("{ [|AWS_REGION|]: eu }", "{ APP_AWS_REGION: eu }")]
    [InlineData("{ \"[|_HANDLER|]\": x }", "{ \"APP_HANDLER\": x }")]
    [InlineData("{ '[|Store:Table|]': orders } # mine", "{ 'Store__Table': orders } # mine")]
    [InlineData("{ [|AWS_REGION|]: eu, APP_AWS_REGION: us }", null)]
    [InlineData("{ [|store-table|]: orders }", null)]
    [InlineData("{ \"[|Store\\u003ATable|]\": orders }", null)]
    public async Task The_fix_renames_a_variable(string variables, string? renamed)
    {
        const string Before = "Resources:\n  F: { Type: AWS::Serverless::Function, Properties: { Runtime: dotnet8, CodeUri: ., Handler: 'Shop::Store.Orders::Handle', Environment: { Variables: ";
        var subject = Project.File("template.yaml", Before + variables + (variables.Contains('#', StringComparison.Ordinal) ? "\n} } }" : " } } }"));
        if (renamed is null) Assert.Empty(await Workbench.Offered(new StayWithinLimitsFix(), new StayWithinLimits(), subject));
        else Assert.StartsWith(Before + renamed, await Workbench.Apply(new StayWithinLimitsFix(), new StayWithinLimits(), subject, "template.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_size_is_chosen_for_the_author() => Assert.Empty(await Workbench.Offered(new StayWithinLimitsFix(), new StayWithinLimits(), Sam("Timeout: [|1000|]")));
}
