using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Recursion;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

public class WriteElsewhereTests
{
    const string Frame = """
        using System.Net; using System.Text.Json;
        using Amazon.S3; using Amazon.S3.Model; using Amazon.S3.Transfer; using Amazon.SQS; using Amazon.SQS.Model; using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.DynamoDBv2.DataModel;
        using Amazon.Kinesis; using Amazon.Kinesis.Model; using Amazon.EventBridge; using Amazon.EventBridge.Model; using Amazon.SimpleNotificationService; using Amazon.SimpleNotificationService.Model;
        using Amazon.Lambda.S3Events; using Amazon.Lambda.SQSEvents; using Amazon.Lambda.SNSEvents; using Amazon.Lambda.DynamoDBEvents; using Amazon.Lambda.KinesisEvents; using Amazon.Lambda.CloudWatchEvents;
        public class Orders
        {
            static readonly IAmazonS3 S3 = new AmazonS3Client(); static readonly IAmazonSQS Sqs = new AmazonSQSClient(); static readonly IAmazonDynamoDB Db = new AmazonDynamoDBClient(); static readonly ITransferUtility Transfer = new TransferUtility(S3);
            static readonly IAmazonKinesis Kinesis = new AmazonKinesisClient(); static readonly IAmazonEventBridge Bus = new AmazonEventBridgeClient(); static readonly IAmazonSimpleNotificationService Sns = new AmazonSimpleNotificationServiceClient();
            static readonly IDynamoDBContext Rows = new DynamoDBContextBuilder().WithDynamoDBClient(() => Db).Build();
            public async Task Handle(EVENT e, ILambdaContext context)
            {
                await Task.Yield();
                BODY
            }
            MEMBERS
        }
        [DynamoDBTable("orders")] public class Row { public string Id { get; set; } = ""; }
        [DynamoDBTable("audit")] public class Audit { public string Id { get; set; } = ""; }
        public class Made { public string Id { get; set; } = ""; }
        """;

    static Subject On(string @event, string body, string members = "") => Subject.Of(Frame.Replace("EVENT", @event, StringComparison.Ordinal).Replace("BODY", body, StringComparison.Ordinal).Replace("MEMBERS", members, StringComparison.Ordinal));

    static Subject S3(string body, string members = "") => On("S3Event", "foreach (var r in e.Records) { var key = r.S3.Object.KeyDecoded; " + body + " }", members);

