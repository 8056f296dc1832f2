using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

public class KeepLambdaTypesOutTests
{
    const string Usings = "using Amazon.Lambda.APIGatewayEvents;\nusing Amazon.Lambda.SQSEvents;\n";

    // A business class and a handler that calls it.
    static string Shop(string members, string call, string type = "public class Billing", string more = "") => Usings + $$"""
        {{type}}
        {
            {{members}}
        }
        public class Api
        {
            readonly Billing _billing = new();
            public object? Handle(APIGatewayProxyRequest request, ILambdaContext context) => {{call}};
        }
        {{more}}
        """;

    [Fact]
    public Task A_context_for_its_logger_is_reported() => Verify<KeepLambdaTypesOut>.Reports(
        Shop("public string Bill(string id, [|ILambdaContext context|]) { context.Logger.LogInformation(\"billing\"); return id; }", "_billing.Bill(\"1\", context)"),
        DiagnosticSeverity.Info, "'Billing.Bill' reads no more of the ILambdaContext than 'Logger'; take that instead, so that it can be called and tested without Lambda");

    [Fact]
    public Task An_event_for_some_of_its_values_is_reported() => Verify<KeepLambdaTypesOut>.Reports(
        Shop("public string Bill([|APIGatewayProxyRequest request|]) { if (request is null) return \"\"; return request.Body + request?.Path + request!.Headers[\"x\"] + request.Body; }", "_billing.Bill(request)"),
        message: "'Billing.Bill' reads no more of the APIGatewayProxyRequest than 'Body' and 'Path' and 'Headers'; take that instead, so that it can be called and tested without Lambda");

    [Fact]
    public Task So_is_a_record_of_one_behind_an_interface_and_a_helper() => Verify<KeepLambdaTypesOut>.Reports(Usings + """
        public interface IOrders { Task Place(SQSEvent.SQSMessage message); }
        public class Orders : IOrders
        {
            public Task Place([|SQSEvent.SQSMessage message|]) => Save(message.Body);
            static Task Save(string body) => Task.Delay(body.Length);
        }
        public class Worker(IOrders orders)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task Handle(SQSEvent events, ILambdaContext context) { foreach (var record in events.Records) await Each(record); }
            async Task Each(SQSEvent.SQSMessage record) => await orders.Place(record);
        }
        """);

    [Fact]
    public Task So_are_both_of_a_static_method() => Verify<KeepLambdaTypesOut>.Reports(
        Shop("public static string Bill([|APIGatewayProxyRequest r|], [|ILambdaContext c|]) { c.Logger.LogInformation(c.AwsRequestId); return r.Body; }", "Billing.Bill(request, context)"));

    [Theory]
    // More than three, the whole, a part that is Lambda's itself, something written, nothing at all.
    [InlineData("request.Body + request.Path + request.HttpMethod + request.Resource")]
    [InlineData("request.Body + System.Text.Json.JsonSerializer.Serialize(request)")]
    [InlineData("request.Body + request.RequestContext.RequestId")]
    [InlineData("request.Body = \"\"")]
    [InlineData("\"\"")]
    [InlineData("request.ToString()")]
    public Task One_that_needs_more_of_it_is_fine(string value) => Verify<KeepLambdaTypesOut>.Allows(Shop($"public object? Bill(APIGatewayProxyRequest request) => {value};", "_billing.Bill(request)"));

    [Theory]
    [InlineData("public class BillingHandler")]
    [InlineData("public class BillingMiddleware")]
    [InlineData("public class BillingAdapter")]
    [InlineData("public class BillingFunctions")]
    [InlineData("public class Billing_ : FunctionBase")]
    [InlineData("public class Billing_ : IMessageHandler<string>")]
    public Task Adapters_are_fine(string type) => Verify<KeepLambdaTypesOut>.Allows(Usings + $$"""
        public class FunctionBase { } public interface IMessageHandler<T> { }
        {{type}} { public static string Bill(APIGatewayProxyRequest request) => request.Body; }
        public class Api { public string Handle(APIGatewayProxyRequest request, ILambdaContext context) => {{type.Split(' ')[2]}}.Bill(request); }
        """);

