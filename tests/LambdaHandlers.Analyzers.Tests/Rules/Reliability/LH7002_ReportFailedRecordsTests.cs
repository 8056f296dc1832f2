using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Reliability;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Reliability;

public class ReportFailedRecordsTests
{
    static string Batch(string clause, string rest = "", string result = "async Task", string usings = "", string before = "") => $$"""
        using Amazon.Lambda.SQSEvents;{{usings}}
        public class Consumer
        {
            public {{result}} Handle(SQSEvent batch, ILambdaContext context)
            {
                {{before}}
                foreach (var message in batch.Records)
                {
                    try { await Save(message.Body); }
                    {{clause}}
                }
                {{rest}}
            }
            static Task Save(string body) => File.WriteAllTextAsync("/tmp/last", body);
        }
        """;

    [Fact]
    public Task A_lost_message_is_reported() => Verify<ReportFailedRecords>.Reports(
        Batch("""[|catch (Exception ex)|] { context.Logger.LogError(ex, "save failed"); }"""), DiagnosticSeverity.Warning,
        "The failed message is lost, for the batch counts as processed; return it in BatchItemFailures");

    [Theory]
    [InlineData("[|catch|] { }")]
    [InlineData("[|catch (Exception ex)|] { Console.WriteLine(ex); continue; }")]
    [InlineData("[|catch (HttpRequestException ex)|] { context.Logger.LogError(ex, \"x\"); await Task.Delay(1); }")]
    [InlineData("[|catch (Exception ex) when (ex is not OperationCanceledException)|] { context.Logger.LogError(ex, \"x\"); }")]
    [InlineData("[|catch (Exception ex)|] { var count = 0; count++; context.Logger.LogError(ex, \"x {Count}\", count); }")]
    public Task However_the_clause_looks(string clause) => Verify<ReportFailedRecords>.Reports(Batch(clause));

    [Theory]
    [InlineData("Amazon.Lambda.KinesisEvents.KinesisEvent", "batch.Records", "record")]
    [InlineData("Amazon.Lambda.DynamoDBEvents.DynamoDBEvent", "batch.Records", "record")]
    [InlineData("Amazon.Lambda.KafkaEvents.KafkaEvent", "batch.Records.Values.SelectMany(each => each)", "record")]
    public Task Streams_lose_records_too(string type, string records, string noun) => Verify<ReportFailedRecords>.Reports($$"""
        public class Consumer
        {
            public async Task Handle({{type}} batch, ILambdaContext context)
            {
                foreach (var each in {{records}})
                    try { await Task.Delay(each.ToString()!.Length); }
                    [|catch (Exception ex)|] { context.Logger.LogError(ex, "{{noun}} failed"); }
            }
        }
        """);

    [Theory]
    [InlineData("await Task.WhenAll(batch.Records.Select(async message => { try { await Save(message); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); } }));", "")]
    [InlineData("foreach (var message in batch.Records) await Process(message, context);", "async Task Process(SQSEvent.SQSMessage message, ILambdaContext context) { try { await Save(message); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); } }")]
    [InlineData("try { foreach (var message in batch.Records) await Save(message); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); }", "")]
    [InlineData("foreach (var message in batch.Records) { using var scope = new MemoryStream(); try { await Save(message); } [|catch (Exception ex)|] { Report(ex, context); } }", "static void Report(Exception ex, ILambdaContext context) => context.Logger.LogError(ex, \"x\");")]
    [InlineData("var failed = 0; foreach (var message in batch.Records) { try { await Save(message); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); failed++; } } context.Logger.LogInformation(\"{Failed} failed\", failed);", "")]
    [InlineData("for (var i = 0; i < batch.Records.Count; i++) { var message = batch.Records[i]; try { await Save(message); } [|catch (IOException ex)|] { context.Logger.LogError(ex, \"x\"); } }", "")]
    [InlineData("var message = batch.Records[0]; try { await Save(message); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); }", "")]
    [InlineData("var texts = batch.Records.Where(each => each.Body != \"\").Select(each => each.Body.Trim()).ToList(); foreach (var text in texts) { try { await File.WriteAllTextAsync(\"/tmp/last\", text); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"{Text}\", text); } }", "")]
    [InlineData("foreach (var message in batch.Records) { for (var attempt = 0; attempt < 3; attempt++) { try { await Save(message); break; } [|catch (Exception ex)|] { context.Logger.LogWarning(ex, \"x\"); await Task.Delay(100); } } }", "")]
    [InlineData("foreach (var message in batch.Records) { var inner = System.Text.Json.JsonSerializer.Deserialize<Amazon.Lambda.S3Events.S3Event>(message.Body)!; foreach (var record in inner.Records) { try { await File.WriteAllTextAsync(\"/tmp/last\", record.S3.Object.Key); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); } } }", "")]
    [InlineData("foreach (var message in batch.Records) await Process(message, context);", "async Task<bool> Process(SQSEvent.SQSMessage message, ILambdaContext context) { try { await Save(message); return true; } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); return false; } }")]
    [InlineData("foreach (var message in batch.Records) { var name = await Name(message); try { await Save(message); } [|catch (Exception ex)|] { context.Logger.LogError(ex, \"{Name}\", name); } }", "static Task<string> Name(SQSEvent.SQSMessage message) => File.ReadAllTextAsync(\"/tmp/last\");")]
    public Task Wherever_the_record_is_processed(string body, string members) => Verify<ReportFailedRecords>.Reports($$"""
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            public async Task Handle(SQSEvent batch, ILambdaContext context) { {{body}} }
            static Task Save(SQSEvent.SQSMessage message) => File.WriteAllTextAsync("/tmp/last", message.Body);
            {{members}}
        }
        """);

