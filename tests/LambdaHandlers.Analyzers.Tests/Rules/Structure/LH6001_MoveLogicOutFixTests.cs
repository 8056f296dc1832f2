using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

public class MoveLogicOutFixTests
{
    const string Types = """
        using System.Text.Json;
        using Amazon.DynamoDBv2;
        using Amazon.DynamoDBv2.Model;
        using Amazon.Lambda.APIGatewayEvents;

        public record Line(decimal Price, int Quantity);
        public record Order(string Id, List<Line> Lines, bool IsMember);


        """;

    [Fact]
    public Task What_only_computes_becomes_a_static_function() => Verify<MoveLogicOut>.Fixes<MoveLogicOutFix>(
        Types + """
        public class Checkout
        {
            const decimal MemberRate = 0.95m;

            public APIGatewayProxyResponse [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                // What all lines cost.
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
                }
                if (order.IsMember) total *= MemberRate;
                var shipping = total > 50 ? 0 : 4.9m;
                total += shipping;

                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return new() { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
            }
        }

        """,
        Types + """
        public class Checkout
        {
            public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                decimal total = OrderPricing.CalculateTotal(order);

                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return new() { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
            }
        }

        public static class OrderPricing
        {
            const decimal MemberRate = 0.95m;

            public static decimal CalculateTotal(Order order)
            {
                // What all lines cost.
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
                }
                if (order.IsMember) total *= MemberRate;
                var shipping = total > 50 ? 0 : 4.9m;
                total += shipping;
                return total;
            }
        }

        """, plan: "Static");

    [Fact]
    public Task Clients_arrive_through_the_constructor_and_answers_stay_in_the_handler() => Verify<MoveLogicOut>.Fixes<MoveLogicOutFix>(
        Types + """
        public class Checkout
        {
            private readonly AmazonDynamoDBClient _dynamo = new();
            private readonly string _table = Environment.GetEnvironmentVariable("TABLE") ?? "orders";

            public async Task<APIGatewayProxyResponse> [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    if (line.Quantity < 1)
                    {
                        context.Logger.LogWarning("bad line");
                        return new APIGatewayProxyResponse { StatusCode = 400, Body = "a line needs a quantity" };
                    }
                    total += line.Price * line.Quantity;
                }
                var customer = await _dynamo.GetItemAsync(_table, new Dictionary<string, AttributeValue> { ["id"] = new() { S = order.Id } });
                if (customer.Item.Count > 0 && total > 100) total *= 0.9m;
                if (total > 5000) return new APIGatewayProxyResponse { StatusCode = 400, Body = $"{total} is too much" };
                return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
            }
        }

        """,
        Types + """
        public class Checkout
        {
            private readonly OrderCalculator _orderCalculator;

            public Checkout() : this(new OrderCalculator(new AmazonDynamoDBClient(), Environment.GetEnvironmentVariable("TABLE") ?? "orders"))
            {
            }

            public Checkout(OrderCalculator orderCalculator)
            {
                _orderCalculator = orderCalculator;
            }

            public async Task<APIGatewayProxyResponse> Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                var outcome = await _orderCalculator.CalculateTotalAsync(order, context.Logger);
                if (outcome is OrderOutcome.Invalid invalid)
                {
                    return new APIGatewayProxyResponse { StatusCode = 400, Body = invalid.Reason };
                }
                decimal total = ((OrderOutcome.Calculated)outcome).Total;
                return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
            }
        }

        public class OrderCalculator
        {
            private readonly IAmazonDynamoDB _dynamo;
            private readonly string _table;

            public OrderCalculator(IAmazonDynamoDB dynamo, string table)
            {
                _dynamo = dynamo;
                _table = table;
            }

            public async Task<OrderOutcome> CalculateTotalAsync(Order order, ILambdaLogger logger)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    if (line.Quantity < 1)
                    {
                        logger.LogWarning("bad line");
                        return new OrderOutcome.Invalid("a line needs a quantity");
                    }
                    total += line.Price * line.Quantity;
                }
                var customer = await _dynamo.GetItemAsync(_table, new Dictionary<string, AttributeValue> { ["id"] = new() { S = order.Id } });
                if (customer.Item.Count > 0 && total > 100) total *= 0.9m;
                if (total > 5000) return new OrderOutcome.Invalid($"{total} is too much");
                return new OrderOutcome.Calculated(total);
            }
        }

        public abstract record OrderOutcome
        {
            public sealed record Calculated(decimal Total) : OrderOutcome;

            public sealed record Invalid(string Reason) : OrderOutcome;
        }

        """);

    [Fact]
    public async Task A_new_file_stands_beside_the_handler_and_each_file_has_the_usings_it_needs()
    {
        Subject subject = """
            // Licensed.
            using System.Text.Json;
            using System.Text.RegularExpressions;
            using Amazon.Lambda.APIGatewayEvents;

            namespace Shop.Names
            {
                public record Person(string Name, int Age);

                public class NameFunction
                {
                    public APIGatewayProxyResponse [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
                    {
                        var person = JsonSerializer.Deserialize<Person>(request.Body)!;
                        var points = 0;
                        foreach (Match word in Regex.Matches(person.Name, "[a-z]+"))
                        {
                            if (word.Length > 5) points += 3;
                            else if (word.Length > 3) points += 2;
                        }
                        if (person.Age > 60) points *= 2;
                        return new() { StatusCode = 200, Body = JsonSerializer.Serialize(points) };
                    }
                }
            }
            """;
        Assert.Equal("""
            // Licensed.
            using System.Text.RegularExpressions;

            namespace Shop.Names
            {
                public static class PersonCalculator
                {
                    public static int CalculatePoints(Person person)
                    {
                        var points = 0;
                        foreach (Match word in Regex.Matches(person.Name, "[a-z]+"))
                        {
                            if (word.Length > 5) points += 3;
                            else if (word.Length > 3) points += 2;
                        }
                        if (person.Age > 60) points *= 2;
                        return points;
                    }
                }
            }

            """, await Workbench.Apply(new MoveLogicOutFix(), new MoveLogicOut(), subject, "PersonCalculator.cs", "ClassFile"));
        Assert.Equal("""
            // Licensed.
            using System.Text.Json;
            using Amazon.Lambda.APIGatewayEvents;

            namespace Shop.Names
            {
                public record Person(string Name, int Age);

                public class NameFunction
                {
                    public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
                    {
                        var person = JsonSerializer.Deserialize<Person>(request.Body)!;
                        var points = PersonCalculator.CalculatePoints(person);
                        return new() { StatusCode = 200, Body = JsonSerializer.Serialize(points) };
                    }
                }
            }
            """, await Workbench.Apply(new MoveLogicOutFix(), new MoveLogicOut(), subject, "Function.cs", "ClassFile"));
    }

    [Fact]
    public Task A_jump_that_crosses_every_border_keeps_the_logic_where_it_is() => Verify<MoveLogicOut>.OffersNothing<MoveLogicOutFix>(Types + """
        public class Checkout
        {
            public decimal [|Handle|](Order order, ILambdaContext context)
            {
                decimal total = 0;
                var round = 0;
            again:
                foreach (var line in order.Lines)
                {
                    if (line.Quantity > 10 && round < 3) { total += line.Price * 0.9m; round += 2; goto again; }
                    total += line.Price * line.Quantity;
                }
                if (order.IsMember) total *= 0.95m;
                if (total > 100 && round == 0) goto again;
                return total;
            }
        }
        """);
}
