using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;
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

    [Fact]
    public Task The_fix_moves_a_pure_helper_to_a_static_class_with_what_only_it_uses() => Verify<MoveHelperOut>.Fixes<MoveHelperOutFix>("""
        namespace Shop.Billing;

        public class InvoicesFunction
        {
            // Rebates by size.
            private const decimal Large = 10_000m, Small = 5m;
            private const decimal Medium = 1_000m;
            const int Digits = 2;

            public decimal Handle(decimal net, ILambdaContext context)
            {
                context.Logger.LogInformation("{Name} of {Net} to {Digits} digits", nameof(Gross), net, Digits);
                return this.Gross(net, "CH") + Gross(1, "DE");
            }

            /// <summary>With tax and rebate.</summary>
            private decimal [|Gross|](decimal net, string country)
            {
                var gross = net + net * Rate(country);
                // Large invoices are rebated.
                if (gross > Medium) gross -= 5m;
                else if (gross > 100m) gross -= InvoicesFunction.Cent;
                return decimal.Round(gross > 50 ? gross * 0.99m : gross, 2);
            }

            private static decimal Rate(string country) => country switch { "CH" => 0.081m, "DE" => 0.19m, _ => 0.21m };

            private static readonly decimal Cent = 0.01m;

            public void Dispose() { }
        }
        """, """
        namespace Shop.Billing;

        public class InvoicesFunction
        {
            // Rebates by size.
            private const decimal Large = 10_000m, Small = 5m;
            const int Digits = 2;

            public decimal Handle(decimal net, ILambdaContext context)
            {
                context.Logger.LogInformation("{Name} of {Net} to {Digits} digits", nameof(InvoiceRules.Gross), net, Digits);
                return InvoiceRules.Gross(net, "CH") + InvoiceRules.Gross(1, "DE");
            }

            public void Dispose() { }
        }

        public static class InvoiceRules
        {
            private const decimal Medium = 1_000m;

            /// <summary>With tax and rebate.</summary>
            public static decimal Gross(decimal net, string country)
            {
                var gross = net + net * Rate(country);
                // Large invoices are rebated.
                if (gross > Medium) gross -= 5m;
                else if (gross > 100m) gross -= Cent;
                return decimal.Round(gross > 50 ? gross * 0.99m : gross, 2);
            }

            private static decimal Rate(string country) => country switch { "CH" => 0.081m, "DE" => 0.19m, _ => 0.21m };

            private static readonly decimal Cent = 0.01m;
        }
        """);

    const string Store = """
        public record Item(string Sku, decimal Price, int Count);
        public interface IStore { Task<List<Item>> Items(string id); Task Save(string id, decimal total); }
        public class TableStore : IStore { public Task<List<Item>> Items(string id) => Task.FromResult(new List<Item>()); public Task Save(string id, decimal total) => Task.CompletedTask; }

        """;

    [Fact]
    public Task Fields_that_it_reads_become_parameters_of_the_constructor() => Verify<MoveHelperOut>.Fixes<MoveHelperOutFix>(Store + """
        public class Carts
        {
            private readonly IStore _store;
            private readonly decimal _rate = 0.1m;

            public Carts() : this(new TableStore()) { }

            public Carts(IStore store)
            {
                _store = store;
            }

            public async Task<decimal> Handle(string id, ILambdaContext context)
            {
                context.Logger.LogInformation("cart {Id}", id);
                var total = await Total(id);
                await _store.Save(id, total);
                return total;
            }

            private async Task<decimal> [|Total|](string id)
            {
                var total = 0m;
                foreach (var item in await _store.Items(id))
                {
                    if (item.Count > 10) total += item.Price * item.Count * 0.9m;
                    else total += item.Price * item.Count;
                }
                return total - total * this._rate;
            }
        }
        """, Store + """
        public class Carts
        {
            private readonly IStore _store;
            private readonly decimal _rate = 0.1m;
            private readonly CartRules _cartRules;

            public Carts() : this(new TableStore()) { }

            public Carts(IStore store)
            {
                _store = store;
                _cartRules = new CartRules(_store, _rate);
            }

            public async Task<decimal> Handle(string id, ILambdaContext context)
            {
                context.Logger.LogInformation("cart {Id}", id);
                var total = await _cartRules.Total(id);
                await _store.Save(id, total);
                return total;
            }
        }

        public sealed class CartRules
        {
            private readonly IStore _store;
            private readonly decimal _rate;

            public CartRules(IStore store, decimal rate)
            {
                _store = store;
                _rate = rate;
            }

            public async Task<decimal> Total(string id)
            {
                var total = 0m;
                foreach (var item in await _store.Items(id))
                {
                    if (item.Count > 10) total += item.Price * item.Count * 0.9m;
                    else total += item.Price * item.Count;
                }
                return total - total * _rate;
            }
        }
        """);

    [Fact]
    public Task A_primary_constructors_parameter_is_handed_on() => Verify<MoveHelperOut>.Fixes<MoveHelperOutFix>(Store + """
        namespace Shop
        {
            internal class Function(IStore store)
            {
                [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
                public async Task<decimal> Handle(string id, ILambdaContext context) => await Total(id);

                async Task<decimal> [|Total|](string id)
                {
                    var total = 0m;
                    foreach (var item in await store.Items(id))
                        total += item.Count > 10 ? item.Price * item.Count * 0.9m : item.Price;
                    if (total > 100) total -= 5;
                    return total;
                }
            }
        }
        """, Store + """
        namespace Shop
        {
            internal class Function(IStore store)
            {
                private readonly ShopRules _shopRules = new ShopRules(store);

                [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
                public async Task<decimal> Handle(string id, ILambdaContext context) => await _shopRules.Total(id);
            }

            internal sealed class ShopRules
            {
                private readonly IStore _store;

                public ShopRules(IStore store)
                {
                    _store = store;
                }

                public async Task<decimal> Total(string id)
                {
                    var total = 0m;
                    foreach (var item in await _store.Items(id))
                        total += item.Count > 10 ? item.Price * item.Count * 0.9m : item.Price;
                    if (total > 100) total -= 5;
                    return total;
                }
            }
        }
        """);

    [Fact]
    public Task All_helpers_of_a_class_move_to_one_class() => Verify<MoveHelperOut>.Fixes<MoveHelperOutFix>($$"""
        public static class Tax
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public static decimal Handle(decimal net, ILambdaContext context) => Compute(net, "CH") + Again(net, "DE");

            static decimal [|Compute|]{{Body}}

            public static decimal [|Again|]{{Body.Replace("5m", "6m", StringComparison.Ordinal)}}
        }
        """, $$"""
        public static class Tax
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]
            public static decimal Handle(decimal net, ILambdaContext context) => TaxRules.Compute(net, "CH") + TaxRules.Again(net, "DE");
        }

        public static class TaxRules
        {
            public static decimal Compute{{Body}}

            public static decimal Again{{Body.Replace("5m", "6m", StringComparison.Ordinal)}}
        }
        """);

    [Fact]
    public Task A_program_keeps_its_handler_and_a_taken_name_is_not_taken_twice() => Verify<MoveHelperOut>.Fixes<MoveHelperOutFix>(Subject.Of($$"""
        using Amazon.Lambda.RuntimeSupport;
        var handler = (decimal net, ILambdaContext context) => Compute(net, "CH");
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();

        public partial class Program
        {
            static decimal [|Compute|]{{Body}}
        }
        public class ShopRules { }
        """).Executable(), Subject.Of($$"""
        using Amazon.Lambda.RuntimeSupport;
        var handler = (decimal net, ILambdaContext context) => ShopRules2.Compute(net, "CH");
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();

        public partial class Program
        {
        }

        public static class ShopRules2
        {
            public static decimal Compute{{Body}}
        }
        public class ShopRules { }
        """).Executable());

    [Theory]
    // state that it changes or shares
    [InlineData("int _count; decimal Next() => _count++;", "return decimal.Round(gross, 2) + Next();")]
    [InlineData("int _count; public int Count => _count;", "_count++; return gross;")]
    [InlineData("static readonly List<int> Seen = new(); public int Count => Seen.Count;", "Seen.Add(1); return gross;")]
    // the object itself
    [InlineData("static decimal Of(Tax tax) => 1;", "return Of(this);")]
    [InlineData("", "return gross + base.GetHashCode();")]
    // something of Lambda's
    [InlineData("", "LambdaLogger.Log(\"taxed\"); return gross;")]
    // a helper that the handler shares
    [InlineData("decimal Shared() => _rate; readonly decimal _rate = 1; public decimal More() => Shared();", "return gross + Shared();")]
    [InlineData("", "return gross;\n#if DEBUG\n#endif\n")]
    public Task It_is_not_offered_for_what_can_t_leave(string members, string end) =>
        Verify<MoveHelperOut>.OffersNothing<MoveHelperOutFix>(Tax("decimal [|Compute|]", members: members).Replace("return decimal.Round(gross, 2);", end, StringComparison.Ordinal));

    [Fact]
    public Task Nor_while_another_member_is_being_typed() => Verify<MoveHelperOut>.OffersNothing<MoveHelperOutFix>(Subject.Of(Tax("decimal [|Compute|]", members: "private { {")).Broken());

    [Fact]
    public Task Nor_for_one_that_another_file_calls() => Verify<MoveHelperOut>.OffersNothing<MoveHelperOutFix>(Subject.Of(Tax("public static decimal [|Compute|]")).And("public class Other { public decimal M() => Tax.Compute(1, \"CH\"); }"));

    [Fact]
    public Task Overloads_nested_types_and_generic_calls_go_along_or_are_named_in_full() => Verify<MoveHelperOut>.Fixes<MoveHelperOutFix>("""
        public class Orders
        {
            public class Ranks
            {
                public string Handle(List<int> points, ILambdaContext context) => Rank<int>(points, Level.High, 3).ToString();

                internal enum Level { Low, High }

                private readonly record struct Place(int Points, int Index);

                internal static int Limit => 100;

                private int [|Rank|]<T>(List<int> points, Level level, T extra) where T : struct
                {
                    var sum = 0;
                    foreach (var place in points.Select((each, index) => new Place(each, index)))
                    {
                        if (place.Points > Limit) sum += place.Points * 2;
                        else sum += Rank(place);
                    }
                    return level == Level.High ? sum * 2 : sum;
                }

                int Rank(Place place) => place.Index > 3 ? place.Points / 2 : Ranks.Limit;
            }
        }
        """, """
        public class Orders
        {
            public class Ranks
            {
                public string Handle(List<int> points, ILambdaContext context) => RankRules.Rank<int>(points, Level.High, 3).ToString();

                internal enum Level { Low, High }

                internal static int Limit => 100;
            }
        }

        internal static class RankRules
        {
            private readonly record struct Place(int Points, int Index);

            public static int Rank<T>(List<int> points, Orders.Ranks.Level level, T extra) where T : struct
            {
                var sum = 0;
                foreach (var place in points.Select((each, index) => new Place(each, index)))
                {
                    if (place.Points > Orders.Ranks.Limit) sum += place.Points * 2;
                    else sum += Rank(place);
                }
                return level == Orders.Ranks.Level.High ? sum * 2 : sum;
            }

            static int Rank(Place place) => place.Index > 3 ? place.Points / 2 : Orders.Ranks.Limit;
        }
        """);
}
