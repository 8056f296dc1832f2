using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
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
}
