using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Reliability;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Reliability;

public class AwaitWorkTests
{
    const string Members = """
        static Task Send(string what) => File.WriteAllTextAsync("/tmp/x", what);
        static async Task<int> Count(string what) { await Send(what); return 1; }
        static async ValueTask Put(string what) => await Send(what);
        static Task Done() => Task.CompletedTask;
        static Task<int> Known(int x) { if (x > 3) return Task.FromResult(3); return Task.FromResult(x); }
        static Task Kept = Task.CompletedTask; static Task? Pending;
        class Bus { public Task SendAsync(string x) => Send(x); }
        static Bus? Maybe = new();
        static void Later(Task task) => Kept = task;
        """;

    static Subject Handler(string body) => Shape.ClassLibrary.With(body, Members);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_task_that_is_thrown_away_is_reported(Shape shape) => Verify<AwaitWork>.Reports(
        shape.With("_ = [|System.IO.File.WriteAllTextAsync(\"/tmp/x\", \"y\")|]; await Task.Yield();"), DiagnosticSeverity.Warning);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_task_thrown_away_in_what_the_handler_calls_is_reported(Shape shape) => Verify<AwaitWork>.Reports(
        shape.With("Mail.Send(); await Task.Yield();").And("public static class Mail { public static void Send() { [|File.WriteAllTextAsync(\"/tmp/x\", \"y\")|]; } }"));

    [Fact]
    public Task The_message_says_what_is_lost() => Verify<AwaitWork>.Reports(Handler("_ = [|Send(input)|]; await Task.Yield();"), DiagnosticSeverity.Warning,
        "Nobody waits for 'Send': it freezes with the environment when Orders.Handle has answered; await it");

    [Theory]
    [InlineData("[|Send(input)|]; await Task.Yield();")]
    [InlineData("[|Put(input)|]; await Task.Yield();")]
    [InlineData("_ = [|Count(input)|]; await Task.Yield();")]
    [InlineData("[|Send(input).ConfigureAwait(false)|]; await Task.Yield();")]
    [InlineData("[|Task.Run(() => Console.Write(input))|]; await Task.Yield();")]
    [InlineData("_ = [|Task.Run(async () => await Send(input))|]; await Task.Yield();")]
    [InlineData("[|Task.Factory.StartNew(() => Console.Write(input))|]; await Task.Yield();")]
    [InlineData("await Task.Yield(); [|await Task.Factory.StartNew(async () => await Send(input))|];")]
    [InlineData("_ = [|Send(input).ContinueWith(t => Console.Write(t.Exception))|]; await Task.Yield();")]
    [InlineData("_ = [|Task.WhenAll(Send(input), Send(\"\"))|]; await Task.Yield();")]
    [InlineData("[|Parallel.ForEachAsync(new[] { input }, async (x, _) => await Send(x))|]; await Task.Yield();")]
    [InlineData("[|Maybe?.SendAsync(input)|]; await Task.Yield();")]
    [InlineData("var sending = [|Send(input)|]; await Task.Yield();")]
    [InlineData("var sending = [|Send(input)|]; if (sending.IsCompleted) Console.Write(input); await Task.Yield();")]
    [InlineData("var sending = [|Send(input)|]; _ = sending; await Task.Yield();")]
    [InlineData("var all = [|input.Split(',').Select(Send).ToList()|]; await Task.Yield();")]
    [InlineData("var all = [|new List<Task>()|]; foreach (var x in input.Split(',')) all.Add(Send(x)); await Task.Yield();")]
    [InlineData("[|input.Split(',').Select(x => Send(x)).ToArray()|]; await Task.Yield();")]
    [InlineData("input.Split(',').ToList().ForEach(x => [|Send(x)|]); await Task.Yield();")]
    [InlineData("foreach (var x in input.Split(',')) [|Send(x)|]; await Task.Yield();")]
    [InlineData("if (input.Length > 3) { [|Send(input)|]; } await Task.Yield();")]
    [InlineData("Pending = [|Send(input)|]; await Task.Yield();")]
    [InlineData("[|new Thread(() => Console.Write(input)).Start()|]; await Task.Yield();")]
    [InlineData("[|ThreadPool.QueueUserWorkItem(_ => Console.Write(input))|]; await Task.Yield();")]
    [InlineData("var timer = [|new Timer(_ => Console.Write(input), null, 0, 1000)|]; await Task.Yield();")]
    public Task Each_way_to_lose_work_is_reported(string body) => Verify<AwaitWork>.Reports(Handler(body));