    [Theory]
    [InlineData("catch (Exception) { throw; }", "")]
    [InlineData("catch (Exception ex) { context.Logger.LogError(ex, \"x\"); await DeadLetter(message); }", "")]
    [InlineData("catch (Exception ex) { context.Logger.LogError(ex, \"x\"); errors.Add(ex); }", "if (errors.Count > 0) throw new AggregateException(errors);")]
    [InlineData("catch (Exception ex) { context.Logger.LogError(ex, \"x\"); failed = true; }", "if (failed) throw new InvalidOperationException();")]
    [InlineData("catch (Amazon.DynamoDBv2.Model.ConditionalCheckFailedException) { context.Logger.LogInformation(\"seen before\"); }", "")]
    [InlineData("catch (System.Text.Json.JsonException ex) { context.Logger.LogError(ex, \"malformed\"); }", "")]
    [InlineData("catch (Exception ex) when (ex.HResult == 2) { context.Logger.LogError(ex, \"x\"); }", "")]
    public Task What_keeps_the_record_is_fine(string clause, string rest) => Verify<ReportFailedRecords>.Allows(
        Batch(clause, rest, before: "var errors = new List<Exception>(); var failed = false; Task DeadLetter(object record) => Task.CompletedTask;") is var code && code.Contains("failed = true") ? code : Batch(clause, rest, before: "var errors = new List<Exception>(); var failed = errors.Count > 1; Task DeadLetter(object record) => Task.CompletedTask;"));

    [Theory]
    [InlineData("foreach (var message in batch.Records) { await Save(message); try { await Notify(message); } catch (Exception ex) { context.Logger.LogWarning(ex, \"nobody was told\"); } }")]
    [InlineData("foreach (var message in batch.Records) { var done = false; for (var attempt = 0; attempt < 3 && !done; attempt++) { try { await Save(message); done = true; break; } catch (Exception ex) { context.Logger.LogWarning(ex, \"x\"); } } if (!done) throw new TimeoutException(); }")]
    [InlineData("foreach (var message in batch.Records) { for (var attempt = 0; attempt < 3; attempt++) { try { await Save(message); break; } catch (Exception ex) { context.Logger.LogWarning(ex, \"x\"); continue; } } await Notify(message); }")]
    [InlineData("foreach (var message in batch.Records) foreach (var mail in message.Body.Split(',')) { try { await File.AppendAllTextAsync(\"/tmp/mails\", mail); } catch (Exception ex) { context.Logger.LogWarning(ex, \"{Mail} was not told\", mail); } }")]
    [InlineData("foreach (var group in batch.Records.GroupBy(each => each.Body)) { try { await File.AppendAllTextAsync(\"/tmp/groups\", group.Key); } catch (Exception ex) { context.Logger.LogWarning(ex, \"x\"); } }")]
    [InlineData("foreach (var message in batch.Records) { if (!await TrySave(message)) throw new IOException(); } async Task<bool> TrySave(SQSEvent.SQSMessage message) { try { await Save(message); return true; } catch (Exception ex) { context.Logger.LogError(ex, \"x\"); return false; } }")]
    public Task What_is_done_besides_or_looked_at_is_fine(string body) => Verify<ReportFailedRecords>.Allows($$"""
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            public async Task Handle(SQSEvent batch, ILambdaContext context) { {{body}} }
            static Task Save(SQSEvent.SQSMessage message) => File.WriteAllTextAsync("/tmp/last", message.Body);
            static Task Notify(SQSEvent.SQSMessage message) => File.WriteAllTextAsync("/tmp/told", message.Body);
        }
        """);

