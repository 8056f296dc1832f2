using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Model;

/// <summary>Which methods, lambdas and local functions are handlers, in every programming model, and which only look like one.</summary>
public class RecognitionTests
{
    static string Handlers(Subject subject)
    {
        var project = subject.Compile().Project!;
        return string.Join("; ", project.Handlers(TestContext.Current.CancellationToken)
            .OrderBy(handler => handler.Name.SourceSpan.Start)
            .Select(handler => $"{handler.DisplayName} {handler.Model} {handler.Certainty} {handler.Source}"));
    }

    const string Sqs = "using Amazon.Lambda.SQSEvents; using Amazon.Lambda.RuntimeSupport;\n";

    [Theory]
    // The shape: a context last, at most two parameters, not private, nobody else calls it.
    [InlineData("public class F { public string Run(string s, ILambdaContext c) => s; }", "F.Run ClassLibrary Probable Custom")]
    [InlineData("public class F { internal string Run(ILambdaContext c) => \"\"; }", "F.Run ClassLibrary Probable Custom")]
    [InlineData("public record F { public Task<string> Run(Stream s, ILambdaContext c) => null!; }", "F.Run ClassLibrary Probable Custom")]
    [InlineData("public struct F { public static void Run(SQSEvent e, ILambdaContext c) { } }", "F.Run ClassLibrary Probable Sqs")]
    [InlineData("public static class F { public static void Run(SQSEvent e, ILambdaContext c) { } }", "F.Run ClassLibrary Probable Sqs")]
    // An event as the only parameter counts where the class is called like a function.
    [InlineData("public class OrderFunction { public void Run(SQSEvent e) { } }", "OrderFunction.Run ClassLibrary Probable Sqs")]
    [InlineData("public class OrderMapper { public string Run(SQSEvent e) => \"\"; }", "")]
    // What only looks like one.
    [InlineData("public class F { string Run(string s, ILambdaContext c) => s; }", "")]
    [InlineData("public class F { public string Run(string s, int i, ILambdaContext c) => s; }", "")]
    [InlineData("public class F { public string Run(ILambdaContext c, string s) => s; }", "")]
    [InlineData("public class F { public string Run<T>(T s, ILambdaContext c) => \"\"; }", "")]
    [InlineData("public class F<T> { public string Run(string s, ILambdaContext c) => s; }", "")]
    [InlineData("public abstract class F { public string Run(string s, ILambdaContext c) => s; }", "")]
    [InlineData("public interface F { string Run(string s, ILambdaContext c); }", "")]
    [InlineData("[Obsolete] public class F { public string Run(string s, ILambdaContext c) => s; }", "")]
    [InlineData("public static class F { public static string Run(this string s, ILambdaContext c) => s; }", "")]
    [InlineData("public class F { public string Run(string s, ILambdaContext c) => Step(s, c); public string Step(string s, ILambdaContext c) => s; }", "F.Run ClassLibrary Probable Custom")]
    [InlineData("public class F { public string Run(string s, ILambdaContext c) => new Help().Step(s, c); } public class Help { public string Step(string s, ILambdaContext c) => s; }", "F.Run ClassLibrary Probable Custom")]
    [InlineData("public class F { Func<string, ILambdaContext, string> Get() => Step; public string Step(string s, ILambdaContext c) => s; }", "")]
    [InlineData("public class F : IComparer<string> { public int Compare(string? a, string? b) => 0; public string Run(string s, ILambdaContext c) => s; }", "F.Run ClassLibrary Probable Custom")]
    [InlineData("public static class Ambient { public static void Register(ILambdaContext c) { } }", "")]
    // nameof is no call, and a test harness's Main does not count.
    [InlineData("public class F { public string Run(string s, ILambdaContext c) => nameof(Run); }", "F.Run ClassLibrary Probable Custom")]
    [InlineData("public class F { public string Run(string s, ILambdaContext c) => s; } public static class Program { public static void Main() => new F().Run(\"\", null!); }", "F.Run ClassLibrary Probable Custom")]
    // A serializer of its own makes it certain, private or not; also on what it overrides.
    [InlineData("public class F { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] string Run(string s) => s; }", "F.Run ClassLibrary Certain Custom")]
    [InlineData("public abstract class B { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public virtual string Run(string s) => s; } public class F : B { public override string Run(string s) => s; }",
        "B.Run ClassLibrary Certain Custom; F.Run ClassLibrary Certain Custom")]
    [InlineData("public class F { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public string A(string s, ILambdaContext c) => s; [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public string B(string s, ILambdaContext c) => s; }",
        "F.A ClassLibrary Certain Custom; F.B ClassLibrary Certain Custom")]
    // Annotations: the attribute decides, and its neighbours tell the source.
    [InlineData("using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.APIGateway; public class F { [LambdaFunction, HttpApi(LambdaHttpMethod.Get, \"/x/{id}\")] public string Get(string id) => id; }", "F.Get Annotations Certain ApiGatewayHttp")]
    [InlineData("using Amazon.Lambda.Annotations; public class F { [LambdaFunction] public void Run(SQSEvent e, int a, int b) { } }", "F.Run Annotations Certain Sqs")]
    public void A_class_library(string source, string expected) =>
        Assert.Equal(expected, Handlers(Subject.Of(source.StartsWith("using", StringComparison.Ordinal) ? "using Amazon.Lambda.SQSEvents;\n" + source : Sqs + source)));

