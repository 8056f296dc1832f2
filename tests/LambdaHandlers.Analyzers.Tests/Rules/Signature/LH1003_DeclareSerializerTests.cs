using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Signature;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

// What the runtime itself says of serializers is in RuntimeTable.
public class DeclareSerializerTests
{
    static Subject Bare(string source) => Subject.Of(source).WithoutSerializer();

    [Fact]
    public Task A_certain_handler_is_an_error() => Verify<DeclareSerializer>.Reports(
        Bare("public class F { public void [|H|](string s) { } }").HandledBy("F::H"),
        DiagnosticSeverity.Error, "Handler 'H' needs a serializer to read 'string', and neither the method nor this assembly declares one; add '[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]'");

    [Fact]
    public Task A_probable_handler_is_a_warning() => Verify<DeclareSerializer>.Reports(
        Bare("public class F { public string [|H|](ILambdaContext c) => \"\"; }"), DiagnosticSeverity.Warning);

    [Fact]
    public Task What_another_assembly_declares_is_reported_where_it_is_inherited() => Verify<DeclareSerializer>.Reports(
        Bare("public class [|F|] : List<string> { }").HandledBy("F::Contains"), message: "Handler 'Contains' needs a serializer to read 'string', and neither the method nor this assembly declares one; add '[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]'");

    [Fact]
    public Task A_function_project_says_so_itself() => Verify<DeclareSerializer>.Reports(
        Bare("public class F { public string [|H|](ILambdaContext c) => \"\"; }").Property("AWSProjectType", "Lambda").Property("GenerateRuntimeConfigurationFiles", ""));

    [Fact]
    public Task A_shared_library_says_so_too() => Verify<DeclareSerializer>.Allows(
        Bare("public class F { public string H(string s, ILambdaContext c) => s; }").Property("AWSProjectType", "").Property("GenerateRuntimeConfigurationFiles", ""));

    [Fact]
    public Task A_named_handler_of_an_executable_is_loaded_too() => Verify<DeclareSerializer>.Reports(
        Bare("public class F { static void Main() { } public string [|H|](string s) => s; }").Executable().HandledBy("F::H"));

    [Fact]
    public Task Of_an_executable_what_only_looks_like_a_handler_is_fine() => Verify<DeclareSerializer>.Allows(
        Bare("public class F { static void Main() { } public string H(string s, ILambdaContext c) => s; }").Executable());

    [Theory]
    [InlineData("public class F { public Stream H(Stream s, ILambdaContext c) => s; }")]
    [InlineData("public class F { public void H(ILambdaContext c) { } }")]
    [InlineData("public class F { public Task H(Stream s, ILambdaContext c) => Task.CompletedTask; }")]
    [InlineData("using Amazon.Lambda.Annotations; public class F { [LambdaFunction] public string H(string s) => s; }")]
    public Task What_needs_none_is_fine(string source) => Verify<DeclareSerializer>.Allows(Bare(source));

    [Fact]
    public Task What_the_bootstrap_is_given_is_fine() => Verify<DeclareSerializer>.Allows(
        Bare("using Amazon.Lambda.RuntimeSupport; await LambdaBootstrapBuilder.Create<string>(H, new DefaultLambdaJsonSerializer()).Build().RunAsync(); static void H(string s) { }").Executable());

    [Fact]
    public Task A_missing_package_is_no_missing_attribute() => Verify<DeclareSerializer>.Allows(
        Bare("[assembly: Missing.LambdaSerializer(typeof(int))] public class F { public void H(string s) { } }").HandledBy("F::H").Broken());

    [Fact]
    public Task An_unknown_input_is_fine() => Verify<DeclareSerializer>.Allows(
        Bare("public class F { public void H(Missing s) { } }").HandledBy("F::H").Broken());

    [Fact]
    public Task The_fix_declares_it_for_the_assembly() => Verify<DeclareSerializer>.Fixes<DeclareSerializerFix>(
        Bare("using Amazon.Lambda.SQSEvents;\n\n// Orders.\npublic class F\n{\n    public void [|A|](SQSEvent e, ILambdaContext c) { }\n    public void [|B|](SQSEvent e, ILambdaContext c) { }\n}\n"),
        Bare("using Amazon.Lambda.SQSEvents;\n\n[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]\n\n// Orders.\npublic class F\n{\n    public void A(SQSEvent e, ILambdaContext c) { }\n    public void B(SQSEvent e, ILambdaContext c) { }\n}\n"));

    [Fact]
    public Task The_fix_adds_the_usings() => Verify<DeclareSerializer>.Fixes<DeclareSerializerFix>(
        Bare("using Amazon.Lambda.Core;\nnamespace Shop;\npublic class F { public void [|A|](string s, ILambdaContext c) { } }\n") with { HasUsings = false },
        Bare("using Amazon.Lambda.Core;\nusing Amazon.Lambda.Serialization.SystemTextJson;\n\n[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]\n\nnamespace Shop;\npublic class F { public void A(string s, ILambdaContext c) { } }\n") with { HasUsings = false });

    [Fact]
    public Task The_fix_declares_it_for_the_method() => Verify<DeclareSerializer>.Fixes<DeclareSerializerFix>(
        Bare("public class F\n{\n    // One.\n    public void [|A|](string s, ILambdaContext c) { }\n}\n"),
        Bare("public class F\n{\n    // One.\n    [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]\n    public void A(string s, ILambdaContext c) { }\n}\n"), plan: "Method");

    [Fact]
    public Task No_second_attribute_behind_one_that_is_being_typed() => Verify<DeclareSerializer>.OffersNothing<DeclareSerializerFix>(
        Bare("[assembly: LambdaSerial(typeof(Def(typeof(DefaultLambdaJsonSerializer))]\npublic class F { public void [|H|](string s) { } }").HandledBy("F::H").Broken(), "Assembly");

    [Fact]
    public Task No_fix_where_native_compilation_leaves_no_choice() => Verify<DeclareSerializer>.OffersNothing<DeclareSerializerFix>(
        Bare("public class F { public void [|A|](string s, ILambdaContext c) { } }").Property("PublishAot", "true"));
}