    [Theory]
    [InlineData("var failures = new List<SQSBatchResponse.BatchItemFailure>(); foreach (var message in batch.Records) { try { await Save(message); } catch (Exception ex) { context.Logger.LogError(ex, \"x\"); failures.Add(new() { ItemIdentifier = message.MessageId }); } } return new(failures);")]
    [InlineData("var response = new SQSBatchResponse(); foreach (var message in batch.Records) { if (!await TrySave(message)) response.BatchItemFailures.Add(new() { ItemIdentifier = message.MessageId }); } return response; async Task<bool> TrySave(SQSEvent.SQSMessage message) { try { await Save(message); return true; } catch (Exception ex) { context.Logger.LogError(ex, \"x\"); return false; } }")]
    [InlineData("foreach (var message in batch.Records) { string text; try { text = message.Body.Trim(); } catch (Exception ex) { context.Logger.LogError(ex, \"x\"); text = \"\"; } await Save(message); text.ToString(); } return new();")]
    [InlineData("var failures = new List<SQSBatchResponse.BatchItemFailure>(); foreach (var message in batch.Records) { var failure = await Process(message); if (failure is not null) failures.Add(failure); } return new(failures); async Task<SQSBatchResponse.BatchItemFailure?> Process(SQSEvent.SQSMessage message) { try { await Save(message); return null; } catch (Exception ex) { context.Logger.LogError(ex, \"x\"); return new() { ItemIdentifier = message.MessageId }; } }")]
    public Task A_batch_response_is_fine(string body) => Verify<ReportFailedRecords>.Allows($$"""
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            public async Task<SQSBatchResponse> Handle(SQSEvent batch, ILambdaContext context) { {{body}} }
            static Task Save(SQSEvent.SQSMessage message) => File.WriteAllTextAsync("/tmp/last", message.Body);
        }
        """);

    [Theory]
    [InlineData("Amazon.Lambda.SNSEvents.SNSEvent", "")]
    [InlineData("Amazon.Lambda.S3Events.S3Event", "")]
    [InlineData("Amazon.Lambda.SQSEvents.SQSEvent", "[AWS.Lambda.Powertools.BatchProcessing.BatchProcessor]")]
    public Task Other_sources_and_batch_processors_are_fine(string type, string attribute) => Verify<ReportFailedRecords>.Allows($$"""
        public class Consumer
        {
            {{attribute}}
            public async Task Handle({{type}} batch, ILambdaContext context)
            {
                foreach (var record in batch.Records)
                {
                    try { await Task.Delay(1); }
                    catch (Exception ex) { context.Logger.LogError(ex, "x"); }
                }
            }
        }
        """);

    [Theory]
    [InlineData("try { await Task.Delay(record.Body.Length); } [|catch (Exception ex)|] { Console.Error.WriteLine(ex); } return RecordHandlerResult.None;")]
    [InlineData("try { await Task.Delay(record.Body.Length); return RecordHandlerResult.None; } [|catch (Exception ex)|] { Console.Error.WriteLine(ex); return RecordHandlerResult.None; }")]
    public Task A_record_handler_of_Powertools_loses_its_record(string body) => Verify<ReportFailedRecords>.Reports(RecordHandler(body, "[BatchProcessor(RecordHandler = typeof(Handler))]"), DiagnosticSeverity.Warning,
        "The failed message is lost, for the batch counts as processed; let the exception go on");

    [Theory]
    [InlineData("try { await Task.Delay(record.Body.Length); } catch (Exception) { throw; } return RecordHandlerResult.None;", "[BatchProcessor(RecordHandler = typeof(Handler))]")]
    [InlineData("try { await Task.Delay(record.Body.Length); } catch (Exception ex) { Console.Error.WriteLine(ex); } return RecordHandlerResult.None;", "")]
    public Task One_that_throws_or_that_nobody_names_is_fine(string body, string attribute) => Verify<ReportFailedRecords>.Allows(RecordHandler(body, attribute));

