using LambdaHandlers.Analyzers.Rules.Performance;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Performance;
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
    [InlineData("new Amazon.S3.Transfer.TransferUtility()")]
    [InlineData("new ServiceCollection().AddLogging().BuildServiceProvider()")]
    [InlineData("Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().Build()")]
    [InlineData("Microsoft.Extensions.Hosting.Host.CreateDefaultBuilder().ConfigureServices((_, services) => services.AddSingleton<OrdersS3>()).Build()")]
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
    public Task A_host_whose_services_are_kept_is_kept() => Verify<ReuseClients>.Allows("""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        public class F
        {
            IServiceProvider? _services;
            bool IsStarted => _services != null;
            public string Handle(string input, ILambdaContext context) { if (!IsStarted) Start(); return _services!.ToString() + input; }
            void Start()
            {
                var builder = Host.CreateDefaultBuilder();
                builder.ConfigureServices(services => services.AddSingleton<F>());
                var host = builder.Build();
                _services = host.Services;
            }
        }
        """);

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
    [InlineData("if (!IsReady) Init();")]
    [InlineData("if (IsMissing) { Init(); }")]
    // It sends through a client that is kept, and has no connections of its own.
    [InlineData("var transfer = new Amazon.S3.Transfer.TransferUtility(Held.Value); await transfer.UploadAsync(\"/tmp/x\", input);")]
    [InlineData("_s3 ??= Make();")]
    public Task What_is_kept_is_fine(string body) => Verify<ReuseClients>.Allows(Handler(body, """
        static IAmazonS3? _s3; static bool _ready; static readonly object Gate = new();
        static readonly System.Collections.Concurrent.ConcurrentDictionary<string, IAmazonS3> ByRegion = new();
        static readonly Lazy<IAmazonS3> Held = new(() => new AmazonS3Client());
        static void Init() => _s3 = new AmazonS3Client();
        static bool IsReady => _s3 != null;
        static bool IsMissing { get { return _s3 is null; } }
        static IAmazonS3 Make() => new AmazonS3Client();
        """));

    [Theory]
    [InlineData("await Count(Kept, input);", "s3 ??= new AmazonS3Client();")]
    [InlineData("await Count(Kept, input);", "if (s3 == null) { s3 = new AmazonS3Client(); }")]
    [InlineData("await Count(Kept, input);", "s3 = s3 is null ? new AmazonS3Client() : s3;")]
    [InlineData("await Count(text: input, s3: Kept);", "s3 = s3 ?? new AmazonS3Client();")]
    public Task What_a_method_makes_for_callers_without_one_is_fine_where_one_is_handed_over(string body, string guard) => Verify<ReuseClients>.Allows(Handler(body, Counting(guard)));

    [Theory]
    [InlineData("await Count(null, input);", "s3 ??= [|new AmazonS3Client()|];")]
    [InlineData("await Count(text: input);", "if (s3 == null) { s3 = [|new AmazonS3Client()|]; }")]
    [InlineData("await Count(Kept, input);", "if (text == null) { s3 = new AmazonS3Client(); } else { s3 = [|new AmazonS3Client()|]; }")]
    public Task And_is_reported_where_none_is(string body, string guard) => Verify<ReuseClients>.Reports(Handler(body, Counting(guard)));

    static string Counting(string guard) => $$"""
        static readonly IAmazonS3 Kept = new AmazonS3Client();
        static async Task<int> Count(IAmazonS3? s3 = null, string text = "") { {{guard}} return (await s3.ListBucketsAsync()).Buckets.Count + text.Length; }
        """;

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

    static Task Fixes(string before, string after, bool remains = false) => Verify<ReuseClients>.Fixes<ReuseClientsFix>(Usings + before, Usings + after, remains: remains);

    static Task OffersNothing(string source) => Verify<ReuseClients>.OffersNothing<ReuseClientsFix>(Usings + source);

    [Fact]
    public Task The_fix_moves_it_to_a_field_and_drops_the_using() => Fixes(
        """
        public class Buckets
        {
            /// <summary>Counts.</summary>
            public async Task<int> Handle(string prefix, ILambdaContext context)
            {
                // Reads all of them.
                using var s3 = [|new AmazonS3Client()|];

                var all = await s3.ListBucketsAsync(); // one page
                return all.Buckets.Count;
            }
        }
        """,
        """
        public class Buckets
        {
            // Reads all of them.
            private static readonly IAmazonS3 S3 = new AmazonS3Client();

            /// <summary>Counts.</summary>
            public async Task<int> Handle(string prefix, ILambdaContext context)
            {
                var all = await S3.ListBucketsAsync(); // one page
                return all.Buckets.Count;
            }
        }
        """);

    [Fact]
    public Task The_fix_splices_a_using_block() => Fixes(
        """
        public class Buckets
        {
            static readonly string Region = "eu-west-1";

            public async Task Handle(string prefix, ILambdaContext context)
            {
                using (var client = [|new AmazonS3Client(Amazon.RegionEndpoint.GetBySystemName(Region))|])
                {
                    // First.
                    var all = await client.ListBucketsAsync();
                    foreach (var bucket in all.Buckets)
                    {
                        context.Logger.LogInformation(bucket.BucketName);
                    }
                }
            }
        }
        """,
        """
        public class Buckets
        {
            static readonly string Region = "eu-west-1";
            private static readonly IAmazonS3 S3 = new AmazonS3Client(Amazon.RegionEndpoint.GetBySystemName(Region));

            public async Task Handle(string prefix, ILambdaContext context)
            {
                // First.
                var all = await S3.ListBucketsAsync();
                foreach (var bucket in all.Buckets)
                {
                    context.Logger.LogInformation(bucket.BucketName);
                }
            }
        }
        """);

    [Fact]
    public Task The_fix_keeps_the_braces_where_names_would_collide() => Fixes(
        """
        public class Buckets
        {
            public async Task Handle(string prefix, ILambdaContext context)
            {
                using (var sqs = [|new AmazonSQSClient()|])
                {
                    var all = await sqs.ListQueuesAsync(prefix);
                }
                {
                    var all = prefix;
                }
            }
        }
        """,
        """
        public class Buckets
        {
            private static readonly IAmazonSQS Sqs = new AmazonSQSClient();

            public async Task Handle(string prefix, ILambdaContext context)
            {
                {
                    var all = await Sqs.ListQueuesAsync(prefix);
                }
                {
                    var all = prefix;
                }
            }
        }
        """);

    [Fact]
    public Task Identical_constructions_share_one_field() => Fixes(
        """
        public class Buckets
        {
            public async Task Handle(string prefix, ILambdaContext context)
            {
                using var first = [|new AmazonS3Client(Amazon.RegionEndpoint.EUWest1)|];
                await first.ListBucketsAsync();
                await Again();
            }

            static async Task Again()
            {
                // Again.
                var client = [|new AmazonS3Client(Amazon.RegionEndpoint.EUWest1)|];
                await client.ListBucketsAsync();
                await [|new AmazonS3Client()|].ListBucketsAsync();
                client.Dispose();
            }
        }
        """,
        """
        public class Buckets
        {
            private static readonly IAmazonS3 First = new AmazonS3Client(Amazon.RegionEndpoint.EUWest1);
            private static readonly IAmazonS3 S3 = new AmazonS3Client();

            public async Task Handle(string prefix, ILambdaContext context)
            {
                await First.ListBucketsAsync();
                await Again();
            }

            static async Task Again()
            {
                // Again.
                await First.ListBucketsAsync();
                await S3.ListBucketsAsync();
            }
        }
        """);

    [Fact]
    public Task Settings_are_folded_into_the_construction() => Fixes(
        """
        public class Prices
        {
            const string Url = "https://example.com";

            public async Task Handle(string path, ILambdaContext context)
            {
                var sockets = new SocketsHttpHandler { MaxConnectionsPerServer = 4 };
                sockets.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                using var http = [|new HttpClient(sockets)|];
                http.BaseAddress = new Uri(Url);
                http.Timeout = TimeSpan.FromSeconds(3);
                http.DefaultRequestHeaders.Accept.Add(new("application/json"));
                http.DefaultRequestHeaders.Connection.Add("close");
                await http.GetAsync(path);
            }
        }
        """,
        """
        public class Prices
        {
            const string Url = "https://example.com";
            private static readonly HttpClient Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 4, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(3), DefaultRequestHeaders = { Accept = { new("application/json") }, Connection = { "close" } } };

            public async Task Handle(string path, ILambdaContext context)
            {
                await Http.GetAsync(path);
            }
        }
        """);

    [Fact]
    public Task Default_headers_become_elements() => Fixes(
        """
        public class Prices
        {
            public async Task Handle(string path, ILambdaContext context)
            {
                HttpClient client = [|new()|];
                client.DefaultRequestHeaders.Add("x-shop", "orders");
                await client.GetAsync(path);
            }
        }
        """,
        """
        public class Prices
        {
            private static readonly HttpClient Http = new() { DefaultRequestHeaders = { { "x-shop", "orders" } } };

            public async Task Handle(string path, ILambdaContext context)
            {
                await Http.GetAsync(path);
            }
        }
        """);

    [Fact]
    public Task The_field_has_the_class_where_the_interface_does_not_do() => Fixes(
        """
        public class Buckets
        {
            private static readonly string _region = "eu";
            public async Task Handle(string key, ILambdaContext context)
            {
                AmazonS3Client s3 = [|new()|];
                await Put(s3, key);
            }

            static Task Put(AmazonS3Client s3, string key) => s3.PutObjectAsync(new() { Key = key + _region });
        }
        """,
        """
        public class Buckets
        {
            private static readonly string _region = "eu";
            private static readonly AmazonS3Client _s3 = new();
            public async Task Handle(string key, ILambdaContext context)
            {
                await Put(_s3, key);
            }

            static Task Put(AmazonS3Client s3, string key) => s3.PutObjectAsync(new() { Key = key + _region });
        }
        """);

    [Fact]
    public Task A_name_that_is_taken_is_not_taken_again() => Fixes(
        """
        public class Buckets
        {
            const int S3 = 3, S3Client = 4;
            public async Task<int> Handle(string key, ILambdaContext context)
            {
                var s3 = [|new AmazonS3Client()|];
                await s3.ListBucketsAsync();
                return S3 + S3Client;
            }
        }
        """,
        """
        public class Buckets
        {
            const int S3 = 3, S3Client = 4;
            private static readonly IAmazonS3 S32 = new AmazonS3Client();
            public async Task<int> Handle(string key, ILambdaContext context)
            {
                await S32.ListBucketsAsync();
                return S3 + S3Client;
            }
        }
        """);

    [Fact]
    public Task A_nest_follows_its_inner_client() => Fixes(
        """
        public class Orders
        {
            public async Task Handle(string key, ILambdaContext context)
            {
                var client = [|new AmazonDynamoDBClient()|];
                using var orders = [|new DynamoDBContext(client)|];
                await orders.LoadAsync<Order>(key);
            }
        }
        public class Order;
        """,
        """
        public class Orders
        {
            private static readonly IAmazonDynamoDB DynamoDB = new AmazonDynamoDBClient();
            private static readonly IDynamoDBContext DynamoDBContextClient = new DynamoDBContext(DynamoDB);

            public async Task Handle(string key, ILambdaContext context)
            {
                await DynamoDBContextClient.LoadAsync<Order>(key);
            }
        }
        public class Order;
        """);

    [Fact]
    public Task Helpers_hand_out_the_field() => Fixes(
        """
        public class Orders
        {
            public async Task Handle(string key, ILambdaContext context)
            {
                await Make().ListBucketsAsync();
                await Queue.ListQueuesAsync(key);
                await new Store().Put(key);
            }
            static IAmazonS3 Make() => [|new AmazonS3Client()|];
            static IAmazonSQS Queue { get { return [|new AmazonSQSClient()|]; } }
        }
        public class Store
        {
            readonly AmazonDynamoDBClient _client = [|new()|];
            readonly IAmazonS3 _s3;
            public Store() => _s3 = [|new AmazonS3Client()|];
            public Task Put(string key) => Task.WhenAll(_client.DeleteItemAsync("orders", new() { ["id"] = new(key) }), _s3.DeleteBucketAsync(key));
        }
        """,
        """
        public class Orders
        {
            private static readonly IAmazonS3 S3 = new AmazonS3Client();
            private static readonly IAmazonSQS SQS = new AmazonSQSClient();

            public async Task Handle(string key, ILambdaContext context)
            {
                await Make().ListBucketsAsync();
                await Queue.ListQueuesAsync(key);
                await new Store().Put(key);
            }
            static IAmazonS3 Make() => S3;
            static IAmazonSQS Queue { get { return SQS; } }
        }
        public class Store
        {
            readonly AmazonDynamoDBClient _client = DynamoDB;
            readonly IAmazonS3 _s3;
            private static readonly AmazonDynamoDBClient DynamoDB = new();
            private static readonly IAmazonS3 S3 = new AmazonS3Client();
            public Store() => _s3 = S3;
            public Task Put(string key) => Task.WhenAll(_client.DeleteItemAsync("orders", new() { ["id"] = new(key) }), _s3.DeleteBucketAsync(key));
        }
        """);

    [Fact]
    public Task In_top_level_statements_it_becomes_a_local_before_the_handler() => Verify<ReuseClients>.Fixes<ReuseClientsFix>(
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        using Amazon.S3;

        Console.WriteLine("cold");
        // The handler.
        var handler = async (string input, ILambdaContext context) =>
        {
            using var s3 = [|new AmazonS3Client()|];
            await s3.ListBucketsAsync();
            await [|new HttpClient()|].GetAsync(input);
        };
        await LambdaBootstrapBuilder.Create<string>(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable(),
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        using Amazon.S3;

        Console.WriteLine("cold");
        var s3 = new AmazonS3Client();
        var http = new HttpClient();
        // The handler.
        var handler = async (string input, ILambdaContext context) =>
        {
            await s3.ListBucketsAsync();
            await http.GetAsync(input);
        };
        await LambdaBootstrapBuilder.Create<string>(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        """).Executable());

    [Fact]
    public Task A_local_function_finds_it_made_before_it_runs() => Verify<ReuseClients>.Fixes<ReuseClientsFix>(
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;

        await LambdaBootstrapBuilder.Create<string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();

        async Task Handle(string input, ILambdaContext context)
        {
            using var client = [|new HttpClient()|];
            await client.GetAsync(input);
        }
        """).Executable(),
        Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;

        var client = new HttpClient();
        await LambdaBootstrapBuilder.Create<string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();

        async Task Handle(string input, ILambdaContext context)
        {
            await client.GetAsync(input);
        }
        """).Executable());

    [Theory]
    // Changed, replaced or disposed by somebody.
    [InlineData("using var http = [|new HttpClient()|]; http.DefaultRequestHeaders.Clear(); await http.GetAsync(input);")]
    [InlineData("var http = [|new HttpClient()|]; if (context.FunctionName == \"x\") http.Timeout = TimeSpan.FromSeconds(1); await http.GetAsync(input);")]
    [InlineData("var http = [|new HttpClient()|]; await http.GetAsync(input); http = null; await Task.Yield();")]
    [InlineData("var http = [|new HttpClient()|]; try { await http.GetAsync(input); } finally { http?.Dispose(); }")]
    [InlineData("var http = [|new HttpClient()|]; var other = http; await other.GetAsync(input);")]
    [InlineData("using (var http = Make()) await http.GetAsync(input);", "static HttpClient Make() => [|new HttpClient()|];")]
    [InlineData("using var http = Make(); await http.GetAsync(input);", "static HttpClient Make() { var made = [|new HttpClient()|]; return made; }")]
    [InlineData("Use([|new HttpClient()|]);", "static void Use(HttpClient http) { using (http) http.CancelPendingRequests(); }")]
    [InlineData("using var box = new Box([|new HttpClient()|]); await Task.Yield();", "sealed class Box(HttpClient http) : IDisposable { public void Dispose() => http.Dispose(); }")]
    [InlineData("_http = [|new HttpClient()|]; await _http.GetAsync(input);", "HttpClient? _http;")]
    // Made of what the method knows.
    [InlineData("using var http = [|new HttpClient { BaseAddress = new Uri(_url) }|]; await http.GetAsync(input);", "readonly string _url = \"https://example.com\";")]
    [InlineData("var name = context.FunctionName; using var http = [|new HttpClient { BaseAddress = new Uri(\"https://\" + name) }|]; await http.GetAsync(input);")]
    [InlineData("var services = new ServiceCollection(); services.AddLogging(); using var provider = [|services.BuildServiceProvider()|]; await Task.Delay(provider.GetHashCode());")]
    [InlineData("await Get<string>(input);", "static async Task Get<T>(string input) { using var http = [|new HttpClient { BaseAddress = new Uri(\"https://\" + typeof(T).Name) }|]; await http.GetAsync(input); }")]
    public Task The_fix_is_not_offered_where_sharing_would_change_something(string body, string members = "") => OffersNothing(
        $$"""
        public class Orders
        {
            public async Task Handle(string input, ILambdaContext context)
            {
                {{body}}
            }
            {{members}}
        }
        """);
}
