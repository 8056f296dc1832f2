using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Recursion;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Recursion;

public class InvokeAsynchronouslyTests
{
    const string Usings = "using Amazon.Lambda; using Amazon.Lambda.Model;\n";
    const string Members = "static readonly IAmazonLambda Lambda = new AmazonLambdaClient(); static readonly InvokeRequest Held = new() { FunctionName = \"child\" };\n";

    static Subject Handler(string body, string members = "") => Shape.ClassLibrary.With(body, Members + members, Usings);

    [Theory]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\" })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\", InvocationType = InvocationType.RequestResponse })|];")]
    [InlineData("await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\", InvocationType = \"RequestResponse\" })|];")]
    [InlineData("var request = new InvokeRequest(); request.FunctionName = \"child\"; await [|Lambda.InvokeAsync(request)|];")]
    [InlineData("await [|Lambda.InvokeAsync(Held)|];")]
    [InlineData("await [|Lambda.InvokeAsync(Build())|];")]
    [InlineData("await Send();")]
    public Task A_call_that_waits_is_advice(string body) => Verify<InvokeAsynchronously>.Reports(Handler(body, "static InvokeRequest Build() => new() { FunctionName = \"child\" };"
        + (body.Contains("Send", StringComparison.Ordinal) ? "static async Task Send() => await [|Lambda.InvokeAsync(Build())|];" : "")), DiagnosticSeverity.Info,
        "Orders.Handle waits until the other function has answered, and both are paid for meanwhile; the answer is not used, so invoke it with InvocationType.Event");

    [Fact]
    public Task Where_the_answer_is_used_the_advice_differs() => Verify<InvokeAsynchronously>.Reports(
        Handler("var answer = await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\" })|]; Console.WriteLine(answer.StatusCode);"), DiagnosticSeverity.Info,
        "Orders.Handle waits until the other function has answered, and both are paid for meanwhile; where the answer can wait, let a state machine or a durable function connect the two");

    [Theory]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\", InvocationType = InvocationType.Event });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\", InvocationType = InvocationType.DryRun });")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\", InvocationType = input });")]
    [InlineData("var request = new InvokeRequest { FunctionName = \"child\" }; request.InvocationType = InvocationType.Event; await Lambda.InvokeAsync(request);")]
    [InlineData("await Lambda.InvokeAsync(Unknown(input));")]
    [InlineData("var request = new InvokeRequest { FunctionName = \"child\" }; Configure(request); await Lambda.InvokeAsync(request); static void Configure(InvokeRequest each) => each.InvocationType = InvocationType.Event;")]
    [InlineData("await Lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName });")]
    public Task What_does_not_wait_or_is_unknown_is_fine(string body) => Verify<InvokeAsynchronously>.Allows(Handler(body,
        "static InvokeRequest Unknown(string json) => System.Text.Json.JsonSerializer.Deserialize<InvokeRequest>(json)!;"));

    [Fact]
    public Task A_call_at_initialisation_is_fine() => Verify<InvokeAsynchronously>.Allows(
        Handler("await Task.Yield();", "static readonly Task Warm = Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\" }); public static Task Warmed => Warm;"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<InvokeAsynchronously>.Allows(
        Subject.Of(Usings + "public class F { public async Task Handle(string s, ILambdaContext c) { new AmazonLambdaClient().InvokeAsync(new Request { FunctionName = }; } }").Broken());

    [Fact]
    public Task The_fix_asks_for_an_asynchronous_invocation() => Verify<InvokeAsynchronously>.Fixes<InvokeAsynchronouslyFix>(
        Handler("""
            await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = "child" })|];
                    await Lambda.[|InvokeAsync|](new InvokeRequest
                    {
                        FunctionName = "child", // the other one
                        Payload = input,
                    });
                    await [|Lambda.InvokeAsync(new() { InvocationType = InvocationType.RequestResponse, FunctionName = "child" })|];
            """), Handler("""
            await Lambda.InvokeAsync(new InvokeRequest { FunctionName = "child", InvocationType = InvocationType.Event });
                    await Lambda.InvokeAsync(new InvokeRequest
                    {
                        FunctionName = "child", // the other one
                        Payload = input,
                        InvocationType = InvocationType.Event,
                    });
                    await Lambda.InvokeAsync(new() { InvocationType = InvocationType.Event, FunctionName = "child" });
            """));

    [Theory]
    [InlineData("var answer = await [|Lambda.InvokeAsync(new InvokeRequest { FunctionName = \"child\" })|]; Console.WriteLine(answer.StatusCode);")]
    [InlineData("await [|Lambda.InvokeAsync(Held)|];")]
    public Task No_fix_is_offered_where_the_answer_is_used_or_the_request_is_shared(string body) => Verify<InvokeAsynchronously>.OffersNothing<InvokeAsynchronouslyFix>(Handler(body));
}