    static string RecordHandler(string body, string attribute) => $$"""
        using Amazon.Lambda.SQSEvents;
        using AWS.Lambda.Powertools.BatchProcessing;
        using AWS.Lambda.Powertools.BatchProcessing.Sqs;
        public class Handler : ISqsRecordHandler
        {
            public async Task<RecordHandlerResult> HandleAsync(SQSEvent.SQSMessage record, CancellationToken cancellationToken) { {{body}} }
        }
        public class Consumer
        {
            {{attribute}}
            public BatchItemFailuresResponse Handle(SQSEvent batch, ILambdaContext context) => SqsBatchProcessor.Result.BatchItemFailuresResponse;
        }
        """;

    [Fact]
    public async Task A_swallowed_record_is_this_rule_alone()
    {
        await Verify<ReportFailedRecords>.Reports(Batch("[|catch|] { }"));
        await Verify<LogCaughtException>.Allows(Batch("catch { }"));
    }

    [Fact]
    public Task A_template_that_does_not_ask_is_named() => Verify<ReportFailedRecords>.Reports(
        Subject.Of(Batch("""[|catch (Exception ex)|] { context.Logger.LogError(ex, "save failed"); }""")).File("template.yaml", """
        Resources:
          Consumer:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Consumer::Handle
              Runtime: dotnet8
              Events:
                Orders:
                  Type: SQS
                  Properties:
                    Queue: !GetAtt Queue.Arn
        """),
        message: "The failed message is lost, for the batch counts as processed; return it in BatchItemFailures, and set ReportBatchItemFailures on 'Orders' in template.yaml");

    [Theory]
    [InlineData("message.ReceiptHandle", "MessageId")]
    [InlineData("message.Body", "MessageId")]
    public Task Another_member_is_no_identifier(string value, string right) => Verify<ReportFailedRecords>.Reports(Identified($"[|{value}|]"), DiagnosticSeverity.Warning,
        $"Lambda does not know the record by this value and retries the whole batch; use '{right}'");

    static string Identified(string value) => $$"""
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            public SQSBatchResponse Handle(SQSEvent batch, ILambdaContext context) =>
                new(batch.Records.Select(message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = {{value}} }).ToList());
        }
        """;

    [Theory]
    [InlineData("message.MessageId")]
    [InlineData("message.MessageAttributes.Keys.First()")]
    public Task The_identifier_or_something_computed_is_fine(string value) => Verify<ReportFailedRecords>.Allows(Identified(value));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public Task No_identifier_is_reported(string value) => Verify<ReportFailedRecords>.Reports(Identified($"[|{value}|]"));

    [Fact]
    public Task The_fix_takes_the_identifier() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>(Identified("[|message.ReceiptHandle|]"), Identified("message.MessageId"));

    [Fact]
    public Task The_fix_returns_what_failed() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>(
        """
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            /// <summary>Takes a batch.</summary>
            public async Task Handle(SQSEvent batch, ILambdaContext context)
            {
                if (batch.Records.Count == 0) return; // nothing
                foreach (var message in batch.Records)
                {
                    try
                    {
                        await Task.Delay(message.Body.Length);
                    }
                    [|catch (Exception ex)|]
                    {
                        context.Logger.LogError(ex, "save failed"); // goes on
                    }
                }
            }
        }
        """,
        """
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            /// <summary>Takes a batch.</summary>
            public async Task<SQSBatchResponse> Handle(SQSEvent batch, ILambdaContext context)
            {
                var failures = new List<SQSBatchResponse.BatchItemFailure>();
                if (batch.Records.Count == 0) return new SQSBatchResponse(failures); // nothing
                foreach (var message in batch.Records)
                {
                    try
                    {
                        await Task.Delay(message.Body.Length);
                    }
                    catch (Exception ex)
                    {
                        context.Logger.LogError(ex, "save failed"); // goes on
                        failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId });
                    }
                }
                return new SQSBatchResponse(failures);
            }
        }
        """);

