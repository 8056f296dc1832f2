using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.House;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

public class SplitTasksTests
{
    const string Types = """
        using System.Text.Json;
        using Amazon.Lambda.APIGatewayEvents;
        using Amazon.Lambda.DynamoDBEvents;
        using Amazon.Lambda.SQSEvents;
        public record Quote(decimal UnitPrice, int Quantity);
        public record Visit(string Guest, decimal Spent);
        public record Parcel(decimal Weight);
        public interface IStore { Task Save(decimal value); decimal Rate { get; } }
        public interface IQuotes : IStore { } public interface IPoints : IStore { } public interface IPrices : IStore { }

        """;

    // Each weighs four or five.
    const string Quote = "var quote = JsonSerializer.Deserialize<Quote>(request.Body)!; var net = quote.UnitPrice * quote.Quantity; if (quote.Quantity >= 10) net *= 0.9m;";
    const string Points = "var visit = JsonSerializer.Deserialize<Visit>(request.Body)!; var points = (int)(visit.Spent / 10); if (visit.Spent > 100) points += 5;";
    const string Price = "var parcel = JsonSerializer.Deserialize<Parcel>(request.Body)!; var price = parcel.Weight > 20 ? 9.9m + (parcel.Weight - 20) * 0.4m : 4.9m;";

    static string Ok(string value) => $$"""return new() { StatusCode = 200, Body = JsonSerializer.Serialize({{value}}) };""";

    static readonly string[] Answers = [Ok("net"), Ok("points"), Ok("price")];

    static string Switch(string asked, params string[] labels) => $$"""
        switch ({{asked}})
                {
                    case {{labels[0]}}: { {{Quote}} {{Answers[0]}} }
                    case {{labels[1]}}: { {{Points}} {{Answers[1]}} }
                    case {{labels[2]}}: { {{Price}} {{Answers[2]}} }
                    default: return new() { StatusCode = 404 };
                }
        """;

    static string Amounts(string asked, string one, string two, string three) => $$"""
        switch ({{asked}})
                {
                    case "{{one}}": { {{Quote}} return net; }
                    case "{{two}}": { {{Points}} return points; }
                    case "{{three}}": { {{Price}} return price; }
                    default: return 0;
                }
        """;

    static string Ifs(string end, params string[] conditions) => $$"""
        if ({{conditions[0]}}) { {{Quote}} {{Answers[0]}} }
                {{end}}if ({{conditions[1]}}) { {{Points}} {{Answers[1]}} }
                {{end}}if ({{conditions[2]}}) { {{Price}} {{Answers[2]}} }
                return new() { StatusCode = 404 };
        """;

    static string Api(string body, string mark = "[|Handle|]", string type = "public class Shop", string request = "APIGatewayProxyRequest", string response = "APIGatewayProxyResponse", string members = "") => Types + $$"""
        {{type}}
        {
            public {{response}} {{mark}}({{request}} request, ILambdaContext context)
            {
                {{body}}
            }
            {{members}}
        }
        """;

    static string Http2(string body, string mark = "[|Handle|]") => Api(body, mark, request: "APIGatewayHttpApiV2ProxyRequest", response: "APIGatewayHttpApiV2ProxyResponse");

    [Fact]
    public async Task Three_tasks_behind_one_method_are_reported()
    {
        var found = await Verify<SplitTasks>.Reports(Api(Switch("request.HttpMethod", "\"GET\"", "\"POST\"", "\"PUT\"")), DiagnosticSeverity.Info,
            "Handler 'Handle' does 3 tasks that have nothing in common (GET, POST, PUT); give each a handler of its own");
        Assert.Equal(3, found[0].AdditionalLocations.Count);
    }

    [Theory]
    [InlineData("request.Path", "\"/quotes\"", "\"/points\"", "\"/prices\"")]
    [InlineData("request.Resource?.ToLower()", "\"/quotes\"", "\"/points\" or \"/visits\"", "\"/prices\"")]
    [InlineData("(request.HttpMethod, request.Path)", "(\"POST\", \"/quotes\")", "(\"POST\", \"/points\")", "(\"GET\", _)")]
    public Task However_it_asks(string asked, string one, string two, string three) => Verify<SplitTasks>.Reports(Api(Switch(asked, one, two, three)));

