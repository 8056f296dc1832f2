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

    // The test frameworks, as far as a first test needs them.
    const string XUnit = """
        namespace Xunit
        {
            public sealed class FactAttribute : System.Attribute;
            public static class Assert { public static void NotNull(object? value) { } public static void IsType<T>(object? value) { } }
        }
        """;

    const string NUnit = """
        namespace NUnit.Framework
        {
            public sealed class TestAttribute : System.Attribute;
            public static class Assert { public static void That(object? value, object constraint) { } }
            public sealed class Negated { public object Null => this; }
            public static class Is { public static Negated Not => new(); public static object TypeOf<T>() => new(); }
        }
        """;

    const string MSTest = """
        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public sealed class TestMethodAttribute : System.Attribute;
            public sealed class TestClassAttribute : System.Attribute;
            public static class Assert { public static void IsNotNull(object? value) { } public static void IsInstanceOfType(object? value, System.Type type) { } }
        }
        """;

    const string Pricing = """
        using System.Text.Json;
        using Amazon.Lambda.APIGatewayEvents;

        namespace Shop;

        public record Line(decimal Price, int Quantity);
        public record Order(string Id, List<Line> Lines, bool IsMember);

        public class Checkout
        {
            public APIGatewayProxyResponse [|Handle|](APIGatewayProxyRequest request, ILambdaContext context)
            {
                var order = JsonSerializer.Deserialize<Order>(request.Body)!;
                decimal total = 0;
                foreach (var line in order.Lines)
                {
                    total += line.Quantity >= 10 ? line.Price * line.Quantity * 0.9m : line.Price * line.Quantity;
                }
                if (order.IsMember) total *= 0.95m;
                total += total > 50 ? 0 : 4.9m;
                context.Logger.LogInformation("{Id} costs {Total}", order.Id, total);
                return new() { StatusCode = 200, Body = JsonSerializer.Serialize(total) };
            }
        }
        """;

    const string Existing = "namespace Shop.Tests;\n\npublic class Fixture;\n";

    // All that the fix leaves compiles without a warning; CS1701 is about the references here.
    static async Task<string> Tested(string source, string framework, string existing, string file)
    {
        var project = Workbench.Open(source).Beside("Frameworks", framework, isReferenced: true).Beside("Shop.Tests", existing, isReferenced: false);
        var after = await Workbench.SolutionAfter(new MoveLogicOutFix(), new MoveLogicOut(), project, "Test");
        foreach (var each in after.Projects)
            Assert.Empty((await each.GetCompilationAsync(TestContext.Current.CancellationToken))!.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning && found.Id != "CS1701"));
        var made = after.Projects.Single(each => each.Name == "Shop.Tests").Documents.Last();
        Assert.Equal(file, made.Name);
        return (await made.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }

    static async Task<bool> OffersTest(Microsoft.CodeAnalysis.Project project) =>
        (await Workbench.OfferedIn(new MoveLogicOutFix(), new MoveLogicOut(), project)).Any(each => each.Action.EquivalenceKey == "LH6001.Test");

    [Fact]
    public async Task A_test_project_gets_a_test_of_the_new_class() => Assert.Equal("""
        using System.Collections.Generic;
        using Xunit;

        namespace Shop.Tests;

        public class OrderCalculatorTests
        {
            [Fact]
            public void CalculateTotal_ReturnsResult()
            {
                // Arrange
                var order = new Order("id", new List<Line> { new Line(1m, 1) }, true);

                // Act
                var result = OrderCalculator.CalculateTotal(order);

                // Assert: say here what the result should be.
                Assert.IsType<decimal>(result);
            }
        }

        """, await Tested(Pricing, XUnit, Existing, "OrderCalculatorTests.cs"));

    [Fact]
    public async Task The_test_speaks_NUnit_in_a_block_namespace_where_its_neighbours_do() => Assert.Equal("""
        using System.Collections.Generic;
        using NUnit.Framework;

        namespace Shop.Tests
        {
            public class OrderCalculatorTests
            {
                [Test]
                public void CalculateTotal_ReturnsResult()
                {
                    // Arrange
                    var order = new Order("id", new List<Line> { new Line(1m, 1) }, true);

                    // Act
                    var result = OrderCalculator.CalculateTotal(order);

                    // Assert: say here what the result should be.
                    Assert.That(result, Is.TypeOf<decimal>());
                }
            }
        }

        """, await Tested(Pricing, NUnit, "namespace Shop.Tests\n{\n    public class Fixture { }\n}\n", "OrderCalculatorTests.cs"));

    [Fact]
    public async Task The_test_speaks_MSTest_and_global_usings_are_not_repeated() => Assert.StartsWith("""
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        namespace Shop.Tests;

        [TestClass]
        public class OrderCalculatorTests
        {
            [TestMethod]
        """, await Tested(Pricing, MSTest, "global using System.Collections.Generic;\n\n" + Existing, "OrderCalculatorTests.cs"));

    [Fact]
    public async Task A_client_of_the_class_is_left_to_a_fake_and_the_call_is_awaited() => Assert.Equal("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Amazon.DynamoDBv2;
        using Xunit;

        namespace Shop.Tests;

        public class OrderCalculatorTests
        {
            [Fact]
            public async Task CalculateTotalAsync_ReturnsResult()
            {
                // Arrange
                var dynamo = default(IAmazonDynamoDB)!; // A fake goes here.
                var orderCalculator = new OrderCalculator(dynamo);
                var order = new Order("id", new List<Line> { new Line(1m, 1) }, true);

                // Act
                var result = await orderCalculator.CalculateTotalAsync(order);

                // Assert: say here what the result should be.
                Assert.NotNull(result);
            }
        }

        """, await Tested(Fetching, XUnit, Existing, "OrderCalculatorTests.cs"));

    [Fact]
    public async Task A_mocking_library_makes_the_fake() => Assert.Contains("var dynamo = Substitute.For<IAmazonDynamoDB>();\n",
        await Tested(Fetching, XUnit + "\nnamespace NSubstitute { public static class Substitute { public static T For<T>() where T : class => null!; } }", Existing, "OrderCalculatorTests.cs"));

    static readonly string Fetching = Pricing.Replace("public APIGatewayProxyResponse", "readonly Amazon.DynamoDBv2.AmazonDynamoDBClient _dynamo = new();\n\n    public async Task<APIGatewayProxyResponse>").Replace("using System.Text.Json;", "using System.Text.Json;\nusing Amazon.DynamoDBv2;\nusing Amazon.DynamoDBv2.Model;")
        .Replace("        decimal total = 0;\n", "        decimal total = 0;\n        if (order.Lines.Count > 100) return new() { StatusCode = 400, Body = \"too many\" };\n")
        .Replace("        total += total > 50", "        var customer = await _dynamo.GetItemAsync(\"customers\", new Dictionary<string, AttributeValue> { [\"id\"] = new() { S = order.Id } });\n        if (customer.Item.Count > 0 && total > 100) total *= 0.9m;\n        if (total > 5000) return new() { StatusCode = 409, Body = \"too much\" };\n        total += total > 50");

    [Fact]
    public async Task A_test_class_of_that_name_stays() => Assert.Contains("public class OrderCalculatorTests2\n",
        await Tested(Pricing, XUnit, Existing + "\npublic class OrderCalculatorTests;\n", "OrderCalculatorTests2.cs"));

    [Fact]
    public async Task No_test_is_offered_where_no_project_tests_this_one()
    {
        var project = Workbench.Open(Pricing).Beside("Frameworks", XUnit, isReferenced: true);
        Assert.False(await OffersTest(Workbench.Open(Pricing)));
        Assert.False(await OffersTest(Workbench.Open(Pricing).Beside("Shop.Console", Existing, isReferenced: false)));
        var tests = project.Beside("Shop.Tests", Existing, isReferenced: false);
        Assert.True(await OffersTest(tests));
        var other = tests.Solution.Projects.Single(each => each.Name == "Shop.Tests");
        var apart = tests.Solution.RemoveProjectReference(other.Id, other.ProjectReferences.Single(each => each.ProjectId == project.Id));
        Assert.False(await OffersTest(apart.GetProject(project.Id)!));
    }

    [Fact]
    public async Task A_class_that_tests_cannot_see_gets_none()
    {
        var hidden = Pricing.Replace("public record Order", "internal record Order");
        Assert.NotEqual(Pricing, hidden);
        static Microsoft.CodeAnalysis.Project Project(string source) => Workbench.Open(source).Beside("Frameworks", XUnit, isReferenced: true).Beside("Shop.Tests", Existing, isReferenced: false);
        Assert.False(await OffersTest(Project(hidden)));
        Assert.True(await OffersTest(Project(hidden.Replace("namespace Shop;", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Tests\")]\n\nnamespace Shop;"))));
    }
}
