using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// What the runtime itself says of parameters is in RuntimeTable.
public class TakeInputAndContextTests
{
    static Subject Named(string member) => Subject.Of("public class F { " + member + " }").HandledBy("F::H");

    [Theory]
    [InlineData("public string H(string s, ILambdaContext c, int [|n|] = 0, int m = 0) => s;", "takes 4 parameters, and the runtime refuses more than an input and an 'ILambdaContext'; remove the others")]
    [InlineData("public string H(ILambdaContext c, string [|s|]) => s;", "takes the context first, and the runtime refuses that; take the input first")]
    [InlineData("public string H(string s, CancellationToken [|t|]) => s;", "takes 'CancellationToken' as its second parameter, and the runtime refuses everything but 'ILambdaContext' there; take 'ILambdaContext' and make a token from its RemainingTime")]
    [InlineData("public string H(ILambdaContext c, CancellationToken [|t|]) => \"\";", "takes 'CancellationToken' as its second parameter, and the runtime refuses everything but 'ILambdaContext' there; make a token from the context's RemainingTime")]
    [InlineData("public string H(string s, in ILambdaContext [|c|]) => s;", "takes 'in ILambdaContext' as its second parameter, and the runtime refuses everything but 'ILambdaContext' there; take 'ILambdaContext'")]
    [InlineData("public interface IMine : ILambdaContext { } public string H(string s, IMine [|c|]) => s;", "takes 'IMine', and the runtime passes an 'ILambdaContext' and nothing more special; take 'ILambdaContext'")]
    [InlineData("public string H(ILambdaContext [|a|], ILambdaContext b) => \"\";", "takes two contexts, and the first one is deserialised from the event; remove the first")]
    [InlineData("public string H(CancellationToken [|t|]) => \"\";", "takes a 'CancellationToken' as its input, which is deserialised from the event and is never cancelled; take 'ILambdaContext' and make a token from its RemainingTime")]
    [InlineData("public string H(MemoryStream [|s|], ILambdaContext c) => \"\";", "takes 'MemoryStream', which is deserialised as JSON; only exactly 'Stream' is the raw event; take 'Stream'")]
    public Task The_parameter_is_reported_with_the_cure(string member, string message) =>
        Verify<TakeInputAndContext>.Reports(Named(member), DiagnosticSeverity.Error, "Handler 'H' " + message);

    [Fact]
    public Task A_probable_handler_is_a_warning() => Verify<TakeInputAndContext>.Reports(
        "public class F { public void H(MemoryStream [|s|], ILambdaContext c) { } }", DiagnosticSeverity.Warning);

    [Fact]
    public Task The_bootstrap_deserialises_derived_streams_too() => Verify<TakeInputAndContext>.Reports(
        Subject.Of("using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create<MemoryStream>(H, new DefaultLambdaJsonSerializer()).Build().RunAsync(); static void H(MemoryStream [|s|]) { }").Executable());

    [Theory]
    [InlineData("public class F { public string H(string a, string b, ILambdaContext c) => a; }")]
    [InlineData("public class F { public string H(string a, ILambdaContext c, int n) => a; }")]
    [InlineData("public class F { public string H(string s, ILambdaContext? c = null) => s; }")]
    [InlineData("public class F { public string H(Stream s, ILambdaContext c) => \"\"; }")]
    [InlineData("using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.APIGateway; public class F { [LambdaFunction, HttpApi(LambdaHttpMethod.Get, \"/{a}/{b}\")] public string H(string a, int b, ILambdaContext c) => a; }")]
    public Task Helpers_and_what_is_accepted_are_fine(string source) => Verify<TakeInputAndContext>.Allows(source);

    [Fact]
    public Task The_raw_shape_of_the_bootstrap_is_fine() => Verify<TakeInputAndContext>.Allows(
        Subject.Of("using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create(H).Build().RunAsync(); static void H(Stream s, ILambdaContext c, MemoryStream o) { }").Executable());

    [Fact]
    public Task An_unknown_parameter_is_fine() => Verify<TakeInputAndContext>.Allows(
        Named("public string H(string s, Missing m) => s;").Broken());

