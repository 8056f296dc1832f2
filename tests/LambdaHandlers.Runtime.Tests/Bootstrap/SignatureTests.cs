using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using LambdaHandlers.Bootstrap;
using LambdaHandlers.Runtime.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaHandlers.Runtime.Tests.Bootstrap;

/// <summary>
/// What AWS's loader accepts and refuses, row by row. Every row was executed on AWS's own loader; here on ours.
/// The rows are one assembly with a serializer and one without, loaded into the test process: the bootstrap's own start is tested elsewhere.
/// </summary>
public class SignatureTests
{
    /// <summary>The members of a class F, or whole types; the handler within; the event; what comes of it.</summary>
    public sealed record Row(string Code, string Handler, string Expected, string Event = "\"in\"", bool Serializer = true)
    {
        public override string ToString() => Code.Length > 90 ? Code[..90] : Code;
    }

    const string Loads = "OK ";
    const string Serializers = "Amazon.Lambda.Serialization.SystemTextJson";
    const string Good = $"[LambdaSerializer(typeof({Serializers}.DefaultLambdaJsonSerializer))]";

    static readonly Row[] Rows =
    [
        // What is fine.
        new("public string H(string s) => s;", "F::H", "OK \"in\""),
        new("public void H() { }", "F::H", Loads),
        new("public string H(string s, ILambdaContext c) => s;", "F::H", "OK \"in\""),
        new("public string H(ILambdaContext c) => c.AwsRequestId;", "F::H", "OK \"id\""),
        new("public string H(string s, ILambdaContext c = null) => c.AwsRequestId;", "F::H", "OK \"id\""),
        new("private string H(string s) => s;", "F::H", "OK \"in\""),
        new("internal string H(string s) => s;", "F::H", "OK \"in\""),
        new("private protected string H(string s) => s;", "F::H", "OK \"in\""),
        new("private static string H(string s) => s;", "F::H", "OK \"in\""),
        new("static class S { public static string H(this string s, ILambdaContext c) => s; }", "S::H", "OK \"in\""),
        new("internal class I { string H(string s) => s; }", "I::H", "OK \"in\""),
        new("public class O { class N { string H(string s) => s; } }", "O+N::H", "OK \"in\""),
        new("public class O { class N { string H(string s) => s; } }", "O.N::H", "LambdaValidationException Unable to load type"),
        new("public struct S { public string H(string s) => s; }", "S::H", "OK \"in\""),
        new("public readonly struct S { public string H(string s) => s; }", "S::H", "OK \"in\""),
        new("public record R { public string H(string s) => s; }", "R::H", "OK \"in\""),
        new("public ref struct S { public string H(string s) => s; }", "S::H", "NotSupportedException"),
        new("public ref struct S { public static string H(string s) => s; }", "S::H", "OK \"in\""),
        new("public class B { string H(string s) => s; } public class D : B { }", "D::H", "OK \"in\""),
        new("public class B { public virtual string H(string s) => \"b\"; } public class D : B { public override string H(string s) => \"d\"; }", "D::H", "OK \"d\""),
        new("public class B { public string H(string s) => s; } public class D : B { public string H(Stream s) => \"d\"; }", "D::H", "OK \"d\""),
        new("public class F { public required string P { get; set; } public bool H() => P is null; }", "F::H", "OK true"),
        new("public class F { public F() { } public F(int i) { } public int H() => 1; }", "F::H", "OK 1"),
        new("public class G<T> { public string H(string s) => s; } public class D : G<int> { }", "D::H", "OK \"in\""),
        new("abstract class A { public static string H(string s) => s; }", "A::H", "OK \"in\""),
        new("interface I { string H(string s); } class X : I { string I.H(string s) => s; }", "X::H", "LambdaValidationException Unable to find method"),
        new("public string P => \"p\";", "F::get_P", "OK \"p\""),
        new("public string @class() => \"k\";", "F::class", "OK \"k\""),
        new("public string @class() => \"k\";", "F::@class", "LambdaValidationException Unable to find method"),
        new("public string H(string s) => s; public string H(Stream s) => \"\";", "F::System.String H(System.String)", "OK \"in\""),
        new("public string H(string s) => s; public string H(Stream s) => \"\";", "F::string H(string)", "LambdaValidationException Unable to find method"),
        new("public async Task H(string s) => await Task.Yield();", "F::H", Loads),
        new("public async Task<string> H(string s) { await Task.Yield(); return s; }", "F::H", "OK \"in\""),
        new("public class T : Task<string> { public T() : base(() => \"sub\") { Start(); } } public class F { public T H() => new(); }", "F::H", "OK \"sub\""),
        new("public IEnumerable<string> H(string s) { yield return s; }", "F::H", "OK [\"in\"]"),
        new("public string H(params List<string> s) => s[0];", "F::H", "OK \"in\"", "[\"in\"]"),
        new("public MemoryStream H() => new(\"raw\"u8.ToArray());", "F::H", "OK raw"),
        new("public Task<MemoryStream> H() => Task.FromResult(new MemoryStream(\"raw\"u8.ToArray()));", "F::H", "OK raw"),
        new("public string H(object o) => o.GetType().Name;", "F::H", "OK \"JsonElement\""),
        new("public int? H() => null;", "F::H", "OK null"),

        // What Lambda refuses when it loads the function, in the order of its checks.
        new("public void H() { }", "F", "LambdaValidationException Invalid lambda function handler: '"),
        new("public abstract class A { public abstract string H(string s); }", "A::H", "LambdaValidationException The method 'System.String H(System.String)' cannot be used as a Lambda Handler because it is an abstract method"),
        new("public T H<T>(T t) => t;", "F::H", "LambdaValidationException The method 'T H[T](T)' cannot be used as a Lambda Handler because it is a generic method"),
        new("public async void H() => await Task.Yield();", "F::H", "LambdaValidationException The method 'Void H()' cannot be used as a Lambda Handler because it is an 'async void' method"),
        new("public void H(params string[] s) { }", "F::H", "LambdaValidationException The method 'Void H(System.String[])' cannot be used as a Lambda Handler because it is a 'params' method"),
        new("public class B { public virtual void H(params string[] s) { } } public class D : B { public override void H(string[] s) { } }", "D::H", "LambdaValidationException The method 'Void H(System.String[])' cannot be used as a Lambda Handler because it is a 'params' method"),
        new("public void H(__arglist) { }", "F::H", "LambdaValidationException The method 'Void H(...)' cannot be used as a Lambda Handler because it is a 'vararg (variable arguments)' method"),
        new("public class G<T> { public string H(string s) => s; }", "G`1::H", "LambdaValidationException The type '{G`1}' cannot be used as a Lambda Handler type because it is generic. Handler methods cannot be located in generic types"),
        new("public class G<T> { public string H(string s) => s; }", "G<string>::H", "LambdaValidationException Unable to load type"),
        new("abstract class A { public string H(string s) => s; }", "A::H", "LambdaValidationException The instance method 'System.String H(System.String)' cannot be used as a Lambda Handler because its type '{A}' is abstract"),
        new("interface I { static string H(string s) => s; }", "I::H", "LambdaValidationException The type '{I}' cannot be used as a handler type since it is not a class or a struct"),
        new("interface I { string H(string s) => s; } class X : I { }", "X::H", "LambdaValidationException Unable to find method"),
        new("enum E { A }", "E::CompareTo", "LambdaValidationException"),
        new("delegate string D(string s);", "D::Invoke", "ArgumentException"),
        new("public string H(string s) => s; string H(Stream s) => \"\";", "F::H", "LambdaValidationException The method 'H' in type '{F}' appears to have a number of overloads. To call this method please specify a complete method signature. Possible candidates are:\nSystem.String H(System.String)\nSystem.String H(System.IO.Stream)."),
        new("public Func<string, string> H = s => s;", "F::H", "LambdaValidationException Unable to find method 'H' in type '{F}' from assembly"),
        new("public class C(string p) { public string H(string s) => s + p; }", "C::H", "MissingMethodException"),
        new("public class C { public C(int i = 0) { } public string H(string s) => s; }", "C::H", "MissingMethodException"),
        new("public class C { internal C() { } public string H(string s) => s; }", "C::H", "MissingMethodException"),
        new("public class C { internal C() { } public static string H(string s) => s; }", "C::H", "OK \"in\""),
        new("public class C { public C() => throw new IOException(); public string H(string s) => s; }", "C::H", "TargetInvocationException"),
        new("public class C { static readonly int x = int.Parse(\"x\"); public static int H(string s) => x; }", "C::H", "TypeInitializationException"),
        new("public string H(string a, ILambdaContext c, int d) => a;", "F::H", "LambdaValidationException Method 'H' of type '{F}' is not supported: the method has more than 2 parameters."),
        new("public string H(string a, CancellationToken c = default) => a;", "F::H", "LambdaValidationException Method 'H' of type '{F}' is not supported: the method has 2 parameters, but the second parameter is not of type 'Amazon.Lambda.Core.ILambdaContext'."),
        new("public string H(ILambdaContext c, string s) => s;", "F::H", "LambdaValidationException Method 'H' of type '{F}' is not supported: the method has 2 parameters, but"),
        new("public string H(string s, object c) => s;", "F::H", "LambdaValidationException Method 'H' of type '{F}' is not supported: the method has 2 parameters, but"),
        new("public string H(string s, in ILambdaContext c) => s;", "F::H", "LambdaValidationException Method 'H' of type '{F}' is not supported: the method has 2 parameters, but"),
        new("public interface IMine : ILambdaContext { } public class F { public string H(string s, IMine c) => s; }", "F::H", "ArgumentException"),
        new("public interface IMine : ILambdaContext { } public class F { public string H(IMine c) => \"\"; }", "F::H", "LambdaValidationException The type '{IMine}' does not contain expected property"),
        new("public string H(ref string s) => s;", "F::H", "ArgumentException"),
        new("public string H(in int i) => \"\";", "F::H", "ArgumentException"),
        new("string x = \"\"; public ref string H() => ref x;", "F::H", "ArgumentException"),
        new("public unsafe byte* H() => null;", "F::H", "ArgumentException"),
        new("public string H(Span<byte> s) => \"\";", "F::H", "ArgumentException"),
        new("public void H(params ReadOnlySpan<string> s) { }", "F::H", "ArgumentException"),

        // Serializers.
        new("public string H() => \"\";", "F::H", "LambdaValidationException Could not find the LambdaSerializerAttribute on the assembly", Serializer: false),
        new("public void H(string s) { }", "F::H", "LambdaValidationException Could not find the LambdaSerializerAttribute on the assembly 'Raw' or method 'H' while attempting to deserialize input data of type 'System.String'", Serializer: false),
        new("public void H(MemoryStream s) { }", "F::H", "LambdaValidationException Could not find the LambdaSerializerAttribute", Serializer: false),
        new("public ValueTask<Stream> H(Stream s) => new(s);", "F::H", "LambdaValidationException Could not find the LambdaSerializerAttribute on the assembly 'Raw' or method 'H' while attempting to serialize output data", Serializer: false),
        new("public void H() { }", "F::H", Loads, Serializer: false),
        new("public Task H(Stream s) => Task.CompletedTask;", "F::H", Loads, Serializer: false),
        new("public Stream H(Stream s, ILambdaContext c) => s;", "F::H", "OK \"in\"", Serializer: false),
        new("public Task<Stream> H(Stream s) => Task.FromResult(s);", "F::H", "OK \"in\"", Serializer: false),
        new($"{Good} public string H(string s) => s;", "F::H", "OK \"in\"", Serializer: false),
        new($"public class B {{ {Good} public virtual string H(string s) => s; }} public class D : B {{ public override string H(string s) => s + \"!\"; }}", "D::H", "OK \"in!\"", Serializer: false),
        new("[LambdaSerializer(null)] public Stream H(Stream s) => s;", "F::H", "LambdaValidationException The 'SerializerType' property on attribute class 'Amazon.Lambda.Core.LambdaSerializerAttribute' is not set."),
        new("[LambdaSerializer(typeof(object))] public Stream H(Stream s) => s;", "F::H", "LambdaValidationException The 'System.Object' class is invalid: it does not implement the 'ILambdaSerializer' interface."),
        new("[LambdaSerializer(typeof(string))] public string H(string s) => s;", "F::H", "LambdaValidationException The indicated serializer 'System.String' does not define a public zero-parameter constructor."),
        new("public class S : ILambdaSerializer { public T Deserialize<T>(Stream s) => (T)(object)\"mine\"; public void Serialize<T>(T t, Stream s) => s.Write(\"!\"u8); } public class F { [LambdaSerializer(typeof(S))] public string H(string s) => s; }", "F::H", "OK !"),
        new("public abstract class S : ILambdaSerializer { public S() { } public T Deserialize<T>(Stream s) => default; public void Serialize<T>(T t, Stream s) { } } public class F { [LambdaSerializer(typeof(S))] public string H(string s) => s; }", "F::H", "MemberAccessException"),
        new("public class S : ILambdaSerializer { T ILambdaSerializer.Deserialize<T>(Stream s) => default; public void Serialize<T>(T t, Stream s) { } } public class F { [LambdaSerializer(typeof(S))] public string H(string s) => s; }", "F::H", "InvalidOperationException"),
        new("public class S : ILambdaSerializer { T ILambdaSerializer.Deserialize<T>(Stream s) => default; public void Serialize<T>(T t, Stream s) => s.Write(\"!\"u8); } public class F { [LambdaSerializer(typeof(S))] public string H() => \"\"; }", "F::H", "OK !"),
        new("public class S : ILambdaSerializer { public T Deserialize<T>(Stream s) => default; public T Deserialize<T>(IDisposable s) => default; public void Serialize<T>(T t, Stream s) { } } public class F { [LambdaSerializer(typeof(S))] public string H(string s) => s; }", "F::H", "InvalidOperationException"),
        new("public class S : ILambdaSerializer { public S() => throw new IOException(); public T Deserialize<T>(Stream s) => default; public void Serialize<T>(T t, Stream s) { } } public class F { [LambdaSerializer(typeof(S))] public string H(string s) => s; }", "F::H", "TargetInvocationException"),

        // What loads, and then answers nonsense or fails at every event.
        new("public async ValueTask H(string s) => await Task.Delay(30_000);", "F::H", "OK {\"IsCompleted\":false"),
        new("public async ValueTask<string> H(string s) { await Task.Yield(); return s; }", "F::H", "OK {\"IsCompleted\":"),
        new("public Task<Task<string>> H(string s) => Task.FromResult(Task.FromResult(s));", "F::H", "OK {\"Result\":\"in\",\"Id\""),
        new("public (string A, int B) H() => (\"a\", 1);", "F::H", "OK {}"),
        new("public bool H(CancellationToken t) => t.CanBeCanceled;", "F::H", "OK false", "{}"),
        new("public string H(MemoryStream s) => \"\";", "F::H", "INVOKE JsonSerializerException"),
        new("public string H(IDisposable s) => \"\";", "F::H", "INVOKE JsonSerializerException"),
        new("public async IAsyncEnumerable<string> H(string s) { await Task.Yield(); yield return s; }", "F::H", "INVOKE JsonSerializerException"),
        new("public Task H() => null;", "F::H", "INVOKE NullReferenceException"),
        new("public Stream H() => null;", "F::H", "INVOKE NullReferenceException"),
        new("public Task<Stream> H() => Task.FromResult<Stream>(null);", "F::H", "INVOKE NullReferenceException"),
        new("public string H(ILambdaContext a, ILambdaContext b) => \"\";", "F::H", "INVOKE JsonSerializerException", "{}"),
        new("public class C { static readonly int x = int.Parse(\"x\"); public int H(string s) => x; }", "C::H", "INVOKE TypeInitializationException"),
        new("public Task<string> H(string s) => Task.FromException<string>(new IOException(\"inner\"));", "F::H", "INVOKE IOException"),
        new("public void H() => throw new AggregateException(new IOException());", "F::H", "INVOKE AggregateException"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Rows.Length)];

