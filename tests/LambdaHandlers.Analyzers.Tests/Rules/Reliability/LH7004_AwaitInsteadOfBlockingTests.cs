using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Reliability;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Reliability;

public class AwaitInsteadOfBlockingTests
{
    const string Members = """
        static async Task<string> Load(string what) { await Task.Delay(1); return what; }
        static async ValueTask<int> Count(string what) { await Task.Delay(1); return what.Length; }
        static readonly SemaphoreSlim Gate = new(1);
        record Judged(string Result);
        """;

    static Subject Handler(string body) => Shape.ClassLibrary.With(body, Members);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_result_that_is_waited_for_is_reported(Shape shape) => Verify<AwaitInsteadOfBlocking>.Reports(
        shape.With("var text = [|System.IO.File.ReadAllTextAsync(\"/tmp/x\").Result|]; await Task.Yield();"), DiagnosticSeverity.Warning);

    [Theory, ClassData(typeof(EveryShape))]
    public Task Blocking_in_what_the_handler_calls_is_reported(Shape shape) => Verify<AwaitInsteadOfBlocking>.Reports(
        shape.With("Disk.Read(); await Task.Yield();").And("public static class Disk { public static string Read() => [|File.ReadAllTextAsync(\"/tmp/x\").Result|]; }"));

    [Fact]
    public Task The_message_says_what_blocks() => Verify<AwaitInsteadOfBlocking>.Reports("public class F { public void Handle(string input, ILambdaContext context) => [|Thread.Sleep(500)|]; }",
        DiagnosticSeverity.Warning, "'Thread.Sleep' blocks a thread of F.Handle until the work has ended; await it");

    [Theory]
    [InlineData("[|Load(input).Wait()|]; await Task.Yield();")]
    [InlineData("[|Load(input).Wait(1000)|]; await Task.Yield();")]
    [InlineData("var x = [|Load(input).GetAwaiter().GetResult()|]; await Task.Yield();")]
    [InlineData("var x = [|Load(input).ConfigureAwait(false).GetAwaiter().GetResult()|]; await Task.Yield();")]
    [InlineData("var x = [|Count(input).Result|]; await Task.Yield();")]
    [InlineData("var x = [|Count(input).GetAwaiter().GetResult()|]; await Task.Yield();")]
    [InlineData("var x = [|Task.Run(() => Load(input)).Result|]; await Task.Yield();")]
    [InlineData("[|Task.WaitAll(Load(input), Load(\"\"))|]; await Task.Yield();")]
    [InlineData("[|Task.WaitAny(Load(input), Load(\"\"))|]; await Task.Yield();")]
    [InlineData("[|Thread.Sleep(TimeSpan.FromSeconds(1))|]; await Task.Yield();")]
    [InlineData("[|Gate.Wait()|]; Gate.Release(); await Task.Yield();")]
    [InlineData("var task = Load(input); var x = [|task.Result|]; await Task.Yield();")]
    [InlineData("var all = input.Split(',').Select(x => [|Load(x).Result|]).ToList(); await Task.Yield();")]
    [InlineData("foreach (var x in input.Split(',')) [|Load(x).Wait()|]; await Task.Yield();")]
    [InlineData("var task = Load(input); if (input.Length > 3) Console.Write([|task.Result|]); await task;")]
    // Of several on the way to one another only the first waits.
    [InlineData("var task = Load(input); var text = [|task.Result|]; var size = task.Result.Length; if (size > 3) Console.Write(task.Result); await Task.Yield();")]
    [InlineData("var task = Load(input); if (input.Length > 3) Console.Write([|task.Result|]); else Console.Write([|task.Result|]); await Task.Yield();")]
    [InlineData("var task = Load(input); var both = input.Length > 3 && [|task.Result|].Length > 3; var text = [|task.Result|]; await Task.Yield();")]
    [InlineData("var task = Load(input); var text = [|task.Result|]; task = Load(text); text = [|task.Result|]; await Task.Yield();")]
    [InlineData("var text = input.Length > 3 ? input : null; var task = Load(input); text ??= [|task.Result|]; Console.Write(text + [|task.Result|]); await Task.Yield();")]
    public Task Each_way_to_block_is_reported(string body) => Verify<AwaitInsteadOfBlocking>.Reports(Handler(body));