    [Fact]
    public Task The_handlers_own_class_its_base_and_its_nested_classes_are_fine() => Verify<KeepLambdaTypesOut>.Allows(Usings + """
        public abstract class Root { protected static string Path(APIGatewayProxyRequest request) => request.Path; }
        public class Api : Root
        {
            public string Handle(APIGatewayProxyRequest request, ILambdaContext context) => Body(request) + Path(request) + Parts.Of(request);
            static string Body(APIGatewayProxyRequest request) => request.Body;
            static class Parts { public static string Of(APIGatewayProxyRequest request) => request.Body; }
        }
        """);

    [Fact]
    public Task An_extension_of_an_event_and_what_decorates_an_answer_are_fine() => Verify<KeepLambdaTypesOut>.Allows(Usings + """
        public static class Requests { public static string Tenant(this APIGatewayProxyRequest request) => request.Headers["tenant"]; }
        public static class Cors { public static APIGatewayProxyResponse Allowed(APIGatewayProxyResponse response) { response.Headers.Add("Access-Control-Allow-Origin", "*"); return new() { StatusCode = response.StatusCode }; } }
        public class Api { public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context) => Cors.Allowed(new() { StatusCode = request.Tenant().Length }); }
        """);

    [Fact]
    public Task What_answers_in_the_gateways_format_is_fine() => Verify<KeepLambdaTypesOut>.Allows(
        Shop("public async Task<APIGatewayProxyResponse> Bill(APIGatewayProxyRequest request) { await Task.Yield(); return new() { StatusCode = 200, Body = request.Body }; }", "_billing.Bill(request).Result"));

    [Fact]
    public Task What_Powertools_asks_for_is_fine() => Verify<KeepLambdaTypesOut>.Allows(Usings + """
        using AWS.Lambda.Powertools.BatchProcessing;
        public class Orders : IRecordHandler<SQSEvent.SQSMessage>
        {
            public Task<RecordHandlerResult> HandleAsync(SQSEvent.SQSMessage record, CancellationToken cancellationToken) => Task.FromResult(RecordHandlerResult.FromData(record.Body));
        }
        public class Worker
        {
            readonly Orders _orders = new();
            public async Task Handle(SQSEvent events, ILambdaContext context) { foreach (var record in events.Records) await _orders.HandleAsync(record, default); }
        }
        """);

    [Fact]
    public Task What_a_base_dictates_and_what_others_may_override_is_fine() => Verify<KeepLambdaTypesOut>.Allows(Usings + """
        public abstract class Step { public abstract string Run(APIGatewayProxyRequest request); }
        public class Bill : Step { public override string Run(APIGatewayProxyRequest request) => request.Body; }
        public class Open { public virtual string Run(APIGatewayProxyRequest request) => request.Body; }
        public class Api { public string Handle(APIGatewayProxyRequest request, ILambdaContext context) => new Bill().Run(request) + new Open().Run(request); }
        """);

    [Fact]
    public Task What_no_handler_reaches_is_fine() => Verify<KeepLambdaTypesOut>.Allows(Shop("public string Bill(APIGatewayProxyRequest request) => request.Body;", "null"));

    [Fact]
    public Task Unfinished_code_is_fine() => Verify<KeepLambdaTypesOut>.Allows(Subject.Of(Shop("public string Bill(APIGatewayProxyRequest request, ) => request.;", "_billing.Bill(request")).Broken());

    [Fact]
    public void It_is_off_by_default() => Assert.False(new KeepLambdaTypesOut().Card.IsEnabledByDefault);

