using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Reliability;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Reliability;

public class CheckBatchResponsesTests
{
    const string Usings = "using Amazon.SQS; using Amazon.SQS.Model; using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.SimpleNotificationService; using Amazon.EventBridge; using Amazon.Kinesis; using Amazon.KinesisFirehose; using Amazon.S3;";

    const string Clients = """
        static readonly IAmazonSQS Sqs = new AmazonSQSClient();
        static readonly AmazonDynamoDBClient Table = new();
        static readonly IAmazonSimpleNotificationService Sns = new AmazonSimpleNotificationServiceClient();
        static readonly IAmazonEventBridge Bus = new AmazonEventBridgeClient();
        static readonly IAmazonKinesis Stream = new AmazonKinesisClient();
        static readonly IAmazonKinesisFirehose Hose = new AmazonKinesisFirehoseClient();
        static readonly IAmazonS3 S3 = new AmazonS3Client();
        static readonly SendMessageBatchRequest Batch = new();
        static readonly List<SendMessageBatchRequest> Batches = new();
        """;

    static Subject In(string body, string members = "") => Shape.ClassLibrary.With(body, Clients + "\n" + members, Usings);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_response_that_is_thrown_away_is_reported(Shape shape) => Verify<CheckBatchResponses>.Reports(
        shape.With("await [|Sqs.SendMessageBatchAsync(Batch)|];", Clients, Usings), DiagnosticSeverity.Warning);

    [Theory, ClassData(typeof(EveryShape))]
    public Task In_a_helper_it_is_reported_too(Shape shape) => Verify<CheckBatchResponses>.Reports(
        shape.With("await Sender.Send(new(), default);", usings: Usings).And("""
            using Amazon.SQS; using Amazon.SQS.Model;
            public static class Sender
            {
                static readonly IAmazonSQS Sqs = new AmazonSQSClient();
                public static Task Send(SendMessageBatchRequest batch, CancellationToken token) => [|Sqs.SendMessageBatchAsync(batch, token)|];
            }
            """));

    [Theory]
    [InlineData("await [|Table.BatchWriteItemAsync(new BatchWriteItemRequest())|];", "'BatchWriteItemAsync' answers without an error when some of its items fail, and nothing reads 'UnprocessedItems'; check it, or Orders.Handle goes on without them")]
    [InlineData("await [|Table.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>())|];", null)]
    [InlineData("var read = await [|Table.BatchGetItemAsync(new BatchGetItemRequest())|]; Console.WriteLine(read.Responses.Count);", "'BatchGetItemAsync' answers without an error when some of its keys fail, and nothing reads 'UnprocessedKeys'; check it, or Orders.Handle goes on without them")]
    [InlineData("await [|Sqs.DeleteMessageBatchAsync(new DeleteMessageBatchRequest())|];", null)]
    [InlineData("await [|Sqs.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest())|];", null)]
    [InlineData("await [|Sns.PublishBatchAsync(new())|];", "'PublishBatchAsync' answers without an error when some of its messages fail, and nothing reads 'Failed'; check it, or Orders.Handle goes on without them")]
    [InlineData("await [|Bus.PutEventsAsync(new())|];", "'PutEventsAsync' answers without an error when some of its events fail, and nothing reads 'FailedEntryCount'; check it, or Orders.Handle goes on without them")]
    [InlineData("await [|Stream.PutRecordsAsync(new())|];", null)]
    [InlineData("await [|Hose.PutRecordBatchAsync(new())|];", "'PutRecordBatchAsync' answers without an error when some of its records fail, and nothing reads 'FailedPutCount'; check it, or Orders.Handle goes on without them")]
    public Task Each_call_has_its_member(string body, string? message) => Verify<CheckBatchResponses>.Reports(In(body), message: message);