    [Fact]
    public Task The_fix_logs_where_nothing_was_logged_and_stops_at_a_streams_first_failure() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>(
        Subject.Of("""
        public class Consumer
        {
            public void Handle(Amazon.Lambda.KinesisEvents.KinesisEvent batch, ILambdaContext context)
            {
                foreach (var record in batch.Records)
                {
                    try { File.WriteAllText("/tmp/last", record.EventId); }
                    [|catch|] { continue; }
                }
            }
        }
        """),
        Subject.Of("""
        using Amazon.Lambda.KinesisEvents;

        public class Consumer
        {
            public StreamsEventResponse Handle(Amazon.Lambda.KinesisEvents.KinesisEvent batch, ILambdaContext context)
            {
                var failures = new List<StreamsEventResponse.BatchItemFailure>();
                foreach (var record in batch.Records)
                {
                    try { File.WriteAllText("/tmp/last", record.EventId); }
                    catch (Exception ex) { context.Logger.LogError(ex, "Consumer failed"); failures.Add(new StreamsEventResponse.BatchItemFailure { ItemIdentifier = record.Kinesis.SequenceNumber }); break; }
                }
                return new StreamsEventResponse { BatchItemFailures = failures };
            }
        }
        """));

    [Fact]
    public Task The_fix_stops_a_counting_loop_over_a_stream_too() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>(
        """
        using Amazon.Lambda.KinesisEvents;
        public class Consumer
        {
            public void Handle(KinesisEvent batch, ILambdaContext context)
            {
                for (var i = 0; i < batch.Records.Count; i++)
                {
                    var record = batch.Records[i];
                    try { File.AppendAllText("/tmp/feed", record.EventId); }
                    [|catch (Exception ex)|] { context.Logger.LogError(ex, "x"); }
                }
            }
        }
        """,
        """
        using Amazon.Lambda.KinesisEvents;
        public class Consumer
        {
            public StreamsEventResponse Handle(KinesisEvent batch, ILambdaContext context)
            {
                var failures = new List<StreamsEventResponse.BatchItemFailure>();
                for (var i = 0; i < batch.Records.Count; i++)
                {
                    var record = batch.Records[i];
                    try { File.AppendAllText("/tmp/feed", record.EventId); }
                    catch (Exception ex) { context.Logger.LogError(ex, "x"); failures.Add(new StreamsEventResponse.BatchItemFailure { ItemIdentifier = record.Kinesis.SequenceNumber }); break; }
                }
                return new StreamsEventResponse { BatchItemFailures = failures };
            }
        }
        """);

    [Fact]
    public Task The_fix_uses_the_list_that_is_there() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>(
        Batch("[|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); }", "return new SQSBatchResponse(failed);", "async Task<SQSBatchResponse>", before: "var failed = new List<SQSBatchResponse.BatchItemFailure>();"),
        Batch("catch (Exception ex) { context.Logger.LogError(ex, \"x\"); failed.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId }); }", "return new SQSBatchResponse(failed);", "async Task<SQSBatchResponse>", before: "var failed = new List<SQSBatchResponse.BatchItemFailure>();"));

    [Fact]
    public Task Or_the_exception_goes_on() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>(
        Batch("[|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); continue; }"), Batch("catch (Exception ex) { context.Logger.LogError(ex, \"x\"); throw; }"), "Rethrow");

    [Theory]
    [InlineData("async Task<string>", "return \"\";", "")]
    [InlineData("async Task", "", "Func<SQSEvent, ILambdaContext, Task> self = Handle; self.ToString();")]
    public Task No_response_where_the_handler_can_not_return_one(string result, string rest, string before) => Verify<ReportFailedRecords>.OffersNothing<ReportFailedRecordsFix>(
        Batch("[|catch (Exception ex)|] { context.Logger.LogError(ex, \"x\"); }", rest, result, before: before), "BatchResponse");

    [Fact]
    public Task The_fix_hands_the_list_to_the_helper_that_catches() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>("""
        using Amazon.Lambda.SQSEvents;

        public class Consumer
        {
            public async Task Handle(SQSEvent batch, ILambdaContext context)
            {
                foreach (var message in batch.Records)
                    await Process(message, context);
            }

            private async Task Process(SQSEvent.SQSMessage message, ILambdaContext context)
            {
                try
                {
                    await Task.Delay(message.Body.Length);
                }
                [|catch (Exception ex)|]
                {
                    context.Logger.LogError(ex, "{MessageId} failed", message.MessageId);
                }
            }
        }
        """, """
        using Amazon.Lambda.SQSEvents;

        public class Consumer
        {
            public async Task<SQSBatchResponse> Handle(SQSEvent batch, ILambdaContext context)
            {
                var failures = new List<SQSBatchResponse.BatchItemFailure>();
                foreach (var message in batch.Records)
                    await Process(message, context, failures);
                return new SQSBatchResponse(failures);
            }

            private async Task Process(SQSEvent.SQSMessage message, ILambdaContext context, List<SQSBatchResponse.BatchItemFailure> failures)
            {
                try
                {
                    await Task.Delay(message.Body.Length);
                }
                catch (Exception ex)
                {
                    context.Logger.LogError(ex, "{MessageId} failed", message.MessageId);
                    failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId });
                }
            }
        }
        """);

