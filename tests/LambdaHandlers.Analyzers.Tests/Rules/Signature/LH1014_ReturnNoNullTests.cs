using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class ReturnNoNullTests
{
    static Subject Handler(string member) => Subject.Of("public class F { " + member + " }").HandledBy("F::H");

    [Theory]
    [InlineData("public Task H(string s) => [|null|]!;", "awaits it; return 'Task.CompletedTask'")]
    [InlineData("public Task<string> H(string s) { if (s == \"\") return [|default|]!; return Task.FromResult(s); }", "awaits it; return 'Task.FromResult<string>(default!)'")]
    [InlineData("public Stream H(string s) => [|null|]!;", "copies it; return 'Stream.Null'")]
    [InlineData("public async Task<Stream> H(string s) { await Task.Yield(); return [|null|]!; }", "copies it; return 'Stream.Null'")]
    [InlineData("public Task<Stream> H(string s) => Task.FromResult<Stream>([|null|]!);", "copies it; return 'Stream.Null'")]
    [InlineData("public Task? H(string s) => s == \"\" ? [|null|] : Task.CompletedTask;", "awaits it; return 'Task.CompletedTask'")]
    [InlineData("public Stream? H(string s) => s switch { \"\" => [|null|], _ => Stream.Null };", "copies it; return 'Stream.Null'")]
    [InlineData("public MemoryStream H(string s) => [|null|]!;", "copies it; return 'Stream.Null'")]
    public Task Null_is_reported(string member, string message) => Verify<ReturnNoNull>.Reports(Handler(member), DiagnosticSeverity.Warning,
        "Handler 'H' returns null, and the runtime fails with a NullReferenceException when it " + message);

    [Theory]
    [InlineData("public string H(string s) => null!;")]
    [InlineData("public Task<string> H(string s) => Task.FromResult<string>(null!);")]
    [InlineData("public async Task<string> H(string s) { await Task.Yield(); return null!; }")]
    [InlineData("public Task H(string s) { Func<Task> f = () => null!; Task G() => null!; return f() ?? G() ?? Task.CompletedTask; }")]
    [InlineData("public Task<int> H(string s) => Task.FromResult(default(int));")]
    [InlineData("public object H(string s) => null!;")]
    [InlineData("public string? H(string s) => s == \"\" ? null : s;")]
    [InlineData("public Task H(string s) => (s == \"\" ? null : Task.CompletedTask) ?? Task.CompletedTask;")]
    [InlineData("public int? H(string s) => null;")]
    public Task What_may_be_null_is_fine(string member) => Verify<ReturnNoNull>.Allows(Handler(member));

    [Fact]
    public Task Helpers_are_fine() => Verify<ReturnNoNull>.Allows("public class F { public Task H(string s, ILambdaContext c) => Find(s) ?? Task.CompletedTask; static Task? Find(string s) => null; }");

    [Fact]
    public Task A_memory_stream_that_the_bootstrap_serialises_is_fine() => Verify<ReturnNoNull>.Allows(
        Subject.Of("using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create<string, MemoryStream>(H, new DefaultLambdaJsonSerializer()).Build().RunAsync(); static MemoryStream H(string s) => null!;").Executable());

    [Fact]
    public Task The_fix_returns_a_completed_task() => Verify<ReturnNoNull>.Fixes<ReturnNoNullFix>(
        Handler("public Task H(string s) { if (s == \"\") return /* nothing */ [|null|]!; // early\n return Task.Delay(1); } public Task<string>? G(string s, ILambdaContext c) => s == \"\" ? [|null|] : Task.FromResult(s);"),
        Handler("public Task H(string s) { if (s == \"\") return /* nothing */ Task.CompletedTask; // early\n return Task.Delay(1); } public Task<string>? G(string s, ILambdaContext c) => s == \"\" ? Task.FromResult<string>(default!) : Task.FromResult(s);"));

    [Fact]
    public Task The_fix_returns_an_empty_stream() => Verify<ReturnNoNull>.Fixes<ReturnNoNullFix>(
        Handler("public Task<Stream> H(string s) => Task.FromResult<Stream>([|null|]!);"), Handler("public Task<Stream> H(string s) => Task.FromResult<Stream>(Stream.Null);"), plan: "Stream");

    [Fact]
    public Task No_fix_of_the_other_kind() => Verify<ReturnNoNull>.OffersNothing<ReturnNoNullFix>(Handler("public Task H(string s) => [|null|]!;"), "Stream");
}
