using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

public class MoveHelperOutTests
{
    const string Body = """
        (decimal net, string country)
            {
                var rate = country switch { "CH" => 0.081m, "DE" => 0.19m, "FR" => 0.2m, _ => 0.21m };
                var gross = net + net * rate;
                if (gross > 10_000m) gross -= 50m;
                else if (gross > 1_000m) gross -= 5m;
                return decimal.Round(gross, 2);
            }
        """;

    static string Tax(string helper, string type = "public class Tax", string members = "") => $$"""
        {{type}}
        {
            public decimal Handle(decimal net, ILambdaContext context) => Compute(net, "CH");

            {{helper}}{{Body}}
            {{members}}
        }
        """;

    [Theory]
    [InlineData("private static decimal [|Compute|]")]
    [InlineData("decimal [|Compute|]")]
    [InlineData("internal static decimal [|Compute|]")]
    [InlineData("public decimal [|Compute|]")]
    public Task Logic_in_a_helper_beside_the_handler_is_reported(string helper) => Verify<MoveHelperOut>.Reports(Tax(helper), DiagnosticSeverity.Info,
        "'Compute' is business logic that needs nothing of Lambda; move it from the class of Tax.Handle to one of its own, where a test and another function can call it");

    [Fact]
    public Task A_helper_of_a_helper_is_reported_too() => Verify<MoveHelperOut>.Reports(Tax("private static decimal [|Gross|]", members: "static decimal Compute(decimal net, string country) => Gross(net, country);"));

    [Fact]
    public Task So_is_one_beside_a_bootstrap_handler() => Verify<MoveHelperOut>.Reports(Subject.Of($$"""
        using Amazon.Lambda.RuntimeSupport;
        var handler = (decimal net, ILambdaContext context) => Compute(net, "CH");
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        public partial class Program
        {
            static decimal [|Compute|]{{Body}}
        }
        """).Executable());

    [Fact]
    public Task One_that_nobody_calls_is_fine() => Verify<MoveHelperOut>.Allows(Tax("private static decimal Unused", members: "static decimal Compute(decimal net, string country) => net;"));

    [Fact]
    public Task One_that_takes_or_returns_something_of_Lambda_is_fine()
    {
        var taking = Tax("static decimal Compute").Replace("string country)", "string country, ILambdaContext? context = null)", StringComparison.Ordinal);
        var returning = """
            using Amazon.Lambda.SQSEvents;
            public class Tax
            {
                public async Task<SQSBatchResponse> Handle(SQSEvent events, ILambdaContext context) => (await Failures(events.Records.Count))[0];
                static async Task<List<SQSBatchResponse>> Failures(decimal gross)
                {
                    var rate = gross switch { > 5 => 0.081m, > 4 => 0.19m, > 3 => 0.2m, _ => 0.21m };
                    gross += gross * rate;
                    if (gross > 10_000m) gross -= 50m; else if (gross > 1_000m) gross -= 5m;
                    await Task.Yield();
                    return new() { new() };
                }
            }
            """;
        return Task.WhenAll(Verify<MoveHelperOut>.Allows(taking), Verify<MoveHelperOut>.Allows(returning));
    }

    [Fact]
    public Task A_small_helper_is_fine() => Verify<MoveHelperOut>.Allows("""
        public class Tax
        {
            public string Handle(decimal net, ILambdaContext context) => Show(Compute(net));
            static decimal Compute(decimal net) => net > 1000 ? net * 1.08m : net * 1.1m;
            static string Show(decimal gross) => gross.ToString("0.00").PadLeft(10).Replace(',', '.');
        }
        """);

    [Fact]
    public Task What_a_base_or_an_interface_asks_for_is_fine()
    {
        var contract = Tax("public decimal Compute", "public class Tax : ITax", "") + "public interface ITax { decimal Compute(decimal net, string country); }";
        var overridden = Tax("protected override decimal Compute", "public class Tax : Base", "") + "public abstract class Base { protected abstract decimal Compute(decimal net, string country); }";
        var overridable = Tax("protected virtual decimal Compute");
        return Task.WhenAll(Verify<MoveHelperOut>.Allows(contract), Verify<MoveHelperOut>.Allows(overridden), Verify<MoveHelperOut>.Allows(overridable));
    }

    [Fact]
    public Task A_method_of_a_nested_class_or_of_another_one_is_fine() => Verify<MoveHelperOut>.Allows($$"""
        public class Tax
        {
            public decimal Handle(decimal net, ILambdaContext context) => Rules.Compute(net, "CH") + Others.Compute(net, "CH");
            public static class Rules
            {
                public static decimal Compute{{Body}}
            }
        }
        public static class Others
        {
            public static decimal Compute{{Body}}
        }
        """);

    [Fact]
    public Task Another_handler_is_fine() => Verify<MoveHelperOut>.Allows($$"""
        using Amazon.Lambda.Annotations;
        public class Tax
        {
            [LambdaFunction]
            public decimal Handle(decimal net) => Compute(net, "CH");
            [LambdaFunction]
            public decimal Compute{{Body}}
        }
        """);

    [Fact]
    public async Task What_a_handler_needs_that_holds_logic_itself_moves_along_with_it()
    {
        Subject both = $$"""
            public class Tax
            {
                public decimal Handle(List<decimal> nets, ILambdaContext context)
                {
                    var sum = 0m;
                    foreach (var net in nets)
                    {
                        if (net > 100) sum += Compute(net, "CH") * 0.9m;
                        else sum += Compute(net, "CH");
                    }
                    if (sum > 1000) sum -= 10;
                    return sum;
                }
                static decimal Compute{{Body}}
            }
            """;
        await Verify<MoveHelperOut>.Allows(both);
        Assert.Contains(await AllRules.On(both.Compile()), each => each.Id == MoveLogicOut.Id);
    }

    [Fact]
    public Task The_threshold_is_that_of_the_handler() => Verify<MoveHelperOut>.Allows(Subject.Of(Tax("static decimal Compute")).Configured("lambda_handlers.business_logic_threshold = 40"));

    [Fact]
    public Task Controllers_are_fine() => Verify<MoveHelperOut>.Allows($$"""
        using Microsoft.AspNetCore.Mvc;
        public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction { }
        public class TaxController : ControllerBase
        {
            [HttpPost]
            public decimal Post(decimal net) => Compute(net, "CH");
            static decimal Compute{{Body}}
        }
        """);
}