    [Theory]
    [InlineData("else ", "method == \"GET\"", "method == \"POST\"", "\"PUT\" == method || method == \"PATCH\"")]
    [InlineData("", "method == \"GET\" && request.RawPath == \"/a\"", "method == \"GET\" && request.RawPath.StartsWith(\"/b\")", "string.Equals(method, \"POST\", StringComparison.OrdinalIgnoreCase)")]
    [InlineData("", "method is \"GET\"", "method is \"POST\"", "method.Equals(\"PUT\")")]
    public Task Also_with_ifs(string end, string one, string two, string three) =>
        Verify<SplitTasks>.Reports(Http2("var method = request.RequestContext.Http.Method.ToUpperInvariant();\n        " + Ifs(end, one, two, three)));

    [Fact]
    public Task Also_in_a_lambda() => Verify<SplitTasks>.Reports(Subject.Of("using Amazon.Lambda.RuntimeSupport;\n" + Types.Split("public record", 2)[0] + $$"""
        var handler = [|(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>|]
        {
            APIGatewayHttpApiV2ProxyResponse Missing() => new() { StatusCode = 404 };
            switch (request.RouteKey)
            {
                case "POST /quotes": { {{Quote}} return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(net) }; }
                case "POST /points": { {{Points}} {{Ok("points").Replace("new()", "new APIGatewayHttpApiV2ProxyResponse")}} }
                case "POST /prices": { {{Price}} {{Ok("price").Replace("new()", "new APIGatewayHttpApiV2ProxyResponse")}} }
                default: return Missing();
            }
        };
        await LambdaBootstrapBuilder.Create<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """ + "public record" + Types.Split("public record", 2)[1]).Executable(), message: "This handler does 3 tasks that have nothing in common (POST /quotes, POST /points, POST /prices); give each a handler of its own");

    static string Messages(string asked, string job, string one = "\"quote\"", string two = "\"points\"", string three = "\"price\"", string mark = "[|Handle|]") => Types + job + $$"""
        public class Worker(IQuotes quotes, IPoints visits, IPrices prices)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task {{mark}}(SQSEvent events, ILambdaContext context)
            {
                foreach (var record in events.Records)
                {
                    var request = JsonSerializer.Deserialize<Job>(record.Body)!;
                    switch ({{asked}})
                    {
                        case {{one}}: { {{Quote}} await quotes.Save(net); break; }
                        case {{two}}: { {{Points}} await visits.Save(points); break; }
                        case {{three}}: { {{Price}} await prices.Save(price); break; }
                    }
                }
            }
        }
        """;

    [Theory]
    [InlineData("request.Action", "public record Job(string Action, string Body);")]
    [InlineData("request.Type", "public record Job(string Type, string Body);")]
    [InlineData("request.MessageType ?? \"quote\"", "public record Job(string? MessageType, string Body);")]
    [InlineData("request.Headers[\"command\"]", "public record Job(Dictionary<string, string> Headers, string Body);")]
    public Task Also_by_what_a_message_asks_for(string asked, string job) => Verify<SplitTasks>.Reports(Messages(asked, job));

    [Fact]
    public Task Also_by_an_enum() => Verify<SplitTasks>.Reports(Messages("request.Command", "public enum Command { Quote, Visit, Price } public record Job(Command Command, string Body);", "Command.Quote", "Command.Visit", "Command.Price"));

    static string Stream(string two, string three) => Types + $$"""
        public class Changes(IQuotes quotes, IPoints visits, IPrices prices)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task MARK(DynamoDBEvent changes, ILambdaContext context)
            {
                foreach (var record in changes.Records)
                {
                    var request = new { Body = record.Dynamodb.Keys["body"].S };
                    if (record.EventName == "INSERT") { {{Quote}} await quotes.Save(net); }
                    else if (record.EventName == "MODIFY") { {{two}} }
                    else if (record.EventName == "REMOVE") { {{three}} }
                }
            }
        }
        """;

