using LambdaHandlers.Analyzers.Rules.Performance;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Performance;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Performance;

public class KeepFetchedSecretsTests
{
    const string Usings = "using Amazon.SimpleSystemsManagement; using Amazon.SimpleSystemsManagement.Model; using Amazon.SecretsManager; using Amazon.SecretsManager.Model; using Amazon.AppConfigData; using Amazon.AppConfigData.Model;\n";
    const string Clients = """
        static readonly IAmazonSimpleSystemsManagement Ssm = new AmazonSimpleSystemsManagementClient();
            static readonly IAmazonSecretsManager Secrets = new AmazonSecretsManagerClient();
            static readonly AmazonAppConfigDataClient Configs = new();
        """;

    static Subject Handler(string body, string members = "") => Shape.ClassLibrary.With(body, Clients + "\n    " + members, Usings);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_secret_fetched_per_invocation_is_reported(Shape shape) => Verify<KeepFetchedSecrets>.Reports(
        shape.With("var secret = await [|Store.Secrets.GetSecretValueAsync(new() { SecretId = \"orders\" })|]; context.Logger.LogInformation(\"{Length}\", secret.SecretString.Length);")
            .And("public static class Store { public static readonly Amazon.SecretsManager.IAmazonSecretsManager Secrets = new Amazon.SecretsManager.AmazonSecretsManagerClient(); }"), DiagnosticSeverity.Info);

    [Theory, ClassData(typeof(EveryShape))]
    public Task So_is_one_fetched_in_what_the_handler_calls(Shape shape) => Verify<KeepFetchedSecrets>.Reports(
        shape.With("context.Logger.LogInformation(\"{Length}\", (await Store.Key(\"/orders/key\")).Length);").And("""
            using Amazon.SimpleSystemsManagement;
            using Amazon.SimpleSystemsManagement.Model;
            public static class Store
            {
                static readonly AmazonSimpleSystemsManagementClient Ssm = new();
                public static async Task<string> Key(string name, CancellationToken token = default)
                {
                    if (name.Length == 0) throw new ArgumentException("no name");
                    var request = new GetParameterRequest { Name = name, WithDecryption = true };
                    return (await [|Ssm.GetParameterAsync(request, token)|]).Parameter.Value;
                }
            }
            """));

    [Fact]
    public Task The_message_names_the_handler_and_what_is_fetched() => Verify<KeepFetchedSecrets>.Reports(
        Handler("await Key();", "static async Task<string> Key() => (await [|Ssm.GetParameterAsync(new GetParameterRequest { Name = \"/orders/key\" })|]).Parameter.Value;"), DiagnosticSeverity.Info,
        "Every invocation of Orders.Handle fetches the same parameter from Parameter Store; keep it for some minutes");

    [Theory]
    [InlineData("await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = Environment.GetEnvironmentVariable(\"SECRET_ARN\"), VersionStage = \"AWSCURRENT\" })|];")]
    [InlineData("var request = new GetSecretValueRequest(); request.SecretId = Prefix; request.VersionStage = Stage; await [|Secrets.GetSecretValueAsync(request)|];")]
    [InlineData("await [|Ssm.GetParametersAsync(new GetParametersRequest { Names = new List<string> { \"/a\", \"/b\" } })|];")]
    [InlineData("await [|Ssm.GetParametersByPathAsync(new GetParametersByPathRequest { Path = Prefix + \"/orders\", Recursive = true })|];")]
    [InlineData("foreach (var name in Names) await [|Ssm.GetParameterAsync(new GetParameterRequest { Name = name })|];")]
    [InlineData("var session = await Configs.StartConfigurationSessionAsync(new StartConfigurationSessionRequest { ApplicationIdentifier = \"orders\" }); await [|Configs.GetLatestConfigurationAsync(new GetLatestConfigurationRequest { ConfigurationToken = session.InitialConfigurationToken })|];")]
    [InlineData("if (string.IsNullOrEmpty(input)) return; await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|];")]
    [InlineData("if (input.StartsWith(\"sign\")) { await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|]; }")]
    [InlineData("try { await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|]; } catch (Amazon.SecretsManager.Model.ResourceNotFoundException) { throw new InvalidOperationException(\"no secret\"); }")]
    [InlineData("_held = (await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|]).SecretString;")]
    [InlineData("await Decrypted(Environment.GetEnvironmentVariable(\"ENCRYPTED\"));")]
    public Task Whatever_is_the_same_every_time_is_reported(string body) => Verify<KeepFetchedSecrets>.Reports(Handler(body, """
        static readonly string[] Names = { "/a", "/b" }; static readonly string Prefix = "/prod"; static readonly string Stage = "AWSCURRENT"; static string? _held; public static string? Held => _held;
        """ + (body.Contains("Decrypted", StringComparison.Ordinal) ? """
        static readonly Amazon.KeyManagementService.IAmazonKeyManagementService Kms = null!;
        static Task Decrypted(string? cipher) => [|Kms.DecryptAsync(new Amazon.KeyManagementService.Model.DecryptRequest { CiphertextBlob = new MemoryStream(Convert.FromBase64String(cipher!)) })|];
        """ : "")).And(KeyService));

