using System.Collections.Immutable;
using System.Text;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

/// <summary>
/// Every member of .NET and of well-known packages that takes a credential, one by one. A member is declared as its package declares it: by the names of its type and parameter.
/// </summary>
public class SinksTests
{
    sealed record Sink(int Number, string Type, string Member, string Parameter, string Kind, bool TakesBytes)
    {
        public string Name => $"{Type}.{Member.TrimStart('.')}({Parameter}) #{Number}";
        public string Namespace => Type[..Type.LastIndexOf('.')];
        public string Class => Type[(Type.LastIndexOf('.') + 1)..].Replace("`1", "", StringComparison.Ordinal);
        public string File => $"Row{Number}";
    }

    static readonly ImmutableArray<Sink> Sinks =
        [.. File.ReadAllLines(Path.Combine(References.Repository, "tests/LambdaHandlers.Analyzers.Tests/Rules/Secrets/Cases/sinks.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Select((row, number) => new Sink(number, row[0], row[1], row[2], row[3], row[6].Contains("byte", StringComparison.Ordinal) && !row[6].Contains("string", StringComparison.Ordinal) || row[1] is "Key" or "D" || row[0].EndsWith("Cryptography.HMACSHA256", StringComparison.Ordinal)))];

    const string Password = "\"Violet#Harbor27\"";
    static readonly string Token = $"\"{Drawn.Token()}\"", Pem = $"\"-----BEGIN PRIVATE " + $"KEY-----\\n{Drawn.From(Drawn.Base62, 64)}\\n{Drawn.From(Drawn.Base62, 64, 2)}\\n-----END PRIVATE " + "KEY-----\"";

    /// <summary>What is not one value given to one member.</summary>
    static readonly Dictionary<string, string> Special = new(StringComparer.Ordinal)
    {
        ["System.Environment.SetEnvironmentVariable"] = $"void Go() => Environment.SetEnvironmentVariable(\"DB_PASSWORD\", {Password});",
        ["System.Security.SecureString.AppendChar"] = $"void Go() {{ var s = new System.Security.SecureString(); foreach (var c in {Password}) s.AppendChar(c); }}",
        ["Microsoft.Extensions.Configuration.ConfigurationBinder.GetValue"] = $"string? Go(Microsoft.Extensions.Configuration.IConfiguration config) => Microsoft.Extensions.Configuration.ConfigurationBinder.GetValue<string>(config, \"Db:Region\") + config.GetValue(\"Db:Password\", {Password});",
        ["System.Collections.Generic.Dictionary`2.Add"] = $"void Go(Dictionary<string, string> map) => map.Add(\"Db:Password\", {Password});",
        ["System.Collections.Generic.KeyValuePair`2..ctor"] = $"object pair = new KeyValuePair<string, string>(\"password\", {Password});",
        ["System.Net.Http.FormUrlEncodedContent..ctor"] = $"object form = new FormUrlEncodedContent([new KeyValuePair<string, string>(\"client_secret\", {Token})]);",
        ["System.Net.Http.Headers.HttpHeaders.Add"] = $"void Go(HttpRequestMessage request) => request.Headers.Add(\"X-Api-Key\", {Token});",
        ["System.Net.Http.Headers.HttpHeaders.TryAddWithoutValidation"] = $"void Go(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation(\"X-Api-Key\", {Token});",
        ["Microsoft.AspNetCore.Builder.WebApplicationBuilder.Configuration"] = $"void Go(Microsoft.Extensions.Configuration.IConfiguration configuration) => configuration[\"ApiKey\"] = {Token};",
        ["Amazon.Runtime.ClientConfig.ProxyCredentials"] = $"void Go(Amazon.Runtime.ClientConfig config) => config.ProxyCredentials = new System.Net.NetworkCredential(\"svc\", {Password});",
        ["System.Net.NetworkCredential..ctor"] = $"object made = new System.Net.NetworkCredential(\"svc\", {Password});",
        ["System.Net.NetworkCredential.Password"] = $"object made = new System.Net.NetworkCredential {{ Password = {Password} }};",
    };

    static string Key(Sink sink) => $"{sink.Type}.{sink.Member}";

    // What each kind looks like, as code of a string or of bytes.
    static string Value(Sink sink) => sink switch
    {
        { Kind: "id" } => $"\"{Drawn.AwsId()}\"",
        { Kind: "connstr" } => sink.Type.Contains("Redis", StringComparison.Ordinal) ? "\"redis.internal:6380,password=Violet27Harbor,ssl=true\"" : "\"Server=db1;Database=Orders;User Id=app;Password=Violet#Harbor27\"",
        { Kind: "uri" } => sink.Member == "Uri" ? "new Uri(\"amqps://app:Violet27Harbor@mq.internal/v\")" : "\"mongodb://app:Violet27Harbor@mongo.internal/orders\"",
        { Kind: "pem" } => Pem,
        { Parameter: "xmlString" } => $"\"<RSAKeyValue><Modulus>{Drawn.From(Drawn.Base62, 86)}==</Modulus><D>{Drawn.From(Drawn.Base62, 86, 2)}==</D></RSAKeyValue>\"",
        { Kind: "auth", Member: "Parse" } => $"\"Bearer {Drawn.Token()}\"",
        { Member: "D" } => "new byte[] { 86, 190, 93, 73, 209, 4, 42, 49, 175, 125, 170, 122, 59, 105, 106, 216 }",
        { Parameter: "source" } => $"Convert.FromBase64String(\"MIIEvQIBADAN\" + \"BgkqhkiG9w0BAQEFAASC{Drawn.From(Drawn.Base62, 400)}\")",
        { TakesBytes: true } => $"System.Text.Encoding.UTF8.GetBytes({Token})",
        { Kind: "password" } => Password,
        _ => Token,
    };

    static string TypeOf(Sink sink) => sink.TakesBytes || sink.Parameter == "source" ? "byte[]" : sink.Member == "Uri" ? "Uri" : "string";

    // One more parameter tells overloads apart: a row knows its own.
    static string Declared(Sink sink) => sink switch
    {
        { Member: ".ctor" } => $"public {sink.Class}({sink.File}.Tag tag, {TypeOf(sink)} {sink.Parameter}) {{ }}",
        { Parameter: "-" } => $"public {TypeOf(sink)} {sink.Member} {{ get; set; }}",
        _ => $"public static void {sink.Member}({sink.File}.Tag tag, {TypeOf(sink)} {sink.Parameter}) {{ }}",
    };

    static string Used(Sink sink)
    {
        var type = $"global::{sink.Type.Replace("`1", "<object>", StringComparison.Ordinal)}";
        return sink switch
        {
            { Member: ".ctor" } => $"object made = new {type}(default({sink.File}.Tag), {Value(sink)});",
            { Parameter: "-" } when sink.Type == "Stripe.StripeConfiguration" => $"void Go({type} it) => it.{sink.Member} = {Value(sink)};",
            { Parameter: "-" } => $"object made = new {type} {{ {sink.Member} = {Value(sink)} }};",
            _ => $"void Go() => {type}.{sink.Member}(default({sink.File}.Tag), {Value(sink)});",
        };
    }

    static readonly Lazy<Task<ILookup<string, Diagnostic>>> Findings = new(async () =>
    {
        var subject = Subject.Of("global using Microsoft.Extensions.Configuration;").Broken();
        foreach (var type in Sinks.Where(sink => !Special.ContainsKey(Key(sink))).GroupBy(sink => sink.Type))
        {
            var first = type.First();
            var members = string.Join("\n", type.Select(Declared).Distinct().Append(type.Any(sink => sink is { Member: not ".ctor", Parameter: "-" }) && type.Any(sink => sink.Member == ".ctor") ? $"public {first.Class}() {{ }}" : ""));
            subject = subject.And($"namespace {first.Namespace} {{ public class {first.Class}{(first.Type.EndsWith("`1", StringComparison.Ordinal) ? "<T>" : "")} {{\n{members}\n}} }}", "Type" + first.Number + ".cs");
        }
        foreach (var sink in Sinks)
            subject = subject.And($"public class {sink.File} {{ public struct Tag {{ }}\n{(Special.TryGetValue(Key(sink), out var code) ? code : Used(sink))}\n}}", sink.File + ".cs");
        var compiled = subject.Compile();
        Assert.Empty(compiled.Compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error));
        return (await compiled.With(new UseExecutionRole(), new KeepSecretsOut(), new FailWithoutSecret()).GetAnalyzerDiagnosticsAsync()).ToLookup(each => Path.GetFileNameWithoutExtension(each.Location.SourceTree!.FilePath));
    });

    public static IEnumerable<TheoryDataRow<string>> Names => Sinks.Select(sink => new TheoryDataRow<string>(sink.Name));

    [Fact]
    public void There_are_all_125() => Assert.Equal(125, Sinks.Length);

    [Theory, MemberData(nameof(Names))]
    public async Task A_credential_given_to_it_is_found(string name)
    {
        var sink = Sinks.Single(each => each.Name == name);
        var found = Assert.Single((await Findings.Value)[sink.File]);
        var expected = sink.Member == "GetValue" ? FailWithoutSecret.Id : sink.Namespace.StartsWith("Amazon", StringComparison.Ordinal) && sink.Kind != "credential" ? UseExecutionRole.Id : KeepSecretsOut.Id;
        Assert.Equal(expected, found.Id);
        Assert.True(found.Severity >= DiagnosticSeverity.Warning, found.ToString());
    }
}
