using LambdaHandlers.Analyzers.Rules.Performance;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Performance;

public class ReuseClientsTests
{
    const string Usings = "using Amazon.S3; using Amazon.SQS; using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.DataModel; using Microsoft.Extensions.DependencyInjection;\n";

    static Subject Handler(string body, string members = "") => Shape.ClassLibrary.With(body, members, Usings);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_client_made_per_invocation_is_reported(Shape shape) => Verify<ReuseClients>.Reports(
        shape.With("using var s3 = [|new Amazon.S3.AmazonS3Client()|]; await s3.ListBucketsAsync();"), DiagnosticSeverity.Warning);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_client_made_in_what_the_handler_calls_is_reported(Shape shape) => Verify<ReuseClients>.Reports(
        shape.With("await Buckets.List();", "") .And("public static class Buckets { public static async Task List() { using var s3 = [|new Amazon.S3.AmazonS3Client()|]; await s3.ListBucketsAsync(); } }"));

    [Fact]
    public Task The_message_names_the_handler() => Verify<ReuseClients>.Reports(Handler("await List();",
        "static async Task List() => await [|new AmazonS3Client()|].ListBucketsAsync();"), DiagnosticSeverity.Warning,
        "'AmazonS3Client' is created on every invocation of Orders.Handle; keep it in a field so that warm invocations reuse it");

    [Fact]
    public async Task The_way_from_the_handler_is_told()
    {
        var found = await Verify<ReuseClients>.Reports(Handler("await First();",
            "static Task First() => Second(); static async Task Second() => await [|new AmazonS3Client()|].ListBucketsAsync();"));
        Assert.Equal(["Handle", "First", "Second"], found[0].AdditionalLocations.Select(each => each.SourceTree!.GetText().ToString(each.SourceSpan)));
    }

    [Theory]
    [InlineData("new HttpClient()")]
    [InlineData("new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 4 })")]
    [InlineData("new SocketsHttpHandler()")]
    [InlineData("new HttpClientHandler()")]
    [InlineData("new AmazonSQSClient(Amazon.RegionEndpoint.EUWest1)")]
    [InlineData("new AmazonS3Client(new AmazonS3Config { Timeout = TimeSpan.FromSeconds(3) })")]
    [InlineData("new DynamoDBContext(new AmazonDynamoDBClient())")]
    [InlineData("new DynamoDBContextBuilder().WithDynamoDBClient(() => new AmazonDynamoDBClient()).Build()")]
    [InlineData("new Amazon.S3.Transfer.TransferUtility(new AmazonS3Client())")]
    [InlineData("new ServiceCollection().AddLogging().BuildServiceProvider()")]
    [InlineData("Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().Build()")]
    [InlineData("Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder().Build()")]
    [InlineData("new MongoDB.Driver.MongoClient(\"mongodb://orders\")")]
    [InlineData("await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(\"cache\")", "await ")]
    [InlineData("StackExchange.Redis.ConnectionMultiplexer.Connect(\"cache\")")]
    [InlineData("Npgsql.NpgsqlDataSource.Create(\"orders\")")]
    [InlineData("new Npgsql.NpgsqlDataSourceBuilder(\"orders\").Build()")]
    [InlineData("Grpc.Net.Client.GrpcChannel.ForAddress(\"http://orders\")")]
    [InlineData("new Amazon.Extensions.NETCore.Setup.AWSOptions().CreateServiceClient<IAmazonS3>()")]
    [InlineData("new OrdersS3()")]
    public Task Each_kind_of_resource_is_reported_once(string made, string before = "") => Verify<ReuseClients>.Reports(
        Handler($"var made = {before}[|{made[before.Length..]}|]; await Task.Delay(made.GetHashCode());").And("""
            public class OrdersS3 : Amazon.S3.AmazonS3Client { }
            namespace MongoDB.Driver { public class MongoClient(string url) { public string Url => url; } }
            namespace StackExchange.Redis { public class ConnectionMultiplexer
            {
                public static ConnectionMultiplexer Connect(string to) => new();
                public static Task<ConnectionMultiplexer> ConnectAsync(string to) => Task.FromResult(new ConnectionMultiplexer());
            } }
            namespace Npgsql
            {
                public abstract class NpgsqlDataSource : System.Data.Common.DbDataSource { public static NpgsqlDataSource Create(string to) => null!; }
                public class NpgsqlDataSourceBuilder(string to) { public NpgsqlDataSource Build() => to is null ? null! : throw new(to); }
            }
            namespace Grpc.Net.Client { public class GrpcChannel { public static GrpcChannel ForAddress(string to) => new(); } }
            namespace Amazon.Extensions.NETCore.Setup { public class AWSOptions { public T CreateServiceClient<T>() => default!; } }
            """));

    [Fact]
    public Task A_handler_handed_to_a_reported_client_is_not_a_second_finding() => Verify<ReuseClients>.Reports(Handler(
        "var sockets = new SocketsHttpHandler(); using var http = [|new HttpClient(sockets)|]; await http.GetAsync(\"https://example.com\");"));