    [Fact]
    public Task Also_by_the_change_in_a_stream() => Verify<SplitTasks>.Reports(Stream(Points + "await visits.Save(points);", Price + "await prices.Save(price);").Replace("MARK", "[|Handle|]"));

    [Fact]
    public Task Changes_that_are_skipped_are_fine() => Verify<SplitTasks>.Allows(Stream("continue;", "context.Logger.LogInformation(\"gone\");").Replace("MARK", "Handle"));

    [Fact]
    public Task A_router_that_hands_on_is_fine() => Verify<SplitTasks>.Allows(Api("""
        switch (request.HttpMethod)
                {
                    case "GET": return Find(request);
                    case "POST": return Add(request);
                    case "DELETE": return Drop(request);
                    default: return new() { StatusCode = 405 };
                }
        """, "Handle", members: $$"""
        APIGatewayProxyResponse Find(APIGatewayProxyRequest request) { {{Quote}} {{Answers[0]}} }
            APIGatewayProxyResponse Add(APIGatewayProxyRequest request) { {{Points}} {{Answers[1]}} }
            APIGatewayProxyResponse Drop(APIGatewayProxyRequest request) { {{Price}} {{Answers[2]}} }
        """));

    [Theory]
    [InlineData("prices.Save(net).Wait();", "prices.Save(points).Wait();", "")]
    [InlineData("net *= Rate;", "", "price *= Rate;")]
    [InlineData("net = Round(net);", "", "price = Round(price);")]
    [InlineData("net = Rounding.Of(net);", "", "price = Rounding.Of(price);")]
    [InlineData("s3.ListBucketsAsync().Wait();", "", "s3.ListBucketsAsync().Wait();")]
    [InlineData("Total += net;", "Total += points;", "")]
    public Task Tasks_with_something_in_common_are_fine(string one, string two, string three) => Verify<SplitTasks>.Allows(Types + $$"""
        public static class Rounding { public static decimal Of(decimal value) => value; }
        public class Shop(IPrices prices, Amazon.S3.IAmazonS3 s3)
        {
            const decimal Rate = 1.2m;
            static decimal Total;
            static decimal Round(decimal value) => decimal.Round(value, 2);
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                switch (request.HttpMethod)
                {
                    case "GET": { {{Quote}} {{one}} {{Answers[0]}} }
                    case "POST": { {{Points}} {{two}} {{Answers[1]}} }
                    case "PUT": { {{Price}} {{three}} {{Answers[2]}} }
                    default: return new() { StatusCode = 404 };
                }
            }
        }
        """);

    [Fact]
    public Task Logging_serialising_and_answering_are_every_handlers() => Verify<SplitTasks>.Reports(Api($$"""
        switch (request.HttpMethod)
                {
                    case "GET": { {{Quote}} context.Logger.LogInformation("net {Net}", net); return Reply(200, net); }
                    case "POST": { {{Points.Replace("(request.Body)", "(request.Body, Options)")}} context.Logger.LogInformation("net {Net}", points); return Reply(200, points); }
                    case "PUT": { {{Price.Replace("(request.Body)", "(request.Body, Options)")}} return new() { StatusCode = 200, Body = price.ToString(), Headers = Cors }; }
                    default: return new() { StatusCode = 404, Headers = Cors };
                }
        """, members: """
        static readonly JsonSerializerOptions Options = new();
            static readonly Dictionary<string, string> Cors = new() { ["Access-Control-Allow-Origin"] = "*" };
            static APIGatewayProxyResponse Reply(int status, object body) => new() { StatusCode = status, Body = JsonSerializer.Serialize(body), Headers = Cors };
        """));

    [Fact]
    public Task What_is_answered_together_is_one_task() => Verify<SplitTasks>.Allows(Api($$"""
        decimal total = 0;
                switch (request.HttpMethod)
                {
                    case "GET": { {{Quote}} total = net; break; }
                    case "POST": { {{Points}} total = points; break; }
                    case "PUT": { {{Price}} total = price; break; }
                }
                return new() { StatusCode = 200, Body = total.ToString() };
        """, "Handle"));