    [Theory]
    [InlineData("await LambdaBootstrapBuilder.Create<string>(Run, ser).Build().RunAsync(); static void Run(string s) { }", "Program.Run")]
    [InlineData("await LambdaBootstrapBuilder.Create((Stream s, ILambdaContext c) => s).Build().RunAsync();", "the handler")]
    [InlineData("await LambdaBootstrapBuilder.Create(delegate (Stream s) { return s; }).Build().RunAsync();", "the handler")]
    [InlineData("var h = (string s) => s.Length; await LambdaBootstrapBuilder.Create(h, ser).Build().RunAsync();", "the handler")]
    [InlineData("Func<string, int> h; h = s => s.Length; await LambdaBootstrapBuilder.Create(h, ser).Build().RunAsync();", "the handler")]
    [InlineData("Func<string, ILambdaContext, string> h = new F().Run; await LambdaBootstrapBuilder.Create(h, ser).Build().RunAsync();", "F.Run")]
    [InlineData("var h = new F(); await LambdaBootstrapBuilder.Create<string, string>(h.Run, ser).Build().RunAsync();", "F.Run")]
    [InlineData("await LambdaBootstrapBuilder.Create((Func<string, ILambdaContext, string>)new F().Run, ser).Build().RunAsync();", "F.Run")]
    [InlineData("await LambdaBootstrapBuilder.Create(new Func<string, ILambdaContext, string>(new F().Run), ser).Build().RunAsync();", "F.Run")]
    [InlineData("await LambdaBootstrapBuilder.Create(F.Held, ser).Build().RunAsync();", "the handler")]
    [InlineData("await LambdaBootstrapBuilder.Create(F.Made(), ser).Build().RunAsync();", "the handler")]
    [InlineData("await Start(new F().Run); static Task Start(Func<string, ILambdaContext, string> h) => LambdaBootstrapBuilder.Create(h, new DefaultLambdaJsonSerializer()).Build().RunAsync();", "F.Run")]
    [InlineData("using var w = HandlerWrapper.GetHandlerWrapper((string s) => s, ser); await new LambdaBootstrap(w).RunAsync();", "the handler")]
    [InlineData("await new LambdaBootstrap(Raw).RunAsync(); static Task<InvocationResponse> Raw(InvocationRequest r) => Task.FromResult(new InvocationResponse(r.InputStream));", "Program.Raw")]
    [InlineData("var h = args.Length > 0 ? (Func<string, string>)(s => s) : s => s + s; await LambdaBootstrapBuilder.Create(h, ser).Build().RunAsync();", "the handler; the handler")]
    public void An_executable(string program, string expected) =>
        Assert.Equal(
            expected,
            string.Join("; ", Subject.Of("using Amazon.Lambda.RuntimeSupport;\nvar ser = new DefaultLambdaJsonSerializer();\n" + program + """

                public class F
                {
                    public string Run(string s, ILambdaContext c) => s;
                    public static readonly Func<string, string> Held = s => s;
                    public static Func<string, string> Made() { return s => s; }
                }
                """).Executable().Compile().Project!.Handlers(TestContext.Current.CancellationToken)
                .Where(handler => handler is { Model: ProgrammingModel.Bootstrap, Certainty: Certainty.Certain }).Select(handler => handler.DisplayName)));