    [Fact]
    public Task The_fix_stops_a_stream_after_the_helper_has_failed() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>("""
        using Amazon.Lambda.KinesisEvents;

        public class Consumer
        {
            public void Handle(KinesisEvent batch, ILambdaContext context)
            {
                foreach (var record in batch.Records)
                {
                    context.Logger.LogInformation("{EventId}", record.EventId);
                    Process(record, context);
                }
            }

            void Process(KinesisEvent.KinesisEventRecord record, ILambdaContext context)
            {
                try { File.WriteAllText("/tmp/last", record.EventId); }
                [|catch (Exception ex)|] { context.Logger.LogError(ex, "failed"); }
            }
        }
        """, """
        using Amazon.Lambda.KinesisEvents;

        public class Consumer
        {
            public StreamsEventResponse Handle(KinesisEvent batch, ILambdaContext context)
            {
                var failures = new List<StreamsEventResponse.BatchItemFailure>();
                foreach (var record in batch.Records)
                {
                    context.Logger.LogInformation("{EventId}", record.EventId);
                    Process(record, context, failures);
                    if (failures.Count > 0) break;
                }
                return new StreamsEventResponse { BatchItemFailures = failures };
            }

            void Process(KinesisEvent.KinesisEventRecord record, ILambdaContext context, List<StreamsEventResponse.BatchItemFailure> failures)
            {
                try { File.WriteAllText("/tmp/last", record.EventId); }
                catch (Exception ex) { context.Logger.LogError(ex, "failed"); failures.Add(new StreamsEventResponse.BatchItemFailure { ItemIdentifier = record.Kinesis.SequenceNumber }); }
            }
        }
        """);

    [Fact]
    public Task The_fix_collects_what_fails_side_by_side() => Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>("""
        using Amazon.Lambda.SQSEvents;

        public class Consumer
        {
            public async Task Handle(SQSEvent batch, ILambdaContext context) => await Task.WhenAll(batch.Records.Select(async message =>
            {
                try { await Task.Delay(message.Body.Length); }
                [|catch (Exception ex)|] { context.Logger.LogError(ex, "failed"); }
            }));
        }
        """, """
        using System.Collections.Concurrent;
        using Amazon.Lambda.SQSEvents;

        public class Consumer
        {
            public async Task<SQSBatchResponse> Handle(SQSEvent batch, ILambdaContext context)
            {
                var failures = new ConcurrentBag<SQSBatchResponse.BatchItemFailure>();
                await Task.WhenAll(batch.Records.Select(async message =>
                {
                    try { await Task.Delay(message.Body.Length); }
                    catch (Exception ex) { context.Logger.LogError(ex, "failed"); failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId }); }
                }));
                return new SQSBatchResponse(failures.ToList());
            }
        }
        """);

    [Theory]
    [InlineData("{ Type: SQS, Properties: { Queue: 'arn:aws:sqs:eu-west-1:123456789012:orders.fifo', FunctionResponseTypes: [ReportBatchItemFailures] } }", "")]
    [InlineData("{ Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, FunctionResponseTypes: [ReportBatchItemFailures] } }", "Orders: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }")]
    public Task The_fix_returns_the_rest_of_a_FIFO_queue_too(string mapping, string queue)
    {
        var template = $$"""
            Resources:
              Consumer:
                Type: AWS::Serverless::Function
                Properties: { Handler: 'Shop::Consumer::Handle', Events: { Orders: {{mapping}} } }
              {{queue}}
            """;
        const string Code = """
            using Amazon.Lambda.SQSEvents;

            public class Consumer
            {
                public async TaskRESULT Handle(SQSEvent batch, ILambdaContext context)
                {LIST
                    foreach (var message in batch.Records)
                    {
                        try { await Task.Delay(message.Body.Length); }
                        CATCH (Exception ex) { context.Logger.LogError(ex, "failed");ADD }
                    }ANSWER
                }
            }
            """;
        var before = Code.Replace("RESULT", "", StringComparison.Ordinal).Replace("LIST", "", StringComparison.Ordinal).Replace("CATCH (Exception ex)", "[|catch (Exception ex)|]", StringComparison.Ordinal).Replace("ADD", "", StringComparison.Ordinal).Replace("ANSWER", "", StringComparison.Ordinal);
        var after = Code.Replace("RESULT", "<SQSBatchResponse>", StringComparison.Ordinal).Replace("LIST", "\n        var failures = new List<SQSBatchResponse.BatchItemFailure>();", StringComparison.Ordinal).Replace("CATCH", "catch", StringComparison.Ordinal)
            .Replace("ADD", " failures.AddRange(batch.Records.SkipWhile(each => each != message).Select(each => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = each.MessageId })); break;", StringComparison.Ordinal).Replace("ANSWER", "\n        return new SQSBatchResponse(failures);", StringComparison.Ordinal);
        return Verify<ReportFailedRecords>.Fixes<ReportFailedRecordsFix>(Subject.Of(before).File("template.yaml", template), Subject.Of(after).File("template.yaml", template));
    }

