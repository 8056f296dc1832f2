using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Reliability;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Reliability;

public class RetryFailedRecordsOnlyTests
{
    static Subject Consumer(string body, string members = "", string result = "async Task", string attributes = "") => $$"""
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            {{attributes}}public {{result}} Handle(SQSEvent batch, ILambdaContext context)
            {
                {{body}}
            }
            {{members}}
            static Task Save(string body) => File.WriteAllTextAsync("/tmp/last", body);
        }
        """;

    [Fact]
    public Task A_message_that_fails_all_is_reported() => Verify<RetryFailedRecordsOnly>.Reports(
        Consumer("foreach (var message in [|batch.Records|]) await Save(message.Body);"), DiagnosticSeverity.Info,
        "A message that fails brings the whole batch back, and Consumer.Handle does again what it has done for the others; return the failed ones in BatchItemFailures");

    [Fact]
    public Task The_message_says_where_the_mapping_must_ask_for_it() => Verify<RetryFailedRecordsOnly>.Reports(
        Consumer("foreach (var message in [|batch.Records|]) await Save(message.Body);").File("template.yaml", Template("")), DiagnosticSeverity.Info,
        "A message that fails brings the whole batch back, and Consumer.Handle does again what it has done for the others; return the failed ones in BatchItemFailures, and set ReportBatchItemFailures on 'Orders' in template.yaml");

    [Fact]
    public Task The_message_says_which_event_of_a_list_must_ask_for_it() => Verify<RetryFailedRecordsOnly>.Reports(
        Consumer("foreach (var message in [|batch.Records|]) await Save(message.Body);").File("serverless.yml", """
            service: shop
            provider: { name: aws, runtime: dotnet8 }
            functions:
              orders:
                handler: Shop::Consumer::Handle
                events: [{ http: { path: orders, method: get } }, { sqs: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders' } }]
            """), DiagnosticSeverity.Info,
        "A message that fails brings the whole batch back, and Consumer.Handle does again what it has done for the others; return the failed ones in BatchItemFailures, and set ReportBatchItemFailures on the sqs event of 'orders' in serverless.yml");

    static string Template(string settings) => $$"""
        Resources:
          Shop:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Consumer::Handle
              Events:
                Orders:
                  Type: SQS
                  Properties:
                    Queue: arn:aws:sqs:eu-west-1:123456789012:orders
                    {{settings}}
        """;

    [Theory]
    [InlineData("Amazon.Lambda.KinesisEvents.KinesisEvent", "System.Text.Encoding.UTF8.GetString(each.Kinesis.Data.ToArray())")]
    [InlineData("Amazon.Lambda.DynamoDBEvents.DynamoDBEvent", "each.EventName")]
    public Task Streams_do_the_same(string type, string text) => Verify<RetryFailedRecordsOnly>.Reports($$"""
        public class Consumer
        {
            public async Task Handle({{type}} batch, ILambdaContext context)
            {
                foreach (var each in [|batch.Records|]) await File.AppendAllTextAsync("/tmp/feed", {{text}});
            }
        }
        """, message: "A record that fails brings the whole batch back, and Consumer.Handle does again what it has done for the others; return the failed ones in BatchItemFailures");

    [Theory]
    [InlineData("foreach (var message in [|batch.Records|]) { context.Logger.LogInformation(message.MessageId); await Process(message); }")]
    [InlineData("foreach (var message in [|batch.Records.Where(each => each.Body.Length > 0)|]) await Store.Put(message.Body);")]
    [InlineData("foreach (var message in [|batch.Records|]) { try { await Save(message.Body); } catch (Exception ex) { context.Logger.LogError(ex, \"failed\"); throw; } }")]
    [InlineData("try { foreach (var message in [|batch.Records|]) await Save(message.Body); } catch (Exception ex) { context.Logger.LogError(ex, \"failed\"); throw; }")]
    // One kind of failure is met; all others end the batch.
    [InlineData("foreach (var message in [|batch.Records|]) { try { await Save(message.Body); } catch (UnauthorizedAccessException) { context.Logger.LogWarning(message.MessageId); } }")]
    [InlineData("foreach (var message in [|batch.Records|]) { try { await Save(message.Body); } catch (Exception ex) when (ex.Message == \"blocked\") { context.Logger.LogWarning(ex, \"blocked\"); } }")]
    [InlineData("foreach (var message in [|batch.Records|]) { if (message.Body == \"\") continue; await Save(message.Body).ConfigureAwait(false); }")]
    [InlineData("foreach (var message in [|batch.Records|]) await Task.WhenAll(Save(message.Body), Save(message.MessageId));")]
    [InlineData("await Task.Yield(); foreach (var message in [|batch.Records|]) Save(message.Body).Wait();")]
    [InlineData("foreach (var message in [|batch.Records|]) await Repository.Add(message.Body); context.Logger.LogInformation(\"done\");")]
    public Task Whatever_the_work_is(string body) => Verify<RetryFailedRecordsOnly>.Reports(Consumer(body, """
        static readonly IRepository Repository = null!; public interface IRepository { Task Add(string text); }
        static async Task Process(SQSEvent.SQSMessage message) { await Task.Yield(); await Save(message.Body); }
        static class Store { public static Task<int> Put(string text) => Inner(text.Trim()); static async Task<int> Inner(string text) { await Save(text); return text.Length; } }
        """));

