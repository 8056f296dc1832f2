using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

/// <summary>Loops through services as projects configure them: attributes, templates of every kind, configuration, the upper layers of the SDK. Each has its twin.</summary>
public class LoopsInServicesTests
{
    const string Queue = "public static class Sender { static readonly IAmazonSQS Sqs = new AmazonSQSClient(); public static Task Send(string url, string body) => [|Sqs.SendMessageAsync(url, body)|]; }";
    const string Store = "public static class Store { static readonly IAmazonS3 S3 = new AmazonS3Client(); public static Task Save(string bucket, string key) => [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key })|]; }";
    const string Functions = "public static class Functions { static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); public static Task Call(string name) => [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = name })|]; }";
    const string Rows = "[DynamoDBTable(\"orders\")] public class Row { public string Id { get; set; } = \"\"; } [DynamoDBTable(\"audit\")] public class Audit { public string Id { get; set; } = \"\"; }";
    const string Client = "public static class Db { public static readonly IAmazonDynamoDB Client = new AmazonDynamoDBClient(); public static readonly IDynamoDBContext Context = new DynamoDBContextBuilder().WithDynamoDBClient(() => Client).Build(); }";
    const string OrdersTable = "{ Type: DynamoDB, Properties: { Stream: !GetAtt OrdersTable.StreamArn } }";
    const string Named = "OrdersTable: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }";

    static string Handler(string input, string body, string attribute = "") => $$"""
        public class Orders { {{(attribute.Length > 0 ? "[LambdaFunction] " + attribute : "")}} public async Task Handle({{input}}, ILambdaContext context) { await Task.Yield(); {{body}} } }
        """;

    static string Deployed(string events, string variables = "A: a", string resources = "", string handler = "Shop::Orders::Handle", string more = "") => $$"""
        Resources:
          Main:
            Type: AWS::Serverless::Function
            Properties:
              Handler: {{handler}}
              Environment: { Variables: { {{variables}} } }
              Events: { Source: {{events}} }
              {{more}}
          {{resources}}
        """;

    static readonly LoopCase[] All =
    [
        // Annotations
        new("LH5002", "a queue in an attribute", Handler("SQSEvent input", "await Sender.Send(\"https://sqs.eu-west-1.amazonaws.com/123456789012/«orders¦orders-done»\", \"x\");", "[SQSEvent(\"arn:aws:sqs:eu-west-1:123456789012:orders\")]"), Queue),
        new("LH5002", "a queue in an attribute, by its logical id", Handler("SQSEvent input", "await Sender.Send(Environment.GetEnvironmentVariable(\"NEXT\")!, \"x\");", "[SQSEvent(\"@OrdersQueue\")]"), Queue) { Template = Deployed("{ Type: SQS, Properties: { Queue: !GetAtt OrdersQueue.Arn } }", "NEXT: !Ref «OrdersQueue¦DoneQueue»", handler: "Shop::Orders_Handle_Generated::Handle") },
        new("LH5002", "a bucket in an attribute, behind its prefix", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.Name, \"raw/\" + r.S3.Object.Key);", "[S3Event(\"@Incoming\", FilterPrefix = \"«raw¦in»/\")]"), Store),
        new("LH5002", "the events of a bucket in an attribute", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.Name, r.S3.Object.Key);", "[S3Event(\"@Incoming\", Events = \"s3:«ObjectCreated¦ObjectRemoved»:*\")]"), Store),
        new("LH5002", "a table in an attribute", Handler("DynamoDBEvent input", "await Table.Save();", "[DynamoDBEvent(\"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000\")]"), Rows, Client,
            "public static class Table { public static Task Save() => [|Db.Context.SaveAsync(new «Row¦Audit»())|]; }"),
        new("LH5002", "a topic in an attribute", Handler("SNSEvent input", "await News.Tell();", "[SNSEvent(\"arn:aws:sns:eu-west-1:123456789012:orders\")]"),
            "public static class News { static readonly IAmazonSimpleNotificationService Sns = new AmazonSimpleNotificationServiceClient(); public static Task Tell() => [|Sns.PublishAsync(\"arn:aws:sns:eu-west-1:123456789012:«orders¦paid»\", \"x\")|]; }"),

