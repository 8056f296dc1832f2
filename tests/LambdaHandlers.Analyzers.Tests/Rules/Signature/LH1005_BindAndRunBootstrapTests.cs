using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// The 37 overloads are in OverloadTableTests.
public class BindAndRunBootstrapTests
{
    const string Handlers = """
        static partial class H
        {
            public static async Task<string> Result(string s, ILambdaContext c) { await Task.Yield(); return s; }
            public static async Task Nothing(string s) => await Task.Yield();
            public static async Task Bare() => await Task.Yield();
        }
        """;

    static Subject Program(string statements) => Subject.Of("using Amazon.Lambda.RuntimeSupport;\nvar ser = new DefaultLambdaJsonSerializer();\n" + statements + "\n" + Handlers).Executable();

    static Subject Run(string create) => Program("await LambdaBootstrapBuilder." + create + ".Build().RunAsync();");

    [Theory]
    [InlineData("Create<string>([|H.Result|], ser)", "This overload takes a handler that returns nothing, and drops the 'string' that this one returns; name both types: '<string, string>'")]
    [InlineData("Create<string>([|(s, c) => H.Result(s, c)|], ser)", "This overload takes a handler that returns nothing, and drops the 'string' that this one returns; name both types: '<string, string>'")]
    [InlineData("Create<string, Task>([|H.Nothing|], ser)", "This overload serialises the 'Task' itself and awaits nothing; bind an overload without an output")]
    [InlineData("Create([|async () => await Task.Yield()|], ser)", "This overload serialises the 'Task' itself and awaits nothing; bind an overload without an output")]
    [InlineData("Create<string, Task<string>>([|H.Result|], ser)", "This overload serialises the 'Task<string>' itself and awaits nothing; name 'string' as the output")]
    [InlineData("Create<Stream, string>([|s => \"\"|], ser)", "This overload deserialises a 'Stream' from the event, and every invocation fails; leave 'Stream' out of the type arguments")]
    [InlineData("Create<ILambdaContext, string>([|c => \"\"|], ser)", "This overload deserialises a 'ILambdaContext' from the event, and every invocation fails; leave 'ILambdaContext' out of the type arguments")]
    [InlineData("Create<string, string>(H.Result, [|null|]!)", "The serializer is null, and every invocation fails; pass a serializer")]
    [InlineData("Create<string, string>(H.Result, [|default(ILambdaSerializer)|]!)", "The serializer is null, and every invocation fails; pass a serializer")]
    public Task A_wrong_overload_is_an_error(string create, string message) => Verify<BindAndRunBootstrap>.Reports(Run(create), DiagnosticSeverity.Error, message);

    [Theory]
    [InlineData("Func<string, ILambdaContext, Task<string>> h = H.Result; await LambdaBootstrapBuilder.Create<string>([|h|], ser).Build().RunAsync();")]
    [InlineData("Func<string, ILambdaContext, Task> h = H.Result; await LambdaBootstrapBuilder.Create([|h|], ser).Build().RunAsync();")]
    [InlineData("using var w = HandlerWrapper.GetHandlerWrapper<string>([|H.Result|], ser); await new LambdaBootstrap(w).RunAsync();")]
    public Task A_variable_is_followed_and_wrappers_count(string statements) => Verify<BindAndRunBootstrap>.Reports(Program(statements));

    [Fact]
    public Task A_memory_stream_as_the_answer_is_a_warning() => Verify<BindAndRunBootstrap>.Reports(Run("Create([|(string s) => new MemoryStream()|], ser)"), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("LambdaBootstrapBuilder.Create(H.Bare).[|Build|]();")]
    [InlineData("LambdaBootstrapBuilder.[|Create|](H.Bare);")]
    [InlineData("_ = LambdaBootstrapBuilder.Create(H.Bare).[|Build|]();")]
    [InlineData("using var b = LambdaBootstrapBuilder.Create(H.Bare).[|Build|]();")]
    [InlineData("using var w = HandlerWrapper.[|GetHandlerWrapper|](H.Bare);")]
    [InlineData("using var w = HandlerWrapper.GetHandlerWrapper(H.Bare); var b = new [|LambdaBootstrap|](w);")]
    [InlineData("LambdaBootstrapBuilder.Create(H.Bare).Build().[|RunAsync|]();")]
    [InlineData("_ = LambdaBootstrapBuilder.Create(H.Bare).Build().[|RunAsync|]();")]
    [InlineData("var b = LambdaBootstrapBuilder.Create(H.Bare).Build(); b.[|RunAsync|]().ConfigureAwait(false);")]
    [InlineData("var run = LambdaBootstrapBuilder.Create(H.Bare).Build().[|RunAsync|]();")]
    public Task A_bootstrap_that_never_runs_or_is_not_awaited_is_an_error(string statements) => Verify<BindAndRunBootstrap>.Reports(Program(statements), DiagnosticSeverity.Error);