    const string KeyService = """
        namespace Amazon.KeyManagementService.Model
        {
            public class DecryptRequest { public MemoryStream? CiphertextBlob { get; set; } }
            public class DecryptResponse { public MemoryStream? Plaintext { get; set; } }
        }
        namespace Amazon.KeyManagementService
        {
            public interface IAmazonKeyManagementService { Task<Model.DecryptResponse> DecryptAsync(Model.DecryptRequest request, CancellationToken cancellationToken = default); }
        }
        """;

    [Theory]
    [InlineData("await Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = input });")]
    [InlineData("await Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = $\"tenants/{input}\" });")]
    [InlineData("var request = new GetParameterRequest(); request.Name = \"/\" + input.Trim(); await Ssm.GetParameterAsync(request);")]
    [InlineData("await Of(input);")]
    [InlineData("foreach (var tenant in input.Split(',')) await Of(tenant);")]
    [InlineData("var names = await File.ReadAllLinesAsync(\"/opt/names\"); await Of(names[0]);")]
    [InlineData("await Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\", VersionStage = \"AWSPENDING\" });")]
    [InlineData("await new AmazonSecretsManagerClient(Amazon.RegionEndpoint.GetBySystemName(input)).GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" });")]
    [InlineData("await Kms.DecryptAsync(new Amazon.KeyManagementService.Model.DecryptRequest { CiphertextBlob = new MemoryStream(Convert.FromBase64String(input)) });")]
    [InlineData("await Kms.DecryptAsync(new Amazon.KeyManagementService.Model.DecryptRequest { CiphertextBlob = Blob });")]
    [InlineData("await Ssm.GetParameterAsync(new GetParameterRequest());")]
    public Task What_can_be_another_one_each_time_is_fine(string body) => Verify<KeepFetchedSecrets>.Allows(Handler(body, """
        static Task<GetSecretValueResponse> Of(string tenant) => Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = tenant });
        static readonly Amazon.KeyManagementService.IAmazonKeyManagementService Kms = null!; static readonly MemoryStream Blob = new();
        """).And(KeyService));

    [Theory]
    [InlineData("_secret ??= await Fetch();")]
    [InlineData("if (_secret == null) _secret = await Fetch();")]
    [InlineData("if (_until < DateTimeOffset.UtcNow) { _secret = await Fetch(); _until = DateTimeOffset.UtcNow.AddMinutes(5); }")]
    [InlineData("await Cached();")]
    [InlineData("await Guarded();")]
    [InlineData("await ByName.GetOrAdd(\"orders\", _ => Fetch());")]
    [InlineData("await Lazily.Value;")]
    [InlineData("if (!Values.TryGetValue(\"orders\", out var secret)) { secret = await Fetch(); Values[\"orders\"] = secret; }")]
    [InlineData("if (Values.ContainsKey(\"orders\")) { return; } Values[\"orders\"] = await Fetch();")]
    [InlineData("if (IsStale()) _secret = await Fetch();")]
    [InlineData("if (!IsStale()) return; _secret = await Fetch();")]
    [InlineData("if (!IsStale() || input.Length == 0) { await Task.Yield(); } else { var more = Values.Count > 0 ? null : await Fetch(); _secret = more; }")]
    [InlineData("var found = Values.GetValueOrDefault(\"orders\"); if (found is not null) return; await Fetch();")]
    [InlineData("var secret = Environment.GetEnvironmentVariable(\"SECRET\") ?? await Fetch(); _secret = secret;")]
    [InlineData("try { await Task.Delay(input.Length); } catch (UnauthorizedAccessException) { _secret = await Fetch(); }")]
    [InlineData("foreach (var name in new[] { \"a\", \"b\" }) { if (Values.Count > 3) continue; await Fetch(); }")]
    [InlineData("await Memo.Remember(\"orders\", () => Fetch());")]
    [InlineData("switch (Values.Count) { case 0: await Fetch(); break; }")]
    [InlineData("_secret = Values.Count switch { 0 => await Fetch(), _ => _secret };")]
    [InlineData("var isThere = Values.Count > 0 || (await Fetch()).Length > 0; context.Logger.LogInformation(\"{There}\", isThere);")]
    public Task What_is_kept_or_may_be_is_fine(string body) => Verify<KeepFetchedSecrets>.Allows(Handler(body, """
        static string? _secret; static DateTimeOffset _until; static readonly Dictionary<string, string> Values = new();
        static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Task<string>> ByName = new();
        static readonly Lazy<Task<string>> Lazily = new(Fetch); static readonly SemaphoreSlim Gate = new(1, 1);
        static bool IsStale() => _until < DateTimeOffset.UtcNow;
        static async Task<string> Fetch() => (await Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "orders" })).SecretString;
        static async Task<string> Cached() { if (DateTimeOffset.UtcNow < _until) return _secret!; _secret = await Fetch(); _until = DateTimeOffset.UtcNow.AddMinutes(5); return _secret; }
        static async Task<string> Guarded()
        {
            await Gate.WaitAsync();
            try { if (_secret is { } kept && !IsStale()) return kept; return _secret = await Fetch(); }
            finally { Gate.Release(); }
        }
        static class Memo { public static async Task<string> Remember(string name, Func<Task<string>> make) => Values.TryGetValue(name, out var known) ? known : Values[name] = await make(); }
        """));

