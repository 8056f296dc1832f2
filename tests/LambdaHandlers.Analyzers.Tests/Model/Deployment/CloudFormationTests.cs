using LambdaHandlers.Analyzers.Model.Deployment;
using static LambdaHandlers.Analyzers.Tests.Model.Deployment.Written;

namespace LambdaHandlers.Analyzers.Tests.Model.Deployment;

public class CloudFormationTests
{
    const string Yaml = """
        # An order service
        AWSTemplateFormatVersion: '2010-09-09'
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: dotnet8   # older
            Timeout: 30
            MemorySize: 512
            Architectures: [arm64]
            Environment:
              Variables: { STAGE: !Ref Stage, QUEUE: shared }
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: orders
              Handler: Shop::Shop.Orders::Handle # here
              Runtime: "dotnet10"
              CodeUri: ./src/Shop/
              MemorySize: 1024
              EphemeralStorage: { Size: 1024 }
              Layers:
                - !Sub arn:aws:lambda:${AWS::Region}:1:layer:a:1
                - arn:aws:lambda:eu-west-1:1:layer:b:2
              SnapStart: { ApplyOn: PublishedVersions }
              FunctionUrlConfig: { AuthType: NONE }
              Environment:
                Variables:
                  QUEUE: !Ref Queue
                  QUEUE_ARN: !GetAtt Queue.Arn
                  QUEUE_NAME: !Sub '${Queue.QueueName}'
                  OUTPUT: !Sub '${Bucket}-processed'
              Events:
                Incoming:
                  Type: SQS
                  Properties:
                    Queue: !GetAtt Queue.Arn
                    BatchSize: 5
                    FunctionResponseTypes:
                      - ReportBatchItemFailures
                Uploads:
                  Type: S3
                  Properties:
                    Bucket: !Ref Bucket
                    Events: s3:ObjectCreated:*
                    Filter:
                      S3Key:
                        Rules:
                          - { Name: prefix, Value: incoming/ }
                          - { Name: Suffix, Value: .csv }
          Queue:
            Type: AWS::SQS::Queue
            Properties: { QueueName: orders-in }
          Bucket:
            Type: AWS::S3::Bucket
        """;

    static readonly DeploymentFile File = Readable("/repo/template.yaml", Yaml);
    static readonly DeployedFunction Orders = Assert.Single(File.Functions);

    [Fact]
    public void Every_value_stands_where_it_is_written()
    {
        Assert.Equal(DeploymentKind.CloudFormation, File.Kind);
        Assert.Equal("Orders", Orders.Name);
        Assert.Equal("Orders", File.Text.ToString(Orders.Declared.SourceSpan));
        Orders.FunctionName.Stands("orders", File);
        Orders.Handler.Stands("Shop::Shop.Orders::Handle", File);
        Orders.Runtime.Stands("dotnet10", File);
        Orders.CodeUri.Stands("./src/Shop/", File);
        Orders.MemorySize.Stands("1024", File);
        Orders.EphemeralStorage.Stands("1024", File);
        Assert.Equal(1024, Orders.MemorySize!.Number);
        Assert.True(Orders is { HasSnapStart: true, HasFunctionUrl: true, IsImage: false, IsMultiConcurrent: false });
        Assert.Equal([true, false], Orders.Layers.Select(layer => layer.IsIntrinsic));
    }

    [Fact]
    public void What_a_function_does_not_say_the_globals_say()
    {
        Orders.Timeout.Stands("30", File);
        Assert.Single(Orders.Architectures).Stands("arm64", File);
        Assert.Equal("Stage", Orders.Variable("STAGE")!.Reference);
        Assert.Equal("Queue", Orders.Variable("QUEUE")!.Reference);
        Assert.Null(Readable("/t/template.yaml", Yaml.Replace("AWS::Serverless::Function", "AWS::Lambda::Function")).Functions[0].Timeout);
    }

