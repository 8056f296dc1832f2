using System.Text.RegularExpressions;
using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

public class MoveLogicOutTests
{
    const string Types = """
        using System.Text.Json;
        using Amazon.Lambda.APIGatewayEvents;
        using Amazon.Lambda.SQSEvents;
        public record Line(decimal Price, int Qty); public record Order(List<Line> Lines, bool Vip, string Country);
        public interface IOrders { Task<Order?> Find(string id); Task Save(Order order); Task Cancel(string id); Task Ship(string id); }

        """;

    const string Pricing = """
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                decimal total = 0;
                foreach (var l in order.Lines) total += l.Qty > 10 ? l.Price * l.Qty * 0.9m : l.Price * l.Qty;
                if (order.Vip) total *= 0.95m;
                total *= order.Country == "CH" ? 1.081m : 1.2m;
                return new() { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
        """;

    static string Checkout(string name) => Types + $$"""
        public class Checkout
        {
            public APIGatewayProxyResponse {{name}}(APIGatewayProxyRequest request, ILambdaContext context)
            {
        {{Pricing}}
            }
        }
        """;

    [Fact]
    public async Task Prices_computed_in_the_handler_are_reported_with_each_domain_statement()
    {
        var found = await Verify<MoveLogicOut>.Reports(Checkout("[|Handle|]"), DiagnosticSeverity.Warning,
            "Handler 'Handle' holds business logic in 3 of its statements; move it to a class that can be tested without Lambda");
        Assert.Equal(["foreach", "if", "total"], found[0].AdditionalLocations.Select(each => each.SourceTree!.ToString().Substring(each.SourceSpan.Start).Split(' ', '(')[0]));
    }

    // Words of a text, counted by hand: the shapes hand a string.
    const string Counting = """
        var words = $"{input}".Split(' ');
        var longest = 0;
        var letters = new Dictionary<char, int>();
        foreach (var word in words)
        {
            if (word.Length > longest) longest = word.Length;
            foreach (var letter in word) letters[letter] = letters.TryGetValue(letter, out var known) ? known + 2 : 2;
        }
        context.Logger.LogInformation("{Longest} {Letters}", longest, letters.Count);
        await Task.CompletedTask;
        """;

    public static IEnumerable<TheoryDataRow<Shape>> OwnShapes => Shape.All.Where(shape => !shape.Name.Contains("ASP.NET")).Select(shape => new TheoryDataRow<Shape>(shape));
    public static IEnumerable<TheoryDataRow<Shape>> WebShapes => Shape.All.Where(shape => shape.Name.Contains("ASP.NET")).Select(shape => new TheoryDataRow<Shape>(shape));

    [Theory, MemberData(nameof(OwnShapes))]
    public Task It_is_reported_in_every_style(Shape shape)
    {
        var named = new Regex(@"\bHandle(?=\((string|T) input)|async \((string )?input, (ILambdaContext )?context\) =>");
        return Verify<MoveLogicOut>.Reports((shape with { Source = named.Replace(shape.Source, "[|$0|]", 1) }).With(Counting));
    }

    [Theory, MemberData(nameof(WebShapes))]
    public Task An_ASPNET_Core_application_is_no_adapter_of_ours(Shape shape) => Verify<MoveLogicOut>.Allows(shape.With(Counting));