    [Theory]
    [InlineData("await Secrets.PutSecretValueAsync(new PutSecretValueRequest { SecretId = \"orders\", SecretString = input });")]
    [InlineData("await Ssm.PutParameterAsync(new PutParameterRequest { Name = \"/last\", Value = input, Overwrite = true });")]
    public Task A_project_that_writes_to_the_store_is_left_alone(string write) => Verify<KeepFetchedSecrets>.Allows(Handler(
        "var last = await Ssm.GetParameterAsync(new GetParameterRequest { Name = \"/last\" }); if (last.Parameter.Value != input) { " + write + " }"));

    [Fact]
    public Task Powertools_and_the_extension_keep_it_themselves() => Verify<KeepFetchedSecrets>.Allows(Handler("""
        await AWS.Lambda.Powertools.Parameters.ParametersManager.SecretsProvider.GetAsync("orders");
        await AWS.Lambda.Powertools.Parameters.ParametersManager.SsmProvider.GetAsync("/orders");
        await Http.GetStringAsync("http://localhost:2773/secretsmanager/get?secretId=orders");
        await new Store().GetParameterAsync("orders");
        """, "static readonly HttpClient Http = new(); class Store { public Task<string> GetParameterAsync(string name) => Task.FromResult(name); }"));

    [Fact]
    public Task A_function_on_a_schedule_is_fine() => Verify<KeepFetchedSecrets>.Allows(Subject.Of(Usings + """
        using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
        public class Nightly
        {
            static readonly IAmazonSecretsManager Secrets = new AmazonSecretsManagerClient();
            public async Task Handle(ScheduledEvent night, ILambdaContext context) => await Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "orders" });
        }
        """));

    [Fact]
    public Task Outside_of_a_handlers_path_and_at_initialisation_it_is_fine() => Verify<KeepFetchedSecrets>.Allows(Handler("await Task.Yield();", """
        public static async Task Unused() => await Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "orders" });
        readonly string _key;
        public Orders() => _key = Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "orders" }).Result.SecretString;
        public string Key => _key;
        """));

    [Theory]
    [InlineData("static readonly string Key = [|Ssm.GetParameterAsync(new GetParameterRequest { Name = \"/orders/key\" })|].Result.Parameter.Value;")]
    [InlineData("static string Key { get; } = [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|].GetAwaiter().GetResult().SecretString;")]
    [InlineData("static readonly string Key; static Orders() { Key = [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|].Result.SecretString; }")]
    [InlineData("static readonly string Key; static Orders() { var response = [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|].Result; Key = response.SecretString; }")]
    public Task What_a_static_initialiser_waits_for_and_keeps_for_good_is_reported(string members) => Verify<KeepFetchedSecrets>.Reports(
        Handler("context.Logger.LogInformation(\"{Length}\", Key.Length); await Task.Yield();", members), DiagnosticSeverity.Info,
        "'Key' is fetched once and kept for as long as the environment lives, whatever changes; fetch it in the handler and keep it for some minutes");