    [Fact]
    public Task Ways_of_doing_one_task_are_fine() => Verify<SplitTasks>.Allows(Types + $$"""
        public record Order(string Type, string Body);
        public class Pricing
        {
            public decimal Handle(Order request, ILambdaContext context)
            {
                {{Amounts("request.Type", "single", "member", "heavy")}}
            }
        }
        """);

    [Fact]
    public Task Two_tasks_are_fine() => Verify<SplitTasks>.Allows(Api(Switch("request.HttpMethod", "\"GET\"", "\"POST\"", "\"PUT\"").Replace(Price, "var price = 1;", StringComparison.Ordinal), "Handle"));

    [Fact]
    public Task What_one_address_is_asked_for_is_fine() => Task.WhenAll(
        // Custom resources and skills have one endpoint, and a webhook's body is its sender's.
        Verify<SplitTasks>.Allows(Types + "public record Request(string RequestType, string Body);\n" + Api(Switch("request.RequestType", "\"Create\"", "\"Update\"", "\"Delete\""), "Handle", request: "Request", response: "object?")[Types.Length..].Replace("new()", "new APIGatewayProxyResponse", StringComparison.Ordinal)),
        Verify<SplitTasks>.Allows(Api("var hook = JsonSerializer.Deserialize<Hook>(request.Body)!;\n        " + Switch("hook.Action", "\"opened\"", "\"closed\"", "\"edited\""), "Handle", type: "public record Hook(string Action); public class Shop")));

    [Fact]
    public Task What_is_no_event_is_fine() => Verify<SplitTasks>.Allows(Api(Switch("Settings.Path", "\"a\"", "\"b\"", "\"c\""), "Handle", type: "public static class Settings { public static string Path = \"\"; } public class Shop"));

    [Fact]
    public Task A_value_that_is_asked_for_twice_is_fine() => Verify<SplitTasks>.Allows(Http2("var method = request.RequestContext.Http.Method;\n        " + Ifs("", "method == \"GET\"", "method == \"GET\"", "method == \"PUT\""), "Handle"));

    [Fact]
    public async Task A_handler_with_one_task_that_is_too_much_is_told_to_move_its_logic_first()
    {
        Subject heavy = Api(Switch("request.HttpMethod", "\"GET\"", "\"POST\"", "\"PUT\"").Replace("net *= 0.9m;", "net *= 0.9m; if (net > 100) net -= net * 0.1m; else if (net > 50) net -= 2;", StringComparison.Ordinal), "Handle");
        await Verify<SplitTasks>.Allows(heavy);
        Assert.Contains(await AllRules.On(heavy.Compile()), each => each.Id == MoveLogicOut.Id);
    }

    [Fact]
    public async Task So_is_one_whose_tasks_begin_with_the_same_logic()
    {
        Subject common = Api("var size = request.Body.Length * 2; if (size > 100) size -= 50; else if (size > 10) size = size * 3 / 2;\n        " + Switch("request.HttpMethod", "\"GET\"", "\"POST\"", "\"PUT\""), "Handle");
        await Verify<SplitTasks>.Allows(common);
        Assert.Contains(await AllRules.On(common.Compile()), each => each.Id == MoveLogicOut.Id);
    }

    [Fact]
    public async Task A_handler_that_is_to_be_split_has_one_finding()
    {
        var compiled = Subject.Of(Api(Switch("request.HttpMethod", "\"GET\"", "\"POST\"", "\"PUT\""), "Handle")).Compile();
        Assert.Equal(SplitTasks.Id, Assert.Single(await AllRules.On(compiled), each => each.Id.StartsWith("LH6", StringComparison.Ordinal)).Id);
    }

    [Fact]
    public Task The_threshold_is_that_of_the_handler() => Verify<SplitTasks>.Allows(Subject.Of(Api(Switch("request.HttpMethod", "\"GET\"", "\"POST\"", "\"PUT\""), "Handle")).Configured("lambda_handlers.business_logic_threshold = 16"));

