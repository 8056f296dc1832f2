using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Recursion;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

public class InvokeAnotherFunctionTests
{
    const string Usings = "using Amazon.Lambda; using Amazon.Lambda.Model; using System.Text.Json;\n";
    const string Members = "static readonly IAmazonLambda Lambda = new AmazonLambdaClient();\n";

    static Subject Handler(string body, string members = "") => Shape.ClassLibrary.With(body, Members + members, Usings);

    const string Template = """
        Resources:
          Crawl:
            Type: AWS::Serverless::Function
            Properties: { Handler: "Shop::Orders::Handle", Runtime: dotnet8, FunctionName: crawl, FunctionUrlConfig: { AuthType: NONE }, Environment: { Variables: { OWN: !Ref Crawl, OWN_NAME: crawl, OTHER: !Ref Index, OWN_URL: !GetAtt CrawlUrl.FunctionUrl, OTHER_URL: !GetAtt IndexUrl.FunctionUrl } } }
          Index:
            Type: AWS::Serverless::Function
            Properties: { Handler: "Shop::Index::Handle", Runtime: dotnet8, FunctionName: index, FunctionUrlConfig: { AuthType: NONE } }
        """;

    static Subject Deployed(string body, string members = "") => Handler(body, members).File("template.yaml", Template)
        .And("public class Index { public Task Handle(string input) => Task.CompletedTask; }");

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_function_that_invokes_itself_is_reported(Shape shape) => Verify<InvokeAnotherFunction>.Reports(
        shape.With("await [|Held.Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName })|];", "", Usings)
            .And("public static class Held { public static readonly Amazon.Lambda.IAmazonLambda Lambda = new Amazon.Lambda.AmazonLambdaClient(); }"),
        DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.InvokedFunctionArn, InvocationType = InvocationType.Event })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable(\"AWS_LAMBDA_FUNCTION_NAME\") })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = Own })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = $\"{context.FunctionName}:live\" })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName + \":\" + context.FunctionVersion })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = $\"arn:aws:lambda:eu-west-1:123456789012:function:{context.FunctionName}\" })|];")]
    [InlineData("var request = new InvokeRequest(); request.FunctionName = context.FunctionName; await [|Lambda.InvokeAsync(request)|];")]
    [InlineData("var self = context.FunctionName; await [|Lambda.InvokeAsync(Build(self, input))|];")]
    [InlineData("await Send(context.FunctionName, input);")]
    [InlineData("await Send(input, context.FunctionName, 3);")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable(\"TARGET\") ?? context.FunctionName })|];")]
    [InlineData("await [|Lambda.InvokeWithResponseStreamAsync(new InvokeWithResponseStreamRequest { FunctionName = context.FunctionName })|];")]
    public Task Its_own_name_is_found_wherever_it_comes_from(string body) => Verify<InvokeAnotherFunction>.Reports(Handler(body, body.Contains("Send", StringComparison.Ordinal) ? """
        static Task Send(string input, string name, int times) => Send(name, input);
        static async Task Send(string name, string payload) { await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = name, Payload = payload })|]; }
        """ : """
        static readonly string Own = Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME")!;
        static InvokeRequest Build(string name, string payload) { var made = new InvokeRequest { Payload = payload }; made.FunctionName = name; return made; }
        """), DiagnosticSeverity.Warning, "Orders.Handle invokes itself; send what remains to a queue or a state machine, where it can be seen and stopped");

    [Theory]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"other\", Payload = context.FunctionName });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable(\"TARGET\") });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = $\"{context.FunctionName}-worker\" });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"dead-\" + context.FunctionName });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName.Replace(\"api\", \"worker\") });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, InvocationType = InvocationType.DryRun });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = input });")]
    [InlineData("await Lambda.GetFunctionConfigurationAsync(new GetFunctionConfigurationRequest { FunctionName = context.FunctionName });")]
    public Task Another_function_is_fine(string body) => Verify<InvokeAnotherFunction>.Allows(Handler(body));

    [Theory]
    [InlineData("\"crawl\"")]
    [InlineData("\"crawl:live\"")]
    [InlineData("\"arn:aws:lambda:eu-west-1:123456789012:function:crawl\"")]
    [InlineData("Environment.GetEnvironmentVariable(\"OWN\")")]
    [InlineData("Environment.GetEnvironmentVariable(\"OWN_NAME\")")]
    public Task Its_own_name_in_the_template_is_known(string name) => Verify<InvokeAnotherFunction>.Reports(
        Deployed($"await [|Lambda.InvokeAsync(new InvokeRequest {{ FunctionName = {name} }})|];"), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("\"index\"")]
    [InlineData("\"crawl-worker\"")]
    [InlineData("Environment.GetEnvironmentVariable(\"OTHER\")")]
    [InlineData("Environment.GetEnvironmentVariable(\"MISSING\")")]
    public Task Another_name_in_the_template_is_fine(string name) => Verify<InvokeAnotherFunction>.Allows(
        Deployed($"await Lambda.InvokeAsync(new InvokeRequest {{ FunctionName = {name} }});"));

    [Theory]
    [InlineData("var job = JsonSerializer.Deserialize<Job>(input)!; if (job.Depth >= 5) return; await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, Payload = JsonSerializer.Serialize(job with { Depth = job.Depth + 1 }) })|];")]
    [InlineData("var job = JsonSerializer.Deserialize<Job>(input)!; if (job.Depth > 0) { var next = new Job(job.Depth - 1); var json = JsonSerializer.Serialize(next); await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, Payload = json })|]; }")]
    public Task A_continuation_that_counts_is_advice(string body) => Verify<InvokeAnotherFunction>.Reports(Handler(body, "public record Job(int Depth);"), DiagnosticSeverity.Info);

    [Fact]
    public Task A_count_that_nothing_limits_is_reported() => Verify<InvokeAnotherFunction>.Reports(Handler(
        "var job = JsonSerializer.Deserialize<Job>(input)!; await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, Payload = JsonSerializer.Serialize(job with { Depth = job.Depth + 1 }) })|];",
        "public record Job(int Depth);"), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("await [|Http.GetAsync(Environment.GetEnvironmentVariable(\"OWN_URL\"))|];")]
    [InlineData("await [|Http.PostAsync(Environment.GetEnvironmentVariable(\"OWN_URL\") + \"next\", null)|];")]
    [InlineData("await [|Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Environment.GetEnvironmentVariable(\"OWN_URL\")!)))|];")]
    public Task Its_own_URL_is_known(string body) => Verify<InvokeAnotherFunction>.Reports(Deployed(body, "static readonly HttpClient Http = new();"), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("await Http.GetAsync(Environment.GetEnvironmentVariable(\"OTHER_URL\"));")]
    [InlineData("await Http.GetAsync(\"https://example.com/\" + Environment.GetEnvironmentVariable(\"OWN_URL\"));")]
    public Task Another_URL_is_fine(string body) => Verify<InvokeAnotherFunction>.Allows(Deployed(body, "static readonly HttpClient Http = new();"));

    const string Web = """
        using Amazon.Lambda.APIGatewayEvents;
        public class Web
        {
            static readonly HttpClient Http = new();
            public async Task<string> Handle(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
            {
                var url = $"https://{request.RequestContext.DomainName}/next";
                return await CALL;
            }
        }
        """;

    static Subject OnTheWeb(string? properties) => Subject.Of(Web.Replace("CALL", properties is "Events: { Api: { Type: HttpApi } }" ? "Http.GetStringAsync(url)" : "[|Http.GetStringAsync(url)|]", StringComparison.Ordinal)) is var subject && properties is not null
        ? subject.File("template.yaml", $$"""
            Resources:
              Web:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: Shop::Web::Handle
                  {{properties}}
            """) : subject;

    [Fact]
    public Task The_address_of_the_request_may_be_its_own() => Verify<InvokeAnotherFunction>.Reports(OnTheWeb(null), DiagnosticSeverity.Info);

    [Fact]
    public Task The_address_of_the_request_is_its_own_with_a_function_URL() => Verify<InvokeAnotherFunction>.Reports(OnTheWeb("FunctionUrlConfig: { AuthType: NONE }"), DiagnosticSeverity.Warning);

    [Fact]
    public Task The_address_of_an_API_with_other_routes_is_fine() => Verify<InvokeAnotherFunction>.Allows(OnTheWeb("Events: { Api: { Type: HttpApi } }"));

    [Fact]
    public Task What_is_allowed_is_fine() => Verify<InvokeAnotherFunction>.Allows(
        Handler("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName });").Configured("lambda_handlers.allow_self_invoke = true"));

    [Fact]
    public Task A_helper_of_two_handlers_speaks_for_the_one_that_calls_it() => Verify<InvokeAnotherFunction>.Allows(Subject.Of(Usings + """
        public class Orders { public Task Handle(string input, ILambdaContext context) => Client.Send("index"); }
        public class Index { public Task Handle(string input, ILambdaContext context) => Client.Send("crawl"); }
        public static class Client { static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); public static Task Send(string name) => Lambda.InvokeAsync(new InvokeRequest { FunctionName = name }); }
        """).File("template.yaml", Template));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<InvokeAnotherFunction>.Allows(
        Subject.Of(Usings + "public class F { public async Task Handle(string s, ILambdaContext c) { new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = c. }; InvokeAsync( } }").Broken());

    const string Counted = "using System.Text.Json;\nusing Amazon.Lambda;\nusing Amazon.Lambda.Model;\n\n";

    [Fact]
    public Task The_fix_counts_in_the_event() => Verify<InvokeAnotherFunction>.Fixes<InvokeAnotherFunctionFix>(Counted + """
        public record Page(string Cursor);

        public class Orders
        {
            static readonly IAmazonLambda Lambda = new AmazonLambdaClient();

            public async Task Handle(Page page, ILambdaContext context)
            {
                // The next one.
                var next = new Page(page.Cursor + "+1");
                await Lambda.[|InvokeAsync|](new InvokeRequest
                {
                    FunctionName = context.FunctionName,
                    InvocationType = InvocationType.Event,
                    Payload = JsonSerializer.Serialize(next), // as it is
                });
            }
        }
        """, Counted + """
        public record Page(string Cursor)
        {
            public int Depth { get; init; }
        }

        public class Orders
        {
            private const int MaxDepth = 10;

            static readonly IAmazonLambda Lambda = new AmazonLambdaClient();

            public async Task Handle(Page page, ILambdaContext context)
            {
                if (page.Depth >= MaxDepth) throw new InvalidOperationException($"The function has invoked itself {MaxDepth} times.");
                // The next one.
                var next = new Page(page.Cursor + "+1") { Depth = page.Depth + 1 };
                await Lambda.[|InvokeAsync|](new InvokeRequest
                {
                    FunctionName = context.FunctionName,
                    InvocationType = InvocationType.Event,
                    Payload = JsonSerializer.Serialize(next), // as it is
                });
            }
        }
        """, remains: true);

    [Theory]
    [InlineData("new Page { Cursor = page.Cursor }", "new Page { Cursor = page.Cursor, Depth = page.Depth + 1 }")]
    [InlineData("page with { Cursor = \"x\" }", "page with { Cursor = \"x\", Depth = page.Depth + 1 }")]
    [InlineData("page", "page with { Depth = page.Depth + 1 }")]
    public Task The_fix_counts_in_whatever_is_sent(string sent, string counted)
    {
        const string Code = Counted + """
            public class Orders
            {CONSTANT
                static readonly IAmazonLambda Lambda = new AmazonLambdaClient();

                public async Task Handle(Page page, ILambdaContext context)
                {GUARD
                    var request = new InvokeRequest { FunctionName = context.FunctionName, Payload = JsonSerializer.Serialize(SENT) };
                    await [|Lambda.InvokeAsync(request)|];
                }
            }
            """;
        var before = Subject.Of(Code.Replace("CONSTANT", "", StringComparison.Ordinal).Replace("GUARD", "", StringComparison.Ordinal).Replace("SENT", sent, StringComparison.Ordinal));
        var after = Subject.Of(Code.Replace("CONSTANT", "\n    private const int MaxDepth = 10;\n", StringComparison.Ordinal)
            .Replace("GUARD", "\n        if (page.Depth >= MaxDepth) throw new InvalidOperationException($\"The function has invoked itself {MaxDepth} times.\");", StringComparison.Ordinal).Replace("SENT", counted, StringComparison.Ordinal));
        return Verify<InvokeAnotherFunction>.Fixes<InvokeAnotherFunctionFix>(before.And("public record Page\n{\n    public string Cursor { get; init; } = \"\";\n}\n"), after.And("public record Page\n{\n    public string Cursor { get; init; } = \"\";\n    public int Depth { get; init; }\n}\n"), remains: true);
    }

    [Fact]
    public Task The_fix_counts_in_the_client_context_of_a_synchronous_call() => Verify<InvokeAnotherFunction>.Fixes<InvokeAnotherFunctionFix>(Counted + """
        public class Orders
        {
            static readonly IAmazonLambda Lambda = new AmazonLambdaClient();

            public async Task Handle(string cursor, ILambdaContext context)
            {
                await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, Payload = JsonSerializer.Serialize(cursor + "+1") })|];
            }
        }
        """, Counted + """
        public class Orders
        {
            private const int MaxDepth = 10;

            static readonly IAmazonLambda Lambda = new AmazonLambdaClient();

            public async Task Handle(string cursor, ILambdaContext context)
            {
                var depth = context.ClientContext?.Custom is { } custom && custom.TryGetValue("depth", out var sent) ? int.Parse(sent) : 0;
                if (depth >= MaxDepth) throw new InvalidOperationException($"The function has invoked itself {MaxDepth} times.");
                await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, Payload = JsonSerializer.Serialize(cursor + "+1"), ClientContext = "{\"custom\":{\"depth\":\"" + (depth + 1) + "\"}}" })|];
            }
        }
        """, plan: "ClientContext", remains: true);

    [Theory]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, InvocationType = InvocationType.Event, Payload = input })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, ClientContext = input })|];")]
    [InlineData("var depth = 3; await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName, Payload = input + depth })|];")]
    [InlineData("var request = new InvokeRequest(); request.FunctionName = context.FunctionName; await [|Lambda.InvokeAsync(request)|];")]
    public Task No_count_is_offered_that_nobody_would_carry_on(string body) => Verify<InvokeAnotherFunction>.OffersNothing<InvokeAnotherFunctionFix>(Handler(body));
}