    [Theory]
    [InlineData("var x = await Load(input);")]
    [InlineData("var task = Load(input); await task; Console.Write(task.Result);")]
    [InlineData("var task = Load(input); await task.ConfigureAwait(false); Console.Write(task.Result);")]
    [InlineData("var (a, b) = (Load(input), Load(\"\")); await Task.WhenAll(a, b); Console.Write(a.Result + b.Result);")]
    [InlineData("var all = input.Split(',').Select(Load).ToList(); await Task.WhenAll(all); Console.Write(string.Join(\"\", all.Select(each => each.Result)));")]
    [InlineData("var all = input.Split(',').Select(Load).ToList(); await Task.WhenAll(all); foreach (var each in all) Console.Write(each.Result);")]
    [InlineData("var first = await Task.WhenAny(Load(input), Load(\"\")); Console.Write(first.Result);")]
    [InlineData("Console.Write((await Task.WhenAny(Load(input), Load(\"\"))).Result); ")]
    [InlineData("await Load(input).ContinueWith(done => Console.Write(done.Result));")]
    [InlineData("var task = Load(input); if (task.IsCompletedSuccessfully) Console.Write(task.Result); await task;")]
    [InlineData("var judged = new Judged(input); Console.Write(judged.Result); await Task.Yield();")]
    [InlineData("if (Gate.Wait(0)) Gate.Release(); await Task.Yield();")]
    [InlineData("await Gate.WaitAsync(); Gate.Release();")]
    [InlineData("Thread.Sleep(0); await Task.Yield();")]
    [InlineData("Console.Write(Task.FromResult(3).Result); await Task.Yield();")]
    [InlineData("lock (Gate) Console.Write(input); await Task.Yield();")]
    public Task What_does_not_block_is_fine(string body) => Verify<AwaitInsteadOfBlocking>.Allows(Handler(body));

    [Theory]
    [InlineData("var loads = new[] { input }.ToDictionary(key => key, Load); await Task.WhenAll(loads.Values); return loads[input].Result + string.Concat(loads.Select(pair => pair.Value.Result));")]
    [InlineData("var loads = new[] { input }.ToDictionary(key => key, Load); await Task.WhenAll(loads.Values); var text = \"\"; foreach (var pair in loads) text += pair.Value.Result; return text;")]
    [InlineData("var loads = new[] { input }.Select(key => (Key: key, Text: Load(key))).ToList(); await Task.WhenAll(loads.Select(each => each.Text)); return string.Concat(loads.Select(each => each.Text.Result));")]
    public Task What_was_joined_in_a_collection_has_ended(string body) => Verify<AwaitInsteadOfBlocking>.Allows(
        "public class F { public async Task<string> Handle(string input, ILambdaContext context) { await Task.Yield(); " + body + " } static async Task<string> Load(string what) { await Task.Delay(1); return what; } }");

    [Theory]
    [InlineData("var loads = new[] { input }.ToDictionary(key => key, Load); return string.Concat(loads.Select(pair => [|pair.Value.Result|]));")]
    [InlineData("var loads = new[] { input }.ToDictionary(key => key, Load); var first = [|loads[input].Result|]; await Task.WhenAll(loads.Values); return first;")]
    public Task What_was_not_joined_before_has_not(string body) => Verify<AwaitInsteadOfBlocking>.Reports(
        "public class F { public async Task<string> Handle(string input, ILambdaContext context) { await Task.Yield(); " + body + " } static async Task<string> Load(string what) { await Task.Delay(1); return what; } }");

    [Fact]
    public Task Initialisation_may_block() => Verify<AwaitInsteadOfBlocking>.Allows("""
        public class F
        {
            static readonly string Table = Load().Result; readonly string _region; static readonly Lazy<string> Lazily = new(() => Load().Result);
            public F() => _region = Load().GetAwaiter().GetResult();
            static async Task<string> Load() { await Task.Delay(1); return ""; }
            public string Handle(string input, ILambdaContext context) => Table + _region + Lazily.Value;
        }
        """);

    [Fact]
    public Task A_constructor_on_the_path_is_told_what_to_do() => Verify<AwaitInsteadOfBlocking>.Reports("""
        public class F { public string Handle(string input, ILambdaContext context) => new Work(input).Text; }
        public class Work { public string Text; public Work(string input) { Text = [|File.ReadAllTextAsync(input).Result|]; } }
        """, DiagnosticSeverity.Warning, "'Result' blocks a thread of F.Handle until the work has ended; a constructor cannot await, so start the work in an async method that the handler awaits");