    [Fact]
    public Task Controllers_are_fine() => Verify<SplitTasks>.Allows(Types + $$"""
        public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction { }
        public record Job(string Action, string Body);
        public class ShopController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpPost]
            public decimal Post(Job request)
            {
                {{Amounts("request.Action", "quote", "points", "price")}}
            }
        }
        """);

    [Theory]
    [InlineData("switch (request.) { case \"GET\": case \"POST\": }")]
    [InlineData("switch (request.HttpMethod) { case \"GET\": case : { net *= } case (")]
    [InlineData("if (request.HttpMethod == ) { } else if () else if (request.HttpMethod == \"PUT\") { var x = 1 * ; }")]
    public Task Unfinished_code_is_fine(string body) => Verify<SplitTasks>.Allows(Subject.Of(Api(body, "Handle")).Broken());

    [Fact]
    public Task The_fix_makes_a_method_of_each_task() => Verify<SplitTasks>.Fixes<SplitTasksFix>(Types + """
        namespace Shop
        {
            public class Api
            {
                /// <summary>All of it.</summary>
                [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
                public APIGatewayProxyResponse [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
                {
                    context.Logger.LogInformation("{Method}", request.HttpMethod);
                    switch (request.HttpMethod)
                    {
                        // What it costs.
                        case "GET":
                            // As it was asked.
                            var quote = JsonSerializer.Deserialize<Quote>(request.Body)!;
                            var net = quote.UnitPrice * quote.Quantity; // without tax

                            if (quote.Quantity >= 10)
                            {
                                net *= 0.9m;
                            }
                            return new() { StatusCode = 200, Body = net.ToString() };
                        case "POST":
                        {
                            var visit = JsonSerializer.Deserialize<Visit>(request.Body)!;
                            var points = (int)(visit.Spent / 10);
                            if (visit.Spent > 100) points += 5;
                            return new()
                            {
                                StatusCode = 200,
                                Body = points.ToString(),
                            };
                        }
                        case "PUT":
                        case "PATCH":
                            var parcel = JsonSerializer.Deserialize<Parcel>(request.Body)!;
                            var price = parcel.Weight > 20 ? 9.9m + (parcel.Weight - 20) * 0.4m : 4.9m;
                            return Ok(price);
                        default:
                            return new() { StatusCode = 404 };
                    }
                }

                static APIGatewayProxyResponse Ok(decimal value) => new() { StatusCode = 200, Body = value.ToString() };
            }
        }
        """, Types + """
        namespace Shop
        {
            public class Api
            {
                /// <summary>All of it.</summary>
                [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
                public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
                {
                    context.Logger.LogInformation("{Method}", request.HttpMethod);
                    switch (request.HttpMethod)
                    {
                        // What it costs.
                        case "GET":
                            return Get(request, context);
                        case "POST":
                        {
                            return Post(request, context);
                        }
                        case "PUT":
                        case "PATCH":
                            return PutPatch(request, context);
                        default:
                            return new() { StatusCode = 404 };
                    }
                }

                public APIGatewayProxyResponse Get(APIGatewayProxyRequest request, ILambdaContext context)
                {
                    // As it was asked.
                    var quote = JsonSerializer.Deserialize<Quote>(request.Body)!;
                    var net = quote.UnitPrice * quote.Quantity; // without tax

                    if (quote.Quantity >= 10)
                    {
                        net *= 0.9m;
                    }
                    return new() { StatusCode = 200, Body = net.ToString() };
                }

                public APIGatewayProxyResponse Post(APIGatewayProxyRequest request, ILambdaContext context)
                {
                    var visit = JsonSerializer.Deserialize<Visit>(request.Body)!;
                    var points = (int)(visit.Spent / 10);
                    if (visit.Spent > 100) points += 5;
                    return new()
                    {
                        StatusCode = 200,
                        Body = points.ToString(),
                    };
                }

                public APIGatewayProxyResponse PutPatch(APIGatewayProxyRequest request, ILambdaContext context)
                {
                    var parcel = JsonSerializer.Deserialize<Parcel>(request.Body)!;
                    var price = parcel.Weight > 20 ? 9.9m + (parcel.Weight - 20) * 0.4m : 4.9m;
                    return Ok(price);
                }

                static APIGatewayProxyResponse Ok(decimal value) => new() { StatusCode = 200, Body = value.ToString() };
            }
        }
        """);