    [Theory]
    [InlineData("Swap", "public string H(ILambdaContext c, string [|s|]) => s + c.AwsRequestId;", "public string H(string s, ILambdaContext c) => s + c.AwsRequestId;")]
    [InlineData("Drop", "public string H(string s, ILambdaContext c, int [|n|] = 0, string? t = null) => s;", "public string H(string s, ILambdaContext c) => s;")]
    [InlineData("Drop", "public string H(/* event */ ILambdaContext [|a|], ILambdaContext b) => b.AwsRequestId;", "public string H(/* event */ ILambdaContext b) => b.AwsRequestId;")]
    [InlineData("Context", "public string H(string s, CancellationToken [|t|]) => s;", "public string H(string s, ILambdaContext t) => s;")]
    [InlineData("Context", "public string H(string s, in ILambdaContext [|c|]) => s + c.AwsRequestId;", "public string H(string s, ILambdaContext c) => s + c.AwsRequestId;")]
    [InlineData("Stream", "public string H(MemoryStream [|s|]) => new StreamReader(s).ReadToEnd() + s.Length;", "public string H(Stream s) => new StreamReader(s).ReadToEnd() + s.Length;")]
    public Task The_fix_takes_what_the_runtime_passes(string plan, string before, string after) => Verify<TakeInputAndContext>.Fixes<TakeInputAndContextFix>(Named(before), Named(after), plan);

    [Theory]
    [InlineData("public string H(ILambdaContext c, string [|s|]) => s; public string G(ILambdaContext c) => H(c, \"\");")]
    [InlineData("public string H(string s, ILambdaContext c, int [|n|]) => s + n;")]
    [InlineData("public string H(string s, int n, CancellationToken [|t|]) => s + n + t.CanBeCanceled;")]
    [InlineData("public string H(ILambdaContext [|a|], ILambdaContext b) => a.AwsRequestId;")]
    [InlineData("public int H(MemoryStream [|s|]) => s.ToArray().Length;")]
    public Task No_fix_where_the_body_or_a_caller_needs_it(string member) => Verify<TakeInputAndContext>.OffersNothing<TakeInputAndContextFix>(Named(member));

    const string Made = "using var deadline = new CancellationTokenSource(c.RemainingTime > TimeSpan.FromSeconds(1) ? c.RemainingTime - TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan);";

    [Theory]
    [InlineData("public async Task H(string s, ILambdaContext c, CancellationToken [|t|]) { await Task.Delay(1, t); }", "public async Task H(string s, ILambdaContext c) { MADE var t = deadline.Token; await Task.Delay(1, t); }")]
    [InlineData("public string H(CancellationToken [|t|], ILambdaContext c) { return \"\" + t.CanBeCanceled; }", "public string H(ILambdaContext c) { MADE var t = deadline.Token; return \"\" + t.CanBeCanceled; }")]
    [InlineData("public string H(ILambdaContext c, CancellationToken [|t|]) { return \"\" + t.CanBeCanceled; }", "public string H(ILambdaContext c) { MADE var t = deadline.Token; return \"\" + t.CanBeCanceled; }")]
    [InlineData("public string H(CancellationToken [|c|]) { return \"\" + c.CanBeCanceled; }", "public string H(ILambdaContext context) { using var deadline = new CancellationTokenSource(context.RemainingTime > TimeSpan.FromSeconds(1) ? context.RemainingTime - TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan); var c = deadline.Token; return \"\" + c.CanBeCanceled; }")]
    public Task The_fix_makes_the_token_from_the_deadline(string before, string after) =>
        Verify<TakeInputAndContext>.Fixes<TakeInputAndContextFix>(Named(before), Named(after.Replace("MADE", Made, StringComparison.Ordinal)), "Deadline");

    [Fact]
    public Task The_fix_awaits_what_the_deadline_bounds() => Verify<TakeInputAndContext>.Fixes<TakeInputAndContextFix>(
        Subject.Of("""
            using Amazon.Lambda.Core;
            using System.Threading;

            public class F
            {
                public System.Threading.Tasks.Task H(string s, ILambdaContext c, CancellationToken [|t|] = default) => System.Threading.Tasks.Task.Delay(1, t); // wait
            }
            """).HandledBy("F::H") with { HasUsings = false },
        Subject.Of($$"""
            using System;
            using Amazon.Lambda.Core;
            using System.Threading;

            public class F
            {
                public async System.Threading.Tasks.Task H(string s, ILambdaContext c)
                {
                    {{Made}}
                    var t = deadline.Token;
                    await System.Threading.Tasks.Task.Delay(1, t);
                } // wait
            }
            """).HandledBy("F::H") with { HasUsings = false }, "Deadline");
}
