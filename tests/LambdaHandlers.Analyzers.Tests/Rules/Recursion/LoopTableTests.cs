namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

/// <summary>Loops over two files and more, each with a twin that differs in one token and is fine.</summary>
public class LoopTableTests
{
    const string InvokeClient = "public static class Functions { static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); public static Task Call(InvokeRequest request) => [|Lambda.InvokeAsync(request)|]; }";

    static string Handler(string input, string body, string members = "") => $$"""
        public class Orders { public async Task Handle({{input}}, ILambdaContext context) { await Task.Yield(); {{body}} } {{members}} }
        """;

    static string Deployed(string events, string variables, string more = "") => $$"""
        Resources:
          Main:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Orders::Handle
              FunctionName: main
              Environment: { Variables: { {{variables}} } }
              Events: { Source: {{events}} }
              {{more}}
        """;

    const string Bucket = "{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:* } }";

    static readonly LoopCase[] All =
    [
        // In process, through the handler
        new("LH5003", "a helper calls the handler", Handler("string input", "await Walker.Walk(this, input);"),
            "public static class Walker { public static Task Walk(Orders orders, string input) => [|orders.«Handle¦Next»(input, null!)|]; }", "public static class More { public static Task Next(this Orders orders, string input, ILambdaContext context) => Task.CompletedTask; }"),
        new("LH5003", "two helpers", Handler("string input", "await One.Do(this, input);"),
            "public static class One { public static Task Do(Orders orders, string input) => Two.«Do¦Stop»(orders, input); }", "public static class Two { public static Task Do(Orders orders, string input) => [|orders.Handle(input, null!)|]; public static Task Stop(Orders orders, string input) => Task.CompletedTask; }"),
        new("LH5003", "a lambda of a query", Handler("string[] input", "await Each.Run(input, part => [|«Handle¦Keep»([part], context)|]);", "Task Keep(string[] parts, ILambdaContext context) => Task.CompletedTask;"),
            "public static class Each { public static Task Run(string[] parts, Func<string, Task> action) => Task.WhenAll(parts.Select(action)); }"),
        new("LH5003", "an accessor", Handler("string input", "await new State(this).«Again¦Done»;"),
            "public class State(Orders orders) { public Task Again => [|orders.Handle(\"\", null!)|]; public Task Done => Task.CompletedTask; }"),
        new("LH5003", "the one implementation of an interface", Handler("string input", "IStep step = new Step(); await step.Run(this);"),
            "public interface IStep { Task Run(Orders orders); }", "public class Step : IStep { public Task Run(Orders orders) => [|orders.«Handle¦Stop»(\"\", null!)|]; }", "public static class More { public static Task Stop(this Orders orders, string input, ILambdaContext context) => Task.CompletedTask; }"),
        new("LH5003", "an override", "public class Orders : Base { public override async Task Handle(string input, ILambdaContext context) { await Task.Yield(); await Again(input); } }",
            "public abstract class Base { public abstract Task Handle(string input, ILambdaContext context); protected Task Again(string input) => [|«Handle¦Log»(input, null!)|]; static Task Log(string input, ILambdaContext context) => Task.CompletedTask; }"),
        new("LH5003", "a constructor", Handler("string input", "var made = new «Line¦Text»(this); await Task.Delay(made.GetHashCode());"),
            "public class Line { public Line(Orders orders) => [|orders.Handle(\"\", null!)|].Wait(); } public class Text { public Text(Orders orders) => orders.ToString(); }"),
        new("LH5003", "an instance of the handler's own class", Handler("string input", "await [|Maker.Make().«Handle¦Other»(input, context)|];", "public Task Other(string input, ILambdaContext context, int level = 0) => Task.CompletedTask;"),
            "public static class Maker { public static Orders Make() => new(); }"),

        // In process, without an end
        new("LH5004", "nobody stops", Handler("string input", "Parity.IsEven(input.Length);"),
            "public static class Parity { public static bool IsEven(int n) => Odd.Is(n - 1); public static bool IsZero(int n) => n == 0; }", "public static class Odd { public static bool Is(int n) => [|Parity.«IsEven¦IsZero»(n)|]; }"),
        new("LH5004", "the same number again", Handler("string input", "Sum.Of(input.Length);"),
            "public static class Sum { public static int Of(int n) => n == 0 ? 0 : Rest.Of(n); }", "public static class Rest { public static int Of(int n) => n + [|Sum.Of(«n¦--n»)|]; }"),
        new("LH5004", "an attempt that is not counted", Handler("string input", "await Client.Fetch(input, 0);"),
            "public static class Client { public static async Task<string> Fetch(string url, int attempt) { try { return await Web.Get(url); } catch (HttpRequestException) when (attempt < 3) { return await [|Fetch(url, «attempt¦++attempt»)|]; } } }",
            "public static class Web { static readonly HttpClient Http = new(); public static Task<string> Get(string url) => Http.GetStringAsync(url); }"),
        new("LH5004", "a property that is itself", Handler("string input", "await Task.Delay(new Row().Total);"),
            "public partial class Row { public int Total => [|«Total¦_total»|]; }", "public partial class Row { readonly int _total = 3; }"),
        new("LH5004", "construction that constructs itself", Handler("string input", "await Task.Delay(new Parent().GetHashCode());"),
            "public class Child { public readonly «Parent¦Other» Of = [|new()|]; }", "public class Parent { public readonly Child Of = new(); } public class Other { }"),
        new("LH5004", "an operator", Handler("string input", "var sum = new Money(1) + new Money(2); await Task.Delay(sum.Cents);"),
            "public partial record Money(int Cents) { public static Money operator +(Money one, Money other) => [|one «+¦-» other|]; }", "public partial record Money { public static Money operator -(Money one, Money other) => new(one.Cents + other.Cents); }"),
        new("LH5004", "polling without an end", Handler("string input", "await Poller.Poll();"),
            "public static class Poller { public static async Task Poll() { await Clock.Wait(); await [|«Poll¦Stop»()|]; } static Task Stop() => Task.CompletedTask; }", "public static class Clock { public static Task Wait() => Task.Delay(5); }"),
        new("LH5004", "a chain of implementations", Handler("string input", "ILeft left = new Left(); await Task.Delay(left.Go(1));"),
            "public interface ILeft { int Go(int n); } public class Left : ILeft { public int Go(int n) => new Right().Go(n); }", "public class Right { public int Go(int n) => [|new «Left¦Wall»().Go(n)|]; } public class Wall { public int Go(int n) => n; }"),
        new("LH5004", "the depth of a JSON tree", Handler("string input", "Json.Walk(JsonDocument.Parse(input).RootElement, 0);"),
            "public static class Json { public static void Walk(JsonElement element, int depth) { if (depth > 20) return; foreach (var each in element.EnumerateArray()) Text.Walk(each, depth); } }", "public static class Text { public static void Walk(JsonElement element, int depth) => [|Json.Walk(element.Clone(), «depth¦++depth»)|]; }") { IsAdvice = true },
        new("LH5004", "the depth of a comment", Handler("Comment input", "await Task.Delay(Threads.Count(input, 1));"),
            "public class Comment { public List<Comment> Replies { get; set; } = []; }", "public static class Threads { public static int Count(Comment comment, int level) => level > 9 ? 0 : 1 + comment.Replies.Sum(reply => [|Count(reply, «level¦++level»)|]); }") { IsAdvice = true },

        // Through Lambda
        new("LH5001", "the context's name, through a helper", Handler("string input", "await Functions.Call(new InvokeRequest { FunctionName = context.«FunctionName¦LogGroupName» });"), InvokeClient),
        new("LH5001", "the ARN it was invoked by", Handler("string input", "var request = new InvokeRequest(); request.FunctionName = context.«InvokedFunctionArn¦LogStreamName»; await Functions.Call(request);"), InvokeClient),
        new("LH5001", "the environment's name for it", Handler("string input", "await Functions.Call(Requests.Make(input));"), InvokeClient,
            "public static class Requests { static readonly string Name = Environment.GetEnvironmentVariable(\"«AWS_LAMBDA_FUNCTION_NAME¦WORKER_FUNCTION_NAME»\")!; public static InvokeRequest Make(string payload) => new() { FunctionName = Name, Payload = payload }; }"),
        new("LH5001", "an alias of it", Handler("string input", "await Functions.Call(new InvokeRequest { FunctionName = Names.Of(context.FunctionName) });"), InvokeClient,
            "public static class Names { public static string Of(string name) => $\"{name}«:live¦-live»\"; }"),
        new("LH5001", "its name in the template", Handler("string input", "await Functions.Call(new InvokeRequest { FunctionName = \"«main¦other»\" });"), InvokeClient) { Template = Deployed(Bucket, "A: a") },
        new("LH5001", "a variable that refers to it", Handler("string input", "await Functions.Call(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable(\"TARGET\") });"), InvokeClient) { Template = Deployed(Bucket, "TARGET: !Ref «Main¦Other»") },
        new("LH5001", "a name that a constructor is given", Handler("string input", "await new Client(context.«FunctionName¦FunctionVersion»).Go();"),
            "public class Client(string name) { static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); public Task Go() => [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = name })|]; }"),
        new("LH5001", "its own URL", Handler("string input", "await Caller.Call(Environment.GetEnvironmentVariable(\"NEXT\")!);"),
            "public static class Caller { static readonly HttpClient Http = new(); public static Task Call(string url) => [|Http.GetAsync(url)|]; }") { Template = Deployed(Bucket, "NEXT: !GetAtt «Main¦Other»Url.FunctionUrl", "FunctionUrlConfig: { AuthType: NONE }") },

        // Through what triggers it
        new("LH5002", "the event's bucket", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.«Name¦Name+\"-out\"», r.S3.Object.KeyDecoded);"),
            "public static class Store { static readonly IAmazonS3 S3 = new AmazonS3Client(); public static Task Save(string bucket, string key) => [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key })|]; }"),
        new("LH5002", "a copy over itself", Handler("S3Event input", "foreach (var r in input.Records) await Store.Copy(r.S3.Bucket.Name, WebUtility.UrlDecode(r.S3.Object.Key));"),
            "public static class Store { static readonly IAmazonS3 S3 = new AmazonS3Client(); public static Task Copy(string bucket, string key) => [|S3.CopyObjectAsync(bucket, key, «bucket¦\"archive\"», key)|]; }"),
        new("LH5002", "the template's bucket", Handler("S3Event input", "await Store.Save(\"latest.json\");"),
            "public static class Store { static readonly string Bucket = Environment.GetEnvironmentVariable(\"OUT\")!; static readonly IAmazonS3 S3 = new AmazonS3Client(); public static Task Save(string key) => [|S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key })|]; }") { Template = Deployed(Bucket, "OUT: !Ref «Incoming¦Outgoing»") },
        new("LH5002", "behind the prefix of the notification", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.Name, r.S3.Object.KeyDecoded);"),
            "public static class Store { static readonly IAmazonS3 S3 = new AmazonS3Client(); public static Task Save(string bucket, string key) => [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = \"raw/\" + key })|]; }") { Template = Deployed("{ Type: S3, Properties: { Bucket: !Ref Incoming, Filter: { S3Key: { Rules: [{ Name: prefix, Value: «raw¦in»/ }] } } } }", "A: a") },
        new("LH5002", "a skip that looks for something else", Handler("S3Event input", "foreach (var r in input.Records) { if (r.S3.Object.Key.StartsWith(\"«thumbs¦small»/\")) continue; await Store.Save(r.S3.Bucket.Name, r.S3.Object.Key); }"),
            "public static class Store { static readonly IAmazonS3 S3 = new AmazonS3Client(); public static Task Save(string bucket, string key) => [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = \"small/\" + key })|]; }") { Template = Deployed(Bucket, "A: a") },
        new("LH5002", "the event's queue", Handler("SQSEvent input", "foreach (var r in input.Records) await Sender.Send(r.«EventSourceArn¦Body», r.Body);"),
            "public static class Sender { static readonly IAmazonSQS Sqs = new AmazonSQSClient(); public static async Task Send(string arn, string body) { var url = await Sqs.GetQueueUrlAsync(arn.Split(':').Last()); await [|Sqs.SendMessageAsync(url.QueueUrl, body)|]; } }"),
        new("LH5002", "the template's queue", Handler("SQSEvent input", "await Sender.Send(\"x\");"),
            "public static class Sender { static readonly IAmazonSQS Sqs = new AmazonSQSClient(); public static Task Send(string body) => [|Sqs.SendMessageAsync(Environment.GetEnvironmentVariable(\"«QUEUE¦DEAD»\"), body)|]; }") { Template = Deployed("{ Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } }", "QUEUE: !Ref Queue, DEAD: !Ref Dead") },
        new("LH5002", "a queue by its name", Handler("SQSEvent input", "await Sender.Send(\"x\");"),
            "public static class Sender { static readonly IAmazonSQS Sqs = new AmazonSQSClient(); public static Task Send(string body) => [|Sqs.SendMessageAsync(Addresses.Queue, body)|]; }",
            "public static class Addresses { public const string Queue = \"https://sqs.eu-west-1.amazonaws.com/123456789012/«orders¦done»\"; }") { Template = Deployed("{ Type: SQS, Properties: { Queue: 'arn:aws:sqs:eu-west-1:123456789012:orders' } }", "A: a") },
        new("LH5002", "the event's topic", Handler("SNSEvent input", "foreach (var r in input.Records) await Sender.Send(r.Sns);"),
            "public static class Sender { static readonly IAmazonSimpleNotificationService Sns = new AmazonSimpleNotificationServiceClient(); public static Task Send(SNSEvent.SNSMessage message) => [|Sns.PublishAsync(message.«TopicArn¦Subject», message.Message)|]; }"),
        new("LH5002", "the template's topic", Handler("SNSEvent input", "await Sender.Send(\"x\");"),
            "public static class Sender { static readonly IAmazonSimpleNotificationService Sns = new AmazonSimpleNotificationServiceClient(); public static Task Send(string text) => [|Sns.PublishAsync(new PublishRequest(Environment.GetEnvironmentVariable(\"TOPIC\"), text))|]; }") { Template = Deployed("{ Type: SNS, Properties: { Topic: !Ref Topic } }", "TOPIC: !Ref «Topic¦Other»") },
        new("LH5002", "the event's table", Handler("DynamoDBEvent input", "foreach (var r in input.Records) await Table.Save(r.EventSourceArn.Split('/')[1]);"),
            "public static class Table { static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient(); public static Task Save(string name) => [|Db.PutItemAsync(«name¦\"audit\"», new())|]; }"),
        new("LH5002", "the template's table", Handler("DynamoDBEvent input", "await Table.Save();"),
            "public static class Table { static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient(); public static Task Save() => [|Db.UpdateItemAsync(new UpdateItemRequest { TableName = Environment.GetEnvironmentVariable(\"TABLE\") })|]; }") { Template = Deployed("{ Type: DynamoDB, Properties: { Stream: !GetAtt «Orders¦Others».StreamArn } }", "TABLE: !Ref Orders") },
        new("LH5002", "every kind of change", Handler("DynamoDBEvent input", "foreach (var r in input.Records) if (r.«EventSource¦EventName» == \"INSERT\") await Table.Save(r);"),
            "public static class Table { static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient(); public static Task Save(DynamoDBEvent.DynamodbStreamRecord record) => [|Db.UpdateItemAsync(new UpdateItemRequest { TableName = record.EventSourceArn.Split('/')[1] })|]; }"),
        new("LH5002", "the event's stream", Handler("KinesisEvent input", "await Stream.Put(input.Records[0]);"),
            "public static class Stream { static readonly IAmazonKinesis Kinesis = new AmazonKinesisClient(); public static Task Put(KinesisEvent.KinesisEventRecord record) => [|Kinesis.PutRecordAsync(new PutRecordRequest { «StreamARN¦PartitionKey» = record.EventSourceARN })|]; }"),
        new("LH5002", "the event's own detail type", Handler("CloudWatchEvent<Made> input", "await Publisher.Publish(input.Source, input.«DetailType¦Id»);"),
            "public class Made { }", "public static class Publisher { static readonly IAmazonEventBridge Bus = new AmazonEventBridgeClient(); public static Task Publish(string source, string type) => [|Bus.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = source, DetailType = type }] })|]; }"),
        new("LH5002", "what the rule matches", Handler("CloudWatchEvent<Made> input", "await Publisher.Publish(\"«Made¦Paid»\");"),
            "public class Made { }", "public static class Publisher { static readonly IAmazonEventBridge Bus = new AmazonEventBridgeClient(); public static Task Publish(string type) => [|Bus.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = \"shop\", DetailType = type }] })|]; }") { Template = Deployed("{ Type: EventBridgeRule, Properties: { Pattern: { source: [shop], detail-type: [Made] } } }", "A: a") },

        // Waiting for another function
        new("LH5005", "a request without a type", Handler("string input", "await Functions.Call(Requests.Make(input));"), InvokeClient,
            "public static class Requests { public static InvokeRequest Make(string payload) => new() { FunctionName = \"child\", InvocationType = InvocationType.«RequestResponse¦Event», Payload = payload }; }") { IsAdvice = true },
    ];

    public static TheoryData<LoopCase> Cases => [.. All];

    [Theory, MemberData(nameof(Cases))]
    public Task Every_loop_is_found(LoopCase loop) => loop.IsFound();

    [Theory, MemberData(nameof(Cases))]
    public Task No_twin_is_reported(LoopCase loop) => loop.TwinIsFine();

    [Fact]
    public void The_table_holds_what_it_promises()
    {
        Assert.True(All.Length >= 40, $"only {All.Length} loops");
        Assert.All(All, loop => Assert.True(loop.Files.Length >= 2, $"{loop} is in one file"));
        Assert.All(All, loop => Assert.True(loop.Choices == 1, $"{loop} has {loop.Choices} choices"));
        Assert.Equal(All.Length, All.Select(loop => loop.ToString()).Distinct().Count());
    }
}
