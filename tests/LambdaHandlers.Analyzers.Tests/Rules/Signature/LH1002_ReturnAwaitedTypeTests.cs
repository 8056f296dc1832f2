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
    [InlineData("public class F { public [|Task<Task<string>>|] H(string s) => Task.FromResult(Task.FromResult(s)); }")]
    public Task No_fix_where_others_need_the_ValueTask(string source) => Verify<ReturnAwaitedType>.OffersNothing<ReturnAwaitedTypeFix>(
        Subject.Of(source).HandledBy(source.Contains("DisposeAsync", StringComparison.Ordinal) ? "F::DisposeAsync" : "F::H"));
}
