using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Reliability;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Reliability;

public class AvoidAsyncVoidTests
{
    const string Members = "static async Task Send(string what) => await Task.Delay(what.Length); static event EventHandler<EventArgs>? Sent; static void Raise() => Sent?.Invoke(null, EventArgs.Empty);";

    static Subject Handler(string body, string members = "") => Shape.ClassLibrary.With(body, Members + members);

    [Theory, ClassData(typeof(EveryShape))]
    public Task An_async_lambda_that_is_an_Action_is_reported(Shape shape) => Verify<AvoidAsyncVoid>.Reports(
        shape.With("new List<int> { 1 }.ForEach([|async|] x => await Task.Delay(x)); await Task.Yield();"), DiagnosticSeverity.Warning);

    [Theory, ClassData(typeof(EveryShape))]
    public Task An_async_void_method_that_the_handler_calls_is_reported(Shape shape) => Verify<AvoidAsyncVoid>.Reports(
        shape.With("Mail.Send(); await Task.Yield();").And("public static class Mail { public static async void [|Send|]() => await Task.Delay(1); }"));

    [Fact]
    public Task The_message_names_the_method() => Verify<AvoidAsyncVoid>.Reports(Handler("Later(input); await Task.Yield();", "static async void [|Later|](string x) => await Send(x);"),
        DiagnosticSeverity.Warning, "'Later' is 'async void': Orders.Handle answers before it has ended; return a 'Task' that is awaited");

    [Theory]
    [InlineData("Parallel.ForEach(input.Split(','), [|async|] x => await Send(x)); await Task.Yield();")]
    [InlineData("using var timer = new Timer([|async|] _ => await Send(input)); await Task.Yield();")]
    [InlineData("Action<string> send = [|async|] x => await Send(x); send(input); await Task.Yield();")]
    [InlineData("Later(); await Task.Yield(); async void [|Later|]() { await Send(input); }")]
    [InlineData("ThreadPool.QueueUserWorkItem([|async|] _ => await Send(input)); await Task.Yield();")]
    [InlineData("Run([|async|] () => await Send(input)); await Task.Yield(); static void Run(Action work) => work();")]
    public Task Each_form_is_reported(string body) => Verify<AvoidAsyncVoid>.Reports(Handler(body));

    [Theory]
    [InlineData("await Task.Run(async () => await Send(input));")]
    [InlineData("await Task.WhenAll(input.Split(',').Select(async x => await Send(x)));")]
    [InlineData("Func<string, Task> send = async x => await Send(x); await send(input);")]
    [InlineData("Sent += async (sender, args) => await Send(input); Raise(); await Task.Yield();")]
    [InlineData("Sent += OnSent; Raise(); await Task.Yield();")]
    [InlineData("await Parallel.ForEachAsync(input.Split(','), async (x, _) => await Send(x));")]
    [InlineData("new List<string>().ForEach(x => Console.Write(x)); await Task.Yield();")]
    public Task What_can_be_awaited_or_handles_an_event_is_fine(string body) => Verify<AvoidAsyncVoid>.Allows(
        Handler(body, "static async void OnSent(object? sender, EventArgs args) => await Send(\"\");"));

    [Fact]
    public Task Initialisation_by_async_void_is_reported() => Verify<AvoidAsyncVoid>.Reports("""
        public class F
        {
            static string _table = "";
            public F() => Init();
            static async void [|Init|]() { await Task.Delay(1); _table = "orders"; }
            public string Handle(string input, ILambdaContext context) => _table;
        }
        """, DiagnosticSeverity.Warning, "'Init' is 'async void': the first invocation can begin before it has ended; return a 'Task' that is awaited");

    [Fact]
    public Task A_handler_is_another_rules_finding() => Verify<AvoidAsyncVoid>.Allows(
        "public class F { public async void Handle(string s, ILambdaContext c) { await Task.Delay(1); Later(c); } static async void Later(ILambdaContext c) => await Task.Delay(1); }");

