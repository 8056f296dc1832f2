using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Rules.Signature;

/// <summary>The bootstrap's 37 overloads, bound as they should be and as they should not, and the rows about Annotations; judged by all rules about signatures.</summary>
public class OverloadTableTests
{
    static readonly string[] Inputs = ["", "Stream", "string", "ILambdaContext", "Stream, ILambdaContext", "string, ILambdaContext"];
    static readonly string[] Outputs = ["Task", "Task<Stream>", "Task<Poco>", "void", "Stream", "Poco"];

    /// <summary>Every cell of the grid of inputs and outputs, and the raw shape, through both entrances.</summary>
    public static IEnumerable<TheoryDataRow<string>> Grid =>
        from entrance in new[] { "LambdaBootstrapBuilder.Create", "HandlerWrapper.GetHandlerWrapper" }
        from cell in Inputs.SelectMany(input => Outputs.Select(output => (input, output))).Append(("Stream, ILambdaContext, MemoryStream", "void"))
        select new TheoryDataRow<string>(Call(entrance, cell.Item1, cell.Item2));

    static string Call(string entrance, string input, string output)
    {
        var arguments = string.Join(", ", input.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select((type, at) => $"{type} p{at}"));
        var needsSerializer = input.Contains("string", StringComparison.Ordinal) || output.Contains("Poco", StringComparison.Ordinal);
        var body = output switch { "void" => "{ }", "Task" => "=> Task.CompletedTask;", "Stream" => "=> Stream.Null;", "Poco" => "=> new Poco();", "Task<Stream>" => "=> Task.FromResult(Stream.Null);", _ => "=> Task.FromResult(new Poco());" };
        var types = input.Split(", ", StringSplitOptions.RemoveEmptyEntries).Append(output == "void" ? "" : output).Where(type => type.Length > 0).ToArray();
        var shape = (output == "void" ? "Action" : "Func") + (types.Length == 0 ? "" : $"<{string.Join(", ", types)}>");
        var make = $"{entrance}(handler{(needsSerializer ? ", new DefaultLambdaJsonSerializer()" : "")})";
        return $$"""
            using Amazon.Lambda.RuntimeSupport;
            {{shape}} handler = H;
            {{(entrance.StartsWith("Lambda", StringComparison.Ordinal) ? $"await {make}.Build().RunAsync();" : $"using var wrapper = {make}; await new LambdaBootstrap(wrapper).RunAsync();")}}
            static {{output}} H({{arguments}}) {{body}}
            public class Poco { public string Name { get; set; } = ""; }
            """;
    }

    [Theory, MemberData(nameof(Grid), DisableDiscoveryEnumeration = true)]
    public async Task Every_overload_bound_to_its_own_delegate_is_fine(string program) =>
        Assert.Equal("", await RuntimeTableTests.Judged(Subject.Of(program).Executable().WithoutSerializer()));