    [Theory]
    [InlineData("_ = await [|Sqs.SendMessageBatchAsync(Batch)|];")]
    [InlineData("await [|Sqs.SendMessageBatchAsync(Batch)|].ConfigureAwait(false);")]
    [InlineData("await Task.Yield(); [|Sqs.SendMessageBatchAsync(Batch)|].Wait();")]
    [InlineData("await Task.Yield(); var r = [|Sqs.SendMessageBatchAsync(Batch)|].Result;")]
    [InlineData("await Task.Yield(); [|Sqs.SendMessageBatchAsync(Batch)|].GetAwaiter().GetResult();")]
    [InlineData("var r = await [|Sqs.SendMessageBatchAsync(Batch)|]; Console.WriteLine(r.HttpStatusCode); Console.WriteLine(r.ResponseMetadata.RequestId);")]
    [InlineData("var r = await [|Sqs.SendMessageBatchAsync(Batch)|]; if (r == null || r is null || r?.HttpStatusCode == System.Net.HttpStatusCode.OK) return;")]
    [InlineData("Console.WriteLine((await [|Sqs.SendMessageBatchAsync(Batch)|]).HttpStatusCode);")]
    [InlineData("SendMessageBatchResponse r; r = await [|Sqs.SendMessageBatchAsync(Batch)|]; Console.WriteLine(r.ContentLength);")]
    [InlineData("var t = [|Sqs.SendMessageBatchAsync(Batch)|]; await Task.Yield(); await t;")]
    [InlineData("Task t = [|Sqs.SendMessageBatchAsync(Batch)|]; await t;")]
    [InlineData("await Send(); Task Send() { return [|Sqs.SendMessageBatchAsync(Batch)|]; }")]
    [InlineData("await Send(); async Task Send() => await [|Sqs.SendMessageBatchAsync(Batch)|];")]
    [InlineData("Func<Task> send = () => [|Sqs.SendMessageBatchAsync(Batch)|]; await send();")]
    [InlineData("await Task.WhenAll([|Sqs.SendMessageBatchAsync(Batch)|], [|Sqs.SendMessageBatchAsync(Batch)|]);")]
    [InlineData("Task<Amazon.SQS.Model.SendMessageBatchResponse>[] all = [[|Sqs.SendMessageBatchAsync(Batch)|], [|Sqs.SendMessageBatchAsync(Batch)|]]; await Task.WhenAll(all);")]
    [InlineData("await Task.WhenAll(Batches.Select(batch => [|Sqs.SendMessageBatchAsync(batch)|]));")]
    [InlineData("await Task.WhenAll(Batches.Select(async batch => { if (batch is null) throw new InvalidOperationException(); return await [|Sqs.SendMessageBatchAsync(batch)|]; }).ToList());")]
    [InlineData("var all = Batches.Select(batch => [|Sqs.SendMessageBatchAsync(batch)|]).ToArray(); var r = await Task.WhenAll(all); Console.WriteLine(r.Length);")]
    [InlineData("var all = new List<Task>(); foreach (var batch in Batches) all.Add([|Sqs.SendMessageBatchAsync(batch)|]); await Task.WhenAll(all);")]
    [InlineData("var r = Batch.Entries is null ? null : await [|Sqs.SendMessageBatchAsync(Batch)|];")]
    [InlineData("try { await [|Sqs.SendMessageBatchAsync(Batch)|]; } catch (AmazonSQSException) { throw; }")]
    [InlineData("foreach (var batch in Batches) await [|Sqs.SendMessageBatchAsync(batch, CancellationToken.None)|];")]
    public Task However_it_is_lost_it_is_reported(string body) => Verify<CheckBatchResponses>.Reports(In(body));

    [Fact]
    public Task A_handler_that_returns_a_mere_task_loses_it() => Verify<CheckBatchResponses>.Reports("""
        using Amazon.SQS; using Amazon.SQS.Model;
        public class Emit(IAmazonSQS sqs)
        {
            public Task Handle(string body, ILambdaContext context)
                => [|sqs.SendMessageBatchAsync("https://sqs/q", [new SendMessageBatchRequestEntry("1", body)])|];
        }
        """);

