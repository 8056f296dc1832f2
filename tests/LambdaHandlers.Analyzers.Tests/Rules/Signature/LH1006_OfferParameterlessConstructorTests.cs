using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// What the runtime itself says of constructors is in RuntimeTable.
public class OfferParameterlessConstructorTests
{
    [Theory]
    [InlineData("public class [|F|] { public F(int i) { } public void H(string s) { } }", "it has no constructor without parameters; add a public parameterless one, or make the handler static")]
    [InlineData("public class [|F|](int i = 0) { public void H(string s) => GC.KeepAlive(i); }", "a constructor with optional parameters is not one without parameters; add a public parameterless one, or make the handler static")]
    [InlineData("public class [|F|] { internal F() { } public void H(string s) { } }", "its parameterless constructor is not public; add a public parameterless one, or make the handler static")]
    [InlineData("public abstract class [|F|] { public void H(string s) { } }", "it is abstract; name a class that can be created, or make the handler static")]
    public Task A_named_class_is_an_error(string source, string message) => Verify<OfferParameterlessConstructor>.Reports(
        Subject.Of(source).HandledBy("F::H"), DiagnosticSeverity.Error, "The runtime cannot create 'F' to call 'H': " + message);

    [Fact]
    public Task A_probable_handler_is_a_warning() => Verify<OfferParameterlessConstructor>.Reports(
        "public class [|F|] { public F(int i) { } public void A(string s, ILambdaContext c) { } public void B(string s, ILambdaContext c) { } }", DiagnosticSeverity.Warning);

    [Fact]
    public Task The_class_that_inherits_the_handler_is_the_one_that_is_created() => Verify<OfferParameterlessConstructor>.Reports(
        Subject.Of("public class [|F|] : Base { public F(int i) { } } public class G : Base { }").And("public abstract class Base { public void H(string s) { } }")
            .HandledBy("F::H").File("template.yaml", "Resources:\n  G:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: dotnet8, CodeUri: ., Handler: 'Shop::G::H' }\n"));

    [Theory]
    [InlineData("public class F { public void H(string s, ILambdaContext c) { } }")]
    [InlineData("public class F { public F() { } public F(int i) { } public void H(string s, ILambdaContext c) { } }")]
    [InlineData("public class F { private F() { } public static void H(string s, ILambdaContext c) { } }")]
    [InlineData("public struct F { public F(int i) { } public void H(string s, ILambdaContext c) { } }")]
    [InlineData("using Amazon.Lambda.Annotations; public class F { public F(int i) { } [LambdaFunction] public void H(string s) { } }")]
    [InlineData("public class F : Amazon.Lambda.AspNetCoreServer.APIGatewayProxyFunction { public F(int i) { } }")]
    public Task What_can_be_created_is_fine(string source) => Verify<OfferParameterlessConstructor>.Allows(source);

    [Theory]
    [InlineData("public class F { public F(int i) { } public void H(string s, ILambdaContext c) { } } public static class Factory { public static object Make() => new F(1); }")]
    [InlineData("public class F { public F(int i) { } public void H(string s, ILambdaContext c) { } } public static class Registry { public static readonly Type[] All = [typeof(F)]; }")]
    [InlineData("public class F { public F(int i) { } public void H(string s, ILambdaContext c) { } } public class G : F { public G() : base(1) { } }")]
    [InlineData("public class F { public F(int i) { } [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public void H(string s) { } } public class G : F { public G() : base(1) { } }")]
    public Task A_class_that_somebody_else_creates_is_fine(string source) => Verify<OfferParameterlessConstructor>.Allows(source);

