using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Logging;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

public class LogTheWorkTests
{
    static string Archive(string body, string head = "public async Task [|Handle|](SQSEvent batch, ILambdaContext context)", string type = "public class Archive(IAmazonS3 s3)", string rest = "", string usings = "") => $$"""
        using Amazon.Lambda.SQSEvents;
        using Amazon.S3;
        {{usings}}
        {{type}}
        {
            {{head}}
            {
                {{body}}
            }
        }
        {{rest}}
        """;

    [Fact]
    public Task Work_without_a_line_is_reported() => Verify<LogTheWork>.Reports(
        Archive("await s3.DeleteObjectAsync(\"bucket\", \"key\");"), DiagnosticSeverity.Warning,
        "Handler 'Handle' calls AWS services and leaves no trace in the log; log what it works on");

    [Theory]
    [InlineData("foreach (var message in batch.Records) Console.Beep();", "works on a batch of records")]
    [InlineData("try { Console.Beep(); } catch (Exception) { throw; }", "catches exceptions")]
    [InlineData("await new HttpClient().GetAsync(\"https://example.org\");", "works with other systems")]
    [InlineData("File.WriteAllText(\"/tmp/x\", \"\");", "works with other systems")]
    [InlineData("await new System.Net.Sockets.TcpClient().ConnectAsync(\"h\", 1);", "waits for other systems")]
    [InlineData("await new Store(s3).Save();", "calls AWS services")]
    [InlineData("IStore store = new Store(s3); await store.Save();", "calls AWS services")]
    public Task Whatever_the_work_is(string body, string work) => Verify<LogTheWork>.Reports(
        Archive(body, rest: "public interface IStore { Task Save(); } public class Store(IAmazonS3 s3) : IStore { public Task Save() => s3.DeleteObjectAsync(\"b\", \"k\"); }"),
        message: $"Handler 'Handle' {work} and leaves no trace in the log; log what it works on");

    [Fact]
    public Task A_partial_method_is_reported_once() => Verify<LogTheWork>.Reports(
        Archive("await s3.DeleteObjectAsync(\"bucket\", \"key\");", head: "public async partial Task Handle(SQSEvent batch, ILambdaContext context)", type: "public partial class Archive(IAmazonS3 s3)",
            rest: "public partial class Archive { public partial Task [|Handle|](SQSEvent batch, ILambdaContext context); }"));