    [Fact]
    public Task Main_is_as_good_as_top_level_statements() => Verify<BindAndRunBootstrap>.Reports(
        Subject.Of("using Amazon.Lambda.RuntimeSupport; class P { static void Main() { LambdaBootstrapBuilder.Create(H.Bare).Build().[|RunAsync|](); } } " + Handlers).Executable());

    [Theory]
    [InlineData("await LambdaBootstrapBuilder.Create<string, string>(H.Result, ser).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create<string>(async (s, c) => { await H.Result(s, c); }, ser).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync().ConfigureAwait(false);")]
    [InlineData("LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync().Wait();")]
    [InlineData("LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync().GetAwaiter().GetResult();")]
    [InlineData("using var b = LambdaBootstrapBuilder.Create(H.Bare).Build(); await b.RunAsync();")]
    [InlineData("using (var b = LambdaBootstrapBuilder.Create(H.Bare).Build()) { await b.RunAsync(); }")]
    [InlineData("var run = LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync(); await Task.WhenAny(run, Task.Delay(1));")]
    [InlineData("_ = LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync(); Thread.Sleep(-1);")]
    [InlineData("var builder = LambdaBootstrapBuilder.Create(H.Bare); builder.UseBootstrapHandler(() => Task.FromResult(true)); await builder.Build().RunAsync();")]
    [InlineData("var t = Start(); await t; static Task Start() => LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync();")]
    [InlineData("Func<Task<Stream>> h = () => Task.FromResult(Stream.Null); await LambdaBootstrapBuilder.Create(h).Build().RunAsync();")]
    public Task What_is_bound_and_run_well_is_fine(string statements) => Verify<BindAndRunBootstrap>.Allows(
        Program(statements.Replace("builder.UseBootstrapHandler", "builder = builder.UseBootstrapHandler", StringComparison.Ordinal)));

    [Theory]
    [InlineData("using Amazon.Lambda.RuntimeSupport; class P { static void Main() { _ = Create<string>(H.Result, null); } static object Create<T>(Func<T, ILambdaContext, Task> f, object? o) => f; }")]
    [InlineData("using Amazon.Lambda.RuntimeSupport; class P { static void Main() { } void Start() { LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync(); } }")]
    public Task Other_methods_are_fine(string source) => Verify<BindAndRunBootstrap>.Allows(Subject.Of(source + Handlers).Executable());

    [Fact]
    public Task A_call_that_does_not_bind_is_fine() => Verify<BindAndRunBootstrap>.Allows(Run("Create<Missing>(H.Result, ser)").Broken());

    [Theory]
    [InlineData("await LambdaBootstrapBuilder.Create<string>([|H.Result|], ser).Build().RunAsync();", "await LambdaBootstrapBuilder.Create<string, string>(H.Result, ser).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create<string, Task<string>>(/* it */ [|H.Result|], ser).Build().RunAsync();", "await LambdaBootstrapBuilder.Create<string, string>(/* it */ H.Result, ser).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create<string, Task>([|H.Nothing|], ser).Build().RunAsync();", "await LambdaBootstrapBuilder.Create<string>(H.Nothing, ser).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create([|async () => await Task.Yield()|], ser).Build().RunAsync();", "await LambdaBootstrapBuilder.Create(async () => await Task.Yield()).Build().RunAsync();")]
    [InlineData("LambdaBootstrapBuilder.Create(H.Bare).Build().[|RunAsync|](); // go", "await LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync(); // go")]
    [InlineData("LambdaBootstrapBuilder.Create(H.Bare).[|Build|]();", "await LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync();")]
    public Task The_fix_binds_the_right_overload_or_awaits(string before, string after) => Verify<BindAndRunBootstrap>.Fixes<BindAndRunBootstrapFix>(Program(before), Program(after));