    // The record has not failed before the last attempt.
    [Fact]
    public Task Nothing_between_attempts() => Verify<ReportFailedRecords>.OffersNothing<ReportFailedRecordsFix>("""
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            public async Task Handle(SQSEvent batch, ILambdaContext context)
            {
                foreach (var message in batch.Records)
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { await File.WriteAllTextAsync("/tmp/last", message.Body); break; }
                        [|catch (Exception ex)|] { context.Logger.LogWarning(ex, "attempt {Attempt}", attempt); }
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("await Task.WhenAll(batch.Records.Select(Process));", "private async Task Process(SQSEvent.SQSMessage message) { try { await Task.Delay(1); } [|catch (Exception)|] { Console.Error.WriteLine(); } }")]
    [InlineData("foreach (var message in batch.Records) { await Process(message); await Process(message); }", "private async Task Process(SQSEvent.SQSMessage message) { try { await Task.Delay(1); } [|catch (Exception)|] { Console.Error.WriteLine(); } }")]
    [InlineData("foreach (var message in batch.Records) await Process(message);", "public async Task Process(SQSEvent.SQSMessage message) { try { await Task.Delay(1); } [|catch (Exception)|] { Console.Error.WriteLine(); } }")]
    public Task No_response_where_the_helper_is_not_the_handler_s_own(string body, string members) => Verify<ReportFailedRecords>.OffersNothing<ReportFailedRecordsFix>($$"""
        using Amazon.Lambda.SQSEvents;
        public class Consumer
        {
            public async Task Handle(SQSEvent batch, ILambdaContext context) { {{body}} }
            {{members}}
        }
        """, plan: "BatchResponse");

    static Subject Answering(string result, string mapping) => Subject.Of($$"""
        using Amazon.Lambda.SQSEvents;
        public class Consumer { public {{result}} Handle(SQSEvent batch, ILambdaContext context) => throw new NotImplementedException(); }
        """).File("template.yaml", $$"""
        Resources:
          Consumer:
            Type: AWS::Serverless::Function
            Properties: { Handler: 'Shop::Consumer::Handle', Events: { Orders: {{mapping}} } }
        """);

    [Fact]
    public Task A_response_that_the_template_does_not_ask_for_is_reported() => Verify<ReportFailedRecords>.Reports(Answering("[|Task<SQSBatchResponse>|]", "{ Type: SQS, Properties: { Queue: !GetAtt Orders.Arn } }"), DiagnosticSeverity.Warning,
        "Lambda does not read which records failed, and takes all as processed; set ReportBatchItemFailures on 'Orders' in template.yaml");

    [Theory]
    [InlineData("Task<SQSBatchResponse>", "{ Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, FunctionResponseTypes: [ReportBatchItemFailures] } }")]
    [InlineData("Task<SQSBatchResponse>", "{ Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, FunctionResponseTypes: !Ref Types } }")]
    [InlineData("Task<SQSBatchResponse>", "{ Type: Schedule, Properties: { Schedule: rate(1 hour) } }")]
    [InlineData("Task", "{ Type: SQS, Properties: { Queue: !GetAtt Orders.Arn } }")]
    public Task A_response_that_is_asked_for_is_fine(string result, string mapping) => Verify<ReportFailedRecords>.Allows(Answering(result, mapping));
}