    const string Guarded = Types + """
        public record Job(string Action, string Body);
        public class Worker(IQuotes quotes, IPoints visits)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task<decimal> [|HandleAsync|](string text, ILambdaContext context)
            {
                var job = JsonSerializer.Deserialize<Job>(text)!;
                if (job.Action == null)
                {
                    return -1;
                }
                var action = job.Action.ToLowerInvariant();

                if (action == "make-quote")
                {
                    var quote = JsonSerializer.Deserialize<Quote>(job.Body)!;
                    var net = quote.UnitPrice * quote.Quantity;
                    if (quote.Quantity >= 10) net *= 0.9m;
                    await quotes.Save(net);
                    return net;
                }
                else if (action == "points" || action == "visits")
                {
                    var visit = JsonSerializer.Deserialize<Visit>(job.Body)!;
                    var points = (int)(visit.Spent / 10);
                    if (visit.Spent > 100) points += 5;
                    await visits.Save(points);
                    return points;
                }
                else if (action == "1st")
                {
                    var parcel = JsonSerializer.Deserialize<Parcel>(text)!;
                    return parcel.Weight > 20 ? 9.9m + (parcel.Weight - 20) * 0.4m : 4.9m;
                }
                else
                {
                    throw new NotSupportedException(action);
                }
            }
        }
        """;

    [Fact]
    public Task It_awaits_where_the_task_does_and_repeats_what_the_task_reads_and_checks_before() => Verify<SplitTasks>.Fixes<SplitTasksFix>(Guarded, Types + """
        public record Job(string Action, string Body);
        public class Worker(IQuotes quotes, IPoints visits)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task<decimal> HandleAsync(string text, ILambdaContext context)
            {
                var job = JsonSerializer.Deserialize<Job>(text)!;
                if (job.Action == null)
                {
                    return -1;
                }
                var action = job.Action.ToLowerInvariant();

                if (action == "make-quote")
                {
                    return await MakeQuoteAsync(text, context);
                }
                else if (action == "points" || action == "visits")
                {
                    return await PointsVisitsAsync(text, context);
                }
                else if (action == "1st")
                {
                    return On1st(text, context);
                }
                else
                {
                    throw new NotSupportedException(action);
                }
            }

            public async Task<decimal> MakeQuoteAsync(string text, ILambdaContext context)
            {
                var job = JsonSerializer.Deserialize<Job>(text)!;
                if (job.Action == null)
                {
                    return -1;
                }

                var quote = JsonSerializer.Deserialize<Quote>(job.Body)!;
                var net = quote.UnitPrice * quote.Quantity;
                if (quote.Quantity >= 10) net *= 0.9m;
                await quotes.Save(net);
                return net;
            }

            public async Task<decimal> PointsVisitsAsync(string text, ILambdaContext context)
            {
                var job = JsonSerializer.Deserialize<Job>(text)!;
                if (job.Action == null)
                {
                    return -1;
                }

                var visit = JsonSerializer.Deserialize<Visit>(job.Body)!;
                var points = (int)(visit.Spent / 10);
                if (visit.Spent > 100) points += 5;
                await visits.Save(points);
                return points;
            }

            public decimal On1st(string text, ILambdaContext context)
            {
                var parcel = JsonSerializer.Deserialize<Parcel>(text)!;
                return parcel.Weight > 20 ? 9.9m + (parcel.Weight - 20) * 0.4m : 4.9m;
            }
        }
        """);

