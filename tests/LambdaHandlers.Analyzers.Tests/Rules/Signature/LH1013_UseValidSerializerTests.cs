using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// What the runtime itself says of serializers is in RuntimeTable.
public class UseValidSerializerTests
{
    const string Explicit = "public class S : ILambdaSerializer { T ILambdaSerializer.Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } }";

    static Subject Assembly(string attribute, string rest) => Subject.Of($"[assembly: LambdaSerializer({attribute})]\n{rest}").WithoutSerializer();

    [Theory]
    [InlineData("[|null!|]", "", "it is null; name a type that implements 'ILambdaSerializer'")]
    [InlineData("typeof([|S|])", "public class S : DefaultLambdaJsonSerializer { internal S() { } }", "'S' has no public constructor without parameters; add one")]
    [InlineData("typeof([|S|])", "public class S { }", "'S' does not implement 'ILambdaSerializer'; implement it")]
    [InlineData("typeof([|S|])", "public static class S { }", "nobody can create 'S'; name a class that implements 'ILambdaSerializer'")]
    [InlineData("typeof([|S|])", "public abstract class S : DefaultLambdaJsonSerializer { public S() { } }", "'S' is abstract; name a class that derives from it")]
    [InlineData("typeof([|int[]|])", "", "nobody can create 'int[]'; name a class that implements 'ILambdaSerializer'")]
    public Task The_assemblys_serializer_is_an_error(string attribute, string rest, string message) =>
        Verify<UseValidSerializer>.Reports(Assembly(attribute, rest), DiagnosticSeverity.Error, "The runtime cannot use this serializer: " + message);

    [Fact]
    public Task An_explicit_Deserialize_matters_where_something_is_read() => Verify<UseValidSerializer>.Reports(
        Assembly("typeof([|S|])", Explicit + " public class F { public void H(string s) { } }").HandledBy("F::H"));

    [Fact]
    public Task An_explicit_Deserialize_is_fine_where_nothing_is_read() => Verify<UseValidSerializer>.Allows(
        Assembly("typeof(S)", Explicit + " public class F { public string H() => \"\"; }").HandledBy("F::H"));

    [Theory]
    [InlineData("typeof(DefaultLambdaJsonSerializer)", "")]
    [InlineData("typeof(Amazon.Lambda.Serialization.Json.JsonSerializer)", "")]
    [InlineData("typeof(S)", "public class S : DefaultLambdaJsonSerializer { public S() : base(o => { }) { } }")]
    public Task What_can_be_created_is_fine(string attribute, string rest) => Verify<UseValidSerializer>.Allows(Assembly(attribute, rest));

    [Fact]
    public Task In_an_executable_the_attribute_has_no_effect() => Verify<UseValidSerializer>.Allows(Assembly("typeof(S)", "public class S { static void Main() { } }").Executable());

    [Theory]
    [InlineData("typeof(Missing)", "")]
    [InlineData("typeof(S)", "public class S : Missing { internal S() { } }")]
    [InlineData("", "")]
    public Task What_nobody_knows_is_fine(string attribute, string rest) => Verify<UseValidSerializer>.Allows(Assembly(attribute, rest).Broken());

    [Fact]
    public Task The_fix_makes_the_constructor_public() => Verify<UseValidSerializer>.Fixes<UseValidSerializerFix>(
        Assembly("typeof([|S|])", "public class S : DefaultLambdaJsonSerializer\n{\n    // Made by tests.\n    internal S() { }\n}"),
        Assembly("typeof(S)", "public class S : DefaultLambdaJsonSerializer\n{\n    // Made by tests.\n    public S() { }\n}"));

    [Fact]
    public Task The_fix_names_the_default_serializer() => Verify<UseValidSerializer>.Fixes<UseValidSerializerFix>(
        Assembly("[|null!|] /* later */", ""), Assembly("typeof(DefaultLambdaJsonSerializer) /* later */", ""), plan: "Default");

    [Fact]
    public Task No_constructor_is_made_public_that_is_not_there() => Verify<UseValidSerializer>.OffersNothing<UseValidSerializerFix>(
        Assembly("typeof([|S|])", "public class S : DefaultLambdaJsonSerializer { public S(int i) { } }"), "Public");
}