    [Fact]
    public Task A_lambda_is_reported_at_its_arrow() => Verify<LogTheWork>.Reports(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        var http = new HttpClient();
        var handler = [|async (string input, ILambdaContext context) =>|]
        {
            await http.GetAsync(input);
        };
        await LambdaBootstrapBuilder.Create<string>(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    const string Handle = "public async Task Handle(SQSEvent batch, ILambdaContext context)";

    [Theory]
    // Somebody logs, here or below.
    [InlineData("context.Logger.LogInformation(\"x\"); await s3.DeleteObjectAsync(\"b\", \"k\");")]
    [InlineData("Console.WriteLine(\"x\"); await s3.DeleteObjectAsync(\"b\", \"k\");")]
    [InlineData("await new Store(s3).SaveLoudly();")]
    [InlineData("IStore store = new Store(s3); await store.SaveLoudly();")]
    [InlineData("await new Middle(s3).Run();")]
    [InlineData("try { await s3.DeleteObjectAsync(\"b\", \"k\"); } catch (Exception ex) { LambdaLogger.Log(LogLevel.Error, ex, \"x\"); }")]
    // Somebody may log where we can't see.
    [InlineData("var log = context.Logger; Tool(log); await s3.DeleteObjectAsync(\"b\", \"k\"); static void Tool(object o) { }")]
    [InlineData("await Elsewhere.Mediator.Send(batch); await s3.DeleteObjectAsync(\"b\", \"k\");")]
    [InlineData("dynamic d = batch; await d.Work(); await s3.DeleteObjectAsync(\"b\", \"k\");")]
    [InlineData("await Unknown.Work(s3); await s3.DeleteObjectAsync(\"b\", \"k\");")]
    // No work.
    [InlineData("await Task.Delay(1);")]
    [InlineData("await Task.Yield(); throw new NotImplementedException();")]
    public Task Lines_doubts_and_idle_handlers_are_fine(string body) => Verify<LogTheWork>.Allows(Subject.Of(
        Archive(body, Handle, rest: """
            public interface IStore { Task SaveLoudly(); }
            public class Store(IAmazonS3 s3) : IStore { public Task SaveLoudly() { LambdaLogger.Log("x"); return s3.DeleteObjectAsync("b", "k"); } }
            public class Middle(IAmazonS3 s3) { public Task Run() => Task.WhenAll(new[] { 1 }.Select(each => new Store(s3).SaveLoudly())); }
            namespace Elsewhere { public interface IMediator { Task Send(object request); } public static class Mediator { public static IMediator Instance = null!; public static Task Send(object request) => Instance.Send(request); } }
            """)) with { IsBroken = body.Contains("Unknown") });

    [Theory]
    [InlineData("[AWS.Lambda.Powertools.Logging.Logging] " + Handle, "public class Archive(IAmazonS3 s3)", "")]
    [InlineData("[AWS.Lambda.Powertools.Tracing.Tracing] " + Handle, "public class Archive(IAmazonS3 s3)", "")]
    [InlineData("[Audit] " + Handle, "public class Archive(IAmazonS3 s3)", "public class AuditAttribute : OnMethodBoundaryAspect { } public class OnMethodBoundaryAspect : Attribute { }")]
    [InlineData(Handle, "public class Archive(IAmazonS3 s3, Microsoft.Extensions.Logging.ILogger<Archive> logger)", "")]
    [InlineData(Handle, "public class Archive(IAmazonS3 s3) : Base", "public abstract class Base { protected IAppLogger? Log { get; set; } } public interface IAppLogger { void Info(string text); }")]
    public Task Aspects_and_injected_loggers_are_fine(string head, string type, string rest) =>
        Verify<LogTheWork>.Allows(Archive("await s3.DeleteObjectAsync(\"b\", \"k\");", head, type, rest));

    [Theory]
    [InlineData("public string Handle(string name, ILambdaContext context) => \"hi \" + name;")]
    [InlineData("public int Handle(int[] numbers, ILambdaContext context) { var sum = 0; foreach (var number in numbers) sum += number; return sum; }")]
    [InlineData("public object Handle(string token, ILambdaContext context) { try { return int.Parse(token); } catch (FormatException) { return new { Effect = \"Deny\" }; } }")]
    public Task Pure_mappers_and_authorizers_are_fine(string handler) => Verify<LogTheWork>.Allows($"public class Mapper {{ {handler} }}");

    [Fact]
    public Task An_AspNetCore_host_is_fine() => Verify<LogTheWork>.Allows(
        "public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction { }");

    static string Fixable(string head, string body = "await Task.Delay(1); await new HttpClient().GetAsync(\"https://example.org\");", string first = "") => $$"""
        using Amazon.Lambda.APIGatewayEvents;
        using Amazon.Lambda.SQSEvents;
        public class Archive
        {
            public async Task {{head}}
            {{{first}}
                {{body}} // sic
            }
        }
        """;

    static string First(string statement) => "\n        " + statement;

    [Theory]
    [InlineData("SQSEvent batch", "\"Archive processing {RecordCount} message(s)\", batch.Records.Count")]
    [InlineData("Amazon.Lambda.KinesisEvents.KinesisEvent e", "\"Archive processing {RecordCount} record(s)\", e.Records.Count")]
    [InlineData("Amazon.Lambda.S3Events.S3Event e", "\"Archive processing {RecordCount} object(s)\", e.Records.Count")]
    [InlineData("APIGatewayProxyRequest request", "\"Archive handling {Method} {Resource}\", request.HttpMethod, request.Resource")]
    [InlineData("APIGatewayHttpApiV2ProxyRequest request", "\"Archive handling {RouteKey}\", request.RouteKey")]
    [InlineData("string name", "\"Archive started\"")]
    public Task The_fix_says_what_came(string input, string entry) => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        Fixable($"[|Handle|]({input}, ILambdaContext context)"), Fixable($"Handle({input}, ILambdaContext context)", first: First($"context.Logger.LogInformation({entry});")));

    [Fact]
    public Task The_fix_adds_the_context() => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        Subject.Of(Fixable("[|Handle|](SQSEvent batch)")).HandledBy("Archive::Handle"),
        Subject.Of(Fixable("Handle(SQSEvent batch, ILambdaContext context)", first: First("context.Logger.LogInformation(\"Archive processing {RecordCount} message(s)\", batch.Records.Count);"))).HandledBy("Archive::Handle"));

