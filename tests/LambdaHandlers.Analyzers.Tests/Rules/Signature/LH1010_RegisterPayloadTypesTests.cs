using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class RegisterPayloadTypesTests
{
    const string Types = """
        public record Order(string Id, List<Line> Lines, Note? Note); public record Line(int Count); public class Note { public Dictionary<string, Mark> Marks { get; set; } = []; } public struct Mark { public int? Of; }
        public record Receipt(string Id);
        """;

    // The part that the generator would write.
    const string Rest = ": JsonSerializerContext { protected C() : base(null) { } }";

    static Subject With(string registrations, string member, string serializer = "C") => Subject.Of(
        $"using System.Text.Json.Serialization;\n{registrations}\npublic abstract partial class C {Rest}\n{Types}\npublic class F {{ [LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<{serializer}>))] {member} }}");

    [Theory]
    [InlineData("public Receipt H([|Order|] o) => new(o.Id);", "'C' does not know 'Order', and handler 'H' takes it: every invocation fails; add '[JsonSerializable(typeof(Order))]'")]
    [InlineData("public [|Task<List<Receipt>>|] H(Receipt r) => null!;", "'C' does not know 'List<Receipt>', and handler 'H' returns it: every invocation fails; add '[JsonSerializable(typeof(List<Receipt>))]'")]
    [InlineData("public [|int|] H(Receipt r, ILambdaContext c) => 1;", "'C' does not know 'int', and handler 'H' returns it: every invocation fails; add '[JsonSerializable(typeof(int))]'")]
    public Task A_type_that_no_root_reaches_is_reported(string member, string message) => Verify<RegisterPayloadTypes>.Reports(With("[JsonSerializable(typeof(Receipt))]", member), DiagnosticSeverity.Warning, message);

    [Theory]
    [InlineData("Order", "public Order H(Order o) => o;")]
    [InlineData("Order", "public List<Line> H(Line l) => [l];")]
    [InlineData("Order", "public Dictionary<string, Mark> H(Note n) => [];")]
    [InlineData("Order", "public int? H(string s) => 1;")]
    [InlineData("Order[]", "public Note H(Order o) => new();")]
    [InlineData("Receipt", "public Stream H(Stream s) => s;")]
    [InlineData("Receipt", "public void H(ILambdaContext c) { }")]
    [InlineData("Receipt", "public Task H() => Task.CompletedTask;")]
    public Task What_a_root_reaches_is_fine(string root, string member) => Verify<RegisterPayloadTypes>.Allows(With($"[JsonSerializable(typeof({root}))]", member));

    [Fact]
    public Task A_base_context_counts() => Verify<RegisterPayloadTypes>.Allows(
        With("[JsonSerializable(typeof(Order))]", "public Order H(Order o) => o;", "D").And("public abstract partial class D : C { }"));

    [Fact]
    public Task The_assemblys_serializer_counts() => Verify<RegisterPayloadTypes>.Reports(Subject.Of(
        $"using System.Text.Json.Serialization;\n[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))]\n[JsonSerializable(typeof(int))] public abstract partial class C {Rest} public class F {{ public void H([|string|] s) {{ }} }}").WithoutSerializer().HandledBy("F::H"));

    [Fact]
    public Task The_bootstraps_serializer_counts() => Verify<RegisterPayloadTypes>.Reports(Subject.Of(
        $"using System.Text.Json.Serialization; using Amazon.Lambda.RuntimeSupport;\nSourceGeneratorLambdaJsonSerializer<C> ser = null!; await LambdaBootstrapBuilder.Create<string, int>(H, ser).Build().RunAsync(); static int H([|string|] s) => 1;\n[JsonSerializable(typeof(int))] public abstract partial class C {Rest}").Executable());

    [Theory]
    [InlineData("", "public Order H(Order o) => o;")]
    [InlineData("[JsonSerializable(typeof(Missing))]", "public Order H(Order o) => o;")]
    [InlineData("[Missing] [JsonSerializable(typeof(int))]", "public Order H(Order o) => o;")]
    [InlineData("[JsonSerializable(typeof(int))]", "public Missing H(int o) => o;")]
    public Task What_nobody_knows_is_fine(string registrations, string member) => Verify<RegisterPayloadTypes>.Allows(With(registrations, member).Broken());

    [Theory]
    [InlineData("[LambdaFunction, HttpApi(LambdaHttpMethod.Post, \"/\")] public Receipt H([FromBody] Order o) => new(o.Id);")]
    public Task Functions_behind_HTTP_are_wrapped(string member) => Verify<RegisterPayloadTypes>.Allows(Subject.Of(
        $"using System.Text.Json.Serialization; using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.APIGateway;\n[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))]\n[JsonSerializable(typeof(int))] public abstract partial class C {Rest}\n{Types} public class F {{ {member} }}").WithoutSerializer());

    [Fact]
    public Task The_fix_registers_every_type_in_another_file() => Verify<RegisterPayloadTypes>.Fixes<RegisterPayloadTypesFix>(
        Subject.Of($"{Types}\npublic class F {{ [LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))] public [|Receipt|] H([|Order|] o) => new(o.Id); }}")
            .And($"using System.Text.Json.Serialization;\n\n// What goes through JSON.\n[JsonSerializable(typeof(int))]\npublic abstract partial class C {Rest}"),
        Subject.Of($"{Types}\npublic class F {{ [LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))] public Receipt H(Order o) => new(o.Id); }}")
            .And($"using System.Text.Json.Serialization;\n\n// What goes through JSON.\n[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(Receipt))]\n[JsonSerializable(typeof(Order))]\npublic abstract partial class C {Rest}"));
}
