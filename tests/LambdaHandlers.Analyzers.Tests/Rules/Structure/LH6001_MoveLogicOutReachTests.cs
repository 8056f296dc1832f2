using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

/// <summary>Logic that leaves the handler although something of it holds on to Lambda, or to the handler's class.</summary>
public class MoveLogicOutReachTests
{
    const string Types = """
        using System.Text.Json;
        using Amazon.Lambda.APIGatewayEvents;

        public record Line(decimal Price, int Quantity);
        public record Order(string Id, List<Line> Lines, bool IsMember);


        """;

    static Task Moves(string before, string after, string plan = "Class") => Verify<MoveLogicOut>.Fixes<MoveLogicOutFix>(Types + before, Types + after, plan: plan);

    [Fact]
    public Task Helpers_that_take_the_context_take_what_they_use_of_it_and_move_along() => Moves("""
        public class Checkout
        {
            public decimal [|Handle|](Order order, ILambdaContext context)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    if (IsLate(context)) break;
                    total += Cost(line, context);
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return total;
            }

            // A box of ten is a tenth cheaper.
            private decimal Cost(Line line, ILambdaContext context)
            {
                var cost = line.Price * line.Quantity;
                if (line.Quantity >= 10) cost *= 0.9m;
                Trace(context, cost);
                return cost;
            }

            private static bool IsLate(ILambdaContext context) => context.RemainingTime < TimeSpan.FromSeconds(1);

            private static void Trace(ILambdaContext context, decimal cost) => context.Logger.LogDebug("{Cost} in {Id}", cost, context.AwsRequestId);
        }

        """, """
        public class Checkout
        {
            private readonly OrderCalculator _orderCalculator = new OrderCalculator();

            public decimal Handle(Order order, ILambdaContext context)
            {
                decimal total = _orderCalculator.CalculateTotal(order, () => context.RemainingTime, context.AwsRequestId, context.Logger);
                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return total;
            }
        }

        public class OrderCalculator
        {
            public decimal CalculateTotal(Order order, Func<TimeSpan> remainingTime, string requestId, ILambdaLogger logger)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    if (IsLate(remainingTime)) break;
                    total += Cost(line, logger, requestId);
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                return total;
            }

            private static bool IsLate(Func<TimeSpan> remainingTime) => remainingTime() < TimeSpan.FromSeconds(1);

            // A box of ten is a tenth cheaper.
            private decimal Cost(Line line, ILambdaLogger logger, string requestId)
            {
                var cost = line.Price * line.Quantity;
                if (line.Quantity >= 10) cost *= 0.9m;
                Trace(logger, requestId, cost);
                return cost;
            }

            private static void Trace(ILambdaLogger logger, string requestId, decimal cost) => logger.LogDebug("{Cost} in {Id}", cost, requestId);
        }

        """);

    const string WithHelper = """
        public class Checkout
        {
            public decimal [|Handle|](Order order, ILambdaContext context)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
                    Note(context, total);
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return total;
            }

            HELPER
        }
        """;

    [Theory]
    // Handed on to somebody else's code, kept, or asked for more than a reader wants to see in a signature.
    [InlineData("private static void Note(ILambdaContext context, decimal total) => Console.WriteLine(JsonSerializer.Serialize(context) + total);")]
    [InlineData("private ILambdaContext? _last;\n    private void Note(ILambdaContext context, decimal total) => _last = total > 5 ? context : null;")]
    [InlineData("private static void Note(ILambdaContext context, decimal total) => Console.WriteLine(context.AwsRequestId + context.FunctionName + context.FunctionVersion + context.LogGroupName + context.LogStreamName + total);")]
    // Named where it is not called, too.
    [InlineData("private static void Note(ILambdaContext context, decimal total) => context.Logger.LogDebug(\"{Total}\", total);\n    private static readonly Action<ILambdaContext, decimal> Noting = Note;")]
    // Others see it.
    [InlineData("public static void Note(ILambdaContext context, decimal total) => context.Logger.LogDebug(\"{Total}\", total);")]
    public async Task A_helper_that_cannot_do_without_the_context_keeps_it_and_who_calls_it_stays(string helper)
    {
        var after = await Workbench.Apply(new MoveLogicOutFix(), new MoveLogicOut(), (Types + WithHelper.Replace("HELPER", helper)), "Function.cs", "Class");
        var handler = after.Substring(after.IndexOf("public class Checkout", StringComparison.Ordinal), after.IndexOf("class OrderCalculator", StringComparison.Ordinal) - after.IndexOf("public class Checkout", StringComparison.Ordinal));
        Assert.Contains("Note(context, total);", handler);
        Assert.Contains(helper, handler);
    }