    [Theory]
    [InlineData("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Ns.F::Run" } // comment""", "F.Run ClassLibrary Certain Custom")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "function-handler": "SHOP::Ns.F::Run" }""", "F.Run ClassLibrary Certain Custom")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "function-handler": "Other::Ns.F::Run" }""", "")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Ns.F+Inner::Run" }""", "Inner.Run ClassLibrary Certain Custom")]
    [InlineData("../../template.yaml", "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: Shop::Ns.F::Run\n      Runtime: dotnet8\n      Events:\n        Q: { Type: SQS, Properties: { Queue: x } }\n", "F.Run ClassLibrary Certain Sqs")]
    [InlineData("serverless.template", """{ "Resources": { "A": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "Shop::Ns.F::Run", "Runtime": "dotnet10" } } } }""", "F.Run ClassLibrary Certain Custom")]
    [InlineData("serverless.yml", "provider: { name: aws, runtime: dotnet8 }\nfunctions:\n  a:\n    handler: Shop::Ns.F::Run\n", "F.Run ClassLibrary Certain Custom")]
    [InlineData("template.yaml", "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: Shop::Ns.F::Missing\n", "")]
    public void A_handler_string(string path, string text, string expected) =>
        Assert.Equal(expected, Handlers(Subject.Of("namespace Ns; public class F { string Run(string s) => s; public class Inner { string Run(string s) => s; } }").File(path, text)));

    [Fact]
    public void A_handler_string_assigned_in_infrastructure_code() => Assert.Equal("F.Run ClassLibrary Certain Custom", Handlers(
        "public class F { string Run(string s) => s; } public class Props { public string? Handler { get; set; } } public class Stack { Props Make() => new() { Handler = \"Shop::F::Run\" }; }"));

    [Fact]
    public void A_handler_inherited_from_a_base_class_has_the_named_type()
    {
        var project = Subject.Of("public class F : Base { }").And("public abstract class Base { protected string Run(string s) => s; }").HandledBy("F::Run").Compile().Project!;
        var handler = Assert.Single(project.Handlers(TestContext.Current.CancellationToken));
        Assert.Equal(("Base.Run", "F"), (handler.DisplayName, handler.NamedType.Name));
    }

    [Theory]
    [InlineData("lambda_handlers.handler_methods = Ns.F.Step", "F.Step ClassLibrary Certain Custom")]
    [InlineData("lambda_handlers.handler_attributes = Entry", "F.Step ClassLibrary Certain Custom")]
    public void A_handler_named_in_editorconfig(string line, string expected) =>
        Assert.Equal(expected, Handlers(Subject.Of("namespace Ns; public class EntryAttribute : Attribute { } public class F { [Entry] string Step(string s) => s; }").Configured(line)));

    [Fact]
    public void ASP_NET_Core_entry_points_and_endpoints()
    {
        Assert.Equal("OrdersController.Get AspNetCore Certain ApiGatewayHttp", Handlers(
            "using Microsoft.AspNetCore.Mvc; public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayProxyFunction { } public class OrdersController : ControllerBase { public string Get() => Help(); [NonAction] public string Help() => \"\"; }"));
        Assert.Equal("", Handlers("using Microsoft.AspNetCore.Mvc; public class OrdersController : ControllerBase { public string Get() => \"\"; }"));
        Assert.Equal("the handler AspNetCore Certain ApiGatewayHttp", Handlers(Subject.Of("""
            using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.DependencyInjection;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAWSLambdaHosting(LambdaEventSource.RestApi);
            var app = builder.Build();
            app.MapGet("/", () => "hello");
            app.Run();
            """).Executable()));
    }

    [Fact]
    public void A_test_project_has_no_handlers() =>
        Assert.Equal("", Handlers(Subject.Of("public class F { public string Run(string s, ILambdaContext c) => s; }").Property("IsTestProject", "true")));

    [Fact]
    public void Input_context_and_output_are_told_apart()
    {
        var project = Subject.Of("public class F { public async Task<int> Run(string s, ILambdaContext c) { await Task.Yield(); return 1; } }").Compile().Project!;
        var handler = Assert.Single(project.Handlers(TestContext.Current.CancellationToken));
        Assert.Equal(("s", "c", SpecialType.System_Int32), (handler.Input!.Name, handler.Context!.Name, handler.Output!.SpecialType));
    }

    [Fact]
    public void An_edited_template_is_seen_with_the_same_compilation()
    {
        var subject = Subject.Of("public class F { string A(string s) => s; string B(string s) => s; }");
        var compiled = subject.HandledBy("F::A").Compile();
        var edited = subject.HandledBy("F::B").Compile();
        Assert.Equal("A", Assert.Single(LambdaProject.Of(compiled.Compilation, compiled.Options)!.Handlers(TestContext.Current.CancellationToken)).Method.Name);
        Assert.Equal("B", Assert.Single(LambdaProject.Of(compiled.Compilation, edited.Options)!.Handlers(TestContext.Current.CancellationToken)).Method.Name);
    }
}