    [Fact]
    public Task A_bootstrap_handler_is_fine() => Verify<OfferParameterlessConstructor>.Allows(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        await LambdaBootstrapBuilder.Create<string>(new F(1).H, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        public class F { public F(int i) { } public void H(string s, ILambdaContext c) { } }
        """).Executable());

    [Fact]
    public Task An_unknown_base_is_fine() => Verify<OfferParameterlessConstructor>.Allows(
        Subject.Of("public class F : Missing { public F(int i) { } public void H(string s, ILambdaContext c) { } }").Broken());

    const string Clock = "public interface IClock { } public class Clock : IClock { } ";

    [Fact]
    public Task The_fix_adds_the_other_constructor_of_the_pair() => Verify<OfferParameterlessConstructor>.Fixes<OfferParameterlessConstructorFix>(
        Subject.Of("using Amazon.S3;\n" + Clock + """

            public class [|F|]
            {
                readonly IClock _clock;

                // For tests.
                public F(IAmazonS3 s3, IClock clock, int retries = 3) => _clock = clock;

                public void H(string s) { }
            }
            """).HandledBy("F::H"),
        Subject.Of("using Amazon.S3;\n" + Clock + """

            public class F
            {
                readonly IClock _clock;

                public F() : this(new AmazonS3Client(), new Clock(), 3) { }

                // For tests.
                public F(IAmazonS3 s3, IClock clock, int retries = 3) => _clock = clock;

                public void H(string s) { }
            }
            """).HandledBy("F::H"));

    [Fact]
    public Task The_fix_works_beside_a_primary_constructor() => Verify<OfferParameterlessConstructor>.Fixes<OfferParameterlessConstructorFix>(
        Subject.Of(Clock + "public class [|F|](IClock clock) { public void H(string s) => GC.KeepAlive(clock); }").HandledBy("F::H"),
        Subject.Of(Clock + "public class F(IClock clock) { public F() : this(new Clock()) { } public void H(string s) => GC.KeepAlive(clock); }").HandledBy("F::H"));

    [Theory]
    [InlineData("public interface IClock { } public class A : IClock { } public class B : IClock { } public class [|F|] { public F(IClock c) { } public void H(string s) { } }")]
    [InlineData("public class [|F|] { public F(string secret) { } public void H(string s) { } }")]
    [InlineData("public class [|F|] { public F(int a = 1) { } public F(string b) { } public void H(string s) { } }")]
    public Task No_fix_where_nobody_knows_what_to_create(string source) => Verify<OfferParameterlessConstructor>.OffersNothing<OfferParameterlessConstructorFix>(Subject.Of(source).HandledBy("F::H"), "Add");

    [Theory]
    [InlineData("public class [|F|] { /* mine */ internal F() { } public void H(string s) { } }", "public class F { /* mine */ public F() { } public void H(string s) { } }", "Public")]
    [InlineData("public class [|F|] { F() { } F(int i) : this() { } public void H(string s) { } }", "public class F { public F() { } F(int i) : this() { } public void H(string s) { } }", "Public")]
    [InlineData("public abstract class [|F|] { /* it */ public async Task<string> H(string s) { await Task.Yield(); return s; } }", "public abstract class F { /* it */ public static async Task<string> H(string s) { await Task.Yield(); return s; } }", "Static")]
    [InlineData("public class [|F|] { F(string secret) { } /* it */ string H(string s) => s; }", "public class F { F(string secret) { } /* it */ static string H(string s) => s; }", "Static")]
    public Task The_fix_opens_the_constructor_or_needs_none(string before, string after, string plan) => Verify<OfferParameterlessConstructor>.Fixes<OfferParameterlessConstructorFix>(
        Subject.Of(before).HandledBy("F::H"), Subject.Of(after).HandledBy("F::H"), plan);

    [Theory]
    [InlineData("public class [|F|] { readonly int _n = 1; F(int i) { } F(string s) { } public int H(string s) => _n; }")]
    [InlineData("public abstract class [|F|] { public string H(string s) => ToString() + s; }")]
    [InlineData("public interface I { void H(string s); } public abstract class [|F|] : I { public void H(string s) { } }")]
    public Task Not_static_where_it_needs_its_object(string source) => Verify<OfferParameterlessConstructor>.OffersNothing<OfferParameterlessConstructorFix>(Subject.Of(source).HandledBy("F::H"));

    [Fact]
    public Task Not_static_where_somebody_calls_it_on_an_object() => Verify<OfferParameterlessConstructor>.OffersNothing<OfferParameterlessConstructorFix>(
        Subject.Of("public class [|F|] { F(string secret) { } public static F Make() => new F(\"\"); public string H(string s) => s; } public static class Trial { public static string Run() => F.Make().H(\"\"); }").HandledBy("F::H"), "Static");

    // Its serializer says that classes of other projects derive from it, as from the bases of ASP.NET Core.
    [Theory]
    [InlineData("public abstract class Work<T> { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public virtual Task<T> Handle(T order, ILambdaContext context) => Task.FromResult(order); }")]
    [InlineData("public abstract class Work { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public virtual Task<string> Handle(string order, ILambdaContext context) => Task.FromResult(order); }")]
    public Task A_base_class_of_a_library_is_no_function(string work) => Verify<OfferParameterlessConstructor>.Allows(Subject.Of(work).WithoutSerializer());
}