    static string Jobs(string before, string first, string after = "", string members = "", string mark = "[|Handle|]") => Types + $$"""
        public record Job(string Action, string Body);
        public class Worker(IQuotes quotes, IPoints visits, IPrices prices)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task {{mark}}(Job request, ILambdaContext context)
            {
                {{before}}switch (request.Action)
                {
                    case "quote":
                        {{first}}
                    case "points":
                        var visit = JsonSerializer.Deserialize<Visit>(request.Body)!;
                        var points = (int)(visit.Spent / 10);
                        if (visit.Spent > 100) points += 5;
                        await visits.Save(points);
                        return;
                    case "price":
                        var parcel = JsonSerializer.Deserialize<Parcel>(request.Body)!;
                        var price = parcel.Weight > 20 ? 9.9m + (parcel.Weight - 20) * 0.4m : 4.9m;
                        await prices.Save(price);
                        break;
                }{{after}}
            }
        {{members}}
        }
        """;

    const string First = """
        var quote = JsonSerializer.Deserialize<Quote>(request.Body)!;
                        var net = quote.UnitPrice * quote.Quantity;
                        if (quote.Quantity >= 10) net *= 0.9m;
                        await quotes.Save(net);
        """;

    [Fact]
    public Task Without_a_result_it_goes_on_where_the_task_did() => Verify<SplitTasks>.Fixes<SplitTasksFix>(
        Jobs("", First + "\n                // Nothing more.\n                break;", after: "\n        context.Logger.LogInformation(\"done\");"),
        (Types + """
        public record Job(string Action, string Body);
        public class Worker(IQuotes quotes, IPoints visits, IPrices prices)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task Handle(Job request, ILambdaContext context)
            {
                switch (request.Action)
                {
                    case "quote":
                        await Quote(request, context);
                        // Nothing more.
                        break;
                    case "points":
                        await Points(request, context);
                        return;
                    case "price":
                        await Price(request, context);
                        break;
                }
                context.Logger.LogInformation("done");
            }

            public async Task Quote(Job request, ILambdaContext context)
            {
                var quote = JsonSerializer.Deserialize<Quote>(request.Body)!;
                var net = quote.UnitPrice * quote.Quantity;
                if (quote.Quantity >= 10) net *= 0.9m;
                await quotes.Save(net);
            }

            public async Task Points(Job request, ILambdaContext context)
            {
                var visit = JsonSerializer.Deserialize<Visit>(request.Body)!;
                var points = (int)(visit.Spent / 10);
                if (visit.Spent > 100) points += 5;
                await visits.Save(points);
                return;
            }

            public async Task Price(Job request, ILambdaContext context)
            {
                var parcel = JsonSerializer.Deserialize<Parcel>(request.Body)!;
                var price = parcel.Weight > 20 ? 9.9m + (parcel.Weight - 20) * 0.4m : 4.9m;
                await prices.Save(price);
            }

        }
        """));

    [Theory]
    // Whether what follows runs depends on which way it left.
    [InlineData("", First + "\n                if (net < 0) return;\n                break;", "\n        context.Logger.LogInformation(\"done\");")]
    // A local of the handler that was asked of somebody, one that it changes, one that is read for the tasks alone.
    [InlineData("var rate = quotes.Rate;\n        ", "var quote = JsonSerializer.Deserialize<Quote>(request.Body)!; var net = quote.UnitPrice * rate; if (quote.Quantity >= 10) net *= 0.9m; await quotes.Save(net); break;", "")]
    [InlineData("var count = request.Body.Trim();\n        ", "count = count.Trim(); var quote = JsonSerializer.Deserialize<Quote>(count)!; var net = quote.UnitPrice * quote.Quantity; if (quote.Quantity >= 10) net *= 0.9m; await quotes.Save(net); break;", "")]
    [InlineData("var body = request.Body.Trim();\n        ", "var quote = JsonSerializer.Deserialize<Quote>(body)!; var net = quote.UnitPrice * quote.Quantity; if (quote.Quantity >= 10) net *= 0.9m; await quotes.Save(net); break;", "")]
    [InlineData("decimal Twice(decimal value) => value + value;\n        ", "var quote = JsonSerializer.Deserialize<Quote>(request.Body)!; var net = quote.UnitPrice * quote.Quantity; if (quote.Quantity >= 10) net *= 0.9m; await quotes.Save(Twice(net)); break;", "")]
    // A check that counts, and something done between what is read and the choice.
    [InlineData("var action = request.Action.Trim();\n        if (!Known.Add(action)) return;\n        ", "var quote = JsonSerializer.Deserialize<Quote>(action)!; var net = quote.UnitPrice * quote.Quantity; if (quote.Quantity >= 10) net *= 0.9m; await quotes.Save(net); break;", "")]
    [InlineData("var action = request.Action.Trim();\n        Known.Clear();\n        if (action == \"\") return;\n        ", "var quote = JsonSerializer.Deserialize<Quote>(action)!; var net = quote.UnitPrice * quote.Quantity; if (quote.Quantity >= 10) net *= 0.9m; await quotes.Save(net); break;", "")]
    [InlineData("", First + "\n                goto case \"price\";", "")]
    public Task It_is_not_offered_where_a_task_is_tied_to_the_handler(string before, string first, string after) => Verify<SplitTasks>.OffersNothing<SplitTasksFix>(Jobs(before, first, after, "    static readonly HashSet<string> Known = new();"));