    static readonly Lazy<string> Loaded = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("lambda-handlers-signatures-").FullName;
        var references = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "subject-references.txt")).Select(path => MetadataReference.CreateFromFile(path)).ToList();
        foreach (var serializer in new[] { true, false })
        {
            var code = new StringBuilder("using System; using System.Collections.Generic; using System.IO; using System.Threading; using System.Threading.Tasks; using Amazon.Lambda.Core;\n");
            if (serializer) code.AppendLine($"[assembly: LambdaSerializer(typeof({Serializers}.DefaultLambdaJsonSerializer))]");
            for (var i = 0; i < Rows.Length; i++)
                if (Rows[i].Serializer == serializer)
                    code.AppendLine($"namespace N{i} {{ {(System.Text.RegularExpressions.Regex.IsMatch(Rows[i].Code, @"^((public|internal|static|abstract|readonly|ref) )*(class|struct|record|interface|enum|delegate) ") ? Rows[i].Code : $"public class F {{ {Rows[i].Code} }}")} }}");
            var name = serializer ? "Sig" : "Raw";
            var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(code.ToString(), new CSharpParseOptions(LanguageVersion.Latest))], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
            var emitted = compilation.Emit(Path.Combine(folder, name + ".dll"));
            Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        }
        AssemblyLoadContext.Default.Resolving += (context, wanted) => Path.Combine(folder, wanted.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        return folder;
    });

    [Theory, MemberData(nameof(All))]
    public void A_handler_is_accepted_or_refused_as_Lambda_does(int index)
    {
        _ = Loaded.Value;
        var row = Rows[index];
        var expected = System.Text.RegularExpressions.Regex.Replace(row.Expected, @"'\{([^}']+)\}'", $"'N{index}.$1'");
        var verdict = Verdict($"{(row.Serializer ? "Sig" : "Raw")}::N{index}.{row.Handler}", row.Event);
        Assert.True(verdict.StartsWith(expected, StringComparison.Ordinal), $"{row.Code}\nexpected {expected}\nfound    {verdict}");
        if (row.Expected == Loads) Assert.Equal(Loads, verdict);
    }

    [Theory]
    [InlineData(" Sig :: N0.F :: H ", "OK \"in\"")]
    [InlineData("Sig, Version=0.0.0.0::N0.F::H", "OK \"in\"")]
    [InlineData("Sig.dll::N0.F::H", "LambdaValidationException Could not find the specified handler assembly with the file name 'Sig.dll, Culture=neutral, PublicKeyToken=null'. The assembly should be located in the root of your uploaded .zip file.")]
    [InlineData("Sig::n0.f::H", "LambdaValidationException Unable to load type 'n0.f' from assembly 'Sig'.")]
    [InlineData("Sig::N0.F::h", "LambdaValidationException Unable to find method 'h' in type 'N0.F' from assembly 'Sig': Found no methods matching method name 'h'.")]
    [InlineData("Sig::N0.F::H()", "LambdaValidationException Unable to find method")]
    [InlineData("Sig::N0.F::H::X", "LambdaValidationException Unable to find method 'H::X'")]
    [InlineData("Sig::global::N0.F::H", "LambdaValidationException Unable to load type 'global'")]
    [InlineData("Sig", "LambdaValidationException Invalid lambda function handler: 'Sig'. The valid format is 'ASSEMBLY::TYPE::METHOD'.")]
    [InlineData("Sig:N0.F:H", "LambdaValidationException Invalid lambda function handler")]
    [InlineData("::N0.F::H", "LambdaValidationException Invalid lambda function handler: '::N0.F::H', the assembly is missing")]
    [InlineData("Sig::::H", "LambdaValidationException Invalid lambda function handler: 'Sig::::H', the type is missing")]
    [InlineData("Sig::N0.F::", "LambdaValidationException Invalid lambda function handler: 'Sig::N0.F::', the method is missing")]
    [InlineData("a,b::N0.F::H", "NullReferenceException")]
    [InlineData("a/b::N0.F::H", "LambdaValidationException Could not find")]
    public void A_handler_string_is_read_as_Lambda_does(string handler, string expected)
    {
        _ = Loaded.Value;
        Assert.StartsWith(expected, Verdict(handler, "\"in\""));
    }

    static string Verdict(string handler, string json)
    {
        Handler loaded;
        try
        {
            loaded = HandlerLoader.Load(handler);
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name} {exception.Message}";
        }
        var invocation = new LambdaHandlers.Bootstrap.Invocation(new() { ["Lambda-Runtime-Aws-Request-Id"] = "id" }, Encoding.UTF8.GetBytes(json));
        using var output = new MemoryStream();
        try
        {
            loaded.Invoke(new MemoryStream(invocation.Event), invocation, output);
        }
        catch (Exception exception)
        {
            return $"INVOKE {exception.GetType().Name} {exception.Message}";
        }
        return Loads + Encoding.UTF8.GetString(output.ToArray());
    }
}