    [Fact]
    public void A_reference_is_a_plain_one_only()
    {
        Assert.Equal("Queue", Orders.Variable("QUEUE_ARN")!.Reference);
        Assert.Equal("Queue", Orders.Variable("QUEUE_NAME")!.Reference);
        Assert.Null(Orders.Variable("OUTPUT")!.Reference);
        Assert.True(Orders.Variable("OUTPUT")!.IsIntrinsic);
        Assert.Equal("orders-in", File.Resource("Queue")!.At("Properties", "QueueName")!.Text);
    }

    [Fact]
    public void Events_tell_their_resource_batch_and_filter()
    {
        Assert.Equal(["Incoming", "Uploads"], Orders.Events.Select(mapping => mapping.Name));
        Assert.Equal(["SQS", "S3"], Orders.Events.Select(mapping => mapping.Type));
        Assert.Equal("Queue", Orders.Events[0].Resource!.Reference);
        Orders.Events[0].BatchSize.Stands("5", File);
        Assert.True(Orders.Events[0].ReportsBatchItemFailures);
        Assert.False(Orders.Events[1].ReportsBatchItemFailures);
        Orders.Events[1].KeyPrefix.Stands("incoming/", File);
        Orders.Events[1].KeySuffix.Stands(".csv", File);
    }

    [Fact]
    public void Json_says_the_same_with_its_own_functions()
    {
        var file = Readable("/repo/serverless.template", """
            {
              // what the Annotations generator writes
              "Resources": {
                "Orders": {
                  "Type": "AWS::Serverless::Function",
                  "Metadata": { "Tool": "Amazon.Lambda.Annotations" },
                  "Properties": {
                    "Handler": "Shop::Shop.Orders_Handle_Generated::Handle",
                    "Timeout": 30,
                    "Environment": { "Variables": { "A": { "Ref": "Queue" }, "B": { "Fn::GetAtt": ["Queue", "Arn"] }, "C": { "Fn::GetAtt": "Queue.Arn" }, "D": { "Fn::Sub": "${Queue}" }, "E": { "Fn::Join": ["", []] }, "F": { "Ref": "AWS::Region" } } }, /* and */
                    "Layers": [],
                  },
                },
              }
            }
            """);
        var orders = Assert.Single(file.Functions);
        orders.Handler.Stands("Shop::Shop.Orders_Handle_Generated::Handle", file);
        Assert.True(orders.ParsedHandler!.IsGenerated);
        orders.Timeout.Stands("30", file);
        Assert.Equal(["Queue", "Queue", "Queue", "Queue", null, null], orders.Environment.Select(variable => variable.Value.Reference));
        Assert.All(orders.Environment, variable => Assert.True(variable.Value.IsIntrinsic));
    }

    [Fact]
    public void Resources_beside_a_function_are_its_events_too()
    {
        var functions = Readable("/repo/template.yaml", """
            Resources:
              F:
                Type: AWS::Lambda::Function
                Properties: { FunctionName: by-name, Handler: A::B::C, Code: ./src }
              Idle:
                Type: AWS::Lambda::Function
                Properties: { Handler: A::B::D }
              Queue: { Type: AWS::SQS::Queue }
              Table: { Type: AWS::DynamoDB::Table }
              M1: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref F, EventSourceArn: !GetAtt Queue.Arn, FunctionResponseTypes: [ReportBatchItemFailures] } }
              M2: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: by-name, EventSourceArn: !GetAtt Table.StreamArn } }
              M3: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !GetAtt F.Arn, EventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' } }
              Bucket:
                Type: AWS::S3::Bucket
                Properties: { NotificationConfiguration: { LambdaConfigurations: [ { Event: 's3:ObjectCreated:*', Function: !GetAtt F.Arn, Filter: { S3Key: { Rules: [ { Name: prefix, Value: in/ } ] } } } ] } }
              Rule: { Type: AWS::Events::Rule, Properties: { EventPattern: {}, Targets: [ { Id: a, Arn: !GetAtt F.Arn } ] } }
              Timer: { Type: AWS::Events::Rule, Properties: { ScheduleExpression: rate(1 hour), Targets: [ { Id: a, Arn: !GetAtt F.Arn } ] } }
              Topic: { Type: AWS::SNS::Topic, Properties: { Subscription: [ { Protocol: lambda, Endpoint: !GetAtt F.Arn } ] } }
              Subscription: { Type: AWS::SNS::Subscription, Properties: { Protocol: lambda, Endpoint: !GetAtt F.Arn, TopicArn: !Ref Topic } }
              Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref F, AuthType: NONE } }
            """).Functions;
        Assert.Equal(
            ["M1 SQS Queue", "M2 DynamoDB Table", "M3 Kinesis ", "Bucket S3 Bucket", "Rule EventBridgeRule ", "Timer Schedule ", "Topic SNS Topic", "Subscription SNS Topic"],
            functions[0].Events.Select(mapping => $"{mapping.Name} {mapping.Type} {mapping.Resource?.Reference ?? (mapping.Type is "S3" or "SNS" ? mapping.Name : "")}"));
        Assert.Equal("in/", functions[0].Events[3].KeyPrefix!.Text);
        Assert.True(functions[0].Events[0].ReportsBatchItemFailures);
        Assert.True(functions[0].HasFunctionUrl);
        Assert.Empty(functions[1].Events);
        Assert.False(functions[1].HasFunctionUrl);
    }