    [Theory]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); if (r.Failed is { Count: > 0 } failed) throw new InvalidOperationException(failed[0].Code);")]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); if (r.Failed.Count > 0) throw new InvalidOperationException();")]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); Console.WriteLine(r.Successful.Count);")]
    [InlineData("if (await Sqs.SendMessageBatchAsync(Batch) is { Failed.Count: > 0 }) throw new InvalidOperationException();")]
    [InlineData("Console.WriteLine((await Sqs.SendMessageBatchAsync(Batch)).Failed?.Count);")]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); Console.WriteLine(r?.Failed.Count);")]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); Check(r);", "static void Check(SendMessageBatchResponse response) { if (response.Failed.Count > 0) throw new InvalidOperationException(); }")]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); Console.WriteLine($\"{r}\"); Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(r));")]
    [InlineData("_last = await Sqs.SendMessageBatchAsync(Batch); Console.WriteLine(_last.Failed.Count);", "static SendMessageBatchResponse? _last;")]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); var same = r; Console.WriteLine(same.Failed.Count);")]
    [InlineData("var r = await Sqs.SendMessageBatchAsync(Batch); Action look = () => Console.WriteLine(r.Failed.Count); look();")]
    [InlineData("var r = await Send(); if (r.Failed.Count > 0) throw new InvalidOperationException();", "static Task<SendMessageBatchResponse> Send() => Sqs.SendMessageBatchAsync(Batch);")]
    [InlineData("await Send();", "public static async Task<SendMessageBatchResponse> Send() { var r = await Sqs.SendMessageBatchAsync(Batch); return r; }")]
    [InlineData("var all = await Task.WhenAll(Batches.Select(batch => Sqs.SendMessageBatchAsync(batch))); if (all.Any(r => r.Failed.Count > 0)) throw new InvalidOperationException();")]
    [InlineData("foreach (var r in await Task.WhenAll(Batches.Select(batch => Sqs.SendMessageBatchAsync(batch)))) Console.WriteLine(r.Failed.Count);")]
    [InlineData("var all = Batches.Select(batch => Sqs.SendMessageBatchAsync(batch)).ToList(); await Task.WhenAll(all); foreach (var one in all) Console.WriteLine(one.Result.Failed.Count);")]
    [InlineData("var t = Sqs.SendMessageBatchAsync(Batch); await Task.WhenAll(t); Console.WriteLine(t.Result.Failed.Count);")]
    [InlineData("await Retry(() => Sqs.SendMessageBatchAsync(Batch));", "static async Task Retry(Func<Task<SendMessageBatchResponse>> send) { while ((await send()).Failed.Count > 0) await Task.Delay(10); }")]
    [InlineData("BatchWriteItemResponse r; var items = new Dictionary<string, List<WriteRequest>>(); do { r = await Table.BatchWriteItemAsync(items); items = r.UnprocessedItems; } while (items.Count > 0);")]
    [InlineData("var r = await Table.BatchGetItemAsync(new BatchGetItemRequest()); Console.WriteLine(r.Responses.Count + r.UnprocessedKeys.Count);")]
    [InlineData("var keys = new Dictionary<string, KeysAndAttributes>(); var items = (await Table.BatchGetItemAsync(keys)).Responses; if (items.Count < keys.Count) throw new InvalidOperationException();")]
    [InlineData("var r = await Bus.PutEventsAsync(new()); foreach (var each in r.Entries) Console.WriteLine(each.ErrorCode);")]
    [InlineData("var r = await Stream.PutRecordsAsync(new()); if (r.Records.Exists(each => each.ErrorCode is not null)) throw new InvalidOperationException();")]
    [InlineData("var r = await Hose.PutRecordBatchAsync(new()); if (r.FailedPutCount > 0) throw new InvalidOperationException();")]
    [InlineData("dynamic r = await Sqs.SendMessageBatchAsync(Batch); Console.WriteLine(r.Failed.Count);")]
    [InlineData("var (r, n) = (await Sqs.SendMessageBatchAsync(Batch), 1); Console.WriteLine(r.Failed.Count + n);")]
    [InlineData("SendMessageBatchResponse a = null!, b = null!; a = b = await Sqs.SendMessageBatchAsync(Batch); Console.WriteLine(a.Failed.Count);")]
    public Task A_response_that_is_read_or_handed_on_is_fine(string body, string members = "") => Verify<CheckBatchResponses>.Allows(In(body, members));

    [Theory]
    // The SDK throws a DeleteObjectsException.
    [InlineData("await S3.DeleteObjectsAsync(new Amazon.S3.Model.DeleteObjectsRequest());")]
    [InlineData("await Sqs.SendMessageAsync(\"queue\", input);")]
    [InlineData("await Table.TransactWriteItemsAsync(new TransactWriteItemsRequest());")]
    [InlineData("await new Own().PutEventsAsync(input);", "class Own { public Task<int> PutEventsAsync(string s) => Task.FromResult(s.Length); }")]
    public Task Other_calls_are_fine(string body, string members = "") => Verify<CheckBatchResponses>.Allows(In(body, members));

    [Theory]
    [InlineData("Sqs.SendMessageBatchAsync(Batch); await Task.Yield();")]
    [InlineData("_ = Sqs.SendMessageBatchAsync(Batch); await Task.Yield();")]
    [InlineData("var t = Sqs.SendMessageBatchAsync(Batch); await Task.Yield(); Console.WriteLine(t.IsCompleted);")]
    public Task What_nobody_awaits_is_LH7001s(string body) => Verify<CheckBatchResponses>.Allows(In(body));

    [Fact]
    public Task What_no_handler_reaches_is_fine() => Verify<CheckBatchResponses>.Allows(Shape.ClassLibrary.With("await Task.Yield();").And("""
        using Amazon.SQS; using Amazon.SQS.Model;
        public class Tool { public Task Send(IAmazonSQS sqs) => sqs.SendMessageBatchAsync(new SendMessageBatchRequest()); }
        """));

    [Fact]
    public Task The_document_model_tries_again_itself() => Verify<CheckBatchResponses>.Allows(Shape.ClassLibrary.With("await Batch.ExecuteAsync();", "static readonly DocumentBatchWrite Batch = null!;", "using Amazon.DynamoDBv2.DocumentModel;"));

    [Fact]
    public Task Code_that_is_being_typed_is_no_trouble() => Verify<CheckBatchResponses>.Allows(In("var r = await Sqs.SendMessageBatchAsync(Batch); r.").Broken());

    [Fact]
    public Task The_fix_throws() => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(
        In("""
            // Off they go.
                    await [|Sqs.SendMessageBatchAsync(Batch)|].ConfigureAwait(false); // all
                    await [|Bus.PutEventsAsync(new())|];
            """),
        In("""
            // Off they go.
                    var response = await Sqs.SendMessageBatchAsync(Batch).ConfigureAwait(false); // all
                    if (response.Failed?.Count > 0)
                        throw new InvalidOperationException($"{response.Failed.Count} messages failed: {response.Failed[0].Code}");
                    var answer = await Bus.PutEventsAsync(new());
                    if (answer.FailedEntryCount > 0)
                        throw new InvalidOperationException($"{answer.FailedEntryCount} events failed");
            """), plan: "Throw");

    [Theory]
    [InlineData("var sent = await [|Sqs.SendMessageBatchAsync(Batch)|];", "var sent = await Sqs.SendMessageBatchAsync(Batch);", "sent")]
    [InlineData("_ = await [|Sqs.SendMessageBatchAsync(Batch)|];", "var response = await Sqs.SendMessageBatchAsync(Batch);", "response")]
    [InlineData("SendMessageBatchResponse? r = null; r = await [|Sqs.SendMessageBatchAsync(Batch)|];", "SendMessageBatchResponse? r = null; r = await Sqs.SendMessageBatchAsync(Batch);", "r")]
    public Task The_response_keeps_its_name(string before, string after, string name) => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(In(before), In($$"""
        {{after}}
                if ({{name}}.Failed?.Count > 0)
                    throw new InvalidOperationException($"{{{name}}.Failed.Count} messages failed: {{{name}}.Failed[0].Code}");
        """), plan: "Throw");

    [Fact]
    public Task A_method_that_returned_the_task_becomes_async() => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(
        In("await Send(); await Post();", """
            static Task Send() => [|Sqs.SendMessageBatchAsync(Batch)|];
            static Task Post()
            {
                if (Batches.Count == 0)
                    return Task.CompletedTask;
                return [|Stream.PutRecordsAsync(new())|];
            }
            """),
        In("await Send(); await Post();", """
            static async Task Send()
            {
                var response = await Sqs.SendMessageBatchAsync(Batch);
                if (response.Failed?.Count > 0)
                    throw new InvalidOperationException($"{response.Failed.Count} messages failed: {response.Failed[0].Code}");
            }
            static async Task Post()
            {
                if (Batches.Count == 0)
                    return;
                var response = await Stream.PutRecordsAsync(new());
                if (response.FailedRecordCount > 0)
                    throw new InvalidOperationException($"{response.FailedRecordCount} records failed");
            }
            """), plan: "Throw");

    [Fact]
    public Task What_a_table_did_not_take_is_written_again() => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(
        In("await [|Table.BatchWriteItemAsync(new BatchWriteItemRequest(), CancellationToken.None)|];"),
        In("""
            var response = await Table.BatchWriteItemAsync(new BatchWriteItemRequest(), CancellationToken.None);
                    for (var attempt = 1; response.UnprocessedItems?.Count > 0; attempt++)
                    {
                        if (attempt > 5)
                            throw new InvalidOperationException("Some items were not processed");
                        await Task.Delay(50 << attempt);
                        response = await Table.BatchWriteItemAsync(response.UnprocessedItems, CancellationToken.None);
                    }
            """));

    [Fact]
    public Task A_table_that_is_read_is_not_read_again() => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(
        In("""
            var read = await [|Table.BatchGetItemAsync(new BatchGetItemRequest())|];
                    Console.WriteLine(read.Responses.Count);
            """),
        In("""
            var read = await Table.BatchGetItemAsync(new BatchGetItemRequest());
                    if (read.UnprocessedKeys?.Count > 0)
                        throw new InvalidOperationException("Some keys were not processed");
                    Console.WriteLine(read.Responses.Count);
            """));

    [Theory]
    [InlineData("foreach (var batch in Batches)\n            await [|Sqs.SendMessageBatchAsync(batch)|]; // each")]
    [InlineData("foreach (var batch in Batches) await [|Sqs.SendMessageBatchAsync(batch)|]; // each")]
    public Task A_loop_without_braces_gets_them(string before) => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(In(before), In("""
        foreach (var batch in Batches)
                {
                    var response = await Sqs.SendMessageBatchAsync(batch);
                    if (response.Failed?.Count > 0)
                        throw new InvalidOperationException($"{response.Failed.Count} messages failed: {response.Failed[0].Code}");
                } // each
        """), plan: "Throw");

    [Theory]
    [InlineData("\t\tforeach (var batch in batches)\n\t\t\tawait [|sqs.SendMessageBatchAsync(batch)|];\n", "\t\tforeach (var batch in batches)\n\t\t{\n\t\t\tvar response = await sqs.SendMessageBatchAsync(batch);\n\t\t\tif (response.Failed?.Count > 0)\n\t\t\t\tthrow new InvalidOperationException($\"{response.Failed.Count} messages failed: {response.Failed[0].Code}\");\n\t\t}\n")]
    [InlineData("\t\tawait [|sqs.SendMessageBatchAsync(batches[0])|];\n", "\t\tvar response = await sqs.SendMessageBatchAsync(batches[0]);\n\t\tif (response.Failed?.Count > 0)\n\t\t\tthrow new InvalidOperationException($\"{response.Failed.Count} messages failed: {response.Failed[0].Code}\");\n")]
    public Task Tabs_stay_tabs(string before, string after)
    {
        const string Around = "using Amazon.SQS; using Amazon.SQS.Model;\npublic class Emit(IAmazonSQS sqs)\n{\n\tpublic async Task Handle(List<SendMessageBatchRequest> batches, ILambdaContext context)\n\t{\nBODY\t}\n}\n";
        return Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(Around.Replace("BODY", before, StringComparison.Ordinal), Around.Replace("BODY", after, StringComparison.Ordinal), plan: "Throw");
    }

    [Fact]
    public Task A_branch_without_braces_gets_them() => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(
        In("""
            if (input.Length > 0)
                        await [|Stream.PutRecordsAsync(new())|];
                    else
                        await [|Hose.PutRecordBatchAsync(new())|];
            """),
        In("""
            if (input.Length > 0)
                    {
                        var response = await Stream.PutRecordsAsync(new());
                        if (response.FailedRecordCount > 0)
                            throw new InvalidOperationException($"{response.FailedRecordCount} records failed");
                    }
                    else
                    {
                        var answer = await Hose.PutRecordBatchAsync(new());
                        if (answer.FailedPutCount > 0)
                            throw new InvalidOperationException($"{answer.FailedPutCount} records failed");
                    }
            """), plan: "Throw");

    [Fact]
    public async Task A_call_that_is_waited_for_by_blocking_has_two_findings_at_two_places()
    {
        var found = (await AllRules.On(In("await Task.Yield(); Sqs.SendMessageBatchAsync(Batch).Wait();").Compile())).Where(each => each.Id.StartsWith("LH7", StringComparison.Ordinal)).ToList();
        Assert.Equal(["LH7004", "LH7006"], found.Select(each => each.Id).Order(StringComparer.Ordinal));
        Assert.NotEqual(found[0].Location.SourceSpan, found[1].Location.SourceSpan);
    }

    [Fact]
    public Task A_block_in_one_line_stays_there() => Verify<CheckBatchResponses>.Fixes<CheckBatchResponsesFix>(
        In("if (input != \"\") { await [|Sqs.SendMessageBatchAsync(Batch)|]; }"),
        In("if (input != \"\") { var response = await Sqs.SendMessageBatchAsync(Batch); if (response.Failed?.Count > 0) throw new InvalidOperationException($\"{response.Failed.Count} messages failed: {response.Failed[0].Code}\"); }"), plan: "Throw");

    const string Sender = "public class F { readonly Amazon.SQS.IAmazonSQS _sqs = new Amazon.SQS.AmazonSQSClient(); public async Task Handle(List<Amazon.SQS.Model.SendMessageBatchRequestEntry> batch, ILambdaContext context) { BODY } ACCESS Task<Amazon.SQS.Model.SendMessageBatchResponse> Send(List<Amazon.SQS.Model.SendMessageBatchRequestEntry> batch) => CALL; }";

    static string Sending(string body, string access = "private", string call = "_sqs.SendMessageBatchAsync(\"https://sqs/q\", batch)") =>
        Sender.Replace("BODY", body, StringComparison.Ordinal).Replace("ACCESS", access, StringComparison.Ordinal).Replace("CALL", call, StringComparison.Ordinal);

    [Theory]
    [InlineData("private", "[|_sqs.SendMessageBatchAsync(\"https://sqs/q\", batch)|]")]
    [InlineData("internal async", "await [|_sqs.SendMessageBatchAsync(\"https://sqs/q\", batch)|]")]
    public Task A_response_that_a_method_returns_and_its_callers_drop_is_reported(string access, string call) => Verify<CheckBatchResponses>.OffersNothing<CheckBatchResponsesFix>(Sending("await Send(batch);", access, call));

    [Theory]
    [InlineData("var response = await Send(batch); if (response.Failed?.Count > 0) throw new IOException();", "private")]
    [InlineData("await Send(batch); var second = await Send(batch); Console.WriteLine(second.Failed?.Count);", "private")]
    [InlineData("await Send(batch);", "public")]
    [InlineData("await Send(batch);", "protected virtual")]
    public Task One_that_somebody_may_read_is_not(string body, string access) => Verify<CheckBatchResponses>.Allows(Sending(body, access));

    [Theory]
    [InlineData("await Task.WhenAll(Batches.Select(batch => [|Sqs.SendMessageBatchAsync(batch)|]));")]
    [InlineData("await Task.Yield(); [|Sqs.SendMessageBatchAsync(Batch)|].Wait();")]
    [InlineData("await [|Sqs.SendMessageBatchAsync(Batch)|]; Console.WriteLine();")]
    [InlineData("Func<Task> send = () => [|Sqs.SendMessageBatchAsync(Batch)|]; await send();")]
    public Task Where_no_statement_can_follow_nothing_is_offered(string body) => Verify<CheckBatchResponses>.OffersNothing<CheckBatchResponsesFix>(In(body));
}
