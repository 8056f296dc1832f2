using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

/// <summary>What the class-library loader says of a handler, recorded by running it: one row, the id that must speak, and nothing else.</summary>
/// <param name="Number">The row of the recorded table; several shapes of one row share it.</param>
/// <param name="Source">The code; <c>Ctx</c> is ILambdaContext, <c>Poco</c> a plain class.</param>
/// <param name="Handler">Type and method as tool settings name them; a whole handler string where it has an assembly of its own.</param>
/// <param name="Expected">The id, or nothing.</param>
public sealed record RuntimeRow(int Number, string Source, string Handler, string Expected)
{
    /// <summary>Without the assembly's serializer.</summary>
    public bool IsBare { get; init; }

    /// <summary>Why a row that fails stays silent; the row is then expected to be so.</summary>
    public string? OnlyRunningShows { get; init; }

    internal Subject Subject
    {
        get
        {
            var subject = Testing.Subject.Of(Source).And(Frame, "Frame.cs");
            subject = Handler.Contains("Shop", StringComparison.OrdinalIgnoreCase) || Handler.StartsWith("::", StringComparison.Ordinal) || IsWhole
                ? subject.File("aws-lambda-tools-defaults.json", $$"""{ "function-handler": "{{Handler}}" }""")
                : subject.HandledBy(Handler);
            return IsBare ? subject.WithoutSerializer() : subject;
        }
    }

    /// <summary>The handler is a whole string.</summary>
    public bool IsWhole { get; init; }

    const string Frame = """
        global using Ctx = Amazon.Lambda.Core.ILambdaContext;
        global using System.Collections;
        global using System.Runtime.CompilerServices;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        public class Poco { public string Name { get; set; } = ""; }
        public abstract class MyContext : Ctx
        {
            public string AwsRequestId => ""; public IClientContext ClientContext => null!; public string FunctionName => ""; public string FunctionVersion => "";
            public ICognitoIdentity Identity => null!; public string InvokedFunctionArn => ""; public ILambdaLogger Logger => null!; public string LogGroupName => "";
            public string LogStreamName => ""; public int MemoryLimitInMB => 0; public TimeSpan RemainingTime => default;
        }
        public interface IMyContext : Ctx { }
        public class Work : Task<string> { public Work() : base(() => "") { } }
        public class Promise { public TaskAwaiter<string> GetAwaiter() => default; }
        """;

    public override string ToString() => $"{Number}: {Source.ReplaceLineEndings(" ")[..Math.Min(90, Source.Length)]} as {Handler}";
}

