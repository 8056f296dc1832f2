using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// What the runtime itself says of return types is in RuntimeTable.
public class ReturnAwaitedTypeTests
{
    [Fact]
    public Task A_certain_handler_is_an_error() => Verify<ReturnAwaitedType>.Reports(
        Subject.Of("public class F { public async [|ValueTask<string>|] H(string s) { await Task.Yield(); return s; } }").HandledBy("F::H"),
        DiagnosticSeverity.Error, "Handler 'H' returns 'ValueTask<string>', which the runtime does not await but takes for the answer; return 'Task<string>'");

    [Fact]
    public Task A_probable_handler_is_a_warning() => Verify<ReturnAwaitedType>.Reports(
        "public class F { public [|ValueTask|] H(string s, ILambdaContext c) => default; }", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Task<Task<string>>", "Task<string>")]
    [InlineData("Task<ValueTask>", "Task")]
    [InlineData("IAsyncEnumerable<string>", "Task<List<string>>")]
    [InlineData("Task<IAsyncEnumerable<string>>", "Task<List<string>>")]
    public Task The_message_says_what_to_return(string written, string instead) => Verify<ReturnAwaitedType>.Reports(
        Subject.Of($"public class F {{ public [|{written}|] H(string s) => null!; }}".Replace("Task<ValueTask>|] H(string s) => null!", "Task<ValueTask>|] H(string s) => Task.FromResult(default(ValueTask))", StringComparison.Ordinal)).HandledBy("F::H"),
        message: $"Handler 'H' returns '{written}', which the runtime does not await but takes for the answer; return '{instead}'");

    [Theory]
    [InlineData("await LambdaBootstrapBuilder.Create<string, ValueTask<string>>(H, new DefaultLambdaJsonSerializer()).Build().RunAsync(); static async [|ValueTask<string>|] H(string s) { await Task.Yield(); return s; }")]
    [InlineData("Func<string, ValueTask<string>> h = [|async s =>|] { await Task.Yield(); return s; }; await LambdaBootstrapBuilder.Create(h, new DefaultLambdaJsonSerializer()).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create([|(string s, ILambdaContext c) =>|] new ValueTask<string>(s), new DefaultLambdaJsonSerializer()).Build().RunAsync();")]
    public Task A_handler_given_to_the_bootstrap_is_reported(string program) => Verify<ReturnAwaitedType>.Reports(
        Subject.Of("using Amazon.Lambda.RuntimeSupport;\n" + program).Executable(), DiagnosticSeverity.Error);

    [Theory]
    [InlineData("[LambdaFunction] public async [|ValueTask<string>|] H(string s) { await Task.Yield(); return s; }")]
    [InlineData("[LambdaFunction, Amazon.Lambda.Annotations.APIGateway.HttpApi(Amazon.Lambda.Annotations.APIGateway.LambdaHttpMethod.Get, \"/\")] public [|ValueTask<string>|] H() => default;")]
    public Task An_Annotations_handler_is_reported(string member) => Verify<ReturnAwaitedType>.Reports("using Amazon.Lambda.Annotations; public class F { " + member + " }");

    [Fact]
    public Task What_the_generator_itself_refuses_is_left_to_it() => Verify<ReturnAwaitedType>.Allows(
        "using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.SQS; public class F { [LambdaFunction, SQSEvent(\"@Q\")] public ValueTask H(Amazon.Lambda.SQSEvents.SQSEvent e) => default; }");

    [Fact]
    public Task The_type_argument_of_a_generic_base_counts() => Verify<ReturnAwaitedType>.Reports(
        Subject.Of("public abstract class Base<T> { public [|Task<T>|] H(string s) => null!; } public class F : Base<ValueTask<string>> { }").HandledBy("F::H"));

    [Fact]
    public Task An_inherited_handler_is_reported_where_it_is_written() => Verify<ReturnAwaitedType>.Reports(
        Subject.Of("public class F : Base { }").And("public abstract class Base { protected [|ValueTask|] H(string s) => default; }").HandledBy("F::H"));

    [Theory]
    [InlineData("public class F { public Task<string> H(string s, ILambdaContext c) => Help(s).AsTask(); static async ValueTask<string> Help(string s) { await Task.Yield(); return s; } }")]
    [InlineData("public class F { public IEnumerable<string> H(string s, ILambdaContext c) { yield return s; } }")]
    [InlineData("public class F { public object H(string s, ILambdaContext c) => s; }")]
    [InlineData("public class F { public T H<T>(string s, ILambdaContext c) => default!; }")]
    public Task What_is_awaited_or_no_handler_is_fine(string source) => Verify<ReturnAwaitedType>.Allows(source);

    [Fact]
    public Task A_type_that_nobody_knows_is_fine() => Verify<ReturnAwaitedType>.Allows(
        Subject.Of("public class F { public Missing<Task<string>> H(string s) => null!; }").HandledBy("F::H").Broken());

    [Fact]
    public Task The_fix_returns_Task_through_interface_base_and_callers() => Verify<ReturnAwaitedType>.Fixes<ReturnAwaitedTypeFix>(
        Subject.Of("""
            public class F : Base
            {
                // One order.
                public override async /* sic */ [|ValueTask<string>|] H(string s) { await Task.Yield(); return s; }
                public async Task<string> Twice(string s) => await H(s) + await H(s).ConfigureAwait(false) + nameof(H);
            }
            """).And("public abstract class Base : IHandle { public abstract ValueTask<string> H(string s); }").And("public interface IHandle { ValueTask<string> H(string s); }").HandledBy("F::H"),
        Subject.Of("""
            public class F : Base
            {
                // One order.
                public override async /* sic */ Task<string> H(string s) { await Task.Yield(); return s; }
                public async Task<string> Twice(string s) => await H(s) + await H(s).ConfigureAwait(false) + nameof(H);
            }
            """).And("public abstract class Base : IHandle { public abstract Task<string> H(string s); }").And("public interface IHandle { Task<string> H(string s); }").HandledBy("F::H"));

    [Theory]
    [InlineData("public [|ValueTask<string>|] H(string s) => Other(s); static async ValueTask<string> Other(string s) { await Task.Yield(); return s; }", "public Task<string> H(string s) => Other(s).AsTask(); static async ValueTask<string> Other(string s) { await Task.Yield(); return s; }")]
    [InlineData("public [|ValueTask|] H(string s) { if (s == \"\") return default; return new ValueTask(Task.Delay(1)); }", "public Task H(string s) { if (s == \"\") return Task.CompletedTask; return Task.Delay(1); }")]
    [InlineData("public [|ValueTask<string>|] H(string s) { if (s == \"\") return ValueTask.FromResult(s); return new ValueTask<string>(s); }", "public Task<string> H(string s) { if (s == \"\") return Task.FromResult(s); return Task.FromResult(s); }")]
    public Task The_fix_converts_what_is_returned_without_await(string before, string after) => Verify<ReturnAwaitedType>.Fixes<ReturnAwaitedTypeFix>(
        Subject.Of("public class F { " + before + " }").HandledBy("F::H"), Subject.Of("public class F { " + after + " }").HandledBy("F::H"));

    [Theory]
    [InlineData("public class F { public async [|ValueTask<string>|] H(string s) { await Task.Yield(); return s; } public Task<string> G(string s) => H(s).AsTask(); }")]
    [InlineData("public class F { public async [|ValueTask<string>|] H(string s) { await Task.Yield(); return s; } public Func<string, ValueTask<string>> G() => H; }")]
    [InlineData("public class F : IAsyncDisposable { public async [|ValueTask|] DisposeAsync() => await Task.Yield(); }")]
    [InlineData("public class F { public [|ValueTask<object>|] H(string s) => new ValueTask<object>(s); }")]
    [InlineData("public class F { public [|Task<Task<string>>|] H(string s) => Task.FromResult(Task.FromResult(s)); public async Task<string> G(string s) => await await H(s); }")]
    [InlineData("public class F { public async [|Task<Task>|] H(string s) { await Task.Yield(); return Task.CompletedTask; } }")]
    [InlineData("public class F { public [|Task<ValueTask>|] H(string s) => Other(); static Task<ValueTask> Other() => null!; }")]
    [InlineData("public class F { public async [|IAsyncEnumerable<int>|] H([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken t) { await Task.Yield(); yield return 1; } }")]
    [InlineData("public class Promise { public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => default; } public class F { public [|Promise|] H(string s) => new(); }")]
    public Task No_fix_where_others_need_the_ValueTask(string source) => Verify<ReturnAwaitedType>.OffersNothing<ReturnAwaitedTypeFix>(
        Subject.Of(source).HandledBy(source.Contains("DisposeAsync", StringComparison.Ordinal) ? "F::DisposeAsync" : "F::H"));

    [Theory]
    [InlineData("[|Task<Task<string>>|] H(string s) => Task.FromResult(Load(s)); static Task<string> Load(string s) => Task.FromResult(s);", "Task<string> H(string s) => Load(s); static Task<string> Load(string s) => Task.FromResult(s);")]
    [InlineData("[|Task<Task<int>>|] H(string s) => Task.Factory.StartNew(async () => { await Task.Yield(); return 1; });", "Task<int> H(string s) => Task.Factory.StartNew(async () => { await Task.Yield(); return 1; }).Unwrap();")]
    [InlineData("async [|Task<ValueTask<int>>|] H(string s) { await Task.Yield(); return Load(); /* late */ } static ValueTask<int> Load() => new(1);", "async Task<int> H(string s) { await Task.Yield(); return await Load(); /* late */ } static ValueTask<int> Load() => new(1);")]
    [InlineData("[|Task<Task>|] H(string s) => Task.FromResult(Task.CompletedTask);", "Task H(string s) => Task.CompletedTask;")]
    [InlineData("[|System.Runtime.CompilerServices.ConfiguredTaskAwaitable<string>|] H(string s) => Task.FromResult(s).ConfigureAwait(false);", "Task<string> H(string s) => Task.FromResult(s);")]
    [InlineData("[|ValueTask|] H(string s) => s == \"\" ? default : new(Task.Delay(1));", "Task H(string s) => s == \"\" ? Task.CompletedTask : Task.Delay(1);")]
    public Task The_fix_takes_the_promise_out_of_the_promise(string before, string after) => Verify<ReturnAwaitedType>.Fixes<ReturnAwaitedTypeFix>(
        Subject.Of("public class F { public " + before + " }").HandledBy("F::H"), Subject.Of("public class F { public " + after + " }").HandledBy("F::H"));

    [Fact]
    public Task The_fix_collects_what_is_yielded() => Verify<ReturnAwaitedType>.Fixes<ReturnAwaitedTypeFix>(
        Subject.Of("""
            public class F
            {
                // Numbers.
                public async [|IAsyncEnumerable<int>|] H(string s)
                {
                    // Later.
                    await Task.Yield();
                    if (s == "") yield break;
                    for (var i = 0; i < 3; i++)
                        yield return i; // each
                }
            }
            """).HandledBy("F::H"),
        Subject.Of("""
            public class F
            {
                // Numbers.
                public async Task<List<int>> H(string s)
                {
                    var results = new List<int>();
                    // Later.
                    await Task.Yield();
                    if (s == "") return results;
                    for (var i = 0; i < 3; i++)
                        results.Add(i); // each
                    return results;
                }
            }
            """).HandledBy("F::H"));

    [Fact]
    public Task The_fix_reads_another_stream_to_its_end() => Verify<ReturnAwaitedType>.Fixes<ReturnAwaitedTypeFix>(
        Subject.Of("""
            using System.Collections.Generic;

            public class F
            {
                public [|IAsyncEnumerable<int>|] H(string s) => Load(s); // all

                static async IAsyncEnumerable<int> Load(string s) { await System.Threading.Tasks.Task.Yield(); yield return 1; }
            }
            """).HandledBy("F::H") with { HasUsings = false },
        Subject.Of("""
            using System.Collections.Generic;
            using System.Threading.Tasks;

            public class F
            {
                public async Task<List<int>> H(string s)
                {
                    var results = new List<int>();
                    await foreach (var result in Load(s)) results.Add(result);
                    return results;
                } // all

                static async IAsyncEnumerable<int> Load(string s) { await System.Threading.Tasks.Task.Yield(); yield return 1; }
            }
            """).HandledBy("F::H") with { HasUsings = false });

    [Theory]
    [InlineData("await LambdaBootstrapBuilder.Create<string, ValueTask<string>>(H, ser).Build().RunAsync(); static async [|ValueTask<string>|] H(string s) { await Task.Yield(); return s; }",
        "await LambdaBootstrapBuilder.Create<string, string>(H, ser).Build().RunAsync(); static async Task<string> H(string s) { await Task.Yield(); return s; }")]
    [InlineData("await LambdaBootstrapBuilder.Create<string, ValueTask>(H, ser).Build().RunAsync(); static async [|ValueTask|] H(string s) => await Task.Yield();",
        "await LambdaBootstrapBuilder.Create<string>(H, ser).Build().RunAsync(); static async Task H(string s) => await Task.Yield();")]
    [InlineData("await LambdaBootstrapBuilder.Create(H, ser).Build().RunAsync(); static async [|ValueTask|] H(Stream s) => await Task.Yield();",
        "await LambdaBootstrapBuilder.Create(H).Build().RunAsync(); static async Task H(Stream s) => await Task.Yield();")]
    [InlineData("Func<string, ILambdaContext, ValueTask<string>> h = [|async (s, c) =>|] { await Task.Yield(); return s; }; await LambdaBootstrapBuilder.Create(h, ser).Build().RunAsync();",
        "Func<string, ILambdaContext, Task<string>> h = async (s, c) => { await Task.Yield(); return s; }; await LambdaBootstrapBuilder.Create(h, ser).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create([|(string s) =>|] new ValueTask<string>(s), ser).Build().RunAsync();",
        "await LambdaBootstrapBuilder.Create((string s) => Task.FromResult(s), ser).Build().RunAsync();")]
    public Task The_fix_binds_the_bootstrap_anew(string before, string after) => Verify<ReturnAwaitedType>.Fixes<ReturnAwaitedTypeFix>(Program(before), Program(after));

    static Subject Program(string statements) => Subject.Of("using Amazon.Lambda.RuntimeSupport;\nvar ser = new DefaultLambdaJsonSerializer();\n" + statements).Executable();

    [Fact]
    public async Task The_fix_carries_into_the_project_of_the_interface()
    {
        var after = await Workbench.Applied(new ReturnAwaitedTypeFix(), new ReturnAwaitedType(), Workbench.Open(Subject.Of("public class F : IHandle { public async ValueTask<string> H(string s) { await Task.Yield(); return s; } }").HandledBy("F::H"))
            .Beside("Contracts", "using System.Threading.Tasks;\n\npublic interface IHandle { ValueTask<string> H(string s); }", isReferenced: true));
        Assert.NotNull(after);
        Assert.Equal("using System.Threading.Tasks;\n\npublic interface IHandle { Task<string> H(string s); }", after["Contracts.cs"]);
        Assert.Equal("public class F : IHandle { public async Task<string> H(string s) { await Task.Yield(); return s; } }", after["Function.cs"]);
    }

    [Fact]
    public async Task The_fix_looks_into_other_projects()
    {
        var shop = Workbench.Open(Subject.Of("public class F { public async ValueTask<string> H(string s) { await Task.Yield(); return s; } }").HandledBy("F::H"));
        Assert.NotNull(await Workbench.Applied(new ReturnAwaitedTypeFix(), new ReturnAwaitedType(), shop.Beside("Tests", "public class T { public async System.Threading.Tasks.Task<string> G() => await new F().H(\"\"); }", isReferenced: false)));
        Assert.Null(await Workbench.Applied(new ReturnAwaitedTypeFix(), new ReturnAwaitedType(), shop.Beside("Tests", "public class T { public System.Threading.Tasks.Task<string> G() => new F().H(\"\").AsTask(); }", isReferenced: false)));
    }
}
