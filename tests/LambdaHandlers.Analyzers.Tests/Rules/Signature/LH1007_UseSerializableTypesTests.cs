using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class UseSerializableTypesTests
{
    const string Types = """
        public class Fields { public int A; public string B = ""; }
        public class Mixed { public int A; public string B { get; set; } = ""; }
        public class Holder { public (int, int) Pair { get; set; } }
        public class Hidden { [System.Text.Json.Serialization.JsonIgnore] public (int, int) Pair { get; set; } }
        public class Running { public Task? Work { get; set; } }
        public class Failure { public Exception? Error { get; set; } public MemoryStream? Data { get; set; } }
        public interface IShape { int Sides { get; } }
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Square), "square")] public interface IKnown { } public class Square : IKnown { }
        public abstract class Shape { public int Sides { get; set; } }
        public class Drawing { public IShape? Shape { get; set; } public IShape Only => null!; }
        public class Reading { public IShape Only => null!; }
        public class Two { public Two(int a) { } public Two(string b) { } public int A { get; set; } }
        public class TwoChosen { [System.Text.Json.Serialization.JsonConstructor] public TwoChosen(int a) { } public TwoChosen(string b) { } public int A { get; set; } }
        public class Node { public List<Node> Children { get; set; } = []; public Node? Parent { get; set; } }
        public record One(string A, IReadOnlyList<int> B);
        """;

    static Subject Handler(string member) => Subject.Of(Types + "public class F { " + member + " }").HandledBy("F::H");

    [Theory]
    [InlineData("public [|(int A, int B)|] H(string s) => (1, 2);", "The answer of handler 'H' is a tuple, and System.Text.Json ignores its fields: the caller receives an empty object; use a class or a record with properties")]
    [InlineData("public void H([|(int A, int B)|] s) { }", "The input of handler 'H' is a tuple, and System.Text.Json ignores its fields: they stay empty; use a class or a record with properties")]
    [InlineData("public [|Task<Fields>|] H(string s) => null!;", "The answer of handler 'H' has fields and no properties, and System.Text.Json ignores fields: the caller receives an empty object; use a class or a record with properties")]
    [InlineData("public [|List<(int, int)>|] H(string s) => [];", "The answer of handler 'H' has elements whose type is a tuple, and System.Text.Json ignores its fields: the caller receives an empty object; use a class or a record with properties")]
    [InlineData("public [|Holder|] H(string s) => new();", "The answer of handler 'H' has a property 'Pair' whose type is a tuple, and System.Text.Json ignores its fields: the caller receives an empty object; use a class or a record with properties")]
    [InlineData("public [|(int A, int B)?|] H(string s) => null;", "The answer of handler 'H' is a tuple, and System.Text.Json ignores its fields: the caller receives an empty object; use a class or a record with properties")]
    [InlineData("public [|List<Task<int>>|] H(string s) => [];", "The answer of handler 'H' has elements whose type ('Task<int>') cannot be serialised; use a class or a record with properties")]
    [InlineData("public void H([|IShape|] s) { }", "The input of handler 'H' ('IShape') is an interface, which cannot be created from JSON; use a class or a record with properties")]
    [InlineData("public void H([|Shape|] s) { }", "The input of handler 'H' ('Shape') is abstract, so it cannot be created from JSON; use a class or a record with properties")]
    [InlineData("public void H([|Two|] s) { }", "The input of handler 'H' has several constructors and none of them without parameters or marked [JsonConstructor], so it cannot be created; use a class or a record with properties")]
    [InlineData("public void H([|Drawing|] s) { }", "The input of handler 'H' has a property 'Shape' whose type ('IShape') is an interface, which cannot be created from JSON; use a class or a record with properties")]
    [InlineData("public [|Running|] H(string s) => new();", "The answer of handler 'H' has a property 'Work' whose type ('Task') cannot be serialised; use a class or a record with properties")]
    [InlineData("public [|Failure|] H(string s) => new();", "The answer of handler 'H' has a property 'Error' whose type ('Exception') cannot be serialised; use a class or a record with properties")]
    [InlineData("public [|Func<int>|] H(string s) => null!;", "The answer of handler 'H' ('Func<int>') cannot be serialised; use a class or a record with properties")]
    public Task A_type_that_is_lost_is_reported(string member, string message) => Verify<UseSerializableTypes>.Reports(Handler(member), DiagnosticSeverity.Warning, message);

    [Theory]
    [InlineData("public Mixed H(Mixed m) => m;")]
    [InlineData("public Hidden H(Hidden h) => h;")]
    [InlineData("public IShape H(One o) => null!;")]
    [InlineData("public Shape H(Reading r) => null!;")]
    [InlineData("public Drawing H(TwoChosen t) => new();")]
    [InlineData("public Two H(Node n) => new(1);")]
    [InlineData("public void H(IKnown k) { }")]
    [InlineData("public object H(IList<string> l) => new { A = 1 };")]
    [InlineData("public IEnumerable<int> H(ISet<int> l) => l;")]
    [InlineData("public dynamic H(System.Text.Json.Nodes.JsonObject o) => o;")]
    [InlineData("public Uri H(Version v) => null!;")]
    [InlineData("public Tuple<int, int> H(KeyValuePair<string, int> p) => null!;")]
    [InlineData("public void H(Amazon.Lambda.CloudWatchEvents.CloudWatchEvent<object> e) { }")]
    public Task What_survives_is_fine(string member) => Verify<UseSerializableTypes>.Allows(Handler(member));

    [Theory]
    [InlineData("[LambdaSerializer(typeof(Amazon.Lambda.Serialization.Json.JsonSerializer))]")]
    [InlineData("public class Own : DefaultLambdaJsonSerializer { public Own() : base(o => o.IncludeFields = true) { } } [LambdaSerializer(typeof(Own))]")]
    public Task Other_serializers_are_fine(string attribute) => Verify<UseSerializableTypes>.Allows(Handler(attribute + " public (int, int) H(string s) => (1, 2);"));

    [Fact]
    public Task The_bootstraps_serializer_counts() => Verify<UseSerializableTypes>.Reports(Subject.Of(
        "using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create<string, (int, int)>(H, new DefaultLambdaJsonSerializer()).Build().RunAsync(); static [|(int, int)|] H(string s) => (1, 2);").Executable());

    [Fact]
    public Task A_serializer_with_options_of_its_own_is_fine() => Verify<UseSerializableTypes>.Allows(Subject.Of(
        "using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create<string, (int, int)>(H, new DefaultLambdaJsonSerializer(o => o.IncludeFields = true)).Build().RunAsync(); static (int, int) H(string s) => (1, 2);").Executable());

    [Fact]
    public Task Helpers_and_services_are_fine() => Verify<UseSerializableTypes>.Allows(
        Types + "public class F { public int H(string s, ILambdaContext c) => Pair().Item1; static (int, int) Pair() => (1, 2); [Amazon.Lambda.Annotations.LambdaFunction] public void G([Amazon.Lambda.Annotations.FromServices] IShape s) { } }");

    [Fact]
    public Task The_fix_puts_a_record_in_place_of_the_tuple() => Verify<UseSerializableTypes>.Fixes<UseSerializableTypesFix>(
        Subject.Of("""
            namespace Store;

            // What they cost together.
            public class Totals
            {
                public async Task<[|(decimal Net, decimal)|]> Handle(decimal amount)
                {
                    await Task.Yield();
                    if (amount == 0) return (Net: 0, 0); // nothing
                    return (amount, amount * 1.2m);
                }
            }
            """.Replace("Task<[|(decimal Net, decimal)|]>", "[|Task<(decimal Net, decimal)>|]", StringComparison.Ordinal)).HandledBy("Store.Totals::Handle"),
        Subject.Of("""
            namespace Store;

            public record TotalsResult(decimal Net, decimal Item2);

            // What they cost together.
            public class Totals
            {
                public async Task<TotalsResult> Handle(decimal amount)
                {
                    await Task.Yield();
                    if (amount == 0) return new TotalsResult(0, 0); // nothing
                    return new TotalsResult(amount, amount * 1.2m);
                }
            }
            """).HandledBy("Store.Totals::Handle"), plan: "Record");

    [Fact]
    public Task The_fix_reads_the_record_where_it_read_the_tuple() => Verify<UseSerializableTypes>.Fixes<UseSerializableTypesFix>(
        Subject.Of("internal class Sum { public int H([|(int a, int B)|] s) { var (x, y) = s; return s.a + s.B + x + y; } public class SumInput { } } internal class SumInput { }").HandledBy("Sum::H"),
        Subject.Of("internal record SumInput2(int A, int B);\n\ninternal class Sum { public int H(SumInput2 s) { var (x, y) = s; return s.A + s.B + x + y; } public class SumInput { } } internal class SumInput { }").HandledBy("Sum::H"), plan: "Record");

    [Fact]
    public Task The_fix_makes_fields_properties() => Verify<UseSerializableTypes>.Fixes<UseSerializableTypesFix>(
        Subject.Of("public class F { public [|Data|] H(string s) => new Data { A = 1 }; public [|Data|] G(string s, ILambdaContext c) => new Data(); }").HandledBy("F::H").And("""
            public class Data
            {
                /// <summary>One.</summary>
                public int A, B = 2; // and two
                [System.Text.Json.Serialization.JsonPropertyName("c")]
                public readonly string C = "";
                static int _count;
                public int Sum() => A + B + _count++;
            }
            """, "Data.cs"),
        Subject.Of("public class F { public Data H(string s) => new Data { A = 1 }; public Data G(string s, ILambdaContext c) => new Data(); }").HandledBy("F::H").And("""
            public class Data
            {
                /// <summary>One.</summary>
                public int A { get; set; }
                public int B { get; set; } = 2; // and two
                [System.Text.Json.Serialization.JsonPropertyName("c")]
                public string C { get; init; } = "";
                static int _count;
                public int Sum() => A + B + _count++;
            }
            """, "Data.cs"), plan: "Properties", fixAll: false);

    [Theory]
    [InlineData("public interface IOnly { int A { get; } } public class Only : IOnly { public int A { get; set; } }", "IOnly", "Only")]
    [InlineData("public abstract class Above { public int A { get; set; } } public abstract class Between : Above { } public class Below : Between { }", "Above?", "Below?")]
    public Task The_fix_takes_the_only_class(string types, string before, string after) => Verify<UseSerializableTypes>.Fixes<UseSerializableTypesFix>(
        Subject.Of(types + "public class F { public int H([|" + before + "|] s, ILambdaContext c) => s!.A; }").HandledBy("F::H"),
        Subject.Of(types + "public class F { public int H(" + after + " s, ILambdaContext c) => s!.A; }").HandledBy("F::H"), plan: "Class");

    [Theory]
    [InlineData("public [|(int, int)|] H(int a) => Both(a); static (int, int) Both(int a) => (a, a);")]
    [InlineData("public int H([|(int a, int b)|] s) => s.Item1;")]
    [InlineData("public [|(int, int)|] H(int a) => (a, a); public (int, int) G() => H(1);")]
    [InlineData("class Mine { } [|(int, Mine)|] H(int a) => (a, new Mine());")]
    [InlineData("public class Counter { public int A; public void Add() => Interlocked.Increment(ref A); } public [|Counter|] H(int a) => new();")]
    [InlineData("public interface ITwo { } public class One : ITwo { } public class Other : ITwo { } public void H([|ITwo|] t) { }")]
    [InlineData("public interface IOne { } public class One : IOne { public IOne? Next { get; set; } } public void H([|IOne|] t) { }")]
    [InlineData("public void H([|IShape|] s) { }")]
    public Task No_fix_where_it_would_not_compile_or_help(string members) => Verify<UseSerializableTypes>.OffersNothing<UseSerializableTypesFix>(Handler(members));

    [Theory]
    [InlineData("ILambdaSerializer serializer = new DefaultLambdaJsonSerializer();", "serializer")]
    [InlineData("", "Setup.Serializer")]
    [InlineData("", "Setup.Kept")]
    [InlineData("", "new DefaultLambdaJsonSerializer(options => options.WriteIndented = true)")]
    [InlineData("", "new DefaultLambdaJsonSerializer(options => { options.PropertyNamingPolicy = null; options.NumberHandling = 0; })")]
    public Task A_serializer_that_a_variable_keeps_or_that_only_formats_is_known(string statement, string serializer) => Verify<UseSerializableTypes>.Reports(Program("[|(int, int)|]", statement, serializer));

    [Theory]
    [InlineData("ILambdaSerializer serializer = new DefaultLambdaJsonSerializer(); serializer = new Own();", "serializer")]
    [InlineData("", "Setup.Changing")]
    [InlineData("", "new Own()")]
    [InlineData("", "new DefaultLambdaJsonSerializer(options => options.IncludeFields = true)")]
    [InlineData("", "new DefaultLambdaJsonSerializer(options => { options.WriteIndented = true; options.Converters.Add(null!); })")]
    [InlineData("Action<System.Text.Json.JsonSerializerOptions> set = options => options.IncludeFields = true;", "new DefaultLambdaJsonSerializer(set)")]
    public Task Any_other_serializer_may_do_anything(string statement, string serializer) => Verify<UseSerializableTypes>.Allows(Program("(int, int)", statement, serializer));

    static Subject Program(string returned, string statement, string serializer) => Subject.Of($$"""
        using Amazon.Lambda.RuntimeSupport;
        {{statement}}
        await LambdaBootstrapBuilder.Create<string, (int, int)>(H, {{serializer}}).Build().RunAsync();
        static {{returned}} H(string s) => (1, 2);
        static class Setup { public static readonly ILambdaSerializer Serializer = new DefaultLambdaJsonSerializer(); public static ILambdaSerializer Kept { get; } = new DefaultLambdaJsonSerializer(); public static ILambdaSerializer Changing = new DefaultLambdaJsonSerializer(); }
        class Own : ILambdaSerializer { public T Deserialize<T>(Stream requestStream) => default!; public void Serialize<T>(T response, Stream responseStream) { } }
        """).Executable();
}
