using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

public class LetTheGeneratorWrapTests
{
    static Subject In(string types) => Subject.Of("using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.APIGateway; using Amazon.Lambda.Annotations.SQS; using Amazon.Lambda.SQSEvents;\nnamespace Store;\n" + types);

    [Theory]
    [InlineData("public class F { [[|LambdaFunction|]] private string H(string s) => s; }", "its wrapper cannot reach it; make it public or internal")]
    [InlineData("public class F { [[|LambdaFunction|]] private protected string H(string s) => s; }", "its wrapper cannot reach it; make it public or internal")]
    [InlineData("public class F { public required int X { get; set; } [[|LambdaFunction|]] public string H(string s) => s; }", "its wrapper cannot create 'F' without parameters; add a class with [LambdaStartup] that configures the services")]
    [InlineData("public class Fn { [[|LambdaFunction|]] public static string H(string s) => s; }", "its wrapper calls it on an object, and it is static; make it an instance method")]
    [InlineData("public abstract class F { [[|LambdaFunction|]] public abstract string H(string s); }", "it is abstract; mark a method that has a body")]
    [InlineData("public class F { [[|LambdaFunction|]] public string H<T>(string s) => s; }", "it is generic; give it the types of its event and answer")]
    [InlineData("public class Outer { public class F { [[|LambdaFunction|]] public string H(string s) => s; } }", "'F' lies in another type, which its wrapper leaves out; move 'F' into a namespace")]
    [InlineData("file class F { [[|LambdaFunction|]] public string H(string s) => s; }", "only its own file sees 'F'; make it internal")]
    [InlineData("public class F<T> { [[|LambdaFunction|]] public string H(string s) => s; }", "'F' is generic; mark a method of a class that is not")]
    [InlineData("public abstract class F { [[|LambdaFunction|]] public string H(string s) => s; }", "its wrapper cannot create 'F'; mark a method of a class that can be created")]
    [InlineData("public interface F { [[|LambdaFunction|]] string H(string s) => s; }", "its wrapper cannot create 'F'; mark a method of a class that can be created")]
    [InlineData("public class Event { [[|LambdaFunction|]] public string H(string s) => s; }", "its wrapper calls a variable after 'Event', and that is a keyword; give the class another name")]
    [InlineData("public record F { [[|LambdaFunction|]] public string H(string s) => s; }", "the generator looks for a class to find the project, and this one has none: it writes nothing; make it a class")]
    [InlineData("public class F { [LambdaFunction] public string H(string s) => s; [[|LambdaFunction|]] public string H(int s) => \"\"; }", "another function of 'F' has its name; give it another name")]
    [InlineData("public class F { [[|LambdaFunction|]] public string H([FromServices] IDisposable d, string s) => s; }", "its services come from a class with [LambdaStartup], and there is none; add one that configures the services")]
    [InlineData("public class F { public F(int i) { } [[|LambdaFunction|], HttpApi(LambdaHttpMethod.Get, \"/\")] public string H() => \"\"; }", "its wrapper cannot create 'F' without parameters; add a class with [LambdaStartup] that configures the services")]
    [InlineData("public class F { [[|LambdaFunction(MemorySize = 256)|]] public string H(string a, string b, ILambdaContext c) => a; }", "its wrapper takes the same 3 parameters, and the runtime refuses more than an input and an 'ILambdaContext'; take one input")]
    [InlineData("public class F { [[|LambdaFunction|]] public string H(ILambdaContext c, string s) => s; }", "its wrapper takes the same parameters, and the runtime refuses 'string' as the second; take an input, then an 'ILambdaContext'")]
    [InlineData("public class F { [[|LambdaFunction|]] public string H(ILambdaContext a, ILambdaContext b) => \"\"; }", "its wrapper takes two contexts, and the first one is deserialised from the event; remove the first")]
    public Task What_cannot_be_wrapped_is_reported_at_the_attribute(string types, string message) => Verify<LetTheGeneratorWrap>.Reports(In(types), DiagnosticSeverity.Warning, "The generator cannot make a function of 'H': " + message);

    [Fact]
    public Task A_class_without_a_namespace_is_reported() => Verify<LetTheGeneratorWrap>.Reports("using Amazon.Lambda.Annotations; public class F { [[|LambdaFunction|]] public string H(string s) => s; }");

    [Theory]
    [InlineData("public class F { [LambdaFunction] internal string H(string s, ILambdaContext c) => s; }")]
    [InlineData("internal class F { [LambdaFunction] public string H(ILambdaContext c) => \"\"; }")]
    [InlineData("public class F { [LambdaFunction] public static string H(string s) => s; }")]
    [InlineData("public class F { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public F() => X = 1; public required int X { get; set; } [LambdaFunction] public string H(string s) => s; }")]
    [InlineData("public class F { internal F(int i = 0) { } [LambdaFunction] public string H() => \"\"; }")]
    [InlineData("public class F { [LambdaFunction] public string H(in string s) => s; [LambdaFunction] public string G(params string[] s) => \"\"; public string H(int i) => \"\"; }")]
    [InlineData("public record F { [LambdaFunction] public string H(string s) => s; } public static class Any { }")]
    [InlineData("public class F { public F(IDisposable d) { } [LambdaFunction] public string H([FromServices] IDisposable d, string s, ILambdaContext c) => s; } [LambdaStartup] public class Startup { }")]
    [InlineData("public class F { [LambdaFunction, HttpApi(LambdaHttpMethod.Get, \"/{a}/{b}\")] public string H(string a, int b, string c, ILambdaContext d) => a; }")]
    [InlineData("public class F { [LambdaFunction, SQSEvent(\"@Q\")] public void H(SQSEvent e, string s, int i) { } }")]
    [InlineData("public class F { private static string H(string s, int a, int b) => s; }")]
    public Task What_can_be_wrapped_or_is_refused_by_the_generator_itself_is_fine(string types) => Verify<LetTheGeneratorWrap>.Allows(In(types));

    [Fact]
    public Task An_attribute_of_that_name_that_is_not_AWSs_is_fine() => Verify<LetTheGeneratorWrap>.Allows("public class LambdaFunctionAttribute : Attribute { } public class F { [LambdaFunction] private string H(string s) => s; }");

    [Fact]
    public Task What_does_not_bind_is_fine() => Verify<LetTheGeneratorWrap>.Allows(In("public class F { [LambdaFunction] public string H(Missing a, Missing b) => \"\"; }").Broken());
}
