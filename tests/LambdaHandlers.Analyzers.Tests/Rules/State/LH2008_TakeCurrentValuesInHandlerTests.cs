using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class TakeCurrentValuesInHandlerTests
{
    static Subject Handler(string members, string body = "return Task.FromResult($\"{_now}\");") => $$"""
        public class Orders
        {
            {{members}}
            public Task<string> Handle(string input, ILambdaContext context) { {{body}} }
        }
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_static_time_that_invocations_answer_with_is_reported(Shape shape) => Verify<TakeCurrentValuesInHandler>.Reports(
        shape.With("context.Logger.LogInformation($\"{Stamp.Now}\"); await Task.Yield();")
            .And("public static class Stamp { public static readonly DateTime Now = [|DateTime.UtcNow|]; }"), DiagnosticSeverity.Warning);

    [Fact]
    public async Task The_message_names_the_value_and_the_handler()
    {
        var found = await Verify<TakeCurrentValuesInHandler>.Reports(Handler("readonly DateTime _now = [|DateTime.UtcNow|];"), DiagnosticSeverity.Warning,
            "'DateTime.UtcNow' is taken once, when the environment starts, and Orders.Handle uses that value in every invocation; take it in the handler");
        Assert.Equal(["_now"], found[0].AdditionalLocations.Select(each => each.SourceTree!.GetText().ToString(each.SourceSpan)));
    }

    [Theory]
    [InlineData("[|DateTime.Now|]")]
    [InlineData("[|DateTime.Today|]")]
    [InlineData("[|DateTime.UtcNow|].AddDays(1)")]
    [InlineData("[|DateTime.UtcNow|].ToString(\"O\")")]
    [InlineData("$\"orders/{[|DateTime.UtcNow|]:yyyy-MM-dd}.json\"")]
    [InlineData("\"orders/\" + [|DateTimeOffset.UtcNow|].ToUnixTimeSeconds()")]
    [InlineData("string.Format(\"{0}\", [|DateTimeOffset.Now|])")]
    [InlineData("string.Format(\"{0} {1} {2} {3}\", 1, 2, 3, [|DateTimeOffset.Now|])")]
    [InlineData("DateOnly.FromDateTime([|DateTime.Now|])")]
    [InlineData("new DateTimeOffset([|DateTime.UtcNow|])")]
    [InlineData("[|TimeProvider.System.GetUtcNow()|]")]
    [InlineData("[|TimeProvider.System.GetLocalNow()|].Date")]
    [InlineData("[|Environment.TickCount64|]")]
    [InlineData("[|Environment.TickCount|]")]
    [InlineData("[|Guid.NewGuid()|]")]
    [InlineData("[|Guid.NewGuid()|].ToString(\"N\")")]
    [InlineData("[|Guid.CreateVersion7()|]")]
    [InlineData("[|Random.Shared.Next(10)|]")]
    [InlineData("new Random().NextDouble()", "[|new Random().NextDouble()|]")]
    [InlineData("[|DateTime.UtcNow|].DayOfWeek == DayOfWeek.Sunday")]
    [InlineData("[|DateTime.UtcNow|].Hour > 12 ? \"pm\" : \"am\"")]
    public Task Each_kind_of_current_value_is_reported(string value, string? marked = null) => Verify<TakeCurrentValuesInHandler>.Reports(
        Handler($"static readonly object _now = {marked ?? value};"));

    [Theory]
    [InlineData("DateTime _now = [|DateTime.UtcNow|];")]
    [InlineData("DateTime _now { get; } = [|DateTime.UtcNow|];")]
    [InlineData("static DateTime _now { get; } = [|DateTime.UtcNow|];")]
    [InlineData("readonly DateTime _now; public Orders() { _now = [|DateTime.UtcNow|]; }")]
    [InlineData("readonly DateTime _now; public Orders() => this._now = [|DateTime.UtcNow|];")]
    [InlineData("static readonly DateTime _now; static Orders() { _now = [|DateTime.UtcNow|]; }")]
    [InlineData("readonly DateTime _now; public Orders() { var now = [|DateTime.UtcNow|]; _now = now.Date; }")]
    [InlineData("readonly DateTime _now; public Orders() { _now = Today(); } static DateTime Today() => [|DateTime.UtcNow|].Date;")]
    [InlineData("readonly DateTime _now; public Orders() { _now = Today(); } static DateTime Today() { return [|DateTime.UtcNow|].Date; }")]
    [InlineData("DateTime _now; public Orders() { Init(); } void Init() { _now = [|DateTime.UtcNow|]; }")]
    [InlineData("readonly DateTime _now; public Orders() { DateTime Local() => [|DateTime.UtcNow|]; _now = Local(); }")]
    public Task Each_way_to_capture_it_is_reported(string members) => Verify<TakeCurrentValuesInHandler>.Reports(Handler(members));

    [Fact]
    public Task A_primary_constructor_captures_too() => Verify<TakeCurrentValuesInHandler>.Reports("""
        public class Orders(TimeProvider time)
        {
            readonly DateTimeOffset _now = [|time.GetUtcNow()|];
            public Orders() : this(TimeProvider.System) { }
            public string Handle(string input, ILambdaContext context) => $"{_now}";
        }
        """);

    [Theory]
    [InlineData("services.AddSingleton<Clock>();")]
    [InlineData("services.AddSingleton<IClock, Clock>();")]
    [InlineData("services.AddSingleton(typeof(IClock), typeof(Clock));")]
    [InlineData("services.AddSingleton<IClock>(new Clock());")]
    [InlineData("services.AddSingleton<IClock>(_ => new Clock());")]
    public Task A_singleton_service_captures_too(string registration) => Verify<TakeCurrentValuesInHandler>.Reports(Subject.Of($$"""
        using Amazon.Lambda.Annotations; using Microsoft.Extensions.DependencyInjection;
        [LambdaStartup] public class Startup { public void ConfigureServices(IServiceCollection services) { {{registration}} } }
        public class Orders(IClock clock) { [LambdaFunction] public string Handle(string input) => clock.Now.ToString("O"); }
        """).And("public interface IClock { DateTime Now { get; } } public class Clock : IClock { readonly DateTime _now = [|DateTime.UtcNow|]; public DateTime Now => _now; }"));

    [Fact]
    public Task A_service_of_the_handlers_own_captures_too() => Verify<TakeCurrentValuesInHandler>.Reports(Subject.Of("""
        public class Orders
        {
            readonly Prices _prices;
            public Orders() { var prices = new Prices(); _prices = prices; }
            public string Handle(string input, ILambdaContext context) => _prices.For(input);
        }
        """).And("public class Prices { readonly DateTime _day = [|DateTime.Today|]; public string For(string what) => what + _day; }"));

    [Theory]
    [InlineData("var now = [|DateTime.UtcNow|]; var handler = (string input, ILambdaContext context) => $\"{now} {input}\"; await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();")]
    [InlineData("var now = [|DateTime.UtcNow|]; await LambdaBootstrapBuilder.Create<string, string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync(); string Handle(string input, ILambdaContext context) => $\"{now} {input}\";")]
    [InlineData("var now = [|DateTime.UtcNow|]; var day = now.Date; await LambdaBootstrapBuilder.Create<string, string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync(); string Handle(string input, ILambdaContext context) => Text(); string Text() => $\"{day}\";")]
    public Task A_top_level_local_that_the_handler_captures_is_reported(string program) =>
        Verify<TakeCurrentValuesInHandler>.Reports(Subject.Of("using Amazon.Lambda.RuntimeSupport;\n" + program).Executable());

    [Theory]
    [InlineData("static readonly DateTime ColdStart = DateTime.UtcNow;", "return Task.FromResult($\"{ColdStart}\");")]
    [InlineData("static readonly DateTime StartedAt = DateTime.UtcNow;", "return Task.FromResult($\"{StartedAt}\");")]
    [InlineData("readonly DateTimeOffset _initializedAt = DateTimeOffset.UtcNow;", "return Task.FromResult($\"{_initializedAt}\");")]
    [InlineData("static readonly long BootTicks = Environment.TickCount64;", "return Task.FromResult($\"{BootTicks}\");")]
    [InlineData("static readonly string InstanceId = Guid.NewGuid().ToString();", "return Task.FromResult(InstanceId);")]
    [InlineData("static readonly DateTime Since = DateTime.UtcNow;", "return Task.FromResult($\"up for {DateTime.UtcNow - Since}\");")]
    [InlineData("static readonly DateTime Since = DateTime.UtcNow;", "var now = DateTime.UtcNow; return Task.FromResult($\"up for {(now - Since).TotalSeconds}\");")]
    [InlineData("static readonly DateTime Since = DateTime.UtcNow;", "return Task.FromResult($\"up for {DateTime.UtcNow.Subtract(Since)}\");")]
    [InlineData("static readonly long Since = Environment.TickCount64;", "return Task.FromResult($\"up for {Environment.TickCount64 - Since} ms\");")]
    [InlineData("static readonly DateTime Until = DateTime.UtcNow.AddMinutes(5);", "return Task.FromResult(DateTime.UtcNow > Until ? \"old\" : \"new\");")]
    [InlineData("static readonly DateTime Read = DateTime.UtcNow;", "return Task.FromResult(Read.AddMinutes(5) < DateTime.UtcNow ? \"old\" : \"new\");")]
    [InlineData("static readonly DateTime Since = DateTime.UtcNow; static TimeSpan Age() => DateTime.UtcNow - Read(); static DateTime Read() => Since;", "return Task.FromResult($\"{Age()}\");")]
    [InlineData("static readonly Guid Id = Guid.NewGuid();", "context.Logger.LogInformation($\"environment {Id}\"); return Task.FromResult(input);")]
    [InlineData("static readonly string Id = Guid.NewGuid().ToString();", "Console.WriteLine(Id); return Task.FromResult(input);")]
    [InlineData("static readonly string Id = Guid.NewGuid().ToString();", "context.Logger.LogInformation(\"{Id}\", Id); return Task.FromResult(input);")]
    // One per environment, and SnapStart is thought of.
    [InlineData("static Guid Id = Guid.NewGuid(); public Orders() => SnapshotRestore.RegisterAfterRestore(() => { Id = Guid.NewGuid(); return default; });", "return Task.FromResult($\"{Id}\");")]
    [InlineData("DateTime _now = DateTime.UtcNow;", "_now = DateTime.UtcNow; return Task.FromResult($\"{_now}\");")]
    [InlineData("static DateTime _until = DateTime.UtcNow.AddMinutes(5); static string _cached = \"\";", "if (_until < DateTime.UtcNow) { _cached = input; _until = DateTime.UtcNow.AddMinutes(5); } return Task.FromResult(_cached + _until);")]
    [InlineData("static readonly System.Diagnostics.Stopwatch Watch = System.Diagnostics.Stopwatch.StartNew();", "return Task.FromResult($\"{Watch.Elapsed}\");")]
    [InlineData("static readonly Random Dice = new(DateTime.UtcNow.Millisecond);", "return Task.FromResult($\"{Dice.Next()}\");")]
    [InlineData("static readonly Random Dice = new(); static readonly int Rolled = Environment.ProcessorCount;", "return Task.FromResult($\"{Dice.Next() + Rolled}\");")]
    [InlineData("static DateTime Now => DateTime.UtcNow;", "return Task.FromResult($\"{Now}\");")]
    [InlineData("static readonly Func<DateTime> Now = () => DateTime.UtcNow;", "return Task.FromResult($\"{Now()}\");")]
    [InlineData("static readonly DateTime Now = DateTime.UtcNow;", "return Task.FromResult(nameof(Now));")]
    [InlineData("static readonly DateTime Now = DateTime.UtcNow;", "return Task.FromResult(input);")]
    [InlineData("static readonly DateTime Now = DateTime.UtcNow; public Orders() => Console.WriteLine(Now);", "return Task.FromResult(input);")]
    [InlineData("static readonly TimeProvider Time = TimeProvider.System;", "return Task.FromResult($\"{Time.GetUtcNow()}\");")]
    public Task What_does_not_pass_for_the_current_value_is_fine(string members, string body) => Verify<TakeCurrentValuesInHandler>.Allows(Handler(members, body));

    [Theory]
    [InlineData("static readonly Guid Id = [|Guid.NewGuid()|];", "context.Logger.LogInformation($\"environment {Id}\"); return Task.FromResult($\"{Id}\");")]
    [InlineData("static readonly DateTime Now = [|DateTime.UtcNow|];", "context.Logger.LogInformation($\"it is {Now}\"); return Task.FromResult(input);")]
    [InlineData("static Guid Id = [|Guid.NewGuid()|]; static bool _restored; public Orders() => SnapshotRestore.RegisterAfterRestore(() => { _restored = !_restored; return default; });", "return Task.FromResult($\"{Id}\");")]
    [InlineData("static readonly DateTime Now = [|DateTime.UtcNow|];", "return Task.FromResult(DateTime.Parse(input) > Now ? \"future\" : \"past\");")]
    [InlineData("static readonly DateTime Now = [|DateTime.UtcNow|];", "return Task.FromResult($\"{Now - DateTime.Parse(input)}\");")]
    [InlineData("static readonly DateTime Now = [|DateTime.UtcNow|];", "return Text(); static Task<string> Text() => Task.FromResult($\"{Now}\");")]
    public Task What_passes_for_the_current_value_is_reported(string members, string body) => Verify<TakeCurrentValuesInHandler>.Reports(Handler(members, body));

    [Fact]
    public Task An_object_made_per_invocation_has_a_current_value() => Verify<TakeCurrentValuesInHandler>.Allows(
        Handler("class Order { public DateTime At { get; } = DateTime.UtcNow; public Guid Id = Guid.NewGuid(); }", "var order = new Order(); return Task.FromResult($\"{order.At} {order.Id}\");"));

    [Fact]
    public Task A_scoped_service_has_a_current_value() => Verify<TakeCurrentValuesInHandler>.Allows(Subject.Of("""
        using Amazon.Lambda.Annotations; using Microsoft.Extensions.DependencyInjection;
        [LambdaStartup] public class Startup { public void ConfigureServices(IServiceCollection services) => services.AddScoped<Clock>(); }
        public class Orders { [LambdaFunction] public string Handle([FromServices] Clock clock, string input) => clock.Now.ToString("O"); }
        public class Clock { readonly DateTime _now = DateTime.UtcNow; public DateTime Now => _now; }
        """));

    [Fact]
    public Task A_controller_is_made_per_request() => Verify<TakeCurrentValuesInHandler>.Allows("""
        using Microsoft.AspNetCore.Mvc;
        public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction { }
        public class OrdersController : ControllerBase { readonly DateTime _now = DateTime.UtcNow; [HttpGet] public string Get() => $"{_now}"; }
        """);

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<TakeCurrentValuesInHandler>.Allows(
        Subject.Of("public class F { readonly DateTime = DateTime.UtcNow; F() { x = DateTime.UtcNow; = Guid.NewGuid(); } public string Handle(string s, ILambdaContext c) => x }").Broken());

    static Task Fixes(string before, string after, params string[] without) => Verify<TakeCurrentValuesInHandler>.Fixes<TakeCurrentValuesInHandlerFix>(before, after, without: without);

    [Fact]
    public Task The_fix_takes_it_in_place_where_there_is_one_use() => Fixes(
        """
        public class Orders
        {
            // The time.
            readonly DateTime _now = [|DateTime.UtcNow|];

            /// <summary>Greets.</summary>
            public string Handle(string input, ILambdaContext context) => $"{input} at {_now:t}";
        }
        """,
        """
        public class Orders
        {
            /// <summary>Greets.</summary>
            public string Handle(string input, ILambdaContext context) => $"{input} at {DateTime.UtcNow:t}";
        }
        """, without: "The time.");

    [Fact]
    public Task The_fix_takes_it_once_where_there_are_several_uses() => Fixes(
        """
        public class Orders
        {
            const int Days = 3;
            static readonly DateTime Until = [|DateTime.UtcNow|].AddDays(Days);
            readonly Guid _id;

            public Orders()
            {
                // Every order has one.
                _id = [|Guid.NewGuid()|];
                Console.WriteLine("cold");
            }

            public string Handle(string input, ILambdaContext context)
            {
                var until = 1;
                foreach (var part in input.Split(',')) Console.WriteLine(_id + part);
                return $"{Until:t} {Until:d} {this._id} {until}";
            }
        }
        """,
        """
        public class Orders
        {
            const int Days = 3;

            public Orders()
            {
                // Every order has one.
                Console.WriteLine("cold");
            }

            public string Handle(string input, ILambdaContext context)
            {
                var id = Guid.NewGuid();
                var until2 = DateTime.UtcNow.AddDays(Days);
                var until = 1;
                foreach (var part in input.Split(',')) Console.WriteLine(id + part);
                return $"{until2:t} {until2:d} {id} {until}";
            }
        }
        """);

    [Fact]
    public Task The_fix_keeps_the_type() => Fixes(
        """
        public class Orders
        {
            readonly DateTimeOffset _now = [|DateTime.UtcNow|];
            static long Ticks { get; } = [|Environment.TickCount|] * 2;
            public string Handle(string input, ILambdaContext context)
            {
                return $"{_now} {Ticks / 3}";
            }
        }
        """,
        """
        public class Orders
        {
            public string Handle(string input, ILambdaContext context)
            {
                long ticks = Environment.TickCount * 2;
                DateTimeOffset now = DateTime.UtcNow;
                return $"{now} {ticks / 3}";
            }
        }
        """);

    [Fact]
    public Task The_fix_takes_it_in_the_handler_of_a_program() => Verify<TakeCurrentValuesInHandler>.Fixes<TakeCurrentValuesInHandlerFix>(
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;

        var now = [|DateTime.UtcNow|];
        var id = [|Guid.NewGuid()|];
        var handler = (string input, ILambdaContext context) =>
        {
            return $"{now} {input} {id} {id}";
        };
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable(),
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;

        var handler = (string input, ILambdaContext context) =>
        {
            var id = Guid.NewGuid();
            return $"{DateTime.UtcNow} {input} {id} {id}";
        };
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Fact]
    public Task The_getter_of_a_service_takes_it() => Fixes(
        """
        public class Orders
        {
            readonly Clock _clock = new();
            public string Handle(string input, ILambdaContext context) => $"{_clock.Now}";
        }
        class Clock
        {
            readonly DateTime _now = [|DateTime.UtcNow|];
            public DateTime Now => _now.Date;
        }
        """,
        """
        public class Orders
        {
            readonly Clock _clock = new();
            public string Handle(string input, ILambdaContext context) => $"{_clock.Now}";
        }
        class Clock
        {
            public DateTime Now => DateTime.UtcNow.Date;
        }
        """);

    [Theory]
    // Others could see the field, or two methods would get two values.
    [InlineData("public static readonly DateTime Now = [|DateTime.UtcNow|]; public string Handle(string input, ILambdaContext context) => $\"{Now}\";")]
    [InlineData("static readonly Guid Id = [|Guid.NewGuid()|]; public string Handle(string input, ILambdaContext context) => $\"{Id}\" + More(); static string More() => $\"{Id}\";")]
    [InlineData("static readonly Guid Id = [|Guid.NewGuid()|]; public Orders() => Console.WriteLine(Id); public string Handle(string input, ILambdaContext context) => $\"{Id}\";")]
    [InlineData("static readonly Guid Id = [|Guid.NewGuid()|]; public string Handle(string input, ILambdaContext context) => $\"{Id} {Id}\";")]
    // The value needs what only the constructor knows.
    [InlineData("readonly DateTimeOffset _now; public Orders() : this(TimeProvider.System) { } public Orders(TimeProvider time) { _now = [|time.GetUtcNow()|]; } public string Handle(string input, ILambdaContext context) => $\"{_now}\";")]
    [InlineData("readonly int _days = 3; readonly DateTime _now; public Orders() { _now = [|DateTime.UtcNow|].AddDays(_days); } public string Handle(string input, ILambdaContext context) => $\"{_now}\";")]
    public Task The_fix_is_not_offered_where_it_would_change_more(string members) =>
        Verify<TakeCurrentValuesInHandler>.OffersNothing<TakeCurrentValuesInHandlerFix>($"public class Orders {{ {members} }}");
}