    [Fact]
    public Task The_fix_takes_what_is_read_and_changes_the_calls() => Verify<KeepLambdaTypesOut>.Fixes<KeepLambdaTypesOutFix>(
        Subject.Of(Usings + """
        public class Billing
        {
            // Whom it bills.
            public string Bill(
                [|APIGatewayProxyRequest request|], // as it came
                int cents,
                [|ILambdaContext context|])
            {
                var body = request.Body;
                context.Logger.LogInformation("billing {Path}", request.Path);
                return $"{body} {request.Body.Length} {request.Headers["x"] /* who */} {cents}";
            }

            public string Free(APIGatewayProxyRequest request, ILambdaContext context) => this.Bill(request, 0, context) + All(request, context);

            static string All(params object[] values) => string.Join(' ', values);
        }
        """).And("""
        using Amazon.Lambda.APIGatewayEvents;
        public class Api
        {
            readonly Billing _billing = new();

            public string Handle(APIGatewayProxyRequest request, ILambdaContext lambda)
            {
                return _billing.Bill(request, 5, lambda) + _billing?.Bill(
                    request,
                    6,
                    lambda) + _billing.Free(request, lambda);
            }
        }
        """),
        Subject.Of(Usings + """
        public class Billing
        {
            // Whom it bills.
            public string Bill(
                string requestBody, string path, IDictionary<string, string> headers, // as it came
                int cents,
                ILambdaLogger logger)
            {
                var body = requestBody;
                logger.LogInformation("billing {Path}", path);
                return $"{body} {requestBody.Length} {headers["x"] /* who */} {cents}";
            }

            public string Free(APIGatewayProxyRequest request, ILambdaContext context) => this.Bill(request.Body, request.Path, request.Headers, 0, context.Logger) + All(request, context);

            static string All(params object[] values) => string.Join(' ', values);
        }
        """).And("""
        using Amazon.Lambda.APIGatewayEvents;
        public class Api
        {
            readonly Billing _billing = new();

            public string Handle(APIGatewayProxyRequest request, ILambdaContext lambda)
            {
                return _billing.Bill(request.Body, request.Path, request.Headers, 5, lambda.Logger) + _billing?.Bill(
                    request.Body, request.Path, request.Headers,
                    6,
                    lambda.Logger) + _billing.Free(request, lambda);
            }
        }
        """));

    [Fact]
    public async Task Tests_in_another_project_follow()
    {
        var project = Workbench.Open(Shop("public string Bill(string id, [|ILambdaContext context|]) { context.Logger.LogInformation(\"billing\"); return id; }", "_billing.Bill(\"1\", context)"))
            .Beside("Shop.Tests", "/// <summary>Of <see cref=\"Billing.Bill\"/>.</summary>\npublic class Tests { public string Run(Amazon.Lambda.Core.ILambdaContext context) => new Billing().Bill(\"2\", context); }", isReferenced: false);
        var files = await Workbench.Applied(new KeepLambdaTypesOutFix(), new KeepLambdaTypesOut(), project);
        Assert.Contains("Bill(\"2\", context.Logger)", files!["Shop.Tests.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public string Bill([|ILambdaContext context|]) => context.RemainingTime.ToString();", "_billing.Bill(context)")]
    [InlineData("public string? Bill([|ILambdaContext? context|]) => context?.AwsRequestId;", "_billing.Bill(context)")]
    [InlineData("public object Bill([|APIGatewayProxyRequest request|]) => new { request.Body };", "_billing.Bill(request)")]
    [InlineData("public string Bill([|APIGatewayProxyRequest request|]) => request.Body + request.Path;", "_billing.Bill(new APIGatewayProxyRequest { Body = \"\" })")]
    [InlineData("public string Bill([|APIGatewayProxyRequest request|], int cents) => request.Body;", "_billing.Bill(cents: 1, request: request)")]
    [InlineData("public string Bill([|APIGatewayProxyRequest request|]) => request.Body;", "new[] { request }.Select(_billing.Bill).First()")]
    [InlineData("public string Bill([|APIGatewayProxyRequest request|]) => request.Body; public string Bill(string body) => body;", "_billing.Bill(request) + _billing.Bill(\"\")")]
    [InlineData("/// <param name=\"request\">Whom.</param>\n    public string Bill([|APIGatewayProxyRequest request|]) => request.Body;", "_billing.Bill(request)")]
    public Task It_is_not_offered_where_it_would_change_what_happens_or_a_call_can_not_follow(string members, string call) => Verify<KeepLambdaTypesOut>.OffersNothing<KeepLambdaTypesOutFix>(Shop(members, call));

    [Fact]
    public Task Nor_behind_an_interface() => Verify<KeepLambdaTypesOut>.OffersNothing<KeepLambdaTypesOutFix>(
        Shop("public string Bill([|APIGatewayProxyRequest request|]) => request.Body;", "_billing.Bill(request)", "public class Billing : IBilling", "public interface IBilling { string Bill(APIGatewayProxyRequest request); }"));
}