/// <summary>The recorded verdicts on class libraries.</summary>
public static class RuntimeTable
{
    public static IEnumerable<RuntimeRow> Rows =>
    [
        // What is accepted.
        .. In("public class F { ", 1, "", "public string H(string s) => s;"),
        .. In("public class F { ", 2, "", "public void H() { }"),
        .. In("public class F { ", 3, "", "public string H(string s, Ctx c) => s;"),
        .. In("public class F { ", 4, "", "public string H(Ctx c) => \"\";"),
        .. In("public class F { ", 5, "", "public string H(string s, Ctx? c = null) => s;"),
        .. In("public class F { ", 6, "", "public string H(string s = \"d\") => s;"),
        .. In("public class F { ", 7, "", "private string H(string s) => s;", "internal string H(string s) => s;", "protected string H(string s) => s;",
            "protected internal string H(string s) => s;", "private protected string H(string s) => s;", "string H(string s) => s;"),
        .. In("public class F { ", 8, "", "private static string H(string s) => s;", "public static string H(string s) => s;"),
        Of(9, "public static class F { public static string H(string s) => s; }", ""),
        Of(10, "public static class F { public static string H(this string s, Ctx c) => s; }", ""),
        Of(11, "internal class F { string H(string s) => s; }", ""),
        Of(12, "public class Outer { public class F { public string H(string s) => s; } }", "", "Outer+F::H"),
        Of(12, "public class Outer { private class F { public string H(string s) => s; } }", "", "Outer+F::H"),
        Of(12, "public class Outer { protected class F { public string H(string s) => s; } }", "", "Outer+F::H"),
        Of(13, "public class Outer { public class F { public string H(string s) => s; } }", "LH1008", "Outer.F::H"),
        Of(13, "public class Outer { public class F { public string H(string s) => s; } }", "LH1008", "Outer/F::H"),
        .. Each(14, "", "public struct F { public string H(string s) => s; }", "public struct F { public F() { } public string H(string s) => s; }", "public struct F(string p) { public string H(string s) => s + p; }",
            "public readonly struct F { public string H(string s) => s; }", "public record F { public string H(string s) => s; }", "public record struct F { public string H(string s) => s; }",
            "public sealed class F { public string H(string s) => s; }", "public sealed class F : IDisposable { public void Dispose() { } public string H(string s) => s; }"),
        Of(15, "public ref struct F { public string H(string s) => s; }", "LH1006"),
        Of(15, "public ref struct F { public static string H(string s) => s; }", ""),

        // The object.
        Of(16, "public record F(string X) { public string H(string s) => s + X; }", "LH1006"),
        .. Each(17, "LH1006", "public class F(string p) { public string H(string s) => s + p; }", "public class F(string p = \"d\") { public string H(string s) => s + p; }"),
        .. In("public class F { public string H(string s) => s; ", 18, "LH1006", "public F(int i = 0) { }", "public F(params object[] o) { }", "private F() { }", "internal F() { }", "protected F() { }", "protected internal F() { }"),
        .. In("public class F { public static string H(string s) => s; ", 19, "", "public F(int i = 0) { }", "public F(params object[] o) { }", "private F() { }", "internal F() { }", "protected F() { }", "protected internal F() { }"),
        Of(20, "public class F { public F() { } public F(int i) { } public string H(string s) => s; }", ""),
        Of(21, "public class F { public required string P { get; set; } public string H(string s) => s; }", ""),
        Running(22, "a constructor that throws", "public class F { public F() => throw new Exception(); public string H(string s) => s; }"),
        Running(22, "a constructor that throws", "public class F { static F() => throw new Exception(); public string H(string s) => s; }"),
        Running(22, "a constructor that throws", "public class F { static F() => throw new Exception(); public static string H(string s) => s; }"),
        Running(23, "an initialiser that throws", "public class F { static readonly int I = int.Parse(\"x\"); public string H(string s) => s + I; }"),
        Running(23, "an initialiser that throws", "public class F { static readonly int I = int.Parse(\"x\"); public static string H(string s) => s + I; }"),
        Of(24, "public abstract class F { public string H(string s) => s; }", "LH1006"),
        Of(25, "public abstract class F { public static string H(string s) => s; }", ""),
        Of(26, "public abstract class F { public abstract string H(string s); }", "LH1006"),
        Of(26, "public abstract class A { public abstract string H(string s); } public abstract class F : A { }", "LH1006"),
        Of(27, "public abstract class A { public abstract string H(string s); } public class F : A { public override string H(string s) => s; }", ""),

        // The type.
        Of(28, "public class F<T> { public string H(string s) => s; }", "LH1009", "F`1::H"),
        Of(28, "public class F<T> { public static string H(string s) => s; }", "LH1009", "F`1::H"),
        Of(28, "public class G<T> { public class F { public string H(string s) => s; } }", "LH1009", "G`1+F::H"),
        Of(29, "public class F<T> { public string H(string s) => s; }", "LH1008", "F`1[[System.String]]::H"),
        Of(29, "public class F<T> { public string H(string s) => s; }", "LH1008", "F<string>::H"),
        Of(29, "public class F<T> { public string H(string s) => s; }", "LH1008"),
        Of(30, "public class G<TIn, TOut> where TOut : new() { public TOut H(TIn s) => new(); } public class F : G<string, Poco> { }", ""),
        Of(31, "public interface F { string H(string s) => s; }", "LH1009"),
        Of(31, "public interface F { static string H(string s) => s; }", "LH1009"),
        Of(32, "public interface I { string H(string s) => s; } public class F : I { }", "LH1008"),
        Of(33, "public interface I { static abstract string H(string s); } public class F : I { public static string H(string s) => s; }", ""),
        Of(34, "public interface I { string H(string s); } public class F : I { string I.H(string s) => s; }", "LH1008"),
        Of(34, "namespace Ns { public interface I { string H(string s); } public class F : I { string I.H(string s) => s; } }", "", "Ns.F::Ns.I.H"),
        Of(35, "public delegate string F(string s);", "LH1006", "F::Invoke"),
        Of(36, "public enum F { A }", "LH1009", "F::CompareTo") with { OnlyRunningShows = "CompareTo is Enum's own; the place is the enum" },
        Of(37, "file class F { public string H(string s) => s; }", "LH1008"),
        .. In("public class F { ", 38, "LH1008", "public Func<string, string> H = s => s;", "public string H => \"\";", "public event Action? H;"),
        Of(39, "public partial class F { partial void H(string s); }", "LH1008"),
        Of(40, "public class F { public string P => \"\"; }", "", "F::get_P"),
        Of(40, "public class F { public string this[string s] => s; }", "", "F::get_Item"),
        Of(40, "public class F { }", "", "F::ToString"),
        Of(40, "public class F { }", "", "F::MemberwiseClone"),
        Of(40, "public class F { [Obsolete(\"\", true)] public string H(string s) => s; }", ""),
        Of(41, "public class F { public string H(string s) => s; }", "", "F+<>c::<H>b__0_0") with { OnlyRunningShows = "the compiler's own name" },
        Of(41, "public class F { }", "", "Program::<<Main>$>g__Local|0_0") with { OnlyRunningShows = "the compiler's own name" },

        // Overloads.
        .. In("public class F { public string H(string s) => s; ", 42, "LH1008", "public string H(Stream s) => \"\";", "private string H(int i) => \"\";", "public static string H(int i) => \"\";", "public string H<T>(string s) => s;", "public string H() => \"\";"),
        Of(43, "public class B { public string H(string s) => s; } public class F : B { public string H(Stream s) => \"\"; }", ""),
        Of(44, "public class B { public string H(string s) => s; } public class F : B { public new string H(string s) => s; }", ""),
        Of(44, "public class B { public virtual string H(string s) => s; } public class F : B { public override string H(string s) => s; }", ""),
        Of(44, "public class B { public virtual object H(string s) => s; } public class F : B { public override string H(string s) => s; }", ""),
        Of(44, "public class B { private string H(string s) => s; } public class F : B { }", ""),
        Of(45, Overloads, "", "F::System.String H(System.String)"),
        Of(45, "public class F { public void M() { } public void M(int i) { } }", "", "F::Void M()"),
        Of(45, "public class F { public Task<string> M(int i, Ctx c) => Task.FromResult(\"\"); public void M(int i) { } }", "", "F::System.Threading.Tasks.Task`1[System.String] M(Int32, Amazon.Lambda.Core.ILambdaContext)"),
        Of(45, "public class F { public void M() { } public void M(int i) { } }", "LH1008", "F::System.Void M()"),
        Of(45, "public class F { public void M() { } public void M(int i) { } }", "LH1008", "F::Void M(System.Int32)"),
        Of(45, Overloads, "LH1008", "F::string H(string)"),
        Of(45, Overloads, "LH1008", "F::H(System.String)"),
        Of(45, Overloads, "LH1008", "F::System.String  H(System.String)"),
        Of(45, "public class F { public string H(string s, Ctx c) => s; public string H() => \"\"; }", "LH1008", "F::System.String H(System.String,Amazon.Lambda.Core.ILambdaContext)"),
        .. In("public class F { ", 46, "LH1009", "public T H<T>(T t) => t;", "public string H<T>(string s) => s;", "public string H<T>(string s, T c) where T : Ctx => s;"),

        // What is returned.
        .. In("public class F { ", 47, "LH1001", "public async void H() => await Task.Yield();", "public async void H(string s, Ctx c) => await Task.Yield();"),
        Of(47, "public class B { public virtual void H() { } } public class F : B { public override async void H() => await Task.Yield(); }", "LH1001"),
        Of(47, "public partial class F { partial void H(string s); async partial void H(string s) => await Task.Yield(); }", "LH1001"),
        Running(48, "work that nobody keeps", "public class F { public void H() => GC.KeepAlive(Task.Run(() => { })); }"),
        .. In("public class F { ", 49, "", "public async Task H(string s) => await Task.Yield();", "public async Task<string> H(string s) { await Task.Yield(); return s; }", "public async Task<object> H(string s) { await Task.Yield(); return s; }",
            "public Work H(string s) => new();", "public Task<Work> Other() => null!; public Task<string> H(string s) => new Work();"),
        .. In("public class F { ", 50, "LH1002", "public ValueTask<string>? H(string s) => null;", "public async ValueTask H(string s) => await Task.Yield();"),
        .. In("public class F { ", 51, "LH1002", "public async ValueTask H(string s) { await Task.Yield(); throw new Exception(); }"),
        .. In("public class F { ", 52, "LH1002", "public async ValueTask<string> H(string s) { await Task.Yield(); return s; }"),
        .. In("public class F { ", 53, "LH1002", "public async ValueTask<Stream> H(Stream s) { await Task.Yield(); return s; }"),
        .. In("public class F { ", 54, "LH1002", "public Task<Task<string>> H() => Task.FromResult(Task.FromResult(\"\"));", "public Task<ValueTask<string>> H() => Task.FromResult(new ValueTask<string>(\"\"));"),
        Running(54, "what an object holds", "public class F { public object H() => Task.FromResult(1); }"),
        .. In("public class F { ", 55, "LH1002", "public ConfiguredTaskAwaitable<string> H() => Task.FromResult(\"\").ConfigureAwait(false);", "public Promise H() => new();"),
        .. In("public class F { ", 56, "LH1002", "public async IAsyncEnumerable<string> H() { await Task.Yield(); yield return \"\"; }", "public IAsyncEnumerable<string> H() => null!;", "public Task<IAsyncEnumerable<string>> H() => Task.FromResult<IAsyncEnumerable<string>>(null!);"),
        .. In("public class F { ", 57, "", "public IEnumerable<string> H() { yield return \"\"; }"),
        .. In("public class F { ", 58, "LH1014", "public Task H() => null!;", "public Task<string> H() => null!;", "public Stream H() => null!;", "public async Task<Stream> H() { await Task.Yield(); return null!; }"),

        // What is taken.
        .. In("public class F { ", 59, "LH1004", "public string H(string a, Ctx c, int d) => a;", "public string H(string a, Ctx c, CancellationToken t = default) => a;"),
        .. In("public class F { ", 60, "LH1004", "public string H(Ctx c, string s) => s;", "public string H(int a, int b) => \"\";", "public string H(string s, CancellationToken t) => s;", "public string H(Ctx c, CancellationToken t) => \"\";",
            "public string H(string s, object o) => s;", "public string H(string s, dynamic d) => s;", "public string H(string s, ILambdaLogger l) => s;", "public string H(string s, in Ctx c) => s;"),
        .. In("public class F { ", 61, "LH1004", "public string H(string s, MyContext c) => s;", "public string H(string s, IMyContext c) => s;"),
        .. In("public class F { ", 62, "LH1004", "public string H(MyContext c) => \"\";", "public string H(IMyContext c) => \"\";"),
        .. In("public class F { ", 63, "LH1004", "public string H(Ctx a, Ctx b) => \"\";"),
        .. In("public class F { ", 64, "LH1004", "public string H(CancellationToken t) => \"\";"),
        .. In("public class F { ", 65, "LH1009", "public string H(ref string s) => s;", "public string H(in string s) => s;", "public string H(out string s) => s = \"\";", "public string H(in int i) => \"\";", "public string H(ref Stream s) => \"\";", "public string H(in Stream s) => \"\";"),
        .. In("public unsafe class F { string _s = \"\"; ", 66, "LH1009", "public ref string H() => ref _s;", "public ref readonly string H() => ref _s;", "public byte* H() => null;", "public string H(byte* b) => \"\";", "public delegate*<string, void> H() => null;"),
        .. In("public class F { ", 67, "LH1009", "public string H(Span<byte> s) => \"\";", "public string H(scoped ReadOnlySpan<byte> s) => \"\";", "public Span<byte> H() => default;"),
        .. NewCSharp("public class F { ", 67, "LH1009", "public string H(params ReadOnlySpan<string> s) => \"\";"),
        .. In("public class F { ", 68, "LH1009", "public string H(TypedReference t) => \"\";"),
        .. In("public class F { ", 69, "LH1009", "public string H(params string[] s) => \"\";", "public string H(params object[] s) => \"\";", "public string H(string s, params Ctx[] c) => \"\";"),
        Of(69, "public class B { public virtual string H(params string[] s) => \"\"; } public class F : B { public override string H(string[] s) => \"\"; }", "LH1009"),
        .. NewCSharp("public class F { ", 70, "", "public string H(params List<string> s) => \"\";", "public string H(params IEnumerable<string> s) => \"\";"),
        Of(70, "public class B { public virtual string H(string[] s) => \"\"; } public class F : B { public override string H(params string[] s) => \"\"; }", ""),
        .. In("public class F { ", 71, "LH1009", "public string H(__arglist) => \"\";"),
        .. In("public class F { ", 72, "", "public string H(string[] s) => \"\";", "public string H(List<Poco> s) => \"\";", "public string H(Dictionary<string, Poco> s) => \"\";", "public string H(IDictionary<string, Poco> s) => \"\";", "public string H(IEnumerable<string> s) => \"\";",
            "public string H(JsonElement s) => \"\";", "public string H(JsonDocument s) => \"\";", "public string H(System.Text.Json.Nodes.JsonNode s) => \"\";", "public string H(object s) => \"\";", "public string H(dynamic s) => \"\";", "public string H(int? s) => \"\";",
            "public record R(string X); public string H(R s) => \"\";", "class P { public int I { get; set; } } string H(P s) => \"\";"),
        .. In("public interface IPoco { string Name { get; } } public abstract class APoco { public string Name { get; set; } = \"\"; } public class F { ", 73, "LH1007", "public string H(IPoco s) => \"\";", "public string H(APoco s) => \"\";", "public string H(Action s) => \"\";",
            "public string H(Type s) => \"\";", "public string H(nint s) => \"\";", "public string H(TextReader s) => \"\";"),
        .. In("public class F { ", 73, "LH1004", "public string H(FileStream s) => \"\";", "public string H(BufferedStream s) => \"\";"),
        .. In("public class F { ", 73, "LH1007", "public string H(int[,] s) => \"\";", "public string H(Task<string> s) => \"\";", "public string H(IAsyncEnumerable<int> s) => \"\";", "public string H(nint? s) => \"\";", "public string H(IReadOnlySet<int> s) => \"\";"),
        .. In("public class F { ", 72, "", "public string H(Exception s) => \"\";", "public string H(IList s) => \"\";", "public string H(Lazy<int> s) => \"\";"),
        .. In("public class F { ", 74, "LH1007", "public string H((string a, int b) s) => \"\";", "public (string a, int b) H() => (\"\", 1);"),
        .. In("public class F { ", 75, "LH1004", "public string H(MemoryStream s) => \"\";"),
        .. In("public class F { ", 76, "", "public MemoryStream H() => new();", "public Task<MemoryStream> H() => Task.FromResult(new MemoryStream());"),
        Running(77, "what an event holds", "public class F { public int H(int i) => i; }"),
        .. In("public class F { ", 78, "", "public byte[] H() => [1, 2];"),
        Of(79, "public class F { public string @class(string s) => s; }", "", "F::class"),
        Of(79, "public class F { public string @class(string s) => s; }", "LH1008", "F::@class"),

        // Without a serializer.
        .. In("public class F { ", 80, "", "public void H() { }", "public void H(Ctx c) { }", "public Task H(Ctx c) => Task.CompletedTask;", "public Task H(Stream s) => Task.CompletedTask;", "public Stream H(Stream s, Ctx c) => s;", "public MemoryStream H(Stream s) => new();",
            "public Task<Stream> H(Stream s) => Task.FromResult(s);", "public Task<MemoryStream> H(Stream s) => Task.FromResult(new MemoryStream());").Bare(),
        .. In("public class F { ", 81, "LH1003", "public string H() => \"\";", "public Task<string> H() => Task.FromResult(\"\");", "public string H(Ctx c) => \"\";", "public byte[] H() => [];", "public int? H() => 1;").Bare(),
        .. In("public class F { ", 81, "LH1002", "public ValueTask H(Stream s) => default;", "public ValueTask<Stream> H(Stream s) => default;").Bare(),
        .. In("public class F { ", 82, "LH1003", "public void H(string s) { }", "public void H(object s) { }", "public string H(string s) => s;").Bare(),
        .. In("public class F { ", 82, "LH1004", "public void H(MemoryStream s) { }").Bare(),
        .. In("public class F { ", 83, "", "[LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public string H(string s) => s;").Bare(),
        Of(84, "public class F : Amazon.Lambda.AspNetCoreServer.APIGatewayProxyFunction { }", "", "F::FunctionHandlerAsync") with { IsBare = true },
        Of(85, "public class B { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public virtual string H(string s) => s; } public class F : B { }", "") with { IsBare = true },
        Of(85, "public class B { [LambdaSerializer(typeof(DefaultLambdaJsonSerializer))] public virtual string H(string s) => s; } public class F : B { public override string H(string s) => s; }", "") with { IsBare = true },
        .. In("public class F { ", 86, "", "[LambdaSerializer(typeof(CamelCaseLambdaJsonSerializer))] public string H(string s) => s;"),

        // Serializers.
        .. In("public class F { ", 87, "LH1013", "[LambdaSerializer(null!)] public string H(string s) => s;", "[LambdaSerializer(null!)] public Stream H(Stream s) => s;"),
        .. Serialized(88, "LH1013", "public class S { }"),
        .. Serialized(89, "LH1013", "public interface S : ILambdaSerializer { }", "public class S : Plain { private S() { } }", "public class S : Plain { internal S() { } }", "public class S : Plain { protected S() { } }", "public class S : Plain { public S(int i) { } }",
            "public class S : Plain { public S(int i = 0) { } }", "public struct S : ILambdaSerializer { public T Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } }", "public abstract class S : Plain { protected S() { } }"),
        .. In("public static class S { } public class F { ", 89, "LH1013", "[LambdaSerializer(typeof(S))] public string H(string s) => s;", "[LambdaSerializer(typeof(string))] public string H(string s) => s;"),
        .. Serialized(90, "LH1013", "public abstract class S : Plain { public S() { } }"),
        .. In("public class S<T> : Plain { } " + Plain + " public class F { ", 90, "LH1013", "[LambdaSerializer(typeof(S<>))] public string H(string s) => s;"),
        .. In("public class S<T> : Plain { } " + Plain + " public class F { ", 91, "", "[LambdaSerializer(typeof(S<int>))] public string H(string s) => s;"),
        .. Serialized(91, "", "internal class S : Plain { }", "public struct S : ILambdaSerializer { public S() { } public T Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } }",
            "public interface I : ILambdaSerializer { } public class S : I { public T Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } }",
            "public class S : Plain { public T Deserialize<T>(byte[] b) => default!; }",
            "public class S : ILambdaSerializer { protected T Deserialize<T>(Stream s) => default!; T ILambdaSerializer.Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } }"),
        .. In(Plain + " public class F { class S : Plain { } ", 91, "", "[LambdaSerializer(typeof(S))] public string H(string s) => s;"),
        .. Serialized(92, "LH1013", "public class S : ILambdaSerializer { T ILambdaSerializer.Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } }"),
        Of(92, "public class S : ILambdaSerializer { T ILambdaSerializer.Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } } public class F { [LambdaSerializer(typeof(S))] public string H() => \"\"; }", ""),
        .. Serialized(93, "LH1013", "public class S : ILambdaSerializer { public T Deserialize<T>(Stream s) => default!; public T Deserialize<T>(IDisposable s) => default!; public void Serialize<T>(T t, Stream s) { } }"),
        // Run besides: Expression.Call prefers public methods, sees hidden ones, and does not look at the case.
        .. Serialized(91, "", "public class S : Plain { T Deserialize<T>(IDisposable s) => default!; }", "public class S : Plain { new T Deserialize<T>(Stream s) => default!; }"),
        .. Serialized(93, "LH1013", "public class S : Plain { public new T Deserialize<T>(Stream s) => default!; }", "public class S : Plain { public T deserialize<T>(Stream s) => default!; }", "public class S : Plain { public T Deserialize<T>(object s) => default!; }"),
        .. Serialized(94, "", "public class S : Plain { public S() => throw new Exception(); }").Select(row => row with { OnlyRunningShows = "a constructor that throws" }),
        Of(95, Context("int") + " public class F { [LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))] public void H(Poco p) { } }", "LH1010"),
        Of(95, Context("int") + " public class F { [LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))] public Poco H() => new(); }", "LH1010"),
        Of(95, Context("Poco") + " public class F { [LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))] public Poco H(Poco p) => p; }", ""),
        Of(95, Context("Poco") + " public class F { [LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<C>))] public string H(string p) => p; }", ""),

        // The string itself.
        Text(96, " Shop :: Ns.F :: H ", ""),
        Text(97, "shop::Ns.F::H", ""), Text(97, "Shop::ns.f::H", "LH1008"), Text(97, "Shop::Ns.F::h", "LH1008"),
        Text(98, "Shop.dll::Ns.F::H", "LH1008"), Text(98, "Shop, Version=1.0.0.0::Ns.F::H", ""), Text(98, "Shop, Version=9.0.0.0::Ns.F::H", "LH1008"),
        Text(98, "Shop, Culture=neutral, PublicKeyToken=null::Ns.F::H", ""), Text(98, "Shop, Culture=de::Ns.F::H", "LH1008"), Text(98, "Shop, PublicKeyToken=b77a5c561934e089::Ns.F::H", "LH1008"),
        Text(99, "Shop:Ns.F:H", "LH1008"), Text(99, "Shop::Ns.F", "LH1008"), Text(99, "Shop", "LH1008"),
        Text(100, "::Ns.F::H", "LH1008"), Text(100, "Shop::::H", "LH1008"), Text(100, "Shop::Ns.F::", "LH1008"), Text(100, " ::B::C", "LH1008"),
        Text(101, "Shop::Ns.F::H::X", "LH1008"), Text(101, "Shop::Ns.F::H()", "LH1008"),
        Text(102, "a,b::Ns.F::H", "LH1008"), Text(102, "a=b::Ns.F::H", "LH1008"), Text(102, "a/b::Ns.F::H", "LH1008"), Text(102, "Shop,b::Ns.F::H", "LH1008"),
        Text(103, "Shop::global::Ns.F::H", "LH1008"),
        Of(104, "[assembly: TypeForwardedTo(typeof(Amazon.Lambda.Serialization.Json.JsonSerializer))]", "", "Amazon.Lambda.Serialization.Json.JsonSerializer::ToString"),
    ];