    [Theory]
    [InlineData("await Send(input);")]
    [InlineData("var sending = Send(input); Console.Write(input); await sending;")]
    [InlineData("var (first, second) = (Send(input), Send(\"\")); await Task.WhenAll(first, second);")]
    [InlineData("var all = input.Split(',').Select(Send); await Task.WhenAll(all);")]
    [InlineData("var all = new List<Task>(); foreach (var x in input.Split(',')) all.Add(Send(x)); await Task.WhenAll(all);")]
    [InlineData("var all = new List<Task>(); foreach (var x in input.Split(',')) all.Add(Send(x)); foreach (var one in all) await one;")]
    [InlineData("var sending = Send(input); try { Console.Write(input); } finally { await sending; }")]
    [InlineData("await Task.WhenAll(input.Split(',').Select(x => Send(x)));")]
    [InlineData("await Task.Run(() => Console.Write(input));")]
    [InlineData("await Task.Factory.StartNew(() => Console.Write(input));")]
    [InlineData("await Task.Factory.StartNew(async () => await Send(input)).Unwrap();")]
    [InlineData("await await Task.Factory.StartNew(async () => await Send(input));")]
    [InlineData("Send(input).Wait(); await Task.Yield();")]
    [InlineData("Send(input).GetAwaiter().GetResult(); await Task.Yield();")]
    [InlineData("_ = await Count(input);")]
    [InlineData("_ = Kept; await Task.Yield();")]
    [InlineData("Later(Send(input)); await Kept;")]
    [InlineData("Kept = Send(input); await Kept;")]
    [InlineData("Done(); _ = Known(3); await Task.Yield();")]
    [InlineData("using var source = new CancellationTokenSource(); _ = source.CancelAsync(); await Task.Yield();")]
    [InlineData("var sending = Send(input); _ = sending.ContinueWith(t => Console.Write(t.Exception)); await sending;")]
    [InlineData("using var timer = new Timer(_ => Console.Write(input), null, 0, 1000); await Task.Yield();")]
    [InlineData("var timer = new Timer(_ => Console.Write(input), null, 0, 1000); await Task.Yield(); timer.Dispose();")]
    [InlineData("var thread = new Thread(() => Console.Write(input)); thread.Start(); thread.Join(); await Task.Yield();")]
    [InlineData("using var done = new ManualResetEventSlim(); ThreadPool.QueueUserWorkItem(_ => done.Set()); done.Wait(); await Task.Yield();")]
    [InlineData("await using var stream = new MemoryStream(); await Task.Yield();")]
    [InlineData("Func<Task> send = () => Send(input); await send();")]
    [InlineData("await Task.WhenAll(input.Split(',').Select(async x => await Send(x)));")]
    public Task Work_that_somebody_waits_for_is_fine(string body) => Verify<AwaitWork>.Allows(Handler(body));

    [Fact]
    public Task A_lambda_that_the_constructor_hands_over_loses_its_work_in_an_invocation() => Verify<AwaitWork>.Reports("""
        public class F
        {
            readonly Action<string> _failed;
            public F() => _failed = reason => [|Tell(reason)|];
            static async Task Tell(string reason) => await Task.Delay(10);
            public string Handle(string input, ILambdaContext context) { if (input.Length == 0) _failed("empty"); return input; }
        }
        """, DiagnosticSeverity.Warning);

    [Fact]
    public Task A_policy_that_the_constructor_makes_loses_its_work_in_an_invocation() => Verify<AwaitWork>.Reports("""
        public class F
        {
            readonly Policy _policy;
            public F() => _policy = new Policy(reason => { [|Tell(reason)|]; });
            static async Task Tell(string reason) => await Task.Delay(10);
            public string Handle(string input, ILambdaContext context) => input;
        }
        public class Policy(Action<string> failed) { public override string ToString() => failed.ToString(); }
        """, DiagnosticSeverity.Warning, "Nobody waits for 'Tell': it freezes with the environment when the invocation that starts it has answered; await it");