    [Theory]
    [InlineData("_s3 ??= new AmazonS3Client();")]
    [InlineData("if (_s3 == null) _s3 = new AmazonS3Client();")]
    [InlineData("if (_s3 is null) { _s3 = new AmazonS3Client(); }")]
    [InlineData("if (_s3 is not null) return; _s3 = new AmazonS3Client();")]
    [InlineData("_s3 = _s3 ?? new AmazonS3Client();")]
    [InlineData("_s3 = _s3 == null ? new AmazonS3Client() : _s3;")]
    [InlineData("lock (Gate) { if (_s3 is null) _s3 = new AmazonS3Client(); }")]
    [InlineData("if (_s3 is null) { var made = new AmazonS3Client(); _s3 = made; }")]
    [InlineData("if (!_ready) { _s3 = new AmazonS3Client(); _ready = true; }")]
    [InlineData("LazyInitializer.EnsureInitialized(ref _s3, () => new AmazonS3Client());")]
    [InlineData("Interlocked.CompareExchange(ref _s3, new AmazonS3Client(), null);")]
    [InlineData("var s3 = ByRegion.GetOrAdd(\"eu-west-1\", _ => new AmazonS3Client()); await s3.ListBucketsAsync();")]
    [InlineData("if (!ByRegion.TryGetValue(\"eu-west-1\", out var s3)) ByRegion[\"eu-west-1\"] = s3 = new AmazonS3Client(); await s3.ListBucketsAsync();")]
    [InlineData("if (!ByRegion.TryGetValue(\"eu-west-1\", out var s3)) { s3 = new AmazonS3Client(); ByRegion.TryAdd(\"eu-west-1\", s3); } await s3.ListBucketsAsync();")]
    [InlineData("if (input.Length > 3) _s3 = new AmazonS3Client();")]
    [InlineData("await Held.Value.ListBucketsAsync();")]
    [InlineData("if (_s3 is null) Init();")]
    [InlineData("_s3 ??= Make();")]
    public Task What_is_kept_is_fine(string body) => Verify<ReuseClients>.Allows(Handler(body, """
        static IAmazonS3? _s3; static bool _ready; static readonly object Gate = new();
        static readonly System.Collections.Concurrent.ConcurrentDictionary<string, IAmazonS3> ByRegion = new();
        static readonly Lazy<IAmazonS3> Held = new(() => new AmazonS3Client());
        static void Init() => _s3 = new AmazonS3Client();
        static IAmazonS3 Make() => new AmazonS3Client();
        """));

    [Fact]
    public Task A_field_that_every_invocation_fills_anew_keeps_nothing() => Verify<ReuseClients>.Reports(Handler(
        "_s3 = [|new AmazonS3Client()|]; await _s3.ListBucketsAsync();", "static IAmazonS3? _s3;"));

    [Fact]
    public Task A_field_of_an_object_made_per_invocation_keeps_nothing() => Verify<ReuseClients>.Reports(Handler(
        "await new Repository().List(); await new Other().List();", """
        class Repository { readonly AmazonS3Client _s3 = [|new()|]; public Task List() => _s3.ListBucketsAsync(); }
        class Other { AmazonS3Client? _s3; public Task List() { _s3 ??= [|new AmazonS3Client()|]; return _s3.ListBucketsAsync(); } }
        """));

    [Theory]
    [InlineData("using var s3 = new AmazonS3Client(Amazon.RegionEndpoint.GetBySystemName(input)); await s3.ListBucketsAsync();")]
    [InlineData("var config = new AmazonS3Config { ServiceURL = input }; using var s3 = new AmazonS3Client(config); await s3.ListBucketsAsync();")]
    [InlineData("var config = new AmazonS3Config(); config.ServiceURL = $\"https://{input}\"; using var s3 = new AmazonS3Client(config); await s3.ListBucketsAsync();")]
    [InlineData("using var http = new HttpClient { BaseAddress = new Uri(input) }; await http.GetAsync(\"/\");")]
    [InlineData("using var http = new HttpClient(); http.DefaultRequestHeaders.Authorization = new(\"Bearer\", input); await http.GetAsync(\"https://example.com\");")]
    [InlineData("using var http = new HttpClient(); http.DefaultRequestHeaders.Add(\"x-token\", input); await http.GetAsync(\"https://example.com\");")]
    [InlineData("using var http = new HttpClient(); http.BaseAddress = new Uri(input); await http.GetAsync(\"/\");")]
    [InlineData("using var s3 = new AmazonS3Client(new Amazon.Runtime.BasicAWSCredentials(context.ClientContext.Client.AppTitle, input)); await s3.ListBucketsAsync();")]
    [InlineData("await In(input);")]
    [InlineData("await In(Region(input.Split('-')));")]
    [InlineData("foreach (var region in input.Split(',')) await In(region);")]
    [InlineData("await Task.WhenAll(input.Split(',').Select(region => In(region)));")]
    public Task A_client_that_depends_on_the_event_is_fine(string body) => Verify<ReuseClients>.Allows(Handler(body, """
        static string Region(string[] parts) => parts[0];
        static async Task In(string region) { using var s3 = new AmazonS3Client(Amazon.RegionEndpoint.GetBySystemName(region)); await s3.ListBucketsAsync(); }
        """));

