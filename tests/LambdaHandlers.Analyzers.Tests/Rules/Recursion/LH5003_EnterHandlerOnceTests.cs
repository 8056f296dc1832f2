using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Recursion;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

public class EnterHandlerOnceTests
{
    static Subject Handler(string body, string members = "") => Subject.Of($$"""
        public class Orders
        {
            public async Task<int> Handle(string input, ILambdaContext context)
            {
                await Task.Yield();
                {{body}}
            }
            {{members}}
        }
        """);

    [Theory]
    [InlineData("return input.Length < 3 ? 0 : await [|Handle(input[1..], context)|];")]
    [InlineData("return input.Length < 3 ? 0 : await [|this.Handle(input[1..], context)|];")]
    [InlineData("return input.Length < 3 ? 0 : await [|new Orders().Handle(input[1..], context)|];")]
    [InlineData("var total = 0; foreach (var part in input.Split(',')) total += await [|Handle(part, context)|]; return total;")]
    [InlineData("return (await Task.WhenAll(input.Split(',').Select(part => [|Handle(part, context)|]))).Sum();")]
    [InlineData("return input.Length < 3 ? 0 : await Next(); Task<int> Next() => [|Handle(input[1..], context)|];", "Handle → Next → Handle")]
    [InlineData("Func<string, Task<int>> next = rest => [|Handle(rest, context)|]; return input.Length < 3 ? 0 : await next(input[1..]);", "Handle → next → Handle")]
    [InlineData("Func<string, ILambdaContext, Task<int>> next = Handle; return input.Length < 3 ? 0 : await [|next(input[1..], context)|];")]
    [InlineData("return input.Length < 3 ? 0 : await Task.Run(() => [|Handle(input[1..], context)|]);")]
    [InlineData("try { return input.Length; } catch (InvalidOperationException) { return await [|Handle(input, context)|]; }")]
    public Task A_handler_that_calls_itself_is_reported(string body, string loop = "Handle → Handle") => Verify<EnterHandlerOnce>.Reports(Handler(body), DiagnosticSeverity.Warning,
        $"Orders.Handle calls itself: {loop}; move what recurs into a method of its own, or into a loop");

    [Theory]
    [InlineData("return input.Length < 3 ? 0 : await Walk(input[1..], context);", "Task<int> Walk(string rest, ILambdaContext context) => [|Handle(rest, context)|];", "Handle → Walk → Handle")]
    [InlineData("return input.Length < 3 ? 0 : await Start;", "Task<int> Start => [|Handle(\"\", null!)|];", "Handle → Start → Handle")]
    [InlineData("return input.Length < 3 ? 0 : await (this + input);", "public static Task<int> operator +(Orders orders, string rest) => [|orders.Handle(rest, null!)|];", "Handle → + → Handle")]
    [InlineData("return input.Length < 3 ? 0 : await One(input);", "Task<int> One(string rest) => Two(rest); async Task<int> Two(string rest) { await Task.Yield(); return await [|Handle(rest, null!)|]; }", "Handle → One → Two → Handle")]
    [InlineData("return input.Length < 3 ? 0 : new Line(this, input).Total;", "class Line { public int Total; public Line(Orders orders, string rest) => Total = [|orders.Handle(rest, null!)|].Result; }", "Handle → new Line → Handle")]
    public Task The_message_names_the_whole_loop(string body, string members, string loop) => Verify<EnterHandlerOnce>.Reports(Handler(body, members), DiagnosticSeverity.Warning,
        $"Orders.Handle calls itself: {loop}; move what recurs into a method of its own, or into a loop");

    [Fact]
    public Task A_loop_through_other_files_is_reported_where_it_closes() => Verify<EnterHandlerOnce>.Reports(
        Handler("return input.Length < 3 ? 0 : await new Walker(this).Walk(input[1..], context);").And("""
            public class Walker(Orders orders) { public Task<int> Walk(string rest, ILambdaContext context) => Next.Of(orders, rest, context); }
            """).And("""
            public static class Next { public static Task<int> Of(Orders orders, string rest, ILambdaContext context) => [|orders.Handle(rest, context)|]; }
            """), DiagnosticSeverity.Warning, "Orders.Handle calls itself: Handle → Walk → Of → Handle; move what recurs into a method of its own, or into a loop");

    [Fact]
    public Task The_one_implementation_of_an_interface_is_followed() => Verify<EnterHandlerOnce>.Reports(
        Handler("IStep step = new Step(); return await step.Run(this, input);").And("""
            public interface IStep { Task<int> Run(Orders orders, string rest); }
            public class Step : IStep { public Task<int> Run(Orders orders, string rest) => [|orders.Handle(rest, null!)|]; }
            """));