    const string Overloads = "public class F { public string H(string s) => s; public string H(Stream s) => \"\"; }";
    const string Plain = "public class Plain : ILambdaSerializer { public T Deserialize<T>(Stream s) => default!; public void Serialize<T>(T t, Stream s) { } }";

    // Until the generator has run a context is abstract; here its part is written out.
    static string Context(string type) => $$"""
        [JsonSerializable(typeof({{type}}))]
        public partial class C : JsonSerializerContext
        {
            public C(JsonSerializerOptions? o) : base(o) { } public C() : base(null) { } protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;

    static RuntimeRow Of(int number, string source, string expected, string handler = "F::H") => new(number, source, handler, expected);

    static IEnumerable<RuntimeRow> In(string start, int number, string expected, params string[] members) => members.Select(member => Of(number, start + member + " }", expected));

    // Collections for params came with C# 13; the oldest Roslyn does not know them, the newest runs these rows.
    static IEnumerable<RuntimeRow> NewCSharp(string start, int number, string expected, params string[] members) =>
        LanguageVersion.Latest.MapSpecifiedToEffectiveVersion() >= (LanguageVersion)1300 ? In(start, number, expected, members) : [];

    static IEnumerable<RuntimeRow> Each(int number, string expected, params string[] sources) => sources.Select(source => Of(number, source, expected));

    static IEnumerable<RuntimeRow> Serialized(int number, string expected, params string[] serializers) =>
        serializers.Select(serializer => Of(number, $"{serializer} {Plain} public class F {{ [LambdaSerializer(typeof(S))] public string H(string s) => s; }}", expected));

    static RuntimeRow Running(int number, string why, string source) => Of(number, source, "") with { OnlyRunningShows = why };

    static RuntimeRow Text(int number, string handler, string expected) => new(number, "namespace Ns { public class F { public string H(string s) => s; } }", handler, expected) { IsWhole = true };

    static IEnumerable<RuntimeRow> Bare(this IEnumerable<RuntimeRow> rows) => rows.Select(row => row with { IsBare = true });
}