    [Fact]
    public Task Credentials_that_were_just_assumed_excuse_their_client() => Verify<ReuseClients>.Allows(Handler(
        "var assumed = await Sts.AssumeRoleAsync(\"arn\"); using var s3 = new AmazonS3Client(assumed); await s3.ListBucketsAsync(); using var again = new AmazonS3Client(await Assumed()); await again.ListBucketsAsync();",
        "static readonly SecurityToken Sts = new(); class SecurityToken { public Task<Amazon.Runtime.AWSCredentials> AssumeRoleAsync(string role) => null!; } static Task<Amazon.Runtime.AWSCredentials> Assumed() => Sts.AssumeRoleAsync(\"arn\");"));

    [Theory]
    [InlineData("using var s3 = [|new AmazonS3Client(Amazon.RegionEndpoint.GetBySystemName(Environment.GetEnvironmentVariable(\"REGION\")))|]; await s3.ListBucketsAsync();")]
    [InlineData("using var http = [|new HttpClient()|]; http.Timeout = TimeSpan.FromSeconds(3); await http.GetAsync(input);")]
    [InlineData("using var http = [|new HttpClient { BaseAddress = new Uri(Url) }|]; await http.GetAsync(input);")]
    [InlineData("context.Logger.LogInformation(context.FunctionName); using var http = [|new HttpClient { BaseAddress = new Uri(\"https://\" + context.FunctionName) }|]; await http.GetAsync(input);")]
    [InlineData("foreach (var each in input.Split(',')) { using var s3 = [|new AmazonS3Client()|]; await s3.DeleteBucketAsync(each); }")]
    [InlineData("var s3 = input.Length > 3 ? [|new AmazonS3Client()|] : null; await s3!.ListBucketsAsync();")]
    public Task What_comes_from_the_environment_excuses_nothing(string body) => Verify<ReuseClients>.Reports(Handler(body, "const string Url = \"https://example.com\";"));

    [Fact]
    public Task What_runs_at_initialisation_is_fine() => Verify<ReuseClients>.Allows(Shape.ClassLibrary.With(
        "await _first.ListBucketsAsync(); await Second.ListBucketsAsync(); await _third.ListBucketsAsync(); await Fourth.ListBucketsAsync();", """
        readonly AmazonS3Client _first = new();
        static readonly AmazonS3Client Second;
        readonly IAmazonS3 _third;
        IAmazonS3 Fourth { get; } = new AmazonS3Client();
        static Orders() => Second = new AmazonS3Client();
        public Orders() => _third = Make();
        static IAmazonS3 Make() => new AmazonS3Client();
        """, Usings));

    [Fact]
    public Task Start_up_code_is_fine() => Verify<ReuseClients>.Allows(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport; using Amazon.S3; using Microsoft.Extensions.DependencyInjection;
        var s3 = new AmazonS3Client();
        var services = new ServiceCollection().AddSingleton<IAmazonS3>(_ => new AmazonS3Client()).AddScoped(_ => new HttpClient()).BuildServiceProvider();
        await LambdaBootstrapBuilder.Create<string>(async input => { await s3.ListBucketsAsync(); services.GetService<IAmazonS3>(); }, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Theory]
    [InlineData("using var http = factory.CreateClient(); await http.GetAsync(input);")]
    [InlineData("using var db = new Orders.Db(); await Task.Delay(db.GetHashCode());")]
    [InlineData("using var connection = new Orders.Connection(); await Task.Delay(connection.GetHashCode());")]
    [InlineData("var options = new System.Text.Json.JsonSerializerOptions(); await Task.Delay(options.GetHashCode());")]
    public Task What_is_right_per_invocation_is_fine(string body) => Verify<ReuseClients>.Allows(Subject.Of($$"""
        public class Function(IHttpClientFactory factory)
        {
            public Task Handle(string input, ILambdaContext context) => factory is null ? Task.CompletedTask : Run(input);
            async Task Run(string input) { {{body}} }
        }
        namespace Orders { public class Db : IDisposable { public void Dispose() { } } public class Connection : IDisposable { public void Dispose() { } } }
        """));

    [Fact]
    public Task Code_that_no_handler_reaches_is_fine() => Verify<ReuseClients>.Allows(
        Handler("await Task.Yield();").And("public static class Tool { public static async Task List() { using var s3 = new Amazon.S3.AmazonS3Client(); await s3.ListBucketsAsync(); } }"));

    [Fact]
    public Task A_test_project_is_not_looked_into() => Verify<ReuseClients>.Allows(
        Handler("using var s3 = new AmazonS3Client(); await s3.ListBucketsAsync();").Property("IsTestProject", "true"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<ReuseClients>.Allows(
        Subject.Of("public class F { public async Task Handle(string s, ILambdaContext c) { var x = new AmazonNothingClient(; new(); new HttpNothing } }").Broken());
}
