using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using LambdaHandlers.CodeFixes.Fixes.Logging;
using LambdaHandlers.CodeFixes.Fixes.Reliability;
using LambdaHandlers.CodeFixes.Fixes.Secrets;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

/// <summary>What a fix writes is run, and its line is read as CloudWatch gets it.</summary>
public class WrittenLinesTests
{
    sealed record Written(LambdaRule Rule, LambdaFix Fix, string Plan, string Code, string Statement, params string[] Lines);

    const string Import = "public class Import { public string Handle(string path, ILambdaContext context) { try { return File.ReadAllText(path); } CLAUSE } }";
    const string Charge = "public class Charge { public void Handle(string id, ILambdaContext context) { try { int.Parse(id); } CLAUSE } }";
    const string Ship = "public class Ship { public void Handle(string orderId, ILambdaContext context) { var price = 12.5; LINE } }";
    const string Messages = "new Amazon.Lambda.SQSEvents.SQSEvent { Records = [new() { MessageId = \"1\", Body = \"\" }, new() { MessageId = \"2\", Body = \"x\" }] }";

    static readonly Dictionary<string, Written> All = new()
    {
        ["a caught exception"] = new(new LogCaughtException(), new LogCaughtExceptionFix(), "Log", Import.Replace("CLAUSE", "catch (IOException) { return \"\"; }"), "new Import().Handle(\"none\", context);",
            "Error: Import failed | errorType=System.IO.FileNotFoundException"),
        ["a quiet line about one"] = new(new LogCaughtException(), new LogCaughtExceptionFix(), "Log", Import.Replace("CLAUSE", "catch (Exception e) { Console.WriteLine(\"no file \" + path + \": \" + e.Message); return \"\"; }"), "new Import().Handle(\"none\", context);",
            "Error: no file none | Path=none | errorType=System.IO.FileNotFoundException"),
        ["one without a context at hand"] = new(new LogCaughtException(), new LogCaughtExceptionFix(), "Log", "public class Import { public string Handle(string path, ILambdaContext context) => Read(path); static string Read(string path) { try { return File.ReadAllText(path); } catch { return \"\"; } } }", "new Import().Handle(\"none\", context);",
            "Error: Read failed | errorType=System.IO.FileNotFoundException"),
        ["an exception that vanished"] = new(new PassExceptionFirst(), new PassExceptionFirstFix(), "ExceptionFirst", Charge.Replace("CLAUSE", "catch (FormatException ex) { context.Logger.LogError(\"charge failed\", ex); }"), "new Charge().Handle(\"x\", context);",
            "Error: charge failed | errorType=System.FormatException"),
        ["an exception that was text"] = new(new PassExceptionFirst(), new PassExceptionFirstFix(), "ExceptionFirst", Charge.Replace("CLAUSE", "catch (FormatException ex) { context.Logger.LogError($\"charge {id} failed: {ex.Message}\"); }"), "new Charge().Handle(\"x\", context);",
            "Error: charge x failed | Id=x | errorType=System.FormatException"),
        ["a line without a level"] = new(new LogWithLevel(), new LogWithLevelFix(), "Level", Ship.Replace("LINE", "LambdaLogger.Log(\"order: \" + orderId);"), "new Ship().Handle(\"7\", context);",
            "Information: order: 7 | OrderId=7"),
        ["the console in a catch clause"] = new(new LogWithLevel(), new LogWithLevelFix(), "Level", Charge.Replace("CLAUSE", "catch (FormatException ex) { Console.Error.WriteLine(\"no number: \" + ex); throw; }"), "new Charge().Handle(\"x\", context);",
            "Error: no number | errorType=System.FormatException"),
        ["a silent batch"] = new(new LogTheWork(), new LogTheWorkFix(), "Entry", "public class ArchiveFunction { public async Task Handle(Amazon.Lambda.SQSEvents.SQSEvent batch) { foreach (var message in batch.Records) await File.WriteAllTextAsync(\"/tmp/archive\", message.Body); } }", $"await new ArchiveFunction().Handle({Messages}, context);",
            "Information: Archive processing 2 message(s) | RecordCount=2"),
        ["a silent route"] = new(new LogTheWork(), new LogTheWorkFix(), "Entry", "public class Api { public async Task<string> Handle(Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest request, ILambdaContext context) => await File.ReadAllTextAsync(request.Path); }", "await new Api().Handle(new() { HttpMethod = \"GET\", Resource = \"/orders/{id}\", Path = \"/none\" }, context);",
            "Information: Api handling GET /orders/{id} | Method=GET | Resource=/orders/{id}"),
        ["an interpolated template"] = new(new LogTemplates(), new LogTemplatesFix(), "Template", Ship.Replace("LINE", "context.Logger.LogInformation($\"shipping {orderId} for {price:F2}\");"), "new Ship().Handle(\"7\", context);",
            "Information: shipping 7 for 12.50 | OrderId=7 | Price=12.5"),
        ["a reserved placeholder"] = new(new MatchTemplate(), new MatchTemplateFix(), "Repair", Ship.Replace("LINE", "context.Logger.LogInformation(\"shipping {requestId} for {Price}\", orderId, price);"), "new Ship().Handle(\"7\", context);",
            "Information: shipping 7 for 12.5 | OrderId=7 | Price=12.5"),
        ["a value without a placeholder"] = new(new MatchTemplate(), new MatchTemplateFix(), "Repair", Ship.Replace("LINE", "context.Logger.LogInformation(\"shipping {OrderId}\", orderId, price);"), "new Ship().Handle(\"7\", context);",
            "Information: shipping 7 12.5 | OrderId=7 | Price=12.5"),
        ["a whole event"] = new(new KeepSecretsOutOfLogs(), new KeepSecretsOutOfLogsFix(), "Ids", "public class Api { public void Handle(Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest request, ILambdaContext context) => context.Logger.LogInformation(\"event {Event}\", System.Text.Json.JsonSerializer.Serialize(request)); }", "new Api().Handle(new() { HttpMethod = \"GET\", Resource = \"/orders\", RequestContext = new() { RequestId = \"r\" } }, context);",
            "Information: GET /orders r | Method=GET | Resource=/orders | ApiRequestId=r"),
        ["a lost message"] = new(new ReportFailedRecords(), new ReportFailedRecordsFix(), "BatchResponse", "public class Consumer { public void Handle(Amazon.Lambda.SQSEvents.SQSEvent batch, ILambdaContext context) { foreach (var message in batch.Records) { try { int.Parse(message.Body); } catch (Exception) { } } } }", $"context.Logger.LogInformation(\"{{Failed}} failed\", string.Join(\"+\", new Consumer().Handle({Messages}, context).BatchItemFailures.Select(each => each.ItemIdentifier)));",
            "Error: Consumer failed | errorType=System.FormatException", "Error: Consumer failed | errorType=System.FormatException", "Information: 1+2 failed | Failed=1+2"),
        ["a lost message of a helper"] = new(new ReportFailedRecords(), new ReportFailedRecordsFix(), "BatchResponse", "public class Consumer { public void Handle(Amazon.Lambda.SQSEvents.SQSEvent batch, ILambdaContext context) { foreach (var message in batch.Records) Process(message, context); } void Process(Amazon.Lambda.SQSEvents.SQSEvent.SQSMessage message, ILambdaContext context) { try { int.Parse(message.Body); } catch (Exception) { } } }", $"context.Logger.LogInformation(\"{{Failed}} failed\", string.Join(\"+\", new Consumer().Handle({Messages}, context).BatchItemFailures.Select(each => each.ItemIdentifier)));",
            "Error: Consumer failed | errorType=System.FormatException", "Error: Consumer failed | errorType=System.FormatException", "Information: 1+2 failed | Failed=1+2"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task The_line_says_what_a_person_would_write(string name)
    {
        var written = All[name];
        var after = await Workbench.Apply(written.Fix, written.Rule, Subject.Of(written.Code), "Function.cs", written.Plan.Length > 0 ? written.Plan : null);
        Assert.Equal(written.Lines, await Executed.LinesOf(Subject.Of(after), written.Statement));
    }

    [Fact]
    public void Every_fix_that_logs_is_run() => Assert.Empty(
        typeof(LambdaFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LambdaFix)) && type.Namespace!.EndsWith(".Logging", StringComparison.Ordinal)).Except(All.Values.Select(written => written.Fix.GetType())));
}