    [Theory]
    [InlineData("Func<string, ILambdaContext, Task> h = H.Result; await LambdaBootstrapBuilder.Create([|h|], ser).Build().RunAsync();")]
    [InlineData("using var w = HandlerWrapper.[|GetHandlerWrapper|](H.Bare);")]
    [InlineData("await LambdaBootstrapBuilder.Create<Stream, string>([|s => \"\"|], ser).Build().RunAsync();")]
    public Task No_fix_where_more_must_change(string statements) => Verify<BindAndRunBootstrap>.OffersNothing<BindAndRunBootstrapFix>(Program(statements));

    [Theory]
    [InlineData("await LambdaBootstrapBuilder.Create<Stream>([|Take|], ser).Build().RunAsync(); static Task Take(Stream s) => Task.CompletedTask;", "await LambdaBootstrapBuilder.Create(Take).Build().RunAsync(); static Task Take(Stream s) => Task.CompletedTask;", "Raw")]
    [InlineData("await LambdaBootstrapBuilder.Create<Stream, string>([|Take|], ser).Build().RunAsync(); static string Take(Stream s) => \"\";", "await LambdaBootstrapBuilder.Create(Take, ser).Build().RunAsync(); static string Take(Stream s) => \"\";", "Raw")]
    [InlineData("await LambdaBootstrapBuilder.Create<ILambdaContext>([|Take|], ser).Build().RunAsync(); static void Take(ILambdaContext s) { }", "await LambdaBootstrapBuilder.Create(Take).Build().RunAsync(); static void Take(ILambdaContext s) { }", "Raw")]
    [InlineData("await LambdaBootstrapBuilder.Create<string, string>(H.Result, /* none */ [|null|]!).Build().RunAsync();", "await LambdaBootstrapBuilder.Create<string, string>(H.Result, /* none */ new DefaultLambdaJsonSerializer()).Build().RunAsync();", "Serializer")]
    [InlineData("using var b = LambdaBootstrapBuilder.Create(H.Bare).[|Build|](); // made\nGC.Collect();", "using var b = LambdaBootstrapBuilder.Create(H.Bare).Build(); // made\nawait b.RunAsync();\nGC.Collect();", "Run")]
    public Task The_fix_hands_over_passes_and_runs(string before, string after, string plan) => Verify<BindAndRunBootstrap>.Fixes<BindAndRunBootstrapFix>(Program(before), Program(after), plan);

    [Fact]
    public Task The_fix_runs_what_a_variable_in_a_block_holds() => Verify<BindAndRunBootstrap>.Fixes<BindAndRunBootstrapFix>(
        Subject.Of("using Amazon.Lambda.RuntimeSupport; class P { static async Task Main() { await Task.Yield(); using var b = LambdaBootstrapBuilder.Create(H.Bare).[|Build|](); } } " + Handlers).Executable(),
        Subject.Of("using Amazon.Lambda.RuntimeSupport; class P { static async Task Main() { await Task.Yield(); using var b = LambdaBootstrapBuilder.Create(H.Bare).Build(); await b.RunAsync(); } } " + Handlers).Executable(), "Run");

    [Fact]
    public Task The_fix_makes_Main_async() => Verify<BindAndRunBootstrap>.Fixes<BindAndRunBootstrapFix>(
        Subject.Of("using Amazon.Lambda.RuntimeSupport; class P { static void Main() { LambdaBootstrapBuilder.Create(H.Bare).Build().[|RunAsync|](); } } " + Handlers).Executable(),
        Subject.Of("using Amazon.Lambda.RuntimeSupport; class P { static async Task Main() { await LambdaBootstrapBuilder.Create(H.Bare).Build().RunAsync(); } } " + Handlers).Executable());
}