    [Fact]
    public Task Code_that_no_handler_reaches_is_fine() => Verify<AvoidAsyncVoid>.Allows(
        Handler("await Task.Yield();").And("public class Form { public async void Load() => await Task.Delay(1); }"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<AvoidAsyncVoid>.Allows(
        Subject.Of("public class F { public void Handle(string s, ILambdaContext c) { ForEach(async => ); async void (; } async void }").Broken());

    [Fact]
    public Task The_fix_returns_a_task_and_awaits_it() => Verify<AvoidAsyncVoid>.Fixes<AvoidAsyncVoidFix>(
        """
        public class F
        {
            public string Handle(string input, ILambdaContext context)
            {
                Later(input);
                Last();
                return input;
                async void [|Last|]() => await Task.Delay(2);
            }
            // Sends it.
            static async void [|Later|](string what) => await Task.Delay(what.Length);
        }
        """,
        """
        public class F
        {
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                await Later(input);
                await Last();
                return input;
                async Task Last() => await Task.Delay(2);
            }
            // Sends it.
            static async Task Later(string what) => await Task.Delay(what.Length);
        }
        """);

    [Fact]
    public Task The_fix_writes_a_loop() => Verify<AvoidAsyncVoid>.Fixes<AvoidAsyncVoidFix>(
        """
        public class F
        {
            public Task Handle(List<string> input, ILambdaContext context)
            {
                // Each of them.
                input.ForEach([|async|] x => await Task.Delay(x.Length));
                input.ForEach([|async|] (y) =>
                {
                    await Task.Delay(y.Length); // slowly
                });
                return Task.CompletedTask;
            }
        }
        """,
        """
        public class F
        {
            public async Task Handle(List<string> input, ILambdaContext context)
            {
                // Each of them.
                foreach (var x in input) await Task.Delay(x.Length);
                foreach (var y in input)
                {
                    await Task.Delay(y.Length); // slowly
                }
            }
        }
        """, plan: "Loop");

    [Fact]
    public Task The_fix_awaits_in_parallel() => Verify<AvoidAsyncVoid>.Fixes<AvoidAsyncVoidFix>(
        """
        public class F
        {
            public void Handle(string[] input, ILambdaContext context)
            {
                Parallel.ForEach(input, [|async|] x => await Task.Delay(x.Length)); // all
            }
        }
        """,
        """
        public class F
        {
            public async Task Handle(string[] input, ILambdaContext context)
            {
                await Parallel.ForEachAsync(input, async (x, _) => await Task.Delay(x.Length)); // all
            }
        }
        """, plan: "Parallel");

    [Theory]
    [InlineData("input.Split(',').ToList().ForEach([|async|] x => { if (x.Length > 3) return; await Task.Delay(1); }); return input;")]
    [InlineData("using var timer = new Timer([|async|] _ => await Task.Delay(1)); return input;")]
    [InlineData("Action<int> wait = [|async|] x => await Task.Delay(x); wait(1); return input;")]
    public Task No_fix_where_nothing_could_await(string body) => Verify<AvoidAsyncVoid>.OffersNothing<AvoidAsyncVoidFix>(
        "public class F { public string Handle(string input, ILambdaContext context) { " + body + " } }");

    [Fact]
    public Task No_fix_from_a_constructor() => Verify<AvoidAsyncVoid>.OffersNothing<AvoidAsyncVoidFix>(
        "public class F { public F() => Init(); static async void [|Init|]() => await Task.Delay(1); public string Handle(string input, ILambdaContext context) => input; }");

    [Fact]
    public Task What_a_constructor_starts_the_handler_awaits() => Verify<AvoidAsyncVoid>.Fixes<AvoidAsyncVoidFix>("""
        public class F
        {
            string? _config;

            public F()
            {
                Load(); // once
            }

            // The settings.
            async void [|Load|]() => _config = await File.ReadAllTextAsync("x");

            public string Handle(string input, ILambdaContext context)
            {
                context.Logger.LogInformation("{Length}", input.Length);
                return _config + input;
            }
        }
        """, """
        public class F
        {
            readonly Lazy<Task> _load;
            string? _config;

            public F()
            {
                _load = new(Load); // once
            }

            // The settings.
            async Task Load() => _config = await File.ReadAllTextAsync("x");

            public async Task<string> Handle(string input, ILambdaContext context)
            {
                await _load.Value;
                context.Logger.LogInformation("{Length}", input.Length);
                return _config + input;
            }
        }
        """, plan: "Lazy");
}