    [Fact]
    public Task One_of_several_implementations_is_not_followed() => Verify<EnterHandlerOnce>.Allows(
        Handler("IStep step = new Step(); return await step.Run(this, input);").And("""
            public interface IStep { Task<int> Run(Orders orders, string rest); }
            public class Step : IStep { public Task<int> Run(Orders orders, string rest) => orders.Handle(rest, null!); }
            public class Other : IStep { public Task<int> Run(Orders orders, string rest) => Task.FromResult(rest.Length); }
            """));

    [Fact]
    public Task A_bootstrap_handler_that_calls_itself_is_reported() => Verify<EnterHandlerOnce>.Reports(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        Func<string, ILambdaContext, Task> handler = null!;
        handler = async (input, context) => { if (input.Length > 3) await [|handler(input[1..], context)|]; };
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Fact]
    public Task A_local_function_as_handler_that_calls_itself_is_reported() => Verify<EnterHandlerOnce>.Reports(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        await LambdaBootstrapBuilder.Create<string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        async Task Handle(string input, ILambdaContext context) { if (input.Length > 3) await [|Handle(input[1..], context)|]; }
        """).Executable());

    [Fact]
    public Task An_annotated_handler_that_calls_itself_is_reported() => Verify<EnterHandlerOnce>.Reports("""
        public class Orders
        {
            [Amazon.Lambda.Annotations.LambdaFunction]
            public async Task Handle(string[] parts) { if (parts.Length > 0) await [|Handle(parts[1..])|]; }
        }
        """);

    [Theory]
    [InlineData("return await Handle(input.Split(','));", "Task<int> Handle(string[] parts) => Task.FromResult(parts.Length);")]
    [InlineData("return await Core(input);", "Task<int> Core(string rest) => rest.Length == 0 ? Task.FromResult(0) : Core(rest[1..]);")]
    [InlineData("Console.WriteLine(nameof(Handle)); return 0;", "")]
    [InlineData("_timer = new Timer(_ => Handle(\"\", null!)); return 0;", "Timer? _timer;")]
    [InlineData("Changed += (_, _) => Handle(\"\", null!); return 0;", "event EventHandler? Changed; public void Raise() => Changed?.Invoke(this, EventArgs.Empty);")]
    [InlineData("_next = Handle; return 0;", "Func<string, ILambdaContext, Task<int>>? _next; public object? Next => _next;")]
    public Task What_does_not_call_the_handler_is_fine(string body, string members) => Verify<EnterHandlerOnce>.Allows(Handler(body, members));

    [Fact]
    public Task One_handler_that_calls_another_is_fine() => Verify<EnterHandlerOnce>.Allows("""
        public class Orders
        {
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public Task<int> One(string input, ILambdaContext context) => Two(input, context);
            [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public Task<int> Two(string input, ILambdaContext context) => Task.FromResult(input.Length);
        }
        """);

    [Fact]
    public Task A_call_of_the_base_class_is_fine() => Verify<EnterHandlerOnce>.Allows(Subject.Of("""
        public class Entry : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction
        {
            public override Task<Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyResponse> FunctionHandlerAsync(Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
                base.FunctionHandlerAsync(request, context);
        }
        public class Orders : Base { public override Task<int> Handle(string input, ILambdaContext context) => base.Handle(input, context); }
        public class Base { public virtual Task<int> Handle(string input, ILambdaContext context) => Task.FromResult(input.Length); }
        """).HandledBy("Orders::Handle"));

    [Fact]
    public Task A_decorator_of_the_handler_s_interface_is_fine() => Verify<EnterHandlerOnce>.Allows(Subject.Of("""
        public interface IHandler { Task<int> Handle(string input, ILambdaContext context); }
        public class Orders(IHandler inner) : IHandler { public Task<int> Handle(string input, ILambdaContext context) => inner.Handle(input, context); }
        """).HandledBy("Orders::Handle"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<EnterHandlerOnce>.Allows(
        Subject.Of("public class F { public async Task Handle(string s, ILambdaContext c) { await Handl(; Handle => Handle() } int P => P2 }").Broken());

    [Fact]
    public Task The_fix_makes_a_loop_of_a_last_call() => Verify<EnterHandlerOnce>.Fixes<EnterHandlerOnceFix>("""
        public class Orders
        {
            public async Task<int> Handle(string[] parts, ILambdaContext context)
            {
                // Nothing is left.
                if (parts.Length == 0) return 0;
                await Task.Yield();
                return await [|Handle(parts[1..], context)|]; // the rest
            }
        }
        """, """
        public class Orders
        {
            public async Task<int> Handle(string[] parts, ILambdaContext context)
            {
                while (true)
                {
                    // Nothing is left.
                    if (parts.Length == 0) return 0;
                    await Task.Yield();
                    parts = parts[1..]; // the rest
                }
            }
        }
        """);

    [Fact]
    public Task The_fix_keeps_what_else_there_is_to_decide() => Verify<EnterHandlerOnce>.Fixes<EnterHandlerOnceFix>("""
        public class Orders
        {
            public async Task Handle(string input, ILambdaContext context)
            {
                await Task.Yield();
                if (input.Length > 3)
                {
                    await Task.Yield();
                    return;
                }
                await [|Handle(input + "x", context)|];
            }
        }
        """, """
        public class Orders
        {
            public async Task Handle(string input, ILambdaContext context)
            {
                while (true)
                {
                    await Task.Yield();
                    if (input.Length > 3)
                    {
                        await Task.Yield();
                        return;
                    }
                    input = input + "x";
                }
            }
        }
        """);

    [Theory]
    [InlineData("return input.Length < 3 ? 0 : 1 + await [|Handle(input[1..], context)|];")]
    [InlineData("try { return await [|Handle(input[1..], context)|]; } finally { Console.WriteLine(); }")]
    [InlineData("foreach (var each in input) return await [|Handle(input[1..], context)|]; return 0;")]
    [InlineData("using var stream = new MemoryStream(); if (input.Length < 3) return 0; return await [|Handle(input[1..], context)|];")]
    [InlineData("return input.Length < 3 ? 0 : await [|new Orders().Handle(input[1..], context)|];")]
    [InlineData("Func<int> length = () => input.Length; if (length() < 3) return 0; return await [|Handle(input[1..], context)|];")]
    public Task No_loop_is_offered_where_it_would_mean_something_else(string body) => Verify<EnterHandlerOnce>.OffersNothing<EnterHandlerOnceFix>(Handler(body), plan: "Loop");

    [Fact]
    public Task The_second_fix_moves_what_recurs_into_a_method_of_its_own() => Verify<EnterHandlerOnce>.Fixes<EnterHandlerOnceFix>("""
        public class Orders
        {
            /// <summary>Adds up.</summary>
            public async Task<int> HandleAsync(string[] parts, ILambdaContext context)
            {
                // One line per event.
                context.Logger.LogInformation("{PartCount} parts", parts.Length);
                // Nothing is left.
                if (parts.Length == 0) return 0;
                await Task.Yield();
                return parts[0].Length + await [|HandleAsync(parts[1..], context)|]; // the rest
            }

            int Other() => 3;
        }
        """, """
        public class Orders
        {
            /// <summary>Adds up.</summary>
            public Task<int> HandleAsync(string[] parts, ILambdaContext context)
            {
                // One line per event.
                context.Logger.LogInformation("{PartCount} parts", parts.Length);
                return HandleRecursivelyAsync(parts);
            }

            private async Task<int> HandleRecursivelyAsync(string[] parts)
            {
                // Nothing is left.
                if (parts.Length == 0) return 0;
                await Task.Yield();
                return parts[0].Length + await HandleRecursivelyAsync(parts[1..]); // the rest
            }

            int Other() => 3;
        }
        """, plan: "Extract");

    [Fact]
    public Task The_second_fix_keeps_the_context_where_each_round_needs_it() => Verify<EnterHandlerOnce>.Fixes<EnterHandlerOnceFix>("""
        public static class Orders
        {
            public static int Handle(string input, ILambdaContext context) =>
                input.Length == 0 ? 0 : context.FunctionName.Length + new[] { 1, 2 }.Sum(each => [|Handle(input[each..], context)|]);
        }
        """, """
        public static class Orders
        {
            public static int Handle(string input, ILambdaContext context) => HandleRecursively(input, context);

            private static int HandleRecursively(string input, ILambdaContext context) =>
                input.Length == 0 ? 0 : context.FunctionName.Length + new[] { 1, 2 }.Sum(each => HandleRecursively(input[each..], context));
        }
        """, plan: "Extract");

    [Theory]
    [InlineData("return 1 + await [|Handle(input, context)|];", "")]
    [InlineData("return input.Length == 0 ? 0 : 1 + await Rest(input[1..], context);", "Task<int> Rest(string rest, ILambdaContext context) => [|Handle(rest, context)|];")]
    [InlineData("return input.Length == 0 ? 0 : 1 + await [|new Orders().Handle(input[1..], context)|];", "")]
    [InlineData("return input.Length == 0 ? 0 : 1 + await [|Handle(input[1..], context: context)|];", "")]
    public Task Nothing_is_moved_where_it_would_not_end_or_others_take_part(string body, string members) => Verify<EnterHandlerOnce>.OffersNothing<EnterHandlerOnceFix>(Handler(body, members), plan: "Extract");
}