    [Fact]
    public Task Dispose_has_no_other_way() => Verify<AwaitInsteadOfBlocking>.Allows("""
        public class F { public string Handle(string input, ILambdaContext context) { using var work = new Work(); return input; } }
        public class Work : IDisposable { public void Dispose() => Task.Delay(1).Wait(); }
        """);

    [Fact]
    public Task Main_may_block() => Verify<AwaitInsteadOfBlocking>.Allows(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        public static class Program
        {
            public static void Main() => LambdaBootstrapBuilder.Create<string>((input, context) => Console.Write(input), new DefaultLambdaJsonSerializer()).Build().RunAsync().Wait();
        }
        """).Executable());

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<AwaitInsteadOfBlocking>.Allows(
        Subject.Of("public class F { public void Handle(string s, ILambdaContext c) { .Result; x.Wait(; Task.WaitNothing(; Thread.Sleep() } }").Broken());

    [Fact]
    public Task The_fix_awaits_each_form() => Verify<AwaitInsteadOfBlocking>.Fixes<AwaitInsteadOfBlockingFix>(
        """
        public class F
        {
            static readonly SemaphoreSlim Gate = new(1);
            public string Handle(string input, ILambdaContext context)
            {
                [|Gate.Wait()|];
                [|Thread.Sleep(500)|]; // half a second
                [|Load(input).Wait()|];
                [|Task.WaitAll(Load(input), Load("x"))|];
                var length = [|Load(input).Result|].Length;
                var text = [|Load(input).ConfigureAwait(false).GetAwaiter().GetResult()|];
                return text + length + First(input);
            }
            string First(string input) => [|Load(input).Result|];
            static async Task<string> Load(string what) { await Task.Delay(1); return what; }
        }
        """,
        """
        public class F
        {
            static readonly SemaphoreSlim Gate = new(1);
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                await Gate.WaitAsync();
                await Task.Delay(500); // half a second
                await Load(input);
                await Task.WhenAll(Load(input), Load("x"));
                var length = (await Load(input)).Length;
                var text = await Load(input).ConfigureAwait(false);
                return text + length + await First(input);
            }
            async Task<string> First(string input) => await Load(input);
            static async Task<string> Load(string what) { await Task.Delay(1); return what; }
        }
        """);

    [Fact]
    public Task The_fix_follows_overrides_and_the_bootstrap() => Verify<AwaitInsteadOfBlocking>.Fixes<AwaitInsteadOfBlockingFix>(
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        await LambdaBootstrapBuilder.Create<string, string>(new Read().Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).And("""
        public abstract class Step { public string Handle(string input) => Work(input); protected abstract string Work(string input); }
        public class Read : Step { protected override string Work(string input) => [|File.ReadAllTextAsync(input).Result|]; }
        public class Skip : Step { protected override string Work(string input) => input; }
        """).Executable(),
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        await LambdaBootstrapBuilder.Create<string, string>(new Read().Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).And("""
        public abstract class Step { public async Task<string> Handle(string input) => await Work(input); protected abstract Task<string> Work(string input); }
        public class Read : Step { protected override async Task<string> Work(string input) => await File.ReadAllTextAsync(input); }
        public class Skip : Step { protected override async Task<string> Work(string input) => input; }
        """).Executable());

    [Theory]
    [InlineData("var late = ![|Load(input).Wait(1000)|]; return input + late;")]
    [InlineData("return input + [|Task.WaitAny(Load(input), Load(\"x\"))|];")]
    [InlineData("try { return [|Load(input).Result|]; } catch (AggregateException) { return \"\"; }")]
    [InlineData("return string.Concat(input.Split(',').Select(x => [|Load(x).Result|]));")]
    [InlineData("Span<char> text = stackalloc char[3]; text[0] = [|Load(input).Result|][0]; return text.ToString();")]
    public Task No_fix_where_an_await_does_something_else(string body) => Verify<AwaitInsteadOfBlocking>.OffersNothing<AwaitInsteadOfBlockingFix>(
        "public class F { public string Handle(string input, ILambdaContext context) { " + body + " } static async Task<string> Load(string what) { await Task.Delay(1); return what; } }");
}