    [Fact]
    public Task Nor_in_a_loop_over_records() => Verify<SplitTasks>.OffersNothing<SplitTasksFix>(
        Messages("request.Action", "public record Job(string Action, string Body);"));

    [Theory]
    [InlineData("POST /quotes", """{ "UnitPrice": 3, "Quantity": 12 }""", "32.4")]
    [InlineData("POST /points", """{ "Guest": "Ann", "Spent": 130 }""", "18")]
    [InlineData("GET /shipping", "", "11.9")]
    [InlineData("GET /", "", "404")]
    public Task What_is_split_answers_as_before(string route, string body, string says) => AnswersAlike(says, new Page(SplitTasks.Id).Example("Violates")!, $$"""
        var answer = new Shop().Handle(new() { RouteKey = "{{route}}", Body = {{SymbolDisplay.FormatLiteral(body, quote: true)}}, QueryStringParameters = new Dictionary<string, string> { ["weight"] = "25" } }, context);
        context.Logger.LogInformation("{Status} {Body}", answer.StatusCode, answer.Body);
        """);

    [Theory]
    [InlineData("{ }", "answer -1")]
    [InlineData("""{ "Action": "Make-Quote", "Body": "{ \"UnitPrice\": 3, \"Quantity\": 12 }" }""", "saved 32.4")]
    [InlineData("""{ "Action": "visits", "Body": "{ \"Spent\": 130 }" }""", "saved 18")]
    [InlineData("""{ "Action": "1st", "Weight": 25 }""", "answer 11.9")]
    [InlineData("""{ "Action": "other" }""", "NotSupportedException")]
    [InlineData("no JSON", "JsonException")]
    public Task So_does_what_is_checked_before_the_choice(string text, string says) => AnswersAlike(says, Guarded, $$"""
        var stores = new Stores(context.Logger);
        try { context.Logger.LogInformation("answer {Answer}", await new Worker(stores, stores).HandleAsync({{SymbolDisplay.FormatLiteral(text, quote: true)}}, context)); }
        catch (Exception failure) { context.Logger.LogError(failure, "failed"); }
        """, """
        public class Stores(ILambdaLogger log) : IQuotes, IPoints
        {
            public decimal Rate => 1;
            public Task Save(decimal value) { log.LogInformation("saved {Value}", value); return Task.CompletedTask; }
        }
        """);

    static async Task AnswersAlike(string says, Subject before, string call, string more = "")
    {
        var after = await Workbench.Apply(new SplitTasksFix(), new SplitTasks(), before, "Function.cs");
        var lines = await Executed.LinesOf(before.And(more, "More.cs"), call);
        Assert.Contains(lines, line => line.Contains(says, StringComparison.Ordinal));
        Assert.Equal(lines, await Executed.LinesOf(Subject.Of(after).And(more, "More.cs"), call));
    }
}