    [Fact]
    public Task A_helper_that_takes_the_logger_moves_as_it_is() => Moves(
        WithHelper.Replace("Note(context, total)", "Note(context.Logger, total)").Replace("HELPER", "private static void Note(ILambdaLogger log, decimal total) => log.LogDebug(\"{Total}\", total);") + "\n", """
        public class Checkout
        {
            private readonly OrderCalculator _orderCalculator = new OrderCalculator();

            public decimal Handle(Order order, ILambdaContext context)
            {
                decimal total = _orderCalculator.CalculateTotal(order, context.Logger);
                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return total;
            }
        }

        public class OrderCalculator
        {
            public decimal CalculateTotal(Order order, ILambdaLogger logger)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
                    Note(logger, total);
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                return total;
            }

            private static void Note(ILambdaLogger log, decimal total) => log.LogDebug("{Total}", total);
        }

        """);

    [Fact]
    public async Task A_static_helper_that_asks_a_static_client_asks_the_one_that_its_class_is_given()
    {
        var after = await Workbench.Apply(new MoveLogicOutFix(), new MoveLogicOut(), Types + """
        public class Checkout
        {
            private static readonly HttpClient Http = new();

            public async Task<decimal> [|Handle|](Order order, ILambdaContext context)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    var cost = line.Price * line.Quantity;
                    if (line.Quantity >= 10) cost *= 0.9m;
                    total += cost * await RateAsync(order.Id);
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return total;
            }

            static async Task<decimal> RateAsync(string id) => decimal.Parse(await Http.GetStringAsync(Path(id)));

            private static string Path(string id) => "rates/" + id;
        }

        """, "Function.cs", "Class");
        Assert.Contains("\n    async Task<decimal> RateAsync(string id) => decimal.Parse(await _http.GetStringAsync(Path(id)));\n", after);
        Assert.Contains("\n    private static string Path(string id) => \"rates/\" + id;\n", after);
        Assert.Contains("private readonly HttpClient _http;", after);
    }

    [Fact]
    public Task What_the_logic_has_asserted_the_handler_asserts() => Moves("""
        public class Checkout
        {
            public APIGatewayProxyResponse [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body);
                decimal total = 0;
                foreach (var line in order!.Lines)
                {
                    total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return new() { StatusCode = 200, Body = order.Id + total };
            }
        }

        """, """
        public class Checkout
        {
            public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body);
                decimal total = OrderCalculator.CalculateTotal(order!);
                context.Logger.LogInformation("{Id} costs {Total}", order!.Id, total);
                return new() { StatusCode = 200, Body = order.Id + total };
            }
        }

        public static class OrderCalculator
        {
            public static decimal CalculateTotal(Order order)
            {
                decimal total = 0;
                foreach (var line in order!.Lines)
                {
                    total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                return total;
            }
        }

        """, plan: "Static");