    [Theory]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = key })|];")]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = WebUtility.UrlDecode(r.S3.Object.Key) })|];")]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = key + \".json\" })|];")]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = Path.ChangeExtension(key, \".json\") })|];")]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = $\"{key}.json\" })|];")]
    [InlineData("var request = new PutObjectRequest(); request.BucketName = r.S3.Bucket.Name; request.Key = key; await [|S3.PutObjectAsync(request)|];")]
    [InlineData("await [|S3.CopyObjectAsync(r.S3.Bucket.Name, key, r.S3.Bucket.Name, key)|];")]
    [InlineData("await [|S3.CopyObjectAsync(new CopyObjectRequest { SourceBucket = \"a\", SourceKey = key, DestinationBucket = r.S3.Bucket.Name, DestinationKey = key })|];")]
    [InlineData("await [|Transfer.UploadAsync(new MemoryStream(), r.S3.Bucket.Name, key)|];")]
    [InlineData("await [|Transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = r.S3.Bucket.Name, Key = key })|];")]
    [InlineData("var (bucket, name) = (r.S3.Bucket.Name, key); await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = name })|];")]
    [InlineData("var (bucket, name) = Parts(r); await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = name })|];", "static (string, string) Parts(S3Event.S3EventNotificationRecord r) => (r.S3.Bucket.Name, r.S3.Object.Key);")]
    [InlineData("if (r.S3.Bucket.Name is { } bucket) await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key })|];")]
    [InlineData("await Save(r.S3.Bucket.Name, key);", "static async Task Save(string bucket, string key) => await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key })|];")]
    public Task An_object_written_over_the_one_that_came_is_reported(string body, string members = "") => Verify<WriteElsewhere>.Reports(S3(body, members), DiagnosticSeverity.Warning,
        "Orders.Handle writes to the bucket that its event came from, so each write may invoke it again; write to another bucket");

    [Theory]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = \"thumbnails/\" + key })|];")]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = $\"thumbnails/{key}\" })|];")]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = $\"{Prefix}{key}\" })|];")]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = \"latest.json\" })|];")]
    public Task Another_key_in_the_same_bucket_is_advice(string body) => Verify<WriteElsewhere>.Reports(S3(body, "const string Prefix = \"thumbnails/\";"), DiagnosticSeverity.Info);

    [Theory]
    [InlineData("await S3.PutObjectAsync(new PutObjectRequest { BucketName = Environment.GetEnvironmentVariable(\"OUTPUT\"), Key = key });")]
    [InlineData("await S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name + \"-small\", Key = key });")]
    [InlineData("await S3.PutObjectAsync(new PutObjectRequest { BucketName = $\"{r.S3.Bucket.Name}-small\", Key = key });")]
    [InlineData("await S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name.Replace(\"in\", \"out\"), Key = key });")]
    [InlineData("await S3.CopyObjectAsync(r.S3.Bucket.Name, key, \"archive\", key);")]
    [InlineData("await S3.DeleteObjectAsync(r.S3.Bucket.Name, key);")]
    [InlineData("await S3.GetObjectAsync(r.S3.Bucket.Name, key);")]
    [InlineData("await S3.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = r.S3.Bucket.Name, Key = key });")]
    [InlineData("if (key.StartsWith(\"thumbnails/\")) continue; await S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = \"thumbnails/\" + key });")]
    [InlineData("if (!key.EndsWith(\".json\")) { await S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = key + \".json\" }); }")]
    [InlineData("if (IsDone(key)) return; await S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = key + \".json\" });")]
    [InlineData("var known = await S3.GetObjectMetadataAsync(r.S3.Bucket.Name, key); if (known.Metadata[\"done\"] == \"1\") continue; var request = new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = key }; request.Metadata[\"done\"] = \"1\"; await S3.PutObjectAsync(request);")]
    [InlineData("if (r.EventName.StartsWith(\"ObjectRemoved\")) await S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = key });")]
    public Task What_goes_elsewhere_or_is_guarded_is_fine(string body) => Verify<WriteElsewhere>.Allows(S3(body, "static bool IsDone(string key) => key.EndsWith(\".json\");"));

    [Theory]
    [InlineData("SQSEvent", "foreach (var r in e.Records) { var url = (await Sqs.GetQueueUrlAsync(r.EventSourceArn.Split(':').Last())).QueueUrl; await [|Sqs.SendMessageAsync(url, r.Body)|]; }", "queue", "")]
    [InlineData("SQSEvent", "foreach (var r in e.Records) { var parts = r.EventSourceArn.Split(':'); await [|Sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = $\"https://sqs.{parts[3]}.amazonaws.com/{parts[4]}/{parts[5]}\", MessageBody = r.Body })|]; }", "queue", "")]
    [InlineData("SNSEvent", "foreach (var r in e.Records) await [|Sns.PublishAsync(r.Sns.TopicArn, r.Sns.Message)|];", "topic", "")]
    [InlineData("SNSEvent", "foreach (var r in e.Records) await [|Sns.PublishAsync(new PublishRequest(r.Sns.TopicArn, r.Sns.Message))|];", "topic", "")]
    [InlineData("DynamoDBEvent", "foreach (var r in e.Records) await [|Db.PutItemAsync(r.EventSourceArn.Split('/')[1], new())|];", "table", ", for Lambda does not stop this loop")]
    [InlineData("DynamoDBEvent", "foreach (var r in e.Records) await [|Db.UpdateItemAsync(new UpdateItemRequest { TableName = TableOf(r.EventSourceArn) })|];", "table", ", for Lambda does not stop this loop")]
    [InlineData("DynamoDBEvent", "foreach (var r in e.Records) await [|Db.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = [new TransactWriteItem { Put = new Put { TableName = TableOf(r.EventSourceArn) } }] })|];", "table", ", for Lambda does not stop this loop")]
    [InlineData("KinesisEvent", "foreach (var r in e.Records) await [|Kinesis.PutRecordAsync(new PutRecordRequest { StreamName = TableOf(r.EventSourceARN), Data = r.Kinesis.Data })|];", "stream", ", for Lambda does not stop this loop")]
    [InlineData("KinesisEvent", "await [|Kinesis.PutRecordsAsync(new PutRecordsRequest { StreamARN = e.Records[0].EventSourceARN })|];", "stream", ", for Lambda does not stop this loop")]
    [InlineData("CloudWatchEvent<Made>", "await [|Bus.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = e.Source, DetailType = e.DetailType }] })|];", "bus", ", for Lambda does not stop this loop")]
    public Task Each_kind_of_trigger_is_known(string @event, string body, string noun, string more) => Verify<WriteElsewhere>.Reports(
        On(@event, body, "static string TableOf(string arn) { var parts = arn.Split('/'); return parts[1]; }"), DiagnosticSeverity.Warning,
        $"Orders.Handle writes to the {noun} that its event came from, so each write may invoke it again; write to another {noun}{more}");

    [Theory]
    [InlineData("SQSEvent", "foreach (var r in e.Records) await Sqs.SendMessageAsync(Environment.GetEnvironmentVariable(\"NEXT\"), r.Body);")]
    [InlineData("SQSEvent", "foreach (var r in e.Records) { var parts = r.EventSourceArn.Split(':'); await Sqs.SendMessageAsync($\"https://sqs.{parts[3]}.amazonaws.com/{parts[4]}/{parts[5]}-dead\", r.Body); }")]
    [InlineData("SQSEvent", "foreach (var r in e.Records) await Sqs.DeleteMessageAsync((await Sqs.GetQueueUrlAsync(r.EventSourceArn.Split(':').Last())).QueueUrl, r.ReceiptHandle);")]
    [InlineData("SQSEvent", "foreach (var r in e.Records) { var tries = int.Parse(r.MessageAttributes[\"tries\"].StringValue); if (tries > 3) continue; await Sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = r.EventSourceArn, MessageAttributes = new() { [\"tries\"] = new() { StringValue = (tries + 1).ToString() } } }); }")]
    [InlineData("SNSEvent", "foreach (var r in e.Records) await Sns.PublishAsync(Environment.GetEnvironmentVariable(\"NEXT\"), r.Sns.Message);")]
    [InlineData("SNSEvent", "foreach (var r in e.Records) { if (r.Sns.MessageAttributes.ContainsKey(\"done\")) continue; await Sns.PublishAsync(new PublishRequest(r.Sns.TopicArn, \"x\") { MessageAttributes = new() { [\"done\"] = new() } }); }")]
    [InlineData("DynamoDBEvent", "foreach (var r in e.Records) if (r.EventName == \"INSERT\") await Db.UpdateItemAsync(new UpdateItemRequest { TableName = r.EventSourceArn.Split('/')[1] });")]
    [InlineData("DynamoDBEvent", "foreach (var r in e.Records) await Db.UpdateItemAsync(new UpdateItemRequest { TableName = r.EventSourceArn.Split('/')[1], ConditionExpression = \"attribute_not_exists(done)\" });")]
    [InlineData("DynamoDBEvent", "foreach (var r in e.Records) await Db.PutItemAsync(r.EventSourceArn.Split('/')[1] + \"-audit\", new());")]
    [InlineData("DynamoDBEvent", "foreach (var r in e.Records.Where(r => !r.Dynamodb.NewImage.ContainsKey(\"done\"))) await Db.PutItemAsync(r.EventSourceArn.Split('/')[1], new() { [\"done\"] = new() });")]
    [InlineData("CloudWatchEvent<Made>", "await Bus.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = e.Source, DetailType = \"Done\" }] });")]
    [InlineData("string", "await Sqs.SendMessageAsync(e, context.FunctionName);")]
    public Task Each_kind_has_its_neighbours_that_are_fine(string @event, string body) => Verify<WriteElsewhere>.Allows(On(@event, body));

    static Subject Deployed(string @event, string body, string events, string variables = "", string resources = "") => On(@event, body).File("template.yaml", $$"""
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Orders::Handle
              Environment: { Variables: { {{variables}} } }
              Events: { Source: {{events}} }
          {{resources}}
        """);

    const string Bucket = "{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:* } }";
    const string Filtered = "{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectCreated:*, Filter: { S3Key: { Rules: [{ Name: prefix, Value: raw/ }] } } } }";
    const string Put = "foreach (var r in e.Records) await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = BUCKET, Key = KEY })|];";

    static string PutTo(string bucket, string key, bool isFine) =>
        (isFine ? Put.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal) : Put).Replace("BUCKET", bucket, StringComparison.Ordinal).Replace("KEY", key, StringComparison.Ordinal);

    [Theory]
    [InlineData(Bucket, "Environment.GetEnvironmentVariable(\"B\")", "r.S3.Object.Key")]
    [InlineData(Bucket, "Environment.GetEnvironmentVariable(\"B\")", "\"thumbnails/\" + r.S3.Object.Key")]
    [InlineData(Bucket, "r.S3.Bucket.Name", "\"thumbnails/\" + r.S3.Object.Key")]
    [InlineData(Bucket, "\"incoming-orders\"", "\"latest.json\"")]
    [InlineData(Filtered, "r.S3.Bucket.Name", "r.S3.Object.Key")]
    [InlineData(Filtered, "Environment.GetEnvironmentVariable(\"B\")", "\"raw/latest.json\"")]
    public Task With_a_template_it_is_certain(string events, string bucket, string key) => Verify<WriteElsewhere>.Reports(
        Deployed("S3Event", PutTo(bucket, key, isFine: false), events, "B: !Ref Incoming, C: !Ref Outgoing", "Incoming: { Type: AWS::S3::Bucket, Properties: { BucketName: incoming-orders } }"), DiagnosticSeverity.Warning,
        "Orders.Handle writes to the bucket that triggers it, so each write invokes it again; write to another bucket");

    [Theory]
    [InlineData(Bucket, "Environment.GetEnvironmentVariable(\"C\")", "r.S3.Object.Key")]
    [InlineData(Bucket, "Environment.GetEnvironmentVariable(\"MISSING\")", "r.S3.Object.Key")]
    [InlineData(Bucket, "\"outgoing-orders\"", "r.S3.Object.Key")]
    [InlineData(Filtered, "r.S3.Bucket.Name", "\"done/\" + r.S3.Object.Key")]
    [InlineData(Filtered, "Environment.GetEnvironmentVariable(\"B\")", "\"done/latest.json\"")]
    public Task With_a_template_another_bucket_or_prefix_is_fine(string events, string bucket, string key) => Verify<WriteElsewhere>.Allows(
        Deployed("S3Event", PutTo(bucket, key, isFine: true), events, "B: !Ref Incoming, C: !Ref Outgoing", "Incoming: { Type: AWS::S3::Bucket, Properties: { BucketName: incoming-orders } }"));

    [Theory]
    [InlineData("SQSEvent", "await [|Sqs.SendMessageAsync(Environment.GetEnvironmentVariable(\"Q\"), \"x\")|];", "{ Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } }", "Q: !Ref Queue")]
    [InlineData("SQSEvent", "await [|Sqs.SendMessageAsync(Environment.GetEnvironmentVariable(\"Q\"), \"x\")|];", "{ Type: SQS, Properties: { Queue: 'arn:aws:sqs:eu-west-1:123456789012:orders' } }", "Q: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders'")]
    [InlineData("SNSEvent", "await [|Sns.PublishAsync(Environment.GetEnvironmentVariable(\"T\"), \"x\")|];", "{ Type: SNS, Properties: { Topic: !Ref Topic } }", "T: !Ref Topic")]
    [InlineData("DynamoDBEvent", "await [|Db.PutItemAsync(Environment.GetEnvironmentVariable(\"T\"), new())|];", "{ Type: DynamoDB, Properties: { Stream: !GetAtt Table.StreamArn } }", "T: !Ref Table")]
    [InlineData("DynamoDBEvent", "await [|Rows.SaveAsync(new Row())|];", "{ Type: DynamoDB, Properties: { Stream: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026' } }", "")]
    [InlineData("KinesisEvent", "await [|Kinesis.PutRecordAsync(new PutRecordRequest { StreamName = \"orders\" })|];", "{ Type: Kinesis, Properties: { Stream: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders' } }", "")]
    [InlineData("CloudWatchEvent<Made>", "await [|Bus.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = \"shop\", DetailType = \"Made\" }] })|];", "{ Type: EventBridgeRule, Properties: { Pattern: { source: [shop], detail-type: [Made] } } }", "")]
    public Task With_a_template_each_kind_is_certain(string @event, string body, string events, string variables) => Verify<WriteElsewhere>.Reports(Deployed(@event, body, events, variables), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("SQSEvent", "await Sqs.SendMessageAsync(Environment.GetEnvironmentVariable(\"Q\"), \"x\");", "{ Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } }", "Q: !Ref Other")]
    [InlineData("SQSEvent", "await Sns.PublishAsync(Environment.GetEnvironmentVariable(\"Q\"), \"x\");", "{ Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } }", "Q: !Ref Queue")]
    [InlineData("SNSEvent", "await Sns.PublishAsync(Environment.GetEnvironmentVariable(\"T\"), \"x\");", "{ Type: SNS, Properties: { Topic: !Ref Topic } }", "T: !Ref Other")]
    [InlineData("DynamoDBEvent", "await Rows.SaveAsync(new Audit());", "{ Type: DynamoDB, Properties: { Stream: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026' } }", "")]
    [InlineData("KinesisEvent", "await Kinesis.PutRecordAsync(new PutRecordRequest { StreamName = \"done\" });", "{ Type: Kinesis, Properties: { Stream: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders' } }", "")]
    [InlineData("CloudWatchEvent<Made>", "await Bus.PutEventsAsync(new PutEventsRequest { Entries = [new PutEventsRequestEntry { Source = \"shop\", DetailType = \"Paid\" }] });", "{ Type: EventBridgeRule, Properties: { Pattern: { source: [shop], detail-type: [Made] } } }", "")]
    [InlineData("S3Event", "await S3.PutObjectAsync(new PutObjectRequest { BucketName = e.Records[0].S3.Bucket.Name, Key = e.Records[0].S3.Object.Key });", "{ Type: S3, Properties: { Bucket: !Ref Incoming, Events: s3:ObjectRemoved:* } }", "")]
    [InlineData("DynamoDBEvent", "await Db.PutItemAsync(e.Records[0].EventSourceArn.Split('/')[1], new());", "{ Type: DynamoDB, Properties: { Stream: !GetAtt Table.StreamArn, FilterCriteria: { Filters: [{ Pattern: '{\"eventName\":[\"REMOVE\"]}' }] } } }", "")]
    [InlineData("SNSEvent", "await Sns.PublishAsync(Environment.GetEnvironmentVariable(\"T\"), \"x\");", "{ Type: SNS, Properties: { Topic: !Ref Topic, FilterPolicy: { kind: [new] } } }", "T: !Ref Topic")]
    public Task With_a_template_another_target_is_fine(string @event, string body, string events, string variables) => Verify<WriteElsewhere>.Allows(Deployed(@event, body, events, variables));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<WriteElsewhere>.Allows(
        Subject.Of("using Amazon.S3; public class F { public async Task Handle(Amazon.Lambda.S3Events.S3Event s, ILambdaContext c) { new AmazonS3Client().PutObjectAsync(new Put { BucketName = s.Records[0]. }; } }").Broken());

    [Fact]
    public Task The_fix_takes_the_target_from_the_configuration() => Verify<WriteElsewhere>.Fixes<WriteElsewhereFix>("""
        using Amazon.Lambda.S3Events;
        using Amazon.S3;
        using Amazon.S3.Model;

        public class Orders
        {
            static readonly IAmazonS3 S3 = new AmazonS3Client();

            public async Task Handle(S3Event e, ILambdaContext context)
            {
                foreach (var r in e.Records)
                {
                    await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name /* here */, Key = r.S3.Object.KeyDecoded })|];
                    await [|S3.CopyObjectAsync("archive", "a", r.S3.Bucket.Name, r.S3.Object.KeyDecoded)|];
                }
            }
        }
        """, """
        using Amazon.Lambda.S3Events;
        using Amazon.S3;
        using Amazon.S3.Model;

        public class Orders
        {
            private static readonly string OutputBucket = Environment.GetEnvironmentVariable("OUTPUT_BUCKET")!;

            static readonly IAmazonS3 S3 = new AmazonS3Client();

            public async Task Handle(S3Event e, ILambdaContext context)
            {
                foreach (var r in e.Records)
                {
                    await S3.PutObjectAsync(new PutObjectRequest { BucketName = OutputBucket /* here */, Key = r.S3.Object.KeyDecoded });
                    await S3.CopyObjectAsync("archive", "a", OutputBucket, r.S3.Object.KeyDecoded);
                }
            }
        }
        """);

    [Theory]
    [InlineData("await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = \"thumbnails/\" + key })|];", "")]
    [InlineData("var OutputBucket = key; await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = OutputBucket })|];", "")]
    [InlineData("var request = new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = key }; await [|S3.PutObjectAsync(request)|];", "")]
    public Task No_fix_is_offered_where_the_target_is_not_written_in_the_call(string body, string members) => Verify<WriteElsewhere>.OffersNothing<WriteElsewhereFix>(S3(body, members), plan: "Configure");

    [Fact]
    public Task The_second_fix_writes_under_a_prefix_that_the_handler_skips() => Verify<WriteElsewhere>.Fixes<WriteElsewhereFix>("""
        using Amazon.Lambda.S3Events;
        using Amazon.S3;
        using Amazon.S3.Model;

        public class Orders
        {
            static readonly IAmazonS3 S3 = new AmazonS3Client();

            public async Task Handle(S3Event e, ILambdaContext context)
            {
                foreach (var r in e.Records)
                {
                    // As it came.
                    await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = r.S3.Object.KeyDecoded })|];
                }
            }
        }
        """, """
        using Amazon.Lambda.S3Events;
        using Amazon.S3;
        using Amazon.S3.Model;

        public class Orders
        {
            private const string OutputPrefix = "processed/";

            static readonly IAmazonS3 S3 = new AmazonS3Client();

            public async Task Handle(S3Event e, ILambdaContext context)
            {
                foreach (var r in e.Records)
                {
                    if (r.S3.Object.Key.StartsWith(OutputPrefix)) continue;
                    // As it came.
                    await S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = OutputPrefix + r.S3.Object.KeyDecoded });
                }
            }
        }
        """, plan: "Prefix");

    [Fact]
    public Task No_prefix_is_offered_where_no_record_can_be_skipped() => Verify<WriteElsewhere>.OffersNothing<WriteElsewhereFix>(
        On("S3Event", "var r = e.Records[0]; await [|S3.PutObjectAsync(new PutObjectRequest { BucketName = r.S3.Bucket.Name, Key = r.S3.Object.Key })|];"), plan: "Prefix");
}