    [Theory]
    [InlineData("Create<string, string>(Text, ser)", "")]
    [InlineData("Create<string>(Later, ser)", "LH1005")]
    [InlineData("Create<string, string>(Later, ser)", "")]
    [InlineData("Create<string>(Void, ser)", "LH1001")]
    [InlineData("Create(VoidBare)", "LH1001")]
    [InlineData("Create<string>(async s => await Task.Yield(), ser)", "")]
    [InlineData("Create(async (string s) => await Task.Yield(), ser)", "")]
    [InlineData("Create<string, ValueTask<string>>(Value, ser)", "LH1002")]
    [InlineData("Create(async ValueTask<string> (string s) => { await Task.Yield(); return s; }, ser)", "LH1002")]
    [InlineData("Create<string, ValueTask>(ValueBare, ser)", "LH1002")]
    [InlineData("Create<string, MemoryStream>(Memory, ser)", "LH1005")]
    [InlineData("Create<string>(MemorySync, ser)", "")]
    [InlineData("Create((string s) => new MemoryStream(), ser)", "LH1005")]
    [InlineData("Create((string s) => Stream.Null, ser)", "")]
    [InlineData("Create<MemoryStream, string>(s => \"\", ser)", "LH1004")]
    [InlineData("Create<Stream, string>(s => \"\", ser)", "LH1005")]
    [InlineData("Create<ILambdaContext, string>(c => \"\", ser)", "LH1005")]
    [InlineData("Create<string, string>(Later, null!)", "LH1005")]
    [InlineData("Create(async () => await Task.Yield(), ser)", "LH1005")]
    [InlineData("Create<string, Task>(Bare, ser)", "LH1005")]
    [InlineData("Create<string, Task<Task<string>>>(Nested, ser)", "LH1002")]
    [InlineData("Create(() => Task.FromResult<Stream>(null!))", "LH1014")]
    [InlineData("Create(Nothing)", "LH1014")]
    public async Task A_call_is_judged_by_what_it_binds(string call, string expected) => Assert.Equal(expected, await RuntimeTableTests.Judged(Subject.Of($$"""
        using Amazon.Lambda.RuntimeSupport;
        ILambdaSerializer ser = new DefaultLambdaJsonSerializer();
        await LambdaBootstrapBuilder.{{call}}.Build().RunAsync();
        public partial class Program
        {
            static string Text(string s) => s;
            static async Task<string> Later(string s) { await Task.Yield(); return s; }
            static async void Void(string s) => await Task.Yield();
            static async void VoidBare() => await Task.Yield();
            static async Task Bare(string s) => await Task.Yield();
            static async ValueTask<string> Value(string s) { await Task.Yield(); return s; }
            static async ValueTask ValueBare(string s) => await Task.Yield();
            static Task<MemoryStream> Memory(string s) => Task.FromResult(new MemoryStream());
            static MemoryStream MemorySync(string s) => new();
            static Task<Task<string>> Nested(string s) => Task.FromResult(Task.FromResult(s));
            static Task Nothing() => null!;
        }
        """.Replace("static async void Void(string s) => await Task.Yield();", call.Contains("(Void,", StringComparison.Ordinal) ? "static async void Void(string s) => await Task.Yield();" : "", StringComparison.Ordinal)
           .Replace("static async void VoidBare() => await Task.Yield();", call.Contains("VoidBare", StringComparison.Ordinal) ? "static async void VoidBare() => await Task.Yield();" : "", StringComparison.Ordinal)).Executable()));

    [Theory]
    [InlineData("[LambdaFunction] public string H(string s) => s;", "")]
    [InlineData("[LambdaFunction] public async void H(string s) => await Task.Yield();", "LH1001")]
    [InlineData("[LambdaFunction, HttpApi(LambdaHttpMethod.Get, \"/\")] public async void H() => await Task.Yield();", "LH1001")]
    [InlineData("[LambdaFunction] public async ValueTask<string> H(string s) { await Task.Yield(); return s; }", "LH1002")]
    [InlineData("[LambdaFunction, HttpApi(LambdaHttpMethod.Get, \"/\")] public async ValueTask<string> H() { await Task.Yield(); return \"\"; }", "LH1002")]
    // What the generator refuses itself is left to it.
    [InlineData("[LambdaFunction] public string H(string a, string b, string c) => a;", "LH1015")]
    [InlineData("[LambdaFunction] public string H(string a, int b) => a;", "LH1015")]
    [InlineData("[LambdaFunction] public string H(ILambdaContext c, string s) => s;", "LH1015")]
    [InlineData("[LambdaFunction] public string H(string s, CancellationToken t) => s;", "LH1015")]
    [InlineData("[LambdaFunction, HttpApi(LambdaHttpMethod.Get, \"/\")] public string H(CancellationToken t) => \"\";", "")]
    [InlineData("[LambdaFunction, SQSEvent(\"@Q\")] public void H(SQSEvent.SQSMessage m) { }", "")]
    [InlineData("[LambdaFunction, SQSEvent(\"@Q\")] public ValueTask H(SQSEvent e) => default;", "")]
    [InlineData("[LambdaFunction, SQSEvent(\"@Q\")] public async void H(SQSEvent e) => await Task.Yield();", "LH1001")]
    [InlineData("[LambdaFunction] public string H(params string[] s) => \"\";", "")]
    [InlineData("[LambdaFunction] public string H(in string s) => s;", "")]
    [InlineData("[LambdaFunction] public string H([FromServices] IDisposable d, string s) => s;", "LH1015")]
    [InlineData("public F(IDisposable d) { } [LambdaFunction] public string H(string s) => s;", "LH1015")]
    public async Task An_Annotations_function_is_judged_by_its_wrapper(string members, string expected) => Assert.Equal(expected, await RuntimeTableTests.Judged(
        "using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.APIGateway; using Amazon.Lambda.Annotations.SQS; using Amazon.Lambda.SQSEvents; namespace Ns; public class F { " + members + " }"));
}