    [Fact]
    public Task A_limit_and_a_helper_that_stay_in_use_move_and_are_asked_for() => Moves("""
        public class Checkout
        {
            const int BoxSize = 10;

            public decimal [|Handle|](Order order, ILambdaContext context)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    total += line.Quantity >= BoxSize ? Round(line.Price * line.Quantity * 0.9m) : line.Price * line.Quantity;
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                context.Logger.LogInformation("{Id} costs {Total}, boxes of {Size}", order.Id, total, BoxSize);
                return total;
            }

            public decimal Quote(Line line, ILambdaContext context) => Round(line.Price * 1.1m);

            // As the tax office wants it.
            private decimal Round(decimal price) => Math.Round(price, 2);
        }

        """, """
        public class Checkout
        {
            public decimal Handle(Order order, ILambdaContext context)
            {
                decimal total = OrderCalculator.CalculateTotal(order);
                context.Logger.LogInformation("{Id} costs {Total}, boxes of {Size}", order.Id, total, OrderCalculator.BoxSize);
                return total;
            }

            public decimal Quote(Line line, ILambdaContext context) => OrderCalculator.Round(line.Price * 1.1m);
        }

        public static class OrderCalculator
        {
            public const int BoxSize = 10;

            public static decimal CalculateTotal(Order order)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    total += line.Quantity >= BoxSize ? Round(line.Price * line.Quantity * 0.9m) : line.Price * line.Quantity;
                }
                if (order.IsMember) total *= 0.95m;
                if (total < 50) total += 4.9m;
                return total;
            }

            // As the tax office wants it.
            public static decimal Round(decimal price) => Math.Round(price, 2);
        }

        """, plan: "Static");

    [Fact]
    public Task What_reads_the_event_stays_and_what_refuses_alike_goes() => Moves("""
        public class Checkout
        {
        	public APIGatewayProxyResponse [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
        	{
        		var order = JsonSerializer.Deserialize<Order>(request.Body)!;
        		var isGift = request.QueryStringParameters["gift"] == "yes";
        		if (order.Lines.Count > 100)
        		{
        			return new() { StatusCode = 400, Body = "too many lines" };
        		}

        		decimal total = 0;
        		foreach (var line in order.Lines)
        		{
        			if (line.Quantity < 1) return new() { StatusCode = 400, Body = "a line needs a quantity" };
        			total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
        		}
        		if (order.IsMember) total *= 0.95m;
        		if (isGift) total += 4.9m;
        		// No order is for nothing.
        		while (total < 1) total++;

        		context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
        		return new() { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
        	}
        }

        """, """
        public class Checkout
        {
        	public APIGatewayProxyResponse Handle(APIGatewayProxyRequest request, ILambdaContext context)
        	{
        		var order = JsonSerializer.Deserialize<Order>(request.Body)!;
        		var isGift = request.QueryStringParameters["gift"] == "yes";
        		var outcome = OrderCalculator.CalculateTotal(order, isGift);
        		if (outcome is OrderOutcome.Invalid invalid)
        		{
        			return new() { StatusCode = 400, Body = invalid.Reason };
        		}
        		decimal total = ((OrderOutcome.Calculated)outcome).Total;

        		context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
        		return new() { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
        	}
        }

        public static class OrderCalculator
        {
        	public static OrderOutcome CalculateTotal(Order order, bool isGift)
        	{
        		if (order.Lines.Count > 100)
        		{
        			return new OrderOutcome.Invalid("too many lines");
        		}

        		decimal total = 0;
        		foreach (var line in order.Lines)
        		{
        			if (line.Quantity < 1) return new OrderOutcome.Invalid("a line needs a quantity");
        			total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
        		}
        		if (order.IsMember) total *= 0.95m;
        		if (isGift) total += 4.9m;
        		// No order is for nothing.
        		while (total < 1) total++;
        		return new OrderOutcome.Calculated(total);
        	}
        }

        public abstract record OrderOutcome
        {
        	public sealed record Calculated(decimal Total) : OrderOutcome;

        	public sealed record Invalid(string Reason) : OrderOutcome;
        }

        """, plan: "Static");
}