    [Theory]
    [InlineData("await Task.WhenAll([|batch.Records|].Select(message => Save(message.Body)));")]
    [InlineData("await Task.WhenAll([|batch.Records|].Select(Process));")]
    [InlineData("var work = [|batch.Records|].Select(async message => { var text = message.Body.Trim(); await Save(text); }).ToList(); await Task.WhenAll(work);")]
    [InlineData("await Parallel.ForEachAsync([|batch.Records|], async (message, token) => await Save(message.Body));")]
    [InlineData("for (var i = 0; i < [|batch.Records|].Count; i++) await Save(batch.Records[i].Body);")]
    [InlineData("for (var i = 0; i < [|batch.Records|].Count; i++) { var message = batch.Records[i]; await Save(message.Body); }")]
    [InlineData("var tasks = new List<Task>(); foreach (var message in [|batch.Records|]) tasks.Add(Save(message.Body)); await Task.WhenAll(tasks);")]
    [InlineData("var texts = batch.Records.Select(each => each.Body.Trim()).ToList(); foreach (var text in [|texts|]) await Save(text);")]
    public async Task However_it_goes_through_them(string body)
    {
        var code = Consumer(body, "static async Task Process(SQSEvent.SQSMessage message) => await Save(message.Body);");
        await Verify<RetryFailedRecordsOnly>.Reports(code);
        if (!body.StartsWith("for ", StringComparison.Ordinal)) await Verify<RetryFailedRecordsOnly>.OffersNothing<RetryFailedRecordsOnlyFix>(code);
    }

    [Fact]
    public Task A_loop_in_a_method_that_the_handler_calls_is_reported_too() => Verify<RetryFailedRecordsOnly>.Reports(
        Consumer("await All(batch);", "static async Task All(SQSEvent batch) { foreach (var message in [|batch.Records|]) await Save(message.Body); }"));

    [Fact]
    public Task A_handler_that_waits_itself_is_reported_too() => Verify<RetryFailedRecordsOnly>.Reports(
        Consumer("foreach (var message in [|batch.Records|]) Save(message.Body).GetAwaiter().GetResult();", result: "void"));

