using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// What the runtime itself says of shapes is in RuntimeTable.
public class UseCallableHandlerTests
{
    [Theory]
    [InlineData("public class F { public string [|H|]<T>(T s) => \"\"; }", "F::H", "it is generic; give it the types of its event and answer")]
    [InlineData("public class [|F|]<T> { public string H(string s) => s; }", "F`1::H", "'F' is generic or lies in a generic type; name a class that closes it: 'class X : Base<T>'")]
    [InlineData("public interface [|F|] { string H(string s); }", "F::H", "'F' is an interface; name a class that implements it")]
    [InlineData("public class F { public string H(params string[] [|s|]) => \"\"; }", "F::H", "its last parameter is 'params'; take a plain array")]
    [InlineData("public class F { public string H(in string [|s|]) => s; }", "F::H", "it takes its input by reference; take it by value")]
    [InlineData("public class F { public string H(Span<byte> [|s|]) => \"\"; }", "F::H", "'Span<byte>' cannot be the type of an input; take 'Stream' or a class")]
    [InlineData("public class F { string _s = \"\"; public ref string [|H|]() => ref _s; }", "F::H", "'ref string' cannot be the type of an answer; return a value")]
    public Task The_shape_is_reported(string source, string handler, string message) => Verify<UseCallableHandler>.Reports(
        Subject.Of(source).HandledBy(handler), DiagnosticSeverity.Error, "The runtime refuses handler 'H': " + message);

    [Theory]
    [InlineData("public class F { public string H(ref string s, ILambdaContext c) => s; }")]
    [InlineData("public class F<T> { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public T H(T s) => s; } public class G : F<string> { }")]
    [InlineData("using Amazon.Lambda.Annotations; public class F { [LambdaFunction] public string H(params string[] s) => \"\"; }")]
    public Task What_only_looks_like_a_handler_or_is_wrapped_is_fine(string source) => Verify<UseCallableHandler>.Allows(source);

    [Fact]
    public Task The_bootstrap_takes_any_method_group() => Verify<UseCallableHandler>.Allows(
        Subject.Of("using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create<string[]>(G<int>.H, new DefaultLambdaJsonSerializer()).Build().RunAsync(); class G<T> { public static void H(params string[] s) { } }").Executable());

    [Theory]
    [InlineData("public string H(params string[] [|s|]) => \"\";", "public string H(string[] s) => \"\";")]
    [InlineData("public string H(in string [|s|], ILambdaContext c) => s;", "public string H(string s, ILambdaContext c) => s;")]
    public Task The_fix_takes_a_plain_parameter(string before, string after) => Verify<UseCallableHandler>.Fixes<UseCallableHandlerFix>(
        Subject.Of("public class F { " + before + " }").HandledBy("F::H"), Subject.Of("public class F { " + after + " }").HandledBy("F::H"));

    [Theory]
    [InlineData("public string H(params string[] [|s|]) => \"\"; public string G() => H(\"a\", \"b\");")]
    [InlineData("public string H(out string [|s|]) => s = \"\";")]
    [InlineData("public string H(Span<byte> [|s|]) => \"\";")]
    public Task No_fix_where_a_caller_or_the_body_needs_it(string member) => Verify<UseCallableHandler>.OffersNothing<UseCallableHandlerFix>(Subject.Of("public class F { " + member + " }").HandledBy("F::H"));

    static readonly Subject Generic = Subject.Of("""
        namespace Store;

        public class Order { public string Id { get; set; } = ""; }

        // For any kind.
        public class [|Intake|]<T>
        {
            public string Handle(T item, ILambdaContext context) => "" + item;
        }

        public static class Trial { public static string Run() => new Intake<Order>().Handle(new Order(), null!); }
        """).File("aws-lambda-tools-defaults.json", """{ "function-handler": "Shop::Store.Intake`1::Handle" } // any""");

    [Fact]
    public async Task The_fix_closes_a_generic_class_as_the_project_does()
    {
        await Verify<UseCallableHandler>.Reports(Generic);
        Assert.Equal("""{ "function-handler": "Shop::Store.OrderIntake::Handle" } // any""", await Workbench.Apply(new UseCallableHandlerFix(), new UseCallableHandler(), Generic, "aws-lambda-tools-defaults.json", "Close"));
        Assert.Contains("""
            }

            public sealed class OrderIntake : Intake<Order> { }

            public static class Trial
            """, await Workbench.Apply(new UseCallableHandlerFix(), new UseCallableHandler(), Generic, "Function.cs", "Close"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("object A = new F<int>(), B = new F<string>();")]
    [InlineData("")]
    [InlineData("object A = new F<List<int>>();")]
    public Task It_is_not_closed_where_nobody_can_tell_how(string uses) => Verify<UseCallableHandler>.OffersNothing<UseCallableHandlerFix>(
        Subject.Of("public class [|F|]<T> { public string H(T s) => \"\"; } public class Uses { " + uses + " }").HandledBy("F`1::H"));

    // Its serializer says that classes of other projects derive from it, as from the bases of ASP.NET Core.
    [Theory]
    [InlineData("public abstract class Work<T> { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public virtual Task<T> Handle(T order, ILambdaContext context) => Task.FromResult(order); }")]
    [InlineData("public abstract class Work { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public virtual Task<string> Handle(string order, ILambdaContext context) => Task.FromResult(order); }")]
    public Task A_base_class_of_a_library_is_no_function(string work) => Verify<UseCallableHandler>.Allows(Subject.Of(work).WithoutSerializer());
}
