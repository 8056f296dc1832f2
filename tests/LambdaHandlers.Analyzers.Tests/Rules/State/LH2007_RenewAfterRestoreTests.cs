using LambdaHandlers.Analyzers.Rules.Performance;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class RenewAfterRestoreTests
{
    const string On = "lambda_handlers.snapstart = true";

    static Subject Handler(string members, string body = "return Task.FromResult($\"{_value}\");") => $$"""
        using System.Diagnostics;
        using System.Security.Cryptography;
        using Amazon.SecretsManager;
        using Amazon.SecretsManager.Model;
        public class Orders
        {
            {{members}}
            public Task<string> Handle(string input, ILambdaContext context) { {{body}} }
        }
        """;

    static string Template(string settings) => $$"""
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Orders::Handle
              {{settings}}
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task Numbers_that_every_environment_repeats_are_reported(Shape shape) => Verify<RenewAfterRestore>.Reports(
        shape.With("await Task.Delay(Dice.Numbers.Next(3));").And("public static class Dice { public static readonly Random Numbers = [|new Random()|]; }").Configured(On), DiagnosticSeverity.Info);

    [Fact]
    public Task The_message_names_the_value_and_the_handler() => Verify<RenewAfterRestore>.Reports(
        Handler("static readonly Random _value = [|new()|];").File("template.yaml", Template("SnapStart: { ApplyOn: PublishedVersions }")), DiagnosticSeverity.Info,
        "'new Random()' lies in the snapshot, so Orders.Handle finds the same in every environment that is restored from it; take it in the handler, or anew in SnapshotRestore.RegisterAfterRestore");

    [Theory]
    [InlineData("")]
    [InlineData("SnapStart: { ApplyOn: None }")]
    public Task Without_a_snapshot_it_is_fine(string settings) => Verify<RenewAfterRestore>.Allows(Handler("static readonly Random _value = new();").File("template.yaml", Template(settings)));

    [Fact]
    public Task The_snapshot_of_another_function_is_not_this_ones() => Verify<RenewAfterRestore>.Allows(Handler("static readonly Random _value = new();").File("template.yaml", Template("MemorySize: 512") + """

          Other:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Other::Handle
              SnapStart: { ApplyOn: PublishedVersions }
        """));

    [Theory]
    [InlineData("static readonly string InstanceId = [|Guid.NewGuid()|].ToString(\"N\");", "InstanceId")]
    [InlineData("readonly Guid _hostId = [|Guid.NewGuid()|];", "_hostId")]
    [InlineData("readonly string _seed; public Orders() { _seed = Convert.ToHexString([|RandomNumberGenerator.GetBytes(8)|]); }", "_seed")]
    [InlineData("static readonly int Seed = [|RandomNumberGenerator.GetInt32(100)|];", "Seed")]
    [InlineData("static readonly string Folder = \"/tmp/\" + [|Path.GetRandomFileName()|];", "Folder")]
    [InlineData("static readonly Stopwatch Uptime = [|Stopwatch.StartNew()|];", "Uptime.ElapsedMilliseconds")]
    [InlineData("static readonly long Started = [|Stopwatch.GetTimestamp()|];", "Stopwatch.GetElapsedTime(Started)")]
    [InlineData("static readonly DateTime StartedAt = [|DateTime.UtcNow|];", "DateTime.UtcNow - StartedAt")]
    [InlineData("static readonly long StartTicks = [|Environment.TickCount64|];", "Environment.TickCount64 - StartTicks")]
    [InlineData("readonly Random _random = [|new Random()|];", "_random.Next()")]
    [InlineData("readonly System.Net.Sockets.TcpClient _tcp = new(); public Orders() { [|_tcp.Connect(\"orders\", 25)|]; }", "_tcp.Connected")]
    [InlineData("static readonly IAmazonSecretsManager Secrets = new AmazonSecretsManagerClient(); static readonly string Key = [|Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|].Result.SecretString;", "Key.Length")]
    [InlineData("readonly string _key; public Orders() { var fetched = [|new AmazonSecretsManagerClient().GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" })|].GetAwaiter().GetResult(); _key = fetched.SecretString; }", "_key.Length")]
    public Task Each_kind_of_value_is_reported(string members, string use) => Verify<RenewAfterRestore>.Reports(Handler(members, $"return Task.FromResult($\"{{{use}}}\");").Configured(On));

    [Fact]
    public Task An_identity_that_is_only_logged_no_longer_tells_one_environment_from_another() => Verify<RenewAfterRestore>.Reports(
        Handler("static readonly Guid InstanceId = [|Guid.NewGuid()|];", "context.Logger.LogInformation(\"{Instance}\", InstanceId); return Task.FromResult(\"\");").Configured(On));

    [Theory]
    [InlineData("var dice = [|new Random()|]; await LambdaBootstrapBuilder.Create<string, string>((input, context) => $\"{dice.Next()}\", new DefaultLambdaJsonSerializer()).Build().RunAsync();")]
    [InlineData("var dice = new Random(); SnapshotRestore.RegisterAfterRestore(() => { dice = new Random(); return default; }); await LambdaBootstrapBuilder.Create<string, string>((input, context) => $\"{dice.Next()}\", new DefaultLambdaJsonSerializer()).Build().RunAsync();")]
    [InlineData("await LambdaBootstrapBuilder.Create<string, string>((input, context) => { var dice = new Random(); return $\"{dice.Next()}\"; }, new DefaultLambdaJsonSerializer()).Build().RunAsync();")]
    public async Task A_variable_of_a_program_lives_on_too(string program)
    {
        var subject = Subject.Of("using Amazon.Lambda.RuntimeSupport;\n" + program).Executable().Configured(On);
        if (program.Contains("[|", StringComparison.Ordinal)) await Verify<RenewAfterRestore>.OffersNothing<RenewAfterRestoreFix>(subject, plan: "Renew");
        else await Verify<RenewAfterRestore>.Allows(subject);
    }

    [Theory]
    [InlineData("static readonly Random _value = new(42);")]
    [InlineData("static Random _value => Random.Shared;")]
    [InlineData("readonly int _value; public Orders() { var id = Guid.NewGuid(); _value = 1; Console.WriteLine(id); }")]
    [InlineData("static readonly HttpClient _value = new();")]
    [InlineData("static readonly IAmazonSecretsManager _value = new AmazonSecretsManagerClient();")]
    [InlineData("static Guid _value = Guid.NewGuid(); public Orders() => SnapshotRestore.RegisterAfterRestore(() => { _value = Guid.NewGuid(); return ValueTask.CompletedTask; });")]
    [InlineData("static readonly TokenSource _value = new(); public Orders() => SnapshotRestore.RegisterAfterRestore(() => { _value.Renew(); return ValueTask.CompletedTask; }); class TokenSource { Guid _tokenInstance = Guid.NewGuid(); public void Renew() => _tokenInstance = Guid.NewGuid(); public override string ToString() => $\"{_tokenInstance}\"; }")]
    [InlineData("static readonly Random _value = new(); public Orders() => SnapshotRestore.RegisterAfterRestore(Renew); static ValueTask Renew() => ValueTask.CompletedTask;")]
    [InlineData("static Random _value = new(); public Orders() => SnapshotRestore.RegisterAfterRestore(Hooks.Renew); static class Hooks { public static ValueTask Renew() { _value = new(); return ValueTask.CompletedTask; } }")]
    [InlineData("static readonly string _value = \"\"; static readonly Guid Unused = Guid.NewGuid();")]
    [InlineData("static readonly RandomNumberGenerator _value = RandomNumberGenerator.Create();")]
    public Task What_may_lie_in_a_snapshot_or_is_renewed_is_fine(string members) => Verify<RenewAfterRestore>.Allows(Handler(members).Configured(On));

    [Fact]
    public Task A_hook_that_renews_something_else_does_not_count() => Verify<RenewAfterRestore>.Reports(Handler(
        "static readonly Random _value = [|new()|]; static DateTime _restored; public static DateTime Restored => _restored; public Orders() => SnapshotRestore.RegisterAfterRestore(() => { _restored = DateTime.UtcNow; return ValueTask.CompletedTask; });").Configured(On));

    [Theory]
    [InlineData("static readonly DateTime ColdStart = DateTime.UtcNow;", "context.Logger.LogInformation(\"up since {Start}\", ColdStart); return Task.FromResult(\"\");")]
    [InlineData("static readonly DateTime ColdStart = DateTime.UtcNow;", "context.Logger.LogInformation(\"up for {Time}\", DateTime.UtcNow - ColdStart); return Task.FromResult(\"\");")]
    [InlineData("static Guid _instance = Guid.NewGuid();", "_instance = Guid.NewGuid(); return Task.FromResult($\"{_instance}\");")]
    [InlineData("", "var random = new Random(); return Task.FromResult($\"{random.Next()}\");")]
    public Task A_time_that_is_only_logged_and_what_the_handler_takes_is_fine(string members, string body) => Verify<RenewAfterRestore>.Allows(Handler(members, body).Configured(On));

    /// <summary>One defect, one squiggle: what is wrong without a snapshot too is another rule's.</summary>
    [Fact]
    public async Task What_invocations_take_for_theirs_is_LH2008s()
    {
        await Verify<RenewAfterRestore>.Allows(Handler("static readonly DateTime _value = DateTime.UtcNow;").Configured(On));
        await Verify<TakeCurrentValuesInHandler>.Reports(Handler("static readonly DateTime _value = [|DateTime.UtcNow|];").Configured(On));
    }

    [Fact]
    public Task A_secret_in_the_snapshot_is_this_rules_and_not_LH8002s() => Verify<KeepFetchedSecrets>.Allows(Handler(
        "static readonly string _value = new AmazonSecretsManagerClient().GetSecretValueAsync(new GetSecretValueRequest { SecretId = \"orders\" }).Result.SecretString;").Configured(On));

    [Fact]
    public Task Broken_code_is_left_alone() => Verify<RenewAfterRestore>.Allows(Handler("static readonly Missing _value = new Missing(; static Guid Other = Guid.").Configured(On).Broken());

    [Fact]
    public Task The_fix_registers_a_hook() => Verify<RenewAfterRestore>.Fixes<RenewAfterRestoreFix>(
        Subject.Of("""
            public class Orders
            {
                // One per environment.
                private static readonly string InstanceId = [|Guid.NewGuid()|].ToString("N");

                public string Handle(string input, ILambdaContext context) => InstanceId + input;
            }
            """).Configured(On),
        Subject.Of("""
            public class Orders
            {
                // One per environment.
                private static string InstanceId = Guid.NewGuid().ToString("N");

                public Orders()
                {
                    SnapshotRestore.RegisterAfterRestore(() =>
                    {
                        InstanceId = Guid.NewGuid().ToString("N");
                        return ValueTask.CompletedTask;
                    });
                }

                public string Handle(string input, ILambdaContext context) => InstanceId + input;
            }
            """).Configured(On));

    [Fact]
    public Task The_hook_stands_in_the_constructor_that_is_there() => Verify<RenewAfterRestore>.Fixes<RenewAfterRestoreFix>(
        Subject.Of("""
            public class Orders
            {
                readonly Random _random;
                readonly int _limit;

                public Orders()
                {
                    _random = [|new()|];
                    _limit = 10; // each
                }

                public int Handle(string input, ILambdaContext context) => _random.Next(_limit) + input.Length;
            }
            """).Configured(On),
        Subject.Of("""
            public class Orders
            {
                Random _random;
                readonly int _limit;

                public Orders()
                {
                    _random = new();
                    _limit = 10; // each
                    SnapshotRestore.RegisterAfterRestore(() =>
                    {
                        _random = new Random();
                        return ValueTask.CompletedTask;
                    });
                }

                public int Handle(string input, ILambdaContext context) => _random.Next(_limit) + input.Length;
            }
            """).Configured(On));

    [Fact]
    public Task Of_a_pair_of_constructors_the_one_that_always_runs_has_the_hooks() => Verify<RenewAfterRestore>.Fixes<RenewAfterRestoreFix>(
        Subject.Of("""
            public class Orders
            {
                private readonly Guid _instanceId = [|Guid.NewGuid()|];
                private static readonly Random Dice = [|new()|];
                private readonly string _table;

                public Orders() : this("orders") { }

                public Orders(string table)
                {
                    _table = table;
                }

                public string Handle(string input, ILambdaContext context) => $"{_table}/{_instanceId}/{Dice.Next()}";
            }
            """).Configured(On),
        Subject.Of("""
            public class Orders
            {
                private Guid _instanceId = Guid.NewGuid();
                private static Random Dice = new();
                private readonly string _table;

                public Orders() : this("orders") { }

                public Orders(string table)
                {
                    _table = table;
                    SnapshotRestore.RegisterAfterRestore(() =>
                    {
                        _instanceId = Guid.NewGuid();
                        return ValueTask.CompletedTask;
                    });
                    SnapshotRestore.RegisterAfterRestore(() =>
                    {
                        Dice = new Random();
                        return ValueTask.CompletedTask;
                    });
                }

                public string Handle(string input, ILambdaContext context) => $"{_table}/{_instanceId}/{Dice.Next()}";
            }
            """).Configured(On));

    [Fact]
    public Task Or_the_value_is_taken_where_it_is_used() => Verify<RenewAfterRestore>.Fixes<RenewAfterRestoreFix>(
        Subject.Of("""
            public class Orders
            {
                private static readonly string InstanceId = [|Guid.NewGuid()|].ToString("N");

                public string Handle(string input, ILambdaContext context) => InstanceId + input;
            }
            """).Configured(On),
        Subject.Of("""
            public class Orders
            {
                public string Handle(string input, ILambdaContext context) => Guid.NewGuid().ToString("N") + input;
            }
            """).Configured(On), plan: "ReadWhereUsed");

    [Theory]
    [InlineData("public class Orders { readonly Random _random = [|new()|]; public Orders() { } public Orders(int n) { Console.WriteLine(n); } public int Handle(string input, ILambdaContext context) => _random.Next(); }")]
    [InlineData("public class Orders(int n) { readonly Random _random = [|new()|]; public Orders() : this(3) { } public int Handle(string input, ILambdaContext context) => _random.Next(n); }")]
    [InlineData("public class Orders { readonly Random random = [|new()|]; public Orders() { Random random = this.random; Console.WriteLine(random); } public int Handle(string input, ILambdaContext context) => random.Next(); }")]
    [InlineData("public static class Orders { static readonly Random Dice = [|new()|]; public static int Handle(string input, ILambdaContext context) => Dice.Next(); }")]
    [InlineData("public class Orders { static readonly string Key = [|new Amazon.SecretsManager.AmazonSecretsManagerClient().GetSecretValueAsync(new() { SecretId = \"orders\" })|].Result.SecretString; public string Handle(string input, ILambdaContext context) => Key; }")]
    public Task No_hook_is_offered_where_nothing_fits(string source) => Verify<RenewAfterRestore>.OffersNothing<RenewAfterRestoreFix>(Subject.Of(source).Configured(On), plan: "Renew");
}
