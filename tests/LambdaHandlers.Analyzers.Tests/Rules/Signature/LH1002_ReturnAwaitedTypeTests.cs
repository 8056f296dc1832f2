using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
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
}