    [Fact]
    public Task A_handler_that_calls_a_class_for_it_is_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public static class OrderPricing
        {
            public static decimal Total(Order order)
            {
                decimal total = 0;
                foreach (var l in order.Lines) total += l.Qty > 10 ? l.Price * l.Qty * 0.9m : l.Price * l.Qty;
                if (order.Vip) total *= 0.95m;
                return total * (order.Country == "CH" ? 1.081m : 1.2m);
            }
        }
        public class Checkout
        {
            public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                return new() { StatusCode = 200, Body = JsonSerializer.Serialize(OrderPricing.Total(order)) };
            }
        }
        """);

    [Fact]
    public Task A_helper_of_the_same_class_is_not_the_handlers_own_text() => Verify<MoveLogicOut>.Allows(Types + """
        public class Checkout
        {
            public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context) => new() { StatusCode = 200, Body = JsonSerializer.Serialize(Total(JsonSerializer.Deserialize<Order>(request.Body)!)) };

            static decimal Total(Order order)
            {
                decimal total = 0;
                foreach (var l in order.Lines) total += l.Qty > 10 ? l.Price * l.Qty * 0.9m : l.Price * l.Qty;
                if (order.Vip) total *= 0.95m;
                total *= order.Country == "CH" ? 1.081m : 1.2m;
                return total;
            }
        }
        """);

    [Fact]
    public Task A_thin_router_is_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public class Api(IOrders orders)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task<APIGatewayProxyResponse> Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                context.Logger.LogInformation("{Method} {Path}", request.HttpMethod, request.Path);
                if (!request.PathParameters.TryGetValue("id", out var id)) return new() { StatusCode = 400 };
                switch (request.HttpMethod)
                {
                    case "GET" when request.Path.StartsWith("/orders/"):
                        var order = await orders.Find(id);
                        return order is null ? new() { StatusCode = 404 } : new() { StatusCode = 200, Body = JsonSerializer.Serialize(order) };
                    case "PUT":
                        await orders.Save(JsonSerializer.Deserialize<Order>(request.Body)!);
                        return new() { StatusCode = 204 };
                    case "DELETE":
                        await orders.Cancel(id);
                        return new() { StatusCode = 204 };
                    case "POST" when request.Path.EndsWith("/ship"):
                        await orders.Ship(id);
                        return new() { StatusCode = 202 };
                    default:
                        return new() { StatusCode = 405 };
                }
            }
        }
        """);

    [Fact]
    public Task A_router_by_ifs_in_an_Annotations_function_is_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public class Api
        {
            readonly IOrders _orders = null!;
            [Amazon.Lambda.Annotations.LambdaFunction]
            public async Task<string> Handle(string action, string id, ILambdaContext context)
            {
                context.Logger.LogInformation(action);
                if (action == "cancel") { await _orders.Cancel(id); return "cancelled"; }
                else if (action == "ship") { await _orders.Ship(id); return "shipped"; }
                else if (action == "find") { var order = await _orders.Find(id); return order is null ? "missing" : "found"; }
                else { throw new NotSupportedException(action); }
            }
        }
        """);

    [Fact]
    public Task An_authorizer_that_takes_its_token_apart_is_fine() => Verify<MoveLogicOut>.Allows("""
        using System.Text.Json;
        using Amazon.Lambda.APIGatewayEvents;
        public class Authorizer
        {
            public APIGatewayCustomAuthorizerResponse Handle(APIGatewayCustomAuthorizerRequest request, ILambdaContext context)
            {
                var token = request.AuthorizationToken.Replace("Bearer ", "");
                var parts = token.Split('.');
                if (parts.Length != 3) throw new UnauthorizedAccessException("Unauthorized");
                var claims = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Convert.FromBase64String(parts[1].PadRight(parts[1].Length + (4 - parts[1].Length % 4) % 4, '=')))!;
                var expires = claims["exp"].GetInt64();
                if (expires < DateTimeOffset.UtcNow.ToUnixTimeSeconds()) throw new UnauthorizedAccessException("Unauthorized");
                var scopes = claims["scope"].GetString()!.Split(' ').Where(scope => scope.StartsWith("orders:")).OrderBy(scope => scope).ToList();
                if (scopes.Count > 20) throw new UnauthorizedAccessException("Unauthorized");
                context.Logger.LogInformation("{Scopes} scopes", scopes.Count);
                return new() { PrincipalID = claims["sub"].GetString() };
            }
        }
        """);

    [Fact]
    public Task A_mapper_is_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public record Row(string Id, string Name, string Street, string City, string Zip, string Country, int Quantity);
        public class Import(IOrders orders)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task<List<Order>> Handle(List<Row> rows, ILambdaContext context)
            {
                context.Logger.LogInformation("{Rows} rows", rows.Count);
                var all = new List<Order>();
                foreach (var row in rows)
                {
                    var order = new Order(new() { new(0, row.Quantity) }, false, row.Country);
                    all.Add(order);
                    await orders.Save(order);
                }
                var countries = rows.Select(row => row.Country).Distinct().ToList();
                context.Logger.LogInformation("{Countries}", string.Join(", ", countries));
                return all;
            }
        }
        """);

    [Fact]
    public Task A_loop_that_hands_each_record_to_a_service_is_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public class Worker(IOrders orders)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task<SQSBatchResponse> Handle(SQSEvent events, ILambdaContext context)
            {
                var failures = new List<SQSBatchResponse.BatchItemFailure>();
                var done = 0;
                foreach (var record in events.Records)
                {
                    try
                    {
                        var order = JsonSerializer.Deserialize<Order>(record.Body);
                        if (order is null) continue;
                        await orders.Save(order);
                        done++;
                    }
                    catch (Exception e)
                    {
                        context.Logger.LogError(e, "record {Id}", record.MessageId);
                        failures.Add(new() { ItemIdentifier = record.MessageId });
                    }
                }
                context.Logger.LogInformation("{Done} of {All}", done, events.Records.Count);
                return new() { BatchItemFailures = failures };
            }
        }
        """);

    [Fact]
    public Task One_call_to_a_table_with_guards_and_status_codes_is_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public class Find
        {
            readonly Amazon.DynamoDBv2.IAmazonDynamoDB _table = new Amazon.DynamoDBv2.AmazonDynamoDBClient();

            public async Task<APIGatewayProxyResponse> Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                if (request.PathParameters is null || !request.PathParameters.TryGetValue("id", out var id) || id.Length > 36)
                    return new() { StatusCode = 400, Body = "id missing" };
                try
                {
                    var found = await _table.GetItemAsync("orders", new() { ["id"] = new() { S = id } });
                    if (found.Item is null || found.Item.Count == 0)
                    {
                        context.Logger.LogWarning("no order {Id}", id);
                        return new() { StatusCode = 404 };
                    }
                    return new() { StatusCode = 200, Body = JsonSerializer.Serialize(found.Item.ToDictionary(pair => pair.Key, pair => pair.Value.S)) };
                }
                catch (Amazon.DynamoDBv2.AmazonDynamoDBException e)
                {
                    context.Logger.LogError(e, "order {Id}", id);
                    return new() { StatusCode = e.StatusCode == System.Net.HttpStatusCode.BadRequest ? 400 : 503 };
                }
            }
        }
        """);

    [Fact]
    public Task A_custom_resource_is_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public record Request(string RequestType, string ResponseURL, string PhysicalResourceId, Dictionary<string, string> ResourceProperties);
        public class Resource(IOrders orders, HttpClient http)
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public async Task Handle(Request request, ILambdaContext context)
            {
                var status = "SUCCESS";
                var reason = "";
                var id = request.PhysicalResourceId ?? Guid.NewGuid().ToString();
                try
                {
                    switch (request.RequestType)
                    {
                        case "Create": await orders.Ship(request.ResourceProperties["Name"]); break;
                        case "Update": await orders.Save(new(new(), false, "CH")); break;
                        case "Delete": await orders.Cancel(id); break;
                    }
                }
                catch (Exception e)
                {
                    context.Logger.LogError(e, "failed");
                    status = "FAILED";
                    reason = e.Message.Length > 100 ? e.Message.Substring(0, 100) : e.Message;
                }
                var response = await http.PutAsync(request.ResponseURL, new StringContent(JsonSerializer.Serialize(new { Status = status, Reason = reason, PhysicalResourceId = id })));
                if (!response.IsSuccessStatusCode) context.Logger.LogError("{Status}", response.StatusCode);
            }
        }
        """);

    [Fact]
    public Task A_durable_workflow_has_its_steps_and_twice_the_threshold() => Verify<MoveLogicOut>.Allows("using Amazon.Lambda.DurableExecution;\n" + Types + """
        public class Workflow
        {
            public static Task<DurableExecutionInvocationOutput> Handle(DurableExecutionInvocationInput input, ILambdaContext context) => DurableFunction.WrapAsync<Order, decimal>(Run, input, context);

            static async Task<decimal> Run(Order order, IDurableContext workflow)
            {
                var total = await workflow.StepAsync(async (step, stop) =>
                {
                    decimal sum = 0;
                    foreach (var l in order.Lines) sum += l.Qty > 10 ? l.Price * l.Qty * 0.9m : l.Price * l.Qty;
                    if (order.Vip) sum *= 0.95m;
                    await Task.Yield();
                    return sum;
                }, "price");
                if (order.Vip) total *= 0.95m;
                total *= order.Country == "CH" ? 1.081m : 1.2m;
                if (total > 1000) total -= 10;
                return total;
            }
        }
        """);

    [Fact]
    public Task Fewer_than_eight_statements_are_fine() => Verify<MoveLogicOut>.Allows(Types + """
        public class Checkout
        {
            public decimal Handle(Order order, ILambdaContext context)
            {
                var total = order.Lines.Where(l => l.Qty > 0).Sum(l => l.Qty > 10 ? l.Price * l.Qty * 0.9m : l.Price * l.Qty);
                if (order.Vip) total *= 0.95m;
                return total > 1000 ? total * 0.9m : total * (order.Country == "CH" ? 1.081m : 1.2m);
            }
        }
        """);

    [Fact]
    public Task Tests_are_fine() => Verify<MoveLogicOut>.Allows(Subject.Of(Checkout("Handle")).Property("IsTestProject", "true"));

    [Fact]
    public Task Generated_code_is_fine() => Verify<MoveLogicOut>.Allows(Subject.Of("public class Other { }").And("// <auto-generated/>\n#nullable enable\n" + Checkout("Handle"), "Checkout_Handle_Generated.g.cs"));

    [Fact]
    public async Task The_threshold_is_an_option()
    {
        await Verify<MoveLogicOut>.Allows(Subject.Of(Checkout("Handle")).Configured("lambda_handlers.business_logic_threshold = 40"));
        await Verify<MoveLogicOut>.Reports(Subject.Of(Checkout("[|Handle|]")).Configured("lambda_handlers.business_logic_threshold = a lot"));
    }

    [Fact]
    public Task Two_handlers_of_a_class_are_judged_one_by_one() => Verify<MoveLogicOut>.Reports(Subject.Of(Types + $$"""
        public class Checkout
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public APIGatewayProxyResponse [|Price|](APIGatewayProxyRequest request, ILambdaContext context)
            {
        {{Pricing}}
            }

            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public string Health(string input, ILambdaContext context) => "fine";
        }
        """));

    [Fact]
    public Task A_fee_with_its_conditions_is_enough_and_one_condition_less_is_not()
    {
        const string fees = """
            using System.Text.Json;
            public class Fees
            {
                public string {NAME}(string body, ILambdaContext context)
                {
                    var root = JsonDocument.Parse(body).RootElement;
                    var amount = root.GetProperty("amount").GetDecimal();
                    var fee = amount * 0.029m + 0.30m;
                    if (root.GetProperty("currency").GetString() != "USD") fee += amount * 0.01m;
                    {MORE}
                    var net = amount - fee;
                    context.Logger.LogInformation("{Amount} less {Fee}", amount, fee);
                    return JsonSerializer.Serialize(new { fee, net });
                }
            }
            """;
        string With(string name, string more) => fees.Replace("{NAME}", name, StringComparison.Ordinal).Replace("{MORE}", more, StringComparison.Ordinal);
        return Task.WhenAll(Verify<MoveLogicOut>.Reports(With("[|Handle|]", "if (amount > 10_000) fee -= 5;")), Verify<MoveLogicOut>.Allows(With("Handle", "")));
    }
}