        // The upper layers of DynamoDB
        new("LH5002", "a document in a table", Handler("DynamoDBEvent input", "await Documents.Save();"),
            Client, "public static class Documents { static readonly ITable Table = new TableBuilder(Db.Client, \"«orders¦audit»\").Build(); public static Task Save() => [|Table.PutItemAsync(new Document())|]; }") { Template = Deployed(OrdersTable, resources: Named) },
        new("LH5002", "an updated document", Handler("DynamoDBEvent input", "await Documents.Save();"),
            Client, "public static class Documents { static readonly Table Table = (Table)Table.LoadTable(Db.Client, Environment.GetEnvironmentVariable(\"TABLE\")); public static Task Save() => [|Table.UpdateItemAsync(new Document())|]; }") { Template = Deployed(OrdersTable, "TABLE: !Ref «OrdersTable¦AuditTable»") },
        new("LH5002", "a batch of items", Handler("DynamoDBEvent input", "await Batch.Write([]);"),
            Client, "public static class Batch { public static Task Write(List<WriteRequest> writes) => [|Db.Client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { [Environment.GetEnvironmentVariable(\"TABLE\")!] = writes } })|]; }") { Template = Deployed(OrdersTable, "TABLE: !Ref «OrdersTable¦AuditTable»") },
        new("LH5002", "a batch of the event's table", Handler("DynamoDBEvent input", "await Batch.Write(input.Records[0].EventSourceArn.Split('/')[1], []);"),
            Client, "public static class Batch { public static Task Write(string table, List<WriteRequest> writes) { var items = new Dictionary<string, List<WriteRequest>>(); items.Add(«table¦\"audit\"», writes); return [|Db.Client.BatchWriteItemAsync(items)|]; } }"),
        new("LH5002", "a transaction", Handler("DynamoDBEvent input", "await Transaction.Write();"),
            Client, "public static class Transaction { static readonly string Name = Environment.GetEnvironmentVariable(\"TABLE\")!; public static Task Write() { var items = new List<TransactWriteItem>(); items.Add(new TransactWriteItem { Update = new Update { TableName = Name } }); return [|Db.Client.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = items })|]; } }") { Template = Deployed(OrdersTable, "TABLE: !Ref «OrdersTable¦AuditTable»") },
        new("LH5002", "a transaction of the upper layer", Handler("DynamoDBEvent input", "await Transaction.Write();"), Rows,
            Client, "public static class Transaction { public static Task Write() { var write = Db.Context.CreateTransactWrite<«Row¦Audit»>(); write.AddSaveItem(new()); return [|write.ExecuteAsync()|]; } }") { Template = Deployed(OrdersTable, resources: Named) },
        new("LH5002", "a batch of the upper layer", Handler("DynamoDBEvent input", "await Batch.Write();"), Rows,
            Client, "public static class Batch { public static Task Write() { var write = Db.Context.CreateBatchWrite<«Row¦Audit»>(); write.AddPutItem(new()); return [|write.ExecuteAsync()|]; } }") { Template = Deployed(OrdersTable, resources: Named) },
        new("LH5002", "a table that a save names", Handler("DynamoDBEvent input", "await Saver.Save(new Audit());"), Rows,
            Client, "public static class Saver { public static Task Save(Audit row) => [|Db.Context.SaveAsync(row, new SaveConfig { OverrideTableName = Environment.GetEnvironmentVariable(\"TABLE\") })|]; }") { Template = Deployed(OrdersTable, "TABLE: !Ref «OrdersTable¦AuditTable»", Named) },

        // Configuration
        new("LH5002", "a setting", "public class Orders(IConfiguration settings) { public Orders() : this(new ConfigurationBuilder().AddEnvironmentVariables().Build()) { } public async Task Handle(SQSEvent input, ILambdaContext context) { await Task.Yield(); await Sender.Send(settings[\"«NEXT_QUEUE¦DONE_QUEUE»\"]!, \"x\"); } }", Queue)
            { Template = Deployed("{ Type: SQS, Properties: { Queue: !GetAtt OrdersQueue.Arn } }", "NEXT_QUEUE: !Ref OrdersQueue, DONE_QUEUE: !Ref DoneQueue") },
        new("LH5002", "a setting in a section", "public class Orders(IConfiguration settings) { public Orders() : this(new ConfigurationBuilder().AddEnvironmentVariables().Build()) { } public async Task Handle(SQSEvent input, ILambdaContext context) { await Task.Yield(); await Sender.Send(settings.GetSection(\"Queues\")[\"«Next¦Done»\"]!, \"x\"); } }", Queue)
            { Template = Deployed("{ Type: SQS, Properties: { Queue: !GetAtt OrdersQueue.Arn } }", "Queues__Next: !Ref OrdersQueue, Queues__Done: !Ref DoneQueue") },
        new("LH5002", "a setting by its whole path", "public class Orders(IConfiguration settings) { public Orders() : this(new ConfigurationBuilder().AddEnvironmentVariables().Build()) { } public async Task Handle(SQSEvent input, ILambdaContext context) { await Task.Yield(); await Sender.Send(settings.GetValue<string>(\"Queues:«Next¦Done»\")!, \"x\"); } }", Queue)
            { Template = Deployed("{ Type: SQS, Properties: { Queue: !GetAtt OrdersQueue.Arn } }", "Queues__Next: !Ref OrdersQueue, Queues__Done: !Ref DoneQueue") },
        new("LH5002", "an option", "public class Orders(IOptions<Queues> queues) { public Orders() : this(Options.Create(new Queues())) { } public async Task Handle(SQSEvent input, ILambdaContext context) { await Task.Yield(); await Sender.Send(queues.Value.«Next¦Done», \"x\"); } }", Queue,
            "public class Queues { public string Next { get; set; } = \"\"; public string Done { get; set; } = \"\"; } public static class Startup { public static void Add(IServiceCollection services, IConfiguration settings) => services.Configure<Queues>(settings.GetSection(\"Queues\")); }")
            { Template = Deployed("{ Type: SQS, Properties: { Queue: !GetAtt OrdersQueue.Arn } }", "Queues__Next: !Ref OrdersQueue, Queues__Done: !Ref DoneQueue") },