    [Theory]
    [InlineData("static string Key = Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" }).Result.SecretString; public static void Refresh(string key) => Key = key;")]
    [InlineData("static readonly Lazy<string> Held = new(() => Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" }).Result.SecretString); static string Key => Held.Value;")]
    [InlineData("static readonly string Key = \"\"; static readonly string Other = Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" }).Result.SecretString;")]
    [InlineData("static readonly Task<GetSecretValueResponse> Loading = Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" }); const string Key = \"\";")]
    public Task What_is_filled_again_made_lazily_or_never_read_is_fine(string members) => Verify<KeepFetchedSecrets>.Allows(
        Handler("context.Logger.LogInformation(\"{Length}\", Key.Length); await Task.Yield();", members));

    // The method that the fix adds for what it calls by that name.
    static string Kept(string name, string response, string fetch, string modifiers = "private static") => $$"""
        // Fetched anew when it is five minutes old.
            {{modifiers}} async Task<{{response}}> Current{{char.ToUpperInvariant(name[0])}}{{name[1..]}}Async()
            {
                await _{{name}}Gate.WaitAsync();
                try
                {
                    if (_{{name}}.Until < DateTimeOffset.UtcNow)
                    {
                        var fetched = await {{fetch}};
                        _{{name}} = (fetched, DateTimeOffset.UtcNow.AddMinutes(5));
                    }
                    return _{{name}}.Value;
                }
                finally
                {
                    _{{name}}Gate.Release();
                }
            }
        """;

    const string FetchInLines = """
        Ssm.GetParameterAsync(new GetParameterRequest
                        {
                            Name = "/orders/key", // set by the pipeline
                            WithDecryption = true,
                        })
        """;

    [Fact]
    public Task The_fix_keeps_it_for_five_minutes() => Verify<KeepFetchedSecrets>.Fixes<KeepFetchedSecretsFix>(
        Subject.Of("""
            using Amazon.SimpleSystemsManagement;
            using Amazon.SimpleSystemsManagement.Model;

            public class Orders
            {
                private static readonly IAmazonSimpleSystemsManagement Ssm = new AmazonSimpleSystemsManagementClient();

                public async Task<int> Handle(string input, ILambdaContext context)
                {
                    // The key signs the order.
                    var key = await Ssm.[|GetParameterAsync|](new GetParameterRequest
                    {
                        Name = "/orders/key", // set by the pipeline
                        WithDecryption = true,
                    });
                    return HashCode.Combine(input, key.Parameter.Value);
                }

                public static int Zero() => 0;
            }
            """),
        Subject.Of($$"""
            using Amazon.SimpleSystemsManagement;
            using Amazon.SimpleSystemsManagement.Model;

            public class Orders
            {
                private static readonly IAmazonSimpleSystemsManagement Ssm = new AmazonSimpleSystemsManagementClient();
                private static readonly SemaphoreSlim _parameterGate = new SemaphoreSlim(1, 1);
                private static (GetParameterResponse Value, DateTimeOffset Until) _parameter;

                public async Task<int> Handle(string input, ILambdaContext context)
                {
                    // The key signs the order.
                    var key = await CurrentParameterAsync();
                    return HashCode.Combine(input, key.Parameter.Value);
                }

                {{Kept("parameter", "GetParameterResponse", FetchInLines)}}

                public static int Zero() => 0;
            }
            """));

    [Fact]
    public Task Calls_for_the_same_share_the_method_and_a_local_request_goes_along() => Verify<KeepFetchedSecrets>.Fixes<KeepFetchedSecretsFix>(
        Subject.Of("""
            using Amazon.SecretsManager;
            using Amazon.SecretsManager.Model;

            public class Orders
            {
                private readonly IAmazonSecretsManager _secrets = new AmazonSecretsManagerClient();

                public async Task<int> Handle(string input, ILambdaContext context)
                {
                    var request = new GetSecretValueRequest { SecretId = "orders" };
                    var first = await [|_secrets.GetSecretValueAsync(request)|].ConfigureAwait(false);
                    return HashCode.Combine(input, first.SecretString, await Second());
                }

                private async Task<string> Second() => (await [|_secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "orders" })|]).SecretString;
            }
            """),
        Subject.Of($$"""
            using Amazon.SecretsManager;
            using Amazon.SecretsManager.Model;

            public class Orders
            {
                private readonly IAmazonSecretsManager _secrets = new AmazonSecretsManagerClient();
                private readonly SemaphoreSlim _secretGate = new SemaphoreSlim(1, 1);
                private (GetSecretValueResponse Value, DateTimeOffset Until) _secret;

                public async Task<int> Handle(string input, ILambdaContext context)
                {
                    var first = await CurrentSecretAsync().ConfigureAwait(false);
                    return HashCode.Combine(input, first.SecretString, await Second());
                }

                {{Kept("secret", "GetSecretValueResponse", "_secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })", "private")}}

                private async Task<string> Second() => (await CurrentSecretAsync()).SecretString;
            }
            """));

    [Fact]
    public Task Names_that_another_part_or_a_base_class_has_are_not_taken_again() => Verify<KeepFetchedSecrets>.Fixes<KeepFetchedSecretsFix>(
        Subject.Of("""
            using System.Threading;
            using Amazon.SecretsManager;
            using Amazon.SecretsManager.Model;

            public partial class Orders : Audited
            {
                private static readonly IAmazonSecretsManager Secrets = new AmazonSecretsManagerClient();

                public async Task<int> Handle(string input, ILambdaContext context) => HashCode.Combine(input, (await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "orders" })|]).SecretString);
            }
            """).And(Others),
        Subject.Of($$"""
            using System.Threading;
            using Amazon.SecretsManager;
            using Amazon.SecretsManager.Model;

            public partial class Orders : Audited
            {
                private static readonly IAmazonSecretsManager Secrets = new AmazonSecretsManagerClient();
                private static readonly SemaphoreSlim _secret2Gate = new SemaphoreSlim(1, 1);
                private static (GetSecretValueResponse Value, DateTimeOffset Until) _secret2;

                public async Task<int> Handle(string input, ILambdaContext context) => HashCode.Combine(input, (await CurrentSecret2Async()).SecretString);

                {{Kept("secret2", "GetSecretValueResponse", "Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })")}}
            }
            """).And(Others));

    const string Others = """
        public partial class Orders { public const string _secret = ""; }
        public class Audited { public static Task CurrentSecretAsync() => Task.CompletedTask; }
        """;

    [Theory]
    [InlineData("var client = new AmazonSecretsManagerClient(); var secret = await [|client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|]; return secret.SecretString;")]
    [InlineData("var secret = await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = name })|]; return secret.SecretString;")]
    [InlineData("var secret = await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|]; return Read(secret);")]
    [InlineData("var secret = await [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|]; return Convert.ToBase64String(secret.SecretBinary.ToArray());")]
    [InlineData("var all = await [|Ssm.GetParametersAsync(new GetParametersRequest { Names = [\"/a\"] })|]; all.Parameters.RemoveAt(0); return \"\";")]
    [InlineData("var one = await [|Ssm.GetParameterAsync(new GetParameterRequest { Name = \"/a\" })|]; one.Parameter.Value = \"\"; return \"\";")]
    [InlineData("var one = await [|Ssm.GetParameterAsync(new GetParameterRequest { Name = \"/a\" })|]; (one.Parameter.Value, _) = (\"\", 0); return \"\";")]
    [InlineData("var all = await [|Ssm.GetParametersAsync(new GetParametersRequest { Names = [\"/a\"] })|]; all.Parameters.Clear(); return \"\";")]
    [InlineData("var all = await [|Ssm.GetParametersAsync(new GetParametersRequest { Names = [\"/a\"] })|]; var list = all.Parameters; list.Sort(); return \"\";")]
    [InlineData("var all = await [|Ssm.GetParametersAsync(new GetParametersRequest { Names = [\"/a\"] })|]; foreach (var one in all.Parameters) one.Value = \"\"; return \"\";")]
    [InlineData("var all = await [|Ssm.GetParametersAsync(new GetParametersRequest { Names = [\"/a\"] })|]; return string.Concat(all.Parameters.Select(one => one.Value = \"\"));")]
    [InlineData("var all = await [|Ssm.GetParametersAsync(new GetParametersRequest { Names = [\"/a\"] })|]; return all.Parameters.Where(one => one.Name != null).ToList()[0].Value = \"\";")]
    [InlineData("var fetching = [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|]; return (await fetching).SecretString;")]
    public Task No_fix_is_offered_where_it_would_break_or_change_something(string body) => Verify<KeepFetchedSecrets>.OffersNothing<KeepFetchedSecretsFix>(
        Handler("await Fetch(\"orders\");", "static async Task<string> Fetch(string name) { " + body + " } static string Read(GetSecretValueResponse response) => response.SecretString;"));

    [Theory]
    [InlineData("await Secrets.GetSecretValueAsync(")]
    [InlineData("await Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = Missing });")]
    [InlineData("await Missing.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" });")]
    public Task Broken_code_is_left_alone(string body) => Verify<KeepFetchedSecrets>.Allows(Handler(body).Broken());
}