    [Fact]
    public Task Work_lost_at_initialisation_is_reported() => Verify<AwaitWork>.Reports("""
        public class F
        {
            public F() { _ = [|Warm()|]; }
            static async Task Warm() => await Task.Delay(10);
            public string Handle(string input, ILambdaContext context) => input;
        }
        """, DiagnosticSeverity.Warning, "Nobody waits for 'Warm': the first invocation can begin before it has ended; await it");

    [Fact]
    public Task Initialisation_that_the_handler_awaits_is_fine() => Verify<AwaitWork>.Allows("""
        public class F
        {
            readonly Task<string> _table; static readonly Lazy<Task<string>> Lazily = new(() => Load());
            public F() { _table = Load(); }
            static async Task<string> Load() { await Task.Delay(10); return "orders"; }
            public async Task<string> Handle(string input, ILambdaContext context) => await _table + await Lazily.Value + input;
        }
        """);

    [Fact]
    public Task A_program_that_starts_its_host_is_fine() => Verify<AwaitWork>.Allows(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport; using Microsoft.Extensions.Hosting;
        var host = Host.CreateDefaultBuilder().Build();
        _ = host.StartAsync();
        await LambdaBootstrapBuilder.Create<string>((input, context) => Console.Write(input), new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Fact]
    public Task Async_void_is_another_rules_finding() => Verify<AwaitWork>.Allows(Handler(
        "input.Split(',').ToList().ForEach(async x => await Send(x)); using var timer = new Timer(async _ => await Send(input)); await Task.Yield();"));

    [Fact]
    public Task Code_that_no_handler_reaches_is_fine() => Verify<AwaitWork>.Allows(
        Handler("await Task.Yield();").And("public static class Tool { public static void Send() { _ = File.WriteAllTextAsync(\"x\", \"y\"); } }"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<AwaitWork>.Allows(
        Subject.Of("public class F { public async Task Handle(string s, ILambdaContext c) { _ = Nothing(; new Timer(; var x = ; Task.Run( } }").Broken());

    [Fact]
    public Task The_fix_awaits_up_to_the_handler() => Verify<AwaitWork>.Fixes<AwaitWorkFix>(
        """
        public class F
        {
            readonly IMail _mail = new Mail();

            // Takes one order.
            public string Handle(string input, ILambdaContext context)
            {
                _mail.Tell(input); // now
                return input;
            }
        }
        public interface IMail { void Tell(string what); }
        public class Mail : IMail
        {
            public void Tell(string what)
            {
                // Not awaited on purpose?
                _ = [|Send(what)|];
                [|Send(what)|]; /* twice */
                var last = [|Count(what)|];
            }
            static async Task Send(string what) => await Task.Delay(what.Length);
            static async Task<int> Count(string what) { await Task.Delay(what.Length); return 1; }
        }
        """,
        """
        public class F
        {
            readonly IMail _mail = new Mail();

            // Takes one order.
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                await _mail.Tell(input); // now
                return input;
            }
        }
        public interface IMail { Task Tell(string what); }
        public class Mail : IMail
        {
            public async Task Tell(string what)
            {
                // Not awaited on purpose?
                await Send(what);
                await Send(what); /* twice */
                await Count(what);
            }
            static async Task Send(string what) => await Task.Delay(what.Length);
            static async Task<int> Count(string what) { await Task.Delay(what.Length); return 1; }
        }
        """);

    [Fact]
    public Task The_fix_makes_a_method_that_returned_a_task_async() => Verify<AwaitWork>.Fixes<AwaitWorkFix>(
        """
        public class F
        {
            public Task Handle(string input, ILambdaContext context)
            {
                [|Send(input)|];
                if (input.Length > 3) return Task.CompletedTask;
                return Send("last");
            }
            public Task<int> Other(string input, ILambdaContext context)
            {
                [|Send(input)|];
                if (input.Length > 3) return Task.FromResult(3);
                return Count(input);
            }
            static async Task Send(string what) => await Task.Delay(what.Length);
            static async Task<int> Count(string what) { await Task.Delay(what.Length); return 1; }
        }
        """,
        """
        public class F
        {
            public async Task Handle(string input, ILambdaContext context)
            {
                await Send(input);
                if (input.Length > 3) return;
                await Send("last");
            }
            public async Task<int> Other(string input, ILambdaContext context)
            {
                await Send(input);
                if (input.Length > 3) return 3;
                return await Count(input);
            }
            static async Task Send(string what) => await Task.Delay(what.Length);
            static async Task<int> Count(string what) { await Task.Delay(what.Length); return 1; }
        }
        """);

    [Fact]
    public Task The_fix_follows_into_other_files_and_adds_the_using() => Verify<AwaitWork>.Fixes<AwaitWorkFix>(
        Subject.Of("""
        using Amazon.Lambda.Core;

        public class F
        {
            public void Handle(string input, ILambdaContext context) => Mail.Tell(input);
        }
        """).And("""
        using System.IO;

        public static class Mail { public static void Tell(string what) => [|File.WriteAllTextAsync("/tmp/x", what)|]; }
        """) with { HasUsings = false },
        Subject.Of("""
        using System.Threading.Tasks;
        using Amazon.Lambda.Core;

        public class F
        {
            public async Task Handle(string input, ILambdaContext context) => await Mail.Tell(input);
        }
        """).And("""
        using System.IO;
        using System.Threading.Tasks;

        public static class Mail { public static async Task Tell(string what) => await File.WriteAllTextAsync("/tmp/x", what); }
        """) with { HasUsings = false });

    [Theory]
    [InlineData("public class F { public string Handle(string input, ILambdaContext context) { Tell(ref input); return input; } static void Tell(ref string what) { _ = [|Send(what)|]; } static async Task Send(string what) => await Task.Delay(1); }")]
    [InlineData("public class F { readonly object _gate = new(); public string Handle(string input, ILambdaContext context) { lock (_gate) { _ = [|Send(input)|]; } return input; } static async Task Send(string what) => await Task.Delay(1); }")]
    [InlineData("public class F { public string Handle(string input, ILambdaContext context) { Action<string> tell = Tell; tell(input); Tell(input); return input; } static void Tell(string what) { _ = [|Send(what)|]; } static async Task Send(string what) => await Task.Delay(1); }")]
    [InlineData("public class F { public string Handle(string input, ILambdaContext context) => new Work(input).ToString()!; } public class Work { public Work(string what) { _ = [|Send(what)|]; } static async Task Send(string what) => await Task.Delay(1); }")]
    [InlineData("public class F { public string Handle(string input, ILambdaContext context) { input.Split(',').ToList().ForEach(x => [|Send(x)|]); return input; } static async Task Send(string what) => await Task.Delay(1); }")]
    [InlineData("public class F : IDisposable { public string Handle(string input, ILambdaContext context) { Dispose(); return input; } public void Dispose() { _ = [|Send(\"\")|]; } static async Task Send(string what) => await Task.Delay(1); }")]
    [InlineData("public class F { public string Handle(string input, ILambdaContext context) { [|new Thread(() => Console.Write(input)).Start()|]; return input; } }")]
    public Task No_fix_where_somebody_cannot_follow(string source) => Verify<AwaitWork>.OffersNothing<AwaitWorkFix>(source);

    [Fact]
    public Task What_a_constructor_starts_the_handlers_await() => Verify<AwaitWork>.Fixes<AwaitWorkFix>("""
        public class F
        {
            string? _config;
            public F() => _ = [|LoadAsync()|];
            async Task LoadAsync() => _config = await File.ReadAllTextAsync("x");

            public async Task<string> Handle(string input, ILambdaContext context)
            {
                await Task.Yield();
                return _config + input;
            }
        }
        """, """
        public class F
        {
            readonly Lazy<Task> _load;
            string? _config;
            public F() => _load = new(LoadAsync);
            async Task LoadAsync() => _config = await File.ReadAllTextAsync("x");

            public async Task<string> Handle(string input, ILambdaContext context)
            {
                await _load.Value;
                await Task.Yield();
                return _config + input;
            }
        }
        """, plan: "Lazy");

    [Fact]
    public Task What_needs_no_task_is_called() => Verify<AwaitWork>.Fixes<AwaitWorkFix>("""
        public class F
        {
            public string Handle(string input, ILambdaContext context)
            {
                _ = [|Task.Run(() => File.WriteAllText("/tmp/x", input))|]; // the copy
                Task.[|Run|](() =>
                {
                    var twice = input + input;
                    File.WriteAllText("/tmp/y", twice);
                });
                return input;
            }
        }
        """, """
        public class F
        {
            public string Handle(string input, ILambdaContext context)
            {
                File.WriteAllText("/tmp/x", input); // the copy
                {
                    var twice = input + input;
                    File.WriteAllText("/tmp/y", twice);
                }
                return input;
            }
        }
        """, plan: "Direct");

    [Fact]
    public Task A_list_of_tasks_is_awaited_when_it_is_complete() => Verify<AwaitWork>.Fixes<AwaitWorkFix>("""
        public class F
        {
            static Task Save(string what) => File.WriteAllTextAsync("/tmp/x", what);

            public int Handle(string[] input, ILambdaContext context)
            {
                var saves = [|input.Select(Save).ToList()|];
                var more = [|new List<Task>()|];
                foreach (var one in input) more.Add(Save(one));
                return saves.Count;
            }
        }
        """, """
        public class F
        {
            static Task Save(string what) => File.WriteAllTextAsync("/tmp/x", what);

            public async Task<int> Handle(string[] input, ILambdaContext context)
            {
                var saves = input.Select(Save).ToList();
                var more = new List<Task>();
                foreach (var one in input) more.Add(Save(one));
                await Task.WhenAll(more);
                await Task.WhenAll(saves);
                return saves.Count;
            }
        }
        """, plan: "All");

    const string Senders = """
        namespace Serilog { public class LoggerConfiguration { public Core.Logger CreateLogger() => new(); } public static class Log { public static Core.Logger? Logger { get; set; } public static void CloseAndFlush() { } } }
        namespace Serilog.Core { public class Logger : System.IDisposable { public void Information(string text) { } public void Dispose() { } } }
        namespace OpenTelemetry { public static class Sdk { public static Trace.TracerProviderBuilder CreateTracerProviderBuilder() => new(); } }
        namespace OpenTelemetry.Trace { public class TracerProviderBuilder { public TracerProvider Build() => new(); } public class TracerProvider : System.IDisposable { public bool ForceFlush() => true; public void Dispose() { } } }
        namespace Sentry { public static class SentrySdk { public static System.IDisposable Init(string dsn) => null!; public static void Flush() { } } }
        """;

    [Theory]
    [InlineData("var log = [|new Serilog.LoggerConfiguration().CreateLogger()|]; log.Information(input);")]
    [InlineData("var traces = [|OpenTelemetry.Sdk.CreateTracerProviderBuilder().Build()|];")]
    [InlineData("[|Sentry.SentrySdk.Init(input)|];")]
    public Task What_sends_in_the_background_is_flushed(string body) => Verify<AwaitWork>.Reports(Subject.Of("public class F { public void Handle(string input, ILambdaContext context) { " + body + " } }").And(Senders));

    [Theory]
    [InlineData("using var log = new Serilog.LoggerConfiguration().CreateLogger(); log.Information(input);")]
    [InlineData("using (Sentry.SentrySdk.Init(input)) { }")]
    [InlineData("var traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder().Build(); traces.ForceFlush();")]
    [InlineData("var log = new Serilog.LoggerConfiguration().CreateLogger(); log.Information(input); log.Dispose();")]
    [InlineData("_log ??= new Serilog.LoggerConfiguration().CreateLogger(); _log.Information(input);")]
    [InlineData("if (_log is null) { var log = new Serilog.LoggerConfiguration().CreateLogger(); _log = log; }")]
    public Task What_is_flushed_or_made_once_is_fine(string body) => Verify<AwaitWork>.Allows(Subject.Of("public class F { Serilog.Core.Logger? _log; public F() { Serilog.Log.Logger = new Serilog.LoggerConfiguration().CreateLogger(); } public void Handle(string input, ILambdaContext context) { " + body + " } }").And(Senders));
}
