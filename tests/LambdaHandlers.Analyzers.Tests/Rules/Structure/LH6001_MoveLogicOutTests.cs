using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

public class MoveLogicOutTests
{
    const string Types = """
        using System.Text.Json;
        using Amazon.Lambda.APIGatewayEvents;
        public record Line(decimal Price, int Qty); public record Order(List<Line> Lines, bool Vip, string Country);

        """;

    const string Pricing = """
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                decimal total = 0;
                foreach (var l in order.Lines) total += l.Qty > 10 ? l.Price * l.Qty * 0.9m : l.Price * l.Qty;
                if (order.Vip) total *= 0.95m;
                total *= order.Country == "CH" ? 1.081m : 1.2m;
                return new() { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
        """;

    [Fact]
    public async Task Prices_computed_in_the_handler_are_reported_with_each_domain_statement()
    {
        var found = await Verify<MoveLogicOut>.Reports(Types + $$"""
            public class Checkout
            {
                public APIGatewayProxyResponse [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
                {
            {{Pricing}}
                }
            }
            """, message: "Handler 'Handle' holds business logic in 3 of its statements; move it to a class that can be tested without Lambda");
        Assert.Equal(["foreach", "if", "total"], found[0].AdditionalLocations.Select(each => each.SourceTree!.ToString().Substring(each.SourceSpan.Start).Split(' ', '(')[0]));
    }

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
    public Task The_threshold_is_an_option() => Verify<MoveLogicOut>.Allows(Subject.Of(Types + $$"""
        public class Checkout
        {
            public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
        {{Pricing}}
            }
        }
        """).Configured("lambda_handlers.business_logic_threshold = 40"));
}