    [Fact]
    public void An_image_has_its_handler_in_its_command()
    {
        var file = Readable("/repo/template.yml", """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  PackageType: Image
                  ImageConfig:
                    Command:
                      - Shop::Shop.Orders::Handle
                Metadata:
                  DockerContext: ./src/Shop
            """);
        var function = Assert.Single(file.Functions);
        Assert.True(function.IsImage);
        function.Handler.Stands("Shop::Shop.Orders::Handle", file);
        function.PackageType.Stands("Image", file);
    }

    [Theory]
    [InlineData("CapacityProviderConfig: { Arn: a }", true)]
    [InlineData("CapacityProviderConfig: { Arn: a, PerExecutionEnvironmentMaxConcurrency: 10 }", true)]
    [InlineData("CapacityProviderConfig: { Arn: a, PerExecutionEnvironmentMaxConcurrency: 1 }", false)]
    [InlineData("CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: a, PerExecutionEnvironmentMaxConcurrency: 1 } }", false)]
    [InlineData("Environment: { Variables: { AWS_LAMBDA_MAX_CONCURRENCY: 8 } }", true)]
    [InlineData("Timeout: 3", false)]
    public void A_capacity_provider_shares_environments_between_invocations(string setting, bool expected) =>
        Assert.Equal(expected, Function("/r/template.yaml", $"Resources: {{ F: {{ Type: AWS::Serverless::Function, Properties: {{ Handler: A::B::C, {setting} }} }} }}").IsMultiConcurrent);

    [Fact]
    public void A_handler_that_another_value_replaces_is_not_taken_apart()
    {
        foreach (var handler in new[] { "!Ref Handler", "!Sub 'A::B::${Method}'", "!If [X, A::B::C, A::B::D]", "{ Ref: Handler }", "!FindInMap [a, b, c]", "'A::${B}::C'", "'{{resolve:ssm:handler}}'" })
        {
            var function = Function("/r/template.yaml", $"Resources: {{ F: {{ Type: AWS::Serverless::Function, Properties: {{ Handler: {handler} }} }} }}");
            Assert.True(function.Handler!.IsIntrinsic, handler);
            Assert.Null(function.ParsedHandler);
        }
    }

    [Fact]
    public void Resources_of_other_shapes_are_no_functions()
    {
        Assert.Empty(Readable("/r/template.yaml", "Resources: [a, b]").Functions);
        Assert.Empty(Readable("/r/template.yaml", "Resources:\n  Fn::ForEach::X: [a, [b], {}]\n  A:\n  B: text\n  C: { Type: [AWS::Serverless::Function] }\n  D: { Properties: { Handler: A::B::C } }").Functions);
        Assert.Empty(Readable("/r/template.yaml", "just text").Functions);
        Assert.Single(Readable("/r/template.yaml", "Resources:\n  A: { Type: AWS::Serverless::Function }\n  B: { Type: 'Custom::Thing' }").Functions);
    }
}