        // Templates
        new("LH5001", "a setting that is its name", "public class Orders(IConfiguration settings) { public Orders() : this(new ConfigurationBuilder().AddEnvironmentVariables().Build()) { } public Task Handle(string input, ILambdaContext context) => Functions.Call(settings[\"«AWS_LAMBDA_FUNCTION_NAME¦WORKER_NAME»\"]!); }", Functions),
        new("LH5001", "a variable by Fn::Sub", Handler("string input", "await Functions.Call(Environment.GetEnvironmentVariable(\"TARGET\")!);"), Functions) { Template = Deployed("{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }", "TARGET: !Sub '${«Main¦Other»}'") },
        new("LH5001", "a variable by Fn::GetAtt", Handler("string input", "await Functions.Call(Environment.GetEnvironmentVariable(\"TARGET\")!);"), Functions) { Template = Deployed("{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }", "TARGET: { \"Fn::GetAtt\": [«Main¦Other», Arn] }") },
        new("LH5001", "a name made of the stack's", Handler("string input", "await Functions.Call(Environment.GetEnvironmentVariable(\"TARGET\")!);"), Functions) { Template = Deployed("{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }", "TARGET: !Sub '${AWS::StackName}-«main¦other»'", more: "FunctionName: !Sub '${AWS::StackName}-main'") },
        new("LH5001", "an alias by Fn::Sub", Handler("string input", "await Functions.Call(Environment.GetEnvironmentVariable(\"TARGET\")!);"), Functions) { Template = Deployed("{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }", "TARGET: !Sub '${«Main¦Other»}:live'") },
        new("LH5001", "a global variable", Handler("string input", "await Functions.Call(Environment.GetEnvironmentVariable(\"TARGET\")!);"), Functions) { Template = "Globals:\n  Function:\n    Environment: { Variables: { TARGET: !Ref «Main¦Other» } }\n" + Deployed("{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }") },
        new("LH5001", "a function of plain CloudFormation", Handler("string input", "await Functions.Call(\"«crawl¦index»\");"), Functions) { Template = """
            AWSTemplateFormatVersion: '2010-09-09'
            Resources:
              Crawl:
                Type: AWS::Lambda::Function
                Properties: { FunctionName: crawl, Handler: 'Shop::Orders::Handle', Runtime: dotnet8, Code: { S3Bucket: code, S3Key: crawl.zip } }
            """ },
        new("LH5001", "an extension of the client", Handler("string input", "await Held.Lambda.Start(context.«FunctionName¦LogGroupName»);"),
            "public static class Held { public static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); public static Task Start(this IAmazonLambda lambda, string name) => [|lambda.InvokeAsync(new InvokeRequest { FunctionName = name })|]; }"),
        new("LH5002", "a bucket named after the stack", Handler("S3Event input", "await Store.Save(Environment.GetEnvironmentVariable(\"OUT\")!, \"latest.json\");"), Store)
            { Template = Deployed("{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:* } }", "OUT: !Sub '${AWS::StackName}-«in¦out»'", "Incoming: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub '${AWS::StackName}-in' } }") },
        new("LH5002", "a bucket named by a parameter", Handler("S3Event input", "await Store.Save(Environment.GetEnvironmentVariable(\"OUT\")!, \"latest.json\");"), Store)
            { Template = "Parameters: { InName: { Type: String }, OutName: { Type: String } }\n" + Deployed("{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:* } }", "OUT: !Ref «In¦Out»Name", "Incoming: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref InName } }") },
        new("LH5002", "the notifications of a bucket", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.Name, $\"raw/{r.S3.Object.Key}\");"), Store) { Template = """
            Resources:
              Main:
                Type: AWS::Lambda::Function
                Properties: { Handler: 'Shop::Orders::Handle', Runtime: dotnet8 }
              Incoming:
                Type: AWS::S3::Bucket
                Properties: { NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: !GetAtt Main.Arn, Filter: { S3Key: { Rules: [{ Name: prefix, Value: «raw¦in»/ }] } } }] } }
            """ },
        new("LH5002", "a suffix", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.Name, \"small-\" + Path.GetFileNameWithoutExtension(r.S3.Object.Key) + \".«jpg¦png»\");"), Store) { Template = Deployed("{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:*, Filter: { S3Key: { Rules: [{ Name: suffix, Value: .jpg }] } } } }") },
        new("LH5002", "a key by string.Format", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.Name, string.Format(\"«raw¦done»/{0}\", r.S3.Object.Key));"), Store) { Template = Deployed("{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:*, Filter: { S3Key: { Rules: [{ Name: prefix, Value: raw/ }] } } } }") },
        new("LH5002", "a key by Path.Combine", Handler("S3Event input", "foreach (var r in input.Records) await Store.Save(r.S3.Bucket.Name, Path.Combine(\"«raw¦done»/\", Path.GetFileName(r.S3.Object.Key)));"), Store) { Template = Deployed("{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:*, Filter: { S3Key: { Rules: [{ Name: prefix, Value: raw/ }] } } } }") },
        new("LH5002", "a mapping of its own", Handler("SQSEvent input", "await Sender.Send(Environment.GetEnvironmentVariable(\"QUEUE_URL\")!, \"x\");"), Queue) { Template = """
            Resources:
              Main:
                Type: AWS::Lambda::Function
                Properties: { Handler: 'Shop::Orders::Handle', Runtime: dotnet8, Environment: { Variables: { QUEUE_URL: !Ref «OrdersQueue¦DoneQueue» } } }
              OrdersQueue: { Type: AWS::SQS::Queue }
              DoneQueue: { Type: AWS::SQS::Queue }
              Mapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties: { FunctionName: !Ref Main, EventSourceArn: !GetAtt OrdersQueue.Arn }
            """ },
        new("LH5002", "a batch of messages", Handler("SQSEvent input", "await Sender.SendAll(Environment.GetEnvironmentVariable(\"QUEUE_URL\")!, input.Records.Select(r => r.Body));"),
            "public static class Sender { static readonly IAmazonSQS Sqs = new AmazonSQSClient(); public static async Task SendAll(string url, IEnumerable<string> bodies) { foreach (var part in bodies.Chunk(10)) { var request = new SendMessageBatchRequest { QueueUrl = url, Entries = part.Select((body, at) => new SendMessageBatchRequestEntry(at.ToString(), body)).ToList() }; await [|Sqs.SendMessageBatchAsync(request)|]; } } }") { Template = Deployed("{ Type: SQS, Properties: { Queue: !GetAtt OrdersQueue.Arn } }", "QUEUE_URL: !Ref «OrdersQueue¦DoneQueue»") },
        new("LH5002", "a subscription of its own", Handler("SNSEvent input", "await News.Tell();"),
            "public static class News { static readonly IAmazonSimpleNotificationService Sns = new AmazonSimpleNotificationServiceClient(); static string Topic => Environment.GetEnvironmentVariable(\"TOPIC\")!; public static Task Tell() => [|Sns.PublishAsync(new PublishRequest { TopicArn = Topic, Message = \"x\" })|]; }") { Template = """
            Resources:
              Main:
                Type: AWS::Lambda::Function
                Properties: { Handler: 'Shop::Orders::Handle', Runtime: dotnet8, Environment: { Variables: { TOPIC: !Ref «OrdersTopic¦DoneTopic» } } }
              Subscription:
                Type: AWS::SNS::Subscription
                Properties: { Protocol: lambda, Endpoint: !GetAtt Main.Arn, TopicArn: !Ref OrdersTopic }
            """ },
        new("LH5002", "a stream by a variable", Handler("KinesisEvent input", "await Stream.Put();"),
            "public static class Stream { static readonly IAmazonKinesis Kinesis = new AmazonKinesisClient(); public static Task Put() => [|Kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = Environment.GetEnvironmentVariable(\"STREAM\") })|]; }") { Template = Deployed("{ Type: Kinesis, Properties: { Stream: !GetAtt OrdersStream.Arn, StartingPosition: LATEST } }", "STREAM: !Ref «OrdersStream¦DoneStream»") },
        new("LH5002", "a rule on a bus of its own", Handler("CloudWatchEvent<Made> input", "await Publisher.Publish(Environment.GetEnvironmentVariable(\"BUS\")!);"), "public class Made { }",
            "public static class Publisher { static readonly IAmazonEventBridge Bus = new AmazonEventBridgeClient(); public static Task Publish(string bus) { var entry = new PutEventsRequestEntry { Source = \"shop\", DetailType = \"Made\" }; entry.EventBusName = bus; return [|Bus.PutEventsAsync(new PutEventsRequest { Entries = [entry] })|]; } }")
            { Template = Deployed("{ Type: EventBridgeRule, Properties: { EventBusName: !Ref OrdersBus, Pattern: { source: [shop] } } }", "BUS: !Ref «OrdersBus¦DoneBus»") },
        new("LH5002", "an update in a class that is injected", "public class Orders(ITableWriter writer) { public Orders() : this(new TableWriter()) { } public async Task Handle(DynamoDBEvent input, ILambdaContext context) { await Task.Yield(); await writer.Write(input.Records[0].Dynamodb.Keys); } }", Client,
            "public interface ITableWriter { Task Write(object key); } public class TableWriter : ITableWriter { readonly string _table = Environment.GetEnvironmentVariable(\"TABLE\") ?? throw new InvalidOperationException(); public async Task Write(object key) { var request = new UpdateItemRequest(); request.TableName = _table; await [|Db.Client.UpdateItemAsync(request)|]; } }") { Template = Deployed(OrdersTable, "TABLE: !Ref «OrdersTable¦AuditTable»") },

        // In process
        new("LH5003", "a template method of the base", "public class Orders : Flow { protected override Task Run(string input) => [|«Handle¦Log»(input, null!)|]; Task Log(string input, ILambdaContext context) => Task.CompletedTask; }",
            "public abstract class Flow { public Task Handle(string input, ILambdaContext context) => Run(input); protected abstract Task Run(string input); }") { Template = Deployed("{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }") },
        new("LH5003", "a retry that takes a delegate", Handler("string input", "await Retry.Run(() => [|this.«Handle¦Once»(input, context)|]);"), "public static class Retry { public static Task Run(Func<Task> work) => work(); } public static class More { public static Task Once(this Orders orders, string input, ILambdaContext context) => Task.CompletedTask; }"),
        new("LH5004", "an indexer", Handler("string input", "await Task.Delay(new Grid()[input.Length]);"), "public partial class Grid { public int this[int at] => [|«this¦_cells»[at]|]; }", "public partial class Grid { readonly int[] _cells = new int[99]; }"),
        new("LH5004", "equality", Handler("string input", "await Task.Delay(new Money(1) == new Money(2) ? 1 : 2);"),
            "public partial class Money(int cents) { public int Cents => cents; public static bool operator ==(Money one, Money other) => one.Same(other); public static bool operator !=(Money one, Money other) => !(one == other); public override bool Equals(object? other) => false; public override int GetHashCode() => cents; }",
            "public partial class Money { public bool Same(Money other) => [|this «==¦%» other|]; public static bool operator %(Money one, Money other) => one.Cents == other.Cents; }"),
        new("LH5004", "a generic walk", Handler("string input", "Tree.Walk(input, 3);"), "public static class Tree { public static int Walk<T>(T node, int depth) => depth == 0 ? 0 : Leaf.Visit(node, depth); }", "public static class Leaf { public static int Visit<T>(T node, int depth) => [|Tree.Walk(node, «depth¦--depth»)|]; }"),
        new("LH5004", "an extension of a text", Handler("string input", "await Task.Delay(input.Width());"), "public static class Texts { public static int Width(this string text) => text.Length == 0 ? 0 : 1 + Rest.Of(text); }", "public static class Rest { public static int Of(string text) => [|text«¦[1..]».Width()|]; }"),
        new("LH5004", "a wait for a state", Handler("string input", "await Waiter.Until(() => false, 0);"), "public static class Waiter { public static async Task Until(Func<bool> done, int tries) { if (tries > 9) throw new TimeoutException(); await Task.Delay(9); await Again.Go(done, tries); } }",
            "public static class Again { public static Task Go(Func<bool> done, int tries) => [|Waiter.Until(done, tries«¦ + 1»)|]; }"),

        // In other words
        new("LH5002", "the parts of a record in locals", Handler("S3Event input", "foreach (var r in input.Records) { var entity = r.S3; var bucket = entity.«Bucket.Name¦Object.ETag»; await Store.Save(bucket, entity.Object.Key); }"), Store),
        new("LH5002", "an upload that a helper prepares", Handler("S3Event input", "foreach (var r in input.Records) await Uploads.Go(r.S3.Bucket.Name, r.S3.Object.KeyDecoded);"),
            "public static class Uploads { static readonly Amazon.S3.Transfer.ITransferUtility Transfer = new Amazon.S3.Transfer.TransferUtility(new AmazonS3Client()); public static async Task Go(string bucket, string key) { var request = Make(bucket, key); await [|Transfer.UploadAsync(request)|]; } static Amazon.S3.Transfer.TransferUtilityUploadRequest Make(string bucket, string key) { var made = new Amazon.S3.Transfer.TransferUtilityUploadRequest { FilePath = \"/tmp/x\" }; made.BucketName = «bucket¦\"other\"»; made.Key = key; return made; } }"),
        new("LH5002", "a batch back to the queue it came from", Handler("SQSEvent input", "await Again.Send(input.Records);"),
            "public static class Again { static readonly IAmazonSQS Sqs = new AmazonSQSClient(); public static async Task Send(List<SQSEvent.SQSMessage> messages) { var arn = messages[0].«EventSourceArn¦EventSource»; var name = arn.Substring(arn.LastIndexOf(':') + 1); var url = (await Sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name })).QueueUrl; await [|Sqs.SendMessageBatchAsync(url, messages.Select(each => new SendMessageBatchRequestEntry(each.MessageId, each.Body)).ToList())|]; } }"),
        new("LH5002", "a table's name by an expression", Handler("DynamoDBEvent input", "foreach (var r in input.Records) await Table.Save(System.Text.RegularExpressions.Regex.Match(r.«EventSourceArn¦EventID», \"table/([^/]+)\").Groups[1].Value);"),
            "public static class Table { static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient(); public static Task Save(string name) => [|Db.PutItemAsync(name, new())|]; }"),
        new("LH5002", "a table's name by the ARN's own parser", Handler("DynamoDBEvent input", "foreach (var r in input.Records) await Table.Save(Amazon.Arn.Parse(r.EventSourceArn).«Resource¦Region».Split('/')[1]);"),
            "public static class Table { static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient(); public static Task Save(string name) => [|Db.UpdateItemAsync(name, new(), new())|]; }"),
        new("LH5001", "a version of itself", Handler("string input", "await Functions.Go(context.«FunctionName¦FunctionVersion»);"),
            "public static class Functions { static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); public static Task Go(string name) => [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = name, Qualifier = \"live\", InvocationType = InvocationType.Event })|]; }"),
        new("LH5001", "a property of the base class", "public class Orders : Flow { public Task Handle(string input, ILambdaContext context) => Again(input); }",
            "public abstract class Flow { static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); string Self => Environment.GetEnvironmentVariable(\"«AWS_LAMBDA_FUNCTION_NAME¦AWS_LAMBDA_LOG_GROUP_NAME»\")!; protected Task Again(string input) => [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = Self, Payload = input })|]; }"),
        new("LH5001", "a client of its own address", Handler("string input", "await Web.Next();"),
            "public static class Web { static readonly HttpClient Http = new() { BaseAddress = new Uri(Environment.GetEnvironmentVariable(\"SELF\")!) }; public static Task Next() => [|Http.GetAsync(\"next\")|]; }") { Template = Deployed("{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }", "SELF: !GetAtt «Main¦Other»Url.FunctionUrl", more: "FunctionUrlConfig: { AuthType: NONE }") },
        new("LH5004", "each asks the other", Handler("string input", "var held = new Held(); held.Dispose(); await Task.Yield();"), "public partial class Held : IDisposable { public void Dispose() => «Close¦Flush»(); public void Flush() { } }", "public partial class Held { public void Close() => [|Dispose()|]; }"),
        new("LH5004", "a hash of a text of a hash", Handler("string input", "await Task.Delay(new Row().GetHashCode());"), "public partial class Row { public override int GetHashCode() => «ToString()¦\"row\"».GetHashCode(); }", "public partial class Row { public override string ToString() => [|GetHashCode()|].ToString(); }"),
    ];

    const string Clients = """
        public static class Aws { public static readonly IAmazonS3 S3 = new AmazonS3Client(); public static readonly IAmazonSQS Sqs = new AmazonSQSClient(); public static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient(); public static readonly IAmazonLambda Lambda = new AmazonLambdaClient();
        public static readonly IAmazonSimpleNotificationService Sns = new AmazonSimpleNotificationServiceClient(); public static readonly IAmazonKinesis Kinesis = new AmazonKinesisClient(); public static readonly IAmazonEventBridge Bus = new AmazonEventBridgeClient(); }
        public class Made { }
        """;

    // What real code is full of: the same resource for another purpose, another resource with a name like it, recursion that ends.
    static readonly (string Name, string Input, string Body, string Members)[] Alike =
    [
        ("another bucket by its name", "S3Event input", "foreach (var r in input.Records) await Aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name.Replace(\"-raw\", \"-done\"), Key = r.S3.Object.Key });", ""),
        ("another bucket with a suffix", "S3Event input", "foreach (var r in input.Records) await Aws.S3.CopyObjectAsync(r.S3.Bucket.Name, r.S3.Object.Key, r.S3.Bucket.Name + \"-archive\", r.S3.Object.Key);", ""),
        ("a link to the object", "S3Event input", "foreach (var r in input.Records) await Aws.S3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = r.S3.Bucket.Name, Key = r.S3.Object.Key });", ""),
        ("the object is read and removed", "S3Event input", "foreach (var r in input.Records) { using var read = await Aws.S3.GetObjectAsync(r.S3.Bucket.Name, r.S3.Object.Key); await Aws.S3.DeleteObjectAsync(r.S3.Bucket.Name, r.S3.Object.Key); }", ""),
        ("tags on the object", "S3Event input", "foreach (var r in input.Records) await Aws.S3.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = r.S3.Bucket.Name, Key = r.S3.Object.Key });", ""),
        ("the output that is configured", "S3Event input", "foreach (var r in input.Records) await Aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = Environment.GetEnvironmentVariable(\"OUTPUT\"), Key = r.S3.Object.Key });", ""),
        ("a message that waits longer", "SQSEvent input", "foreach (var r in input.Records) await Aws.Sqs.ChangeMessageVisibilityAsync((await Aws.Sqs.GetQueueUrlAsync(r.EventSourceArn.Split(':').Last())).QueueUrl, r.ReceiptHandle, 60);", ""),
        ("messages that are removed", "SQSEvent input", "var url = (await Aws.Sqs.GetQueueUrlAsync(input.Records[0].EventSourceArn.Split(':').Last())).QueueUrl; await Aws.Sqs.DeleteMessageBatchAsync(url, input.Records.Select(r => new DeleteMessageBatchRequestEntry(r.MessageId, r.ReceiptHandle)).ToList());", ""),
        ("the dead letters of the queue", "SQSEvent input", "foreach (var r in input.Records) { var url = (await Aws.Sqs.GetQueueUrlAsync(r.EventSourceArn.Split(':').Last() + \"-dlq\")).QueueUrl; await Aws.Sqs.SendMessageAsync(url, r.Body); }", ""),
        ("how full the queue is", "SQSEvent input", "var url = (await Aws.Sqs.GetQueueUrlAsync(input.Records[0].EventSourceArn.Split(':').Last())).QueueUrl; await Aws.Sqs.GetQueueAttributesAsync(url, [\"All\"]);", ""),
        ("another topic by its name", "SNSEvent input", "foreach (var r in input.Records) await Aws.Sns.PublishAsync(r.Sns.TopicArn.Replace(\"orders\", \"billing\"), r.Sns.Message);", ""),
        ("the topic in the text", "SNSEvent input", "foreach (var r in input.Records) await Aws.Sns.PublishAsync(Environment.GetEnvironmentVariable(\"AUDIT\"), r.Sns.TopicArn);", ""),
        ("the table is read", "DynamoDBEvent input", "foreach (var r in input.Records) await Aws.Db.GetItemAsync(r.EventSourceArn.Split('/')[1], new());", ""),
        ("another table", "DynamoDBEvent input", "foreach (var r in input.Records) await Aws.Db.PutItemAsync(\"totals\", r.Dynamodb.NewImage.ToDictionary(each => each.Key, _ => new AttributeValue()));", ""),
        ("only removals", "DynamoDBEvent input", "foreach (var r in input.Records.Where(each => each.EventName == \"REMOVE\")) await Aws.Db.PutItemAsync(r.EventSourceArn.Split('/')[1], new());", ""),
        ("the partition key of a record", "KinesisEvent input", "foreach (var r in input.Records) await Aws.Kinesis.PutRecordAsync(new PutRecordRequest { StreamName = \"enriched\", PartitionKey = r.EventSourceARN });", ""),
        ("an event of its own kind", "CloudWatchEvent<Made> input", "await Aws.Bus.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = \"shop.billing\", DetailType = \"Billed\", Detail = input.DetailType }] });", ""),
        ("its own configuration", "string input", "await Aws.Lambda.GetFunctionConfigurationAsync(new GetFunctionConfigurationRequest { FunctionName = context.FunctionName });", ""),
        ("another function that is told who called", "string input", "await Aws.Lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable(\"WORKER\"), InvocationType = InvocationType.Event, Payload = context.InvokedFunctionArn });", ""),
        ("a sibling by its name", "string input", "await Aws.Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName.Replace(\"-api\", \"-worker\"), InvocationType = InvocationType.Event });", ""),
        ("pages", "string input", "string? next = null; do { var page = await Aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = input, ContinuationToken = next }); next = page.NextContinuationToken; } while (next is not null);", ""),
        ("folders", "string input", "await Task.Delay(Count(new DirectoryInfo(input)));", "static int Count(DirectoryInfo folder) => folder.GetFiles().Length + folder.GetDirectories().Sum(Count);"),
        ("halves", "int[] input", "await Task.Delay(Find(input, 3, 0, input.Length));", "static int Find(int[] all, int sought, int low, int high) { if (low >= high) return -1; var middle = (low + high) / 2; return all[middle] == sought ? middle : all[middle] < sought ? Find(all, sought, middle + 1, high) : Find(all, sought, low, middle); }"),
        ("the greatest common divisor", "int[] input", "await Task.Delay(Gcd(input[0], input[1]));", "static int Gcd(int one, int other) => other == 0 ? one : Gcd(other, one % other);"),
        ("a series", "int[] input", "await Task.Delay(Fib(input[0]));", "static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);"),
        ("orders of things", "int[] input", "await Task.Delay(Orders2(input.ToList(), 0));", "static int Orders2(List<int> all, int from) { if (from == all.Count) return 1; var sum = 0; for (var at = from; at < all.Count; at++) sum += Orders2(all, from + 1); return sum; }"),
        ("the next one", "string input", "await Task.Delay(Length(new Node()));", "static int Length(Node? node) => node is null ? 0 : 1 + Length(node.Next); public class Node { public Node? Next { get; init; } }"),
        ("attempts", "string input", "await Fetch(input, 1);", "static readonly HttpClient Http = new(); static async Task<string> Fetch(string url, int attempt) { try { return await Http.GetStringAsync(url); } catch (HttpRequestException) when (attempt < 3) { await Task.Delay(attempt * 100); return await Fetch(url, attempt + 1); } }"),
        ("a text of the base", "string input", "await Task.Delay(new Row().ToString().Length);", "public class Row { public override string ToString() => base.ToString() + \"!\"; }"),
        ("a field with the property's name", "string input", "await Task.Delay(new Row().Total);", "public class Row { readonly int total = 3; public int Total => total; }"),
        ("a decorator", "string input", "await new Cached(new Plain()).Load(input);", "public interface ILoad { Task<string> Load(string key); } public class Plain : ILoad { public Task<string> Load(string key) => Task.FromResult(key); } public class Cached(ILoad inner) : ILoad { public async Task<string> Load(string key) => key.Length == 0 ? \"\" : await inner.Load(key); }"),
        ("a pipeline", "string input", "await new First().Run(input, () => new Second().Run(input, () => Task.CompletedTask));", "public interface IStep { Task Run(string input, Func<Task> next); } public class First : IStep { public Task Run(string input, Func<Task> next) => next(); } public class Second : IStep { public Task Run(string input, Func<Task> next) => next(); }"),
        ("an overload with more", "string input", "await Send(input);", "Task Send(string text) => Send(text, 3); Task Send(string text, int priority) => Task.Delay(text.Length + priority);"),
        ("members that are compared", "string input", "await Task.Delay(new Money(1).Equals(new Money(2)) ? 1 : 0);", "public record Money(int Cents); public class Order2(Money total) { public Money Total => total; public override bool Equals(object? other) => other is Order2 order && Total.Equals(order.Total); public override int GetHashCode() => Total.GetHashCode(); }"),
        ("until the deadline", "string input", "await Poll(context);", "static async Task Poll(ILambdaContext context) { if (context.RemainingTime < TimeSpan.FromSeconds(5)) return; await Task.Delay(1000); await Poll(context); }"),
        ("what is left of a queue", "string[] input", "var open = new Queue<string>(input); await Drain(open);", "static async Task Drain(Queue<string> open) { if (!open.TryDequeue(out var next)) return; await Task.Delay(next.Length); await Drain(open); }"),
    ];

    public static TheoryData<string> LookAlikes => [.. Alike.Select(each => each.Name)];

    [Theory, MemberData(nameof(LookAlikes))]
    public async Task What_only_looks_like_a_loop_is_not_above_advice(string name)
    {
        var (_, input, body, members) = Alike.First(each => each.Name == name);
        var found = await AllRules.On(LoopCase.Of($"public class Orders {{ public async Task Handle({input}, ILambdaContext context) {{ await Task.Yield(); {body} }} {members} }}", Clients).Compile());
        Assert.DoesNotContain(found, each => each.Id.StartsWith("LH5", StringComparison.Ordinal) && each.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Info);
    }

    public static TheoryData<LoopCase> Cases => [.. All];

    [Theory, MemberData(nameof(Cases))]
    public Task Every_loop_is_found(LoopCase loop) => loop.IsFound();

    [Theory, MemberData(nameof(Cases))]
    public Task No_twin_is_reported(LoopCase loop) => loop.TwinIsFine();

    [Fact]
    public void Every_loop_differs_from_its_twin_in_one_place() => Assert.All(All, loop => Assert.Equal(1, loop.Choices));
}