    [Fact]
    public Task The_fix_leaves_callers_alone() => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        Subject.Of(Fixable("[|Handle|](SQSEvent batch)")).And("public class Tool { public static Task Main() => new Archive().Handle(new()); }").HandledBy("Archive::Handle"),
        Subject.Of(Fixable("Handle(SQSEvent batch)", first: First("LambdaLogger.Log(LogLevel.Information, \"Archive processing {RecordCount} message(s)\", batch.Records.Count);"))).And("public class Tool { public static Task Main() => new Archive().Handle(new()); }").HandledBy("Archive::Handle"));

    [Fact]
    public Task The_fix_makes_a_block_of_an_arrow() => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        """
        public class Archive
        {
            static readonly HttpClient Http = new();
            public async Task<string> [|Handle|](string url, ILambdaContext context) => await Http.GetStringAsync(url); // sic

            public async Task [|Other|](string url, ILambdaContext context) => await Http.GetStringAsync(url);
        }
        """,
        """
        public class Archive
        {
            static readonly HttpClient Http = new();
            public async Task<string> Handle(string url, ILambdaContext context)
            {
                context.Logger.LogInformation("Archive started");
                return await Http.GetStringAsync(url);
            } // sic

            public async Task Other(string url, ILambdaContext context)
            {
                context.Logger.LogInformation("Other started");
                await Http.GetStringAsync(url);
            }
        }
        """);

    [Fact]
    public Task A_comment_beside_the_arrow_stands_above_what_it_speaks_of() => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        """
        public class Archive
        {
            static readonly HttpClient Http = new();
            public async Task<string> [|Handle|](string url, ILambdaContext context) => // The newest one.
                await Http.GetStringAsync(url /* as it came */) /* whole */; // sic

            public async Task [|Other|](string url, ILambdaContext context) /* plain */
                => await Http.GetStringAsync(url);
        }
        """,
        """
        public class Archive
        {
            static readonly HttpClient Http = new();
            public async Task<string> Handle(string url, ILambdaContext context)
            {
                context.Logger.LogInformation("Archive started");
                // The newest one.
                /* whole */
                return await Http.GetStringAsync(url /* as it came */);
            } // sic

            public async Task Other(string url, ILambdaContext context)
            {
                context.Logger.LogInformation("Other started");
                /* plain */
                await Http.GetStringAsync(url);
            }
        }
        """);

    [Fact]
    public Task No_fix_takes_a_directive_away() => Verify<LogTheWork>.OffersNothing<LogTheWorkFix>("""
        public class Archive
        {
            static readonly HttpClient Http = new();
            public async Task [|Handle|](string url, ILambdaContext context) =>
        #pragma warning disable CA2234
                await Http.GetStringAsync(url);
        }
        """);

    [Fact]
    public async Task A_file_with_two_spaces_gets_two() => Assert.Equal(
        "public class Archive\n{\n  static readonly HttpClient Http = new();\n  public async Task Handle(string url, ILambdaContext context)\n  {\n    context.Logger.LogInformation(\"Archive started\");\n    await Http.GetStringAsync(url);\n  }\n}\n",
        await Workbench.Apply(new LogTheWorkFix(), new LogTheWork(),
            "public class Archive\n{\n  static readonly HttpClient Http = new();\n  public async Task [|Handle|](string url, ILambdaContext context) => await Http.GetStringAsync(url);\n}\n", "Function.cs"));

    [Fact]
    public Task The_fix_passes_the_context_that_a_caller_has() => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        Subject.Of(Fixable("[|Handle|](SQSEvent batch)")).And("public class Tool { public Task Run(ILambdaContext given, int times) => new Archive().Handle(new()); }").HandledBy("Archive::Handle"),
        Subject.Of(Fixable("Handle(SQSEvent batch, ILambdaContext context)", first: First("context.Logger.LogInformation(\"Archive processing {RecordCount} message(s)\", batch.Records.Count);"))).And("public class Tool { public Task Run(ILambdaContext given, int times) => new Archive().Handle(new(), given); }").HandledBy("Archive::Handle"), fixAll: false);

    [Theory]
    [InlineData("await new Archive().Handle(new SQSEvent());", "await new Archive().Handle(new SQSEvent(), new TestLambdaContext());", "using Amazon.Lambda.SQSEvents;\n", "using Amazon.Lambda.SQSEvents;\nusing Amazon.Lambda.TestUtilities;\n")]
    [InlineData("ILambdaContext mine = null!; await new Archive().Handle(new SQSEvent());", "ILambdaContext mine = null!; await new Archive().Handle(new SQSEvent(), mine);", "using Amazon.Lambda.Core;\nusing Amazon.Lambda.SQSEvents;\n", "using Amazon.Lambda.Core;\nusing Amazon.Lambda.SQSEvents;\n")]
    public async Task The_fix_passes_a_context_in_other_projects(string before, string after, string usings, string usingsAfter)
    {
        var subject = Subject.Of(Fixable("Handle(SQSEvent batch)")).HandledBy("Archive::Handle");
        var project = Workbench.Open(subject);
        var tests = ProjectId.CreateNewId();
        var document = DocumentId.CreateNewId(tests);
        string Test(string usings, string statement) => usings + "public class ArchiveTests { public async System.Threading.Tasks.Task It_archives() { " + statement + " } }";
        var solution = project.Solution.AddProject(ProjectInfo.Create(tests, VersionStamp.Default, "Shop.Tests", "Shop.Tests", LanguageNames.CSharp, projectReferences: [new(project.Id)], metadataReferences: subject.References))
            .AddDocument(document, "ArchiveTests.cs", Test(usings, before));
        var changed = await Workbench.SolutionAfter(new LogTheWorkFix(), new LogTheWork(), solution.GetProject(project.Id)!);
        Assert.Equal(Test(usingsAfter, after), (await changed.GetDocument(document)!.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
    }

    static Subject Annotated(string type, string body, string startup = "services.AddLogging();") => Subject.Of($$"""
        using Amazon.Lambda.Annotations;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        [LambdaStartup]
        public class Startup { public void ConfigureServices(IServiceCollection services) { {{startup}} } }

        {{type}}
            [LambdaFunction]
            public async Task {{body}}
        }
        """);

    const string Fetch = """
        (string url)
            {
                await new HttpClient().GetAsync(url);
            }
        """;

    const string Fetched = """
        (string url)
            {
                NAME.LogInformation("Orders started");
                await new HttpClient().GetAsync(url);
            }
        """;

    [Fact]
    public Task The_second_fix_injects_a_logger_into_a_primary_constructor() => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        Annotated("public class Orders(string name)\n{\n    string Name => name;", "[|Handle|]" + Fetch), Annotated("public class Orders(string name, ILogger<Orders> logger)\n{\n    string Name => name;", "Handle" + Fetched.Replace("NAME", "logger", StringComparison.Ordinal)), plan: "Inject");

    [Fact]
    public Task The_second_fix_injects_a_logger_into_a_constructor() => Verify<LogTheWork>.Fixes<LogTheWorkFix>(
        Annotated("public class Orders\n{\n    readonly string _name;\n\n    public Orders(string name)\n    {\n        _name = name;\n    }\n", "[|Handle|]" + Fetch),
        Annotated("public class Orders\n{\n    readonly string _name;\n    private readonly ILogger<Orders> _logger;\n\n    public Orders(string name, ILogger<Orders> logger)\n    {\n        _name = name;\n        _logger = logger;\n    }\n", "Handle" + Fetched.Replace("NAME", "_logger", StringComparison.Ordinal)), plan: "Inject");

    [Theory]
    [InlineData("public class Orders(string name)\n{\n    string Name => name;", "")]
    [InlineData("public class Orders\n{", "services.AddLogging();")]
    [InlineData("public class Orders(string name)\n{\n    string Name => name; public static Orders Made => new(\"x\");", "services.AddLogging();")]
    public Task No_logger_is_injected_that_nobody_would_hand_over(string type, string startup) => Verify<LogTheWork>.OffersNothing<LogTheWorkFix>(Annotated(type, "[|Handle|]" + Fetch, startup), plan: "Inject");
}