    [Fact]
    public Task So_is_the_lambda_of_a_bootstrap() => Verify<RetryFailedRecordsOnly>.Reports(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        using Amazon.Lambda.SQSEvents;
        var handler = async (SQSEvent batch, ILambdaContext context) =>
        {
            foreach (var message in [|batch.Records|]) await File.AppendAllTextAsync("/tmp/feed", message.Body);
        };
        await LambdaBootstrapBuilder.Create<SQSEvent>(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Theory]
    [InlineData("foreach (var message in batch.Records) context.Logger.LogInformation(message.Body); await Task.CompletedTask;")]
    [InlineData("foreach (var message in batch.Records) await Log(message, context);")]
    [InlineData("var texts = new List<string>(); foreach (var message in batch.Records) texts.Add(message.Body.Trim()); await SaveAll(texts);")]
    [InlineData("await SaveAll(batch.Records.Select(each => each.Body));")]
    [InlineData("await Forward(batch);")]
    [InlineData("foreach (var message in batch.Records) await Task.Delay(message.Body.Length);")]
    [InlineData("foreach (var message in batch.Records) await Once(message.Body);")]
    [InlineData("foreach (var message in batch.Records) { try { await Save(message.Body); } catch (Exception ex) { context.Logger.LogError(ex, \"lost\"); } }")]
    [InlineData("foreach (var message in batch.Records) await Careful(message.Body);")]
    [InlineData("try { foreach (var message in batch.Records) await Save(message.Body); } catch (Exception ex) { context.Logger.LogError(ex, \"lost\"); }")]
    [InlineData("foreach (var message in batch.Records) await Db.Add(message.Body); await Db.SaveChangesAsync();")]
    [InlineData("using var scope = new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled); foreach (var message in batch.Records) await Save(message.Body); scope.Complete();")]
    [InlineData("using (var scope = new System.Transactions.TransactionScope()) { foreach (var message in batch.Records) await Save(message.Body); scope.Complete(); }")]
    [InlineData("foreach (var text in new[] { \"a\", \"b\" }) await Save(text);")]
    [InlineData("var texts = await Task.WhenAll(batch.Records.Select(each => File.ReadAllTextAsync(each.Body))); await SaveAll(texts);")]
    [InlineData("await Task.WhenAll(batch.Records.Select(async each => { try { await Save(each.Body); } catch (Exception ex) { context.Logger.LogError(ex, \"lost\"); } }));")]
    [InlineData("var names = batch.Records.Select(each => each.Body).ToList(); foreach (var name in names) context.Logger.LogInformation(name); await Task.CompletedTask;")]
    [InlineData("var lengths = await Task.WhenAll(batch.Records.Select(each => Task.FromResult(each.Body.Length))); context.Logger.LogInformation(\"{All}\", lengths.Sum());")]
    [InlineData("await AddAll(batch); await Db.SaveChangesAsync();")]
    [InlineData("foreach (var message in batch.Records) { try { await Save(message.Body); } catch (Exception ex) when (ex is not OperationCanceledException) { context.Logger.LogError(ex, \"lost\"); } }")]
    [InlineData("_ = Task.WhenAll(batch.Records.Select(each => Save(each.Body))); await Task.Yield();")]
    [InlineData("_ = Parallel.ForEachAsync(batch.Records, async (each, token) => await Save(each.Body)); await Task.Yield();")]
    [InlineData("try { await AddAll(batch); } catch (Exception ex) { context.Logger.LogError(ex, \"lost\"); }")]
    public Task What_does_not_fail_alone_or_is_done_for_all_is_fine(string body) => Verify<RetryFailedRecordsOnly>.Allows(Consumer(body, """
        static Task Log(SQSEvent.SQSMessage message, ILambdaContext context) { context.Logger.LogInformation(message.Body); return Task.CompletedTask; }
        static Task SaveAll(IEnumerable<string> texts) => File.WriteAllLinesAsync("/tmp/all", texts);
        static Task Forward(SQSEvent batch) => File.WriteAllTextAsync("/tmp/all", batch.Records.Count.ToString());
        static async Task AddAll(SQSEvent batch) { foreach (var message in batch.Records) await Db.Add(message.Body); }
        sealed class IdempotentAttribute : Attribute; [Idempotent] static Task Once(string text) => Save(text);
        static async Task Careful(string text) { try { await Save(text); } catch (IOException ex) { Console.WriteLine(ex); } }
        static readonly Context Db = new(); class Context { public Task Add(string text) => File.AppendAllTextAsync("/tmp/a", text); public Task SaveChangesAsync() => File.AppendAllTextAsync("/tmp/a", "\n"); }
        """));

    // Its return is not the handler's, and the handler may catch what comes out of it.
    [Theory]
    [InlineData("await All(); async Task All() { foreach (var message in batch.Records) await Save(message.Body); }")]
    [InlineData("var all = async () => { foreach (var message in batch.Records) await Save(message.Body); }; await all();")]
    public Task A_loop_in_a_function_of_its_own_is_left_alone(string body) => Verify<RetryFailedRecordsOnly>.Allows(Consumer(body));

    [Theory]
    [InlineData("BatchSize: 1")]
    [InlineData("BatchSize: !Ref Size")]
    public Task A_batch_of_one_has_no_others(string settings) => Verify<RetryFailedRecordsOnly>.Allows(
        Consumer("foreach (var message in batch.Records) await Save(message.Body);").File("template.yaml", Template(settings)));

    [Fact]
    public Task Nor_has_one_that_an_attribute_declares() => Verify<RetryFailedRecordsOnly>.Allows(Consumer(
        "foreach (var message in batch.Records) await Save(message.Body);", attributes: "[Amazon.Lambda.Annotations.LambdaFunction, Amazon.Lambda.Annotations.SQS.SQSEvent(\"@Orders\", BatchSize = 1)] "));

    [Fact]
    public Task A_stream_that_halves_its_batches_is_fine() => Verify<RetryFailedRecordsOnly>.Allows(Subject.Of("""
        public class Consumer
        {
            public async Task Handle(Amazon.Lambda.KinesisEvents.KinesisEvent batch, ILambdaContext context)
            {
                foreach (var each in batch.Records) await File.AppendAllTextAsync("/tmp/feed", each.EventId);
            }
        }
        """).File("template.yaml", Template("BisectBatchOnFunctionError: true").Replace("Type: SQS", "Type: Kinesis", StringComparison.Ordinal)));

    [Fact]
    public Task Powertools_answers_by_itself() => Verify<RetryFailedRecordsOnly>.Allows(Consumer(
        "foreach (var message in batch.Records) await Save(message.Body);", members: "sealed class BatchProcessorAttribute : Attribute;", attributes: "[BatchProcessor] "));

    [Theory]
    [InlineData("async Task<SQSBatchResponse>", "foreach (var message in batch.Records) await Save(message.Body); return new SQSBatchResponse();")]
    [InlineData("async Task<string>", "foreach (var message in batch.Records) await Save(message.Body); return \"done\";")]
    [InlineData("async void", "foreach (var message in batch.Records) await Save(message.Body);")]
    public Task A_handler_that_answers_something_else_is_left_alone(string result, string body) => Verify<RetryFailedRecordsOnly>.Allows(Consumer(body, result: result));

    [Theory]
    [InlineData("Amazon.Lambda.KafkaEvents.KafkaEvent", "batch.Records.Values.SelectMany(each => each)", "each.Topic")]
    [InlineData("Amazon.Lambda.SNSEvents.SNSEvent", "batch.Records", "each.Sns.Message")]
    [InlineData("Amazon.Lambda.S3Events.S3Event", "batch.Records", "each.S3.Object.Key")]
    public Task Other_sources_know_no_batch_response(string type, string records, string text) => Verify<RetryFailedRecordsOnly>.Allows($$"""
        public class Consumer
        {
            public async Task Handle({{type}} batch, ILambdaContext context)
            {
                foreach (var each in {{records}}) await File.AppendAllTextAsync("/tmp/feed", {{text}});
            }
        }
        """);

    [Fact]
    public Task What_is_no_handler_and_code_that_does_not_compile_is_left_alone() => Verify<RetryFailedRecordsOnly>.Allows(Consumer(
        "foreach (var message in batch.Records) await Missing(message.Body); foreach (var message in", "public async Task Other(SQSEvent batch) { foreach (var message in batch.Records) await Save(message.Body); }").Broken());

    // A handler as somebody writes it: what it does stands in lines of its own.
    static Subject Written(string lines, string result = "Task", string batch = "SQSEvent") => Subject.Of($$"""
        using System;
        using Amazon.Lambda.{{batch}}s;

        public class Consumer
        {
            public async {{result}} Handle({{batch}} batch, ILambdaContext context)
            {
        {{lines}}
            }

            static Task Save(string body) => File.WriteAllTextAsync("/tmp/last", body);
        }
        """);

    // What the fix makes of a loop over messages.
    static Subject Collecting(string loop, string work) => Written($$"""
                var failures = new List<SQSBatchResponse.BatchItemFailure>();
                {{loop}}
                    try
                    {
        {{work}}
                    }
                    catch (Exception ex)
                    {
                        context.Logger.LogError(ex, "Consumer failed");
                        failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId });
                    }
                }
                return new SQSBatchResponse(failures);
        """, "Task<SQSBatchResponse>");

    [Fact]
    public Task The_fix_answers_with_the_failed_messages() => Verify<RetryFailedRecordsOnly>.Fixes<RetryFailedRecordsOnlyFix>(
        Written("""
                    foreach (var message in [|batch.Records|])
                    {
                        // One after the other.
                        var text = message.Body.Trim();

                        if (text.Length > 0)
                            await Save(text); // to disk
                    }
            """),
        Collecting("foreach (var message in batch.Records)\n        {", """
                            // One after the other.
                            var text = message.Body.Trim();

                            if (text.Length > 0)
                                await Save(text); // to disk
            """), fixAll: false);

    // With the logger that the class holds, whose extensions the file imports.
    [Fact]
    public Task The_fix_logs_with_an_injected_logger() => Verify<RetryFailedRecordsOnly>.Fixes<RetryFailedRecordsOnlyFix>(
        Injected("Task", """
                    foreach (var message in [|batch.Records|])
                        await File.WriteAllTextAsync("/tmp/last", message.Body);
            """),
        Injected("Task<SQSBatchResponse>", """
                    var failures = new List<SQSBatchResponse.BatchItemFailure>();
                    foreach (var message in batch.Records)
                    {
                        try
                        {
                            await File.WriteAllTextAsync("/tmp/last", message.Body);
                        }
                        catch (Exception ex)
                        {
                            _journal.LogError(ex, "Consumer failed");
                            failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId });
                        }
                    }
                    return new SQSBatchResponse(failures);
            """), fixAll: false);

    static Subject Injected(string result, string lines) => Subject.Of($$"""
        using Amazon.Lambda.SQSEvents;
        using Microsoft.Extensions.Logging;

        public class Consumer
        {
            readonly Microsoft.Extensions.Logging.ILogger _journal = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

            public async {{result}} Handle(SQSEvent batch, ILambdaContext context)
            {
        {{lines}}
            }
        }
        """);

    [Fact]
    public Task On_a_stream_it_stops_at_the_first_failure() => Verify<RetryFailedRecordsOnly>.Fixes<RetryFailedRecordsOnlyFix>(
        Written("""
                    foreach (var record in [|batch.Records|])
                        await File.AppendAllTextAsync("/tmp/feed", record.EventId);
            """, batch: "KinesisEvent"),
        Written("""
                    var failures = new List<StreamsEventResponse.BatchItemFailure>();
                    foreach (var record in batch.Records)
                    {
                        try
                        {
                            await File.AppendAllTextAsync("/tmp/feed", record.EventId);
                        }
                        catch (Exception ex)
                        {
                            context.Logger.LogError(ex, "Consumer failed");
                            failures.Add(new StreamsEventResponse.BatchItemFailure { ItemIdentifier = record.Kinesis.SequenceNumber });
                            break;
                        }
                    }
                    return new StreamsEventResponse { BatchItemFailures = failures };
            """, "Task<StreamsEventResponse>", "KinesisEvent"), fixAll: false);

    [Fact]
    public Task The_fix_is_offered_where_the_template_asks_for_it_already() => Verify<RetryFailedRecordsOnly>.Fixes<RetryFailedRecordsOnlyFix>(
        Written("        foreach (var message in [|batch.Records|]) { await File.WriteAllTextAsync(\"/tmp/last\", message.Body); }").File("template.yaml", Asking),
        Collecting("foreach (var message in batch.Records) {", "                await File.WriteAllTextAsync(\"/tmp/last\", message.Body);").File("template.yaml", Asking), fixAll: false);

    static readonly string Asking = Template("FunctionResponseTypes: [ReportBatchItemFailures]");

    [Fact]
    public Task It_is_not_where_the_template_would_not_have_it_read() => Verify<RetryFailedRecordsOnly>.OffersNothing<RetryFailedRecordsOnlyFix>(
        Consumer("foreach (var message in [|batch.Records|]) await Save(message.Body);").File("template.yaml", Template("")));

    [Theory]
    [InlineData("foreach (var message in [|batch.Records|]) { try { await Save(message.Body); } catch (Exception ex) { context.Logger.LogError(ex, \"failed\"); throw; } }", "async Task", "")]
    [InlineData("foreach (var message in [|batch.Records|]) { await Save(@\"a\nb\"); }", "async Task", "")]
    [InlineData("foreach (var message in [|batch.Records|]) await Save(message.Body);", "virtual async Task", "} public class Audited : Consumer { public override async Task Handle(SQSEvent batch, ILambdaContext context) => await base.Handle(batch, context);")]
    public Task Nor_where_it_would_break_something(string body, string result, string members) => Verify<RetryFailedRecordsOnly>.OffersNothing<RetryFailedRecordsOnlyFix>(
        Consumer(body, result: result).And(members.Length == 0 ? "" : "using Amazon.Lambda.SQSEvents; public class None { " + members + " }"));
}
