using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Structure;

public class LetTestsReplaceClientsTests
{
    const string Usings = """
        global using Amazon.DynamoDBv2;
        global using Amazon.DynamoDBv2.DataModel;
        global using Amazon.S3;
        global using Amazon.S3.Transfer;
        global using Amazon.SQS;
        global using Microsoft.Extensions.DependencyInjection;

        """;

    static Subject With(string source) => Subject.Of(source).And(Usings);
    static Task Reports(string source) => Verify<LetTestsReplaceClients>.Reports(With(source), at: DiagnosticSeverity.Info);
    static Task Allows(string source) => Verify<LetTestsReplaceClients>.Allows(With(source));
    static Task Fixes(string before, string after) => Verify<LetTestsReplaceClients>.Fixes<LetTestsReplaceClientsFix>(With(before), With(after));
    static Task OffersNothing(string source) => Verify<LetTestsReplaceClients>.OffersNothing<LetTestsReplaceClientsFix>(With(source));

    static string Reader(string members, string body = "await _s3.ListBucketsAsync();", string type = "public class [|Reader|]") => $$"""
        {{type}}
        {
            {{members}}
            public async Task Handle(string input, ILambdaContext context)
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("readonly AmazonS3Client _s3 = new();")]
    [InlineData("private static readonly IAmazonS3 _s3 = new AmazonS3Client();")]
    [InlineData("IAmazonS3 _s3 { get; } = new AmazonS3Client();")]
    [InlineData("readonly IAmazonS3 _s3; public Reader() => _s3 = new AmazonS3Client();")]
    [InlineData("static readonly IAmazonS3 _s3; static Reader() { _s3 = (IAmazonS3)new AmazonS3Client(); }")]
    [InlineData("readonly IAmazonS3 _s3; public Reader() { this._s3 = new AmazonS3Client(); } private Reader(IAmazonS3 s3) => _s3 = s3;")]
    public Task A_class_that_creates_its_clients_is_reported(string members) => Reports(Reader(members));

    [Theory]
    [InlineData("static readonly Lazy<IAmazonS3> _s3 = new(() => new AmazonS3Client());", "await _s3.Value.ListBucketsAsync();")]
    [InlineData("readonly IAmazonS3 _s3 = CreateClient(); static IAmazonS3 CreateClient() => new AmazonS3Client(new AmazonS3Config { MaxErrorRetry = 2 });", "await _s3.ListBucketsAsync();")]
    [InlineData("readonly IAmazonS3 _s3; public Reader() { _s3 = CreateClient(); } private IAmazonS3 CreateClient() { return new AmazonS3Client(); }", "await _s3.ListBucketsAsync();")]
    [InlineData("static IAmazonS3? _s3; static IAmazonS3 S3 => _s3 ??= new AmazonS3Client();", "await S3.ListBucketsAsync();")]
    public async Task What_is_created_later_or_by_a_method_counts_and_has_no_fix(string members, string body)
    {
        await Reports(Reader(members, body));
        await OffersNothing(Reader(members, body));
    }

    [Fact]
    public Task A_builder_of_a_DynamoDB_context_is_no_container() => Reports(
        Reader("readonly IDynamoDBContext _orders = new DynamoDBContextBuilder().WithDynamoDBClient(() => new AmazonDynamoDBClient()).Build();", "await _orders.LoadAsync<string>(input);"));

    [Theory]
    [InlineData("static readonly Lazy<string> _text = new(() => \"text\");", "await Task.Delay(_text.Value.Length);")]
    [InlineData("readonly IAmazonS3 _s3; public Reader() => _s3 = CreateClient(); protected virtual IAmazonS3 CreateClient() => new AmazonS3Client();", "await _s3.ListBucketsAsync();")]
    [InlineData("static IAmazonS3? _s3; internal static IAmazonS3 S3 { get => _s3 ??= new AmazonS3Client(); set => _s3 = value; }", "await S3.ListBucketsAsync();")]
    [InlineData("readonly IAmazonS3 _s3 = CreateClient(); static IAmazonS3 CreateClient() { if (Environment.GetEnvironmentVariable(\"LOCAL\") is null) return new AmazonS3Client(); return null!; }", "await _s3.ListBucketsAsync();")]
    public Task What_a_test_can_set_or_nobody_can_tell_is_fine(string members, string body) => Allows(Reader(members, body, type: "public class Reader"));

    [Fact]
    public Task Several_are_listed() => Verify<LetTestsReplaceClients>.Reports(
        With(Reader("readonly AmazonS3Client _s3 = new(); readonly AmazonSQSClient _sqs = new(); readonly HttpClient _http = new();", "await _s3.ListBucketsAsync(); await _sqs.ListQueuesAsync(\"\"); await _http.GetAsync(input);")), DiagnosticSeverity.Info,
        "'Reader' creates its AmazonS3Client, AmazonSQSClient and HttpClient, and no test can pass another; take it through a constructor, and let the one without parameters create it for Lambda");

    [Theory]
    [InlineData("readonly HttpClient _http = new();", "await _http.GetAsync(input);")]
    [InlineData("readonly DynamoDBContext _orders = new(new AmazonDynamoDBClient());", "await _orders.LoadAsync<string>(input);")]
    public Task Whatever_talks_to_the_outside_counts(string members, string body) => Reports(Reader(members, body));

    [Fact]
    public Task A_store_that_creates_its_client_counts_too() => Reports(
        Reader("readonly Store _store = new();", "await _store.Put();") + """
        public class Store
        {
            readonly Gateway _gateway = new();
            public Task Put() => _gateway.Put();
        }
        public class Gateway
        {
            readonly AmazonS3Client _s3 = new();
            public Task Put() => _s3.ListBucketsAsync();
        }
        """);

    [Fact]
    public Task A_store_that_gets_a_client_made_on_the_spot_counts_too() => Reports(
        Reader("readonly Store _store = new(new AmazonS3Client());", "await _store.Put();") + """
        public class Store(IAmazonS3 s3) { public Task Put() => s3.ListBucketsAsync(); }
        """);

    [Fact]
    public Task Annotations_without_injection_count_too() => Reports("""
        using Amazon.Lambda.Annotations;
        public class [|Api|]
        {
            readonly IAmazonS3 _s3 = new AmazonS3Client();
            [LambdaFunction]
            public async Task<int> Count(string bucket) => (await _s3.ListObjectsV2Async(new() { BucketName = bucket })).KeyCount ?? 0;
            [LambdaFunction]
            public Task Delete(string bucket) => _s3.DeleteBucketAsync(bucket);
        }
        """);

    [Fact]
    public Task The_message_names_what_is_created() => Verify<LetTestsReplaceClients>.Reports(
        With(Reader("readonly AmazonS3Client _s3 = new(); readonly IAmazonSQS _sqs = new AmazonSQSClient();", "await _s3.ListBucketsAsync(); await _sqs.ListQueuesAsync(input);")),
        message: "'Reader' creates its AmazonS3Client and AmazonSQSClient, and no test can pass another; take it through a constructor, and let the one without parameters create it for Lambda");

    [Theory]
    // A further constructor, internal too.
    [InlineData("readonly IAmazonS3 _s3; public Reader() : this(new AmazonS3Client()) { } public Reader(IAmazonS3 s3) => _s3 = s3;")]
    [InlineData("readonly IAmazonS3 _s3; public Reader() => _s3 = new AmazonS3Client(); internal Reader(IAmazonS3 s3) => _s3 = s3;")]
    // A setter.
    [InlineData("public IAmazonS3 _s3 { get; set; } = new AmazonS3Client();")]
    [InlineData("internal static IAmazonS3 _s3 { get; set; } = new AmazonS3Client();")]
    [InlineData("internal IAmazonS3 _s3 = new AmazonS3Client();")]
    [InlineData("IAmazonS3 _s3 = new AmazonS3Client(); internal IAmazonS3 S3 { set => _s3 = value; }")]
    // A method with a parameter, a method to override.
    [InlineData("IAmazonS3 _s3 = new AmazonS3Client(); internal void Use(IAmazonS3 s3) => _s3 = s3;")]
    [InlineData("IAmazonS3 _s3 => Make(); readonly AmazonS3Client _own = new(); protected virtual IAmazonS3 Make() => _own;")]
    // A container.
    [InlineData("readonly IAmazonS3 _s3; public Reader() { var services = new ServiceCollection(); services.AddSingleton<IAmazonS3>(new AmazonS3Client()); _s3 = services.BuildServiceProvider().GetRequiredService<IAmazonS3>(); }")]
    [InlineData("readonly IServiceProvider _provider = new ServiceCollection().BuildServiceProvider(); readonly AmazonS3Client _s3 = new();")]
    // Nothing to replace.
    [InlineData("readonly AmazonS3Client _s3 = new();", "await Task.Yield();")]
    [InlineData("static IAmazonS3 Shared() => throw new NotSupportedException(); readonly IAmazonS3 _s3 = Shared();")]
    [InlineData("readonly List<string> _names = new();", "_names.Add(input); await Task.Yield();")]
    // Made per invocation: another rule's business.
    [InlineData("", "using var s3 = new AmazonS3Client(); await s3.ListBucketsAsync();")]
    [InlineData("readonly Func<IAmazonS3> _make; public Reader() => _make = () => new AmazonS3Client();", "await _make().ListBucketsAsync();")]
    public Task A_class_with_a_seam_or_without_clients_is_fine(string members, string body = "await _s3.ListBucketsAsync();") => Allows(Reader(members, body, "public class Reader"));

    [Fact]
    public Task A_primary_constructor_is_a_seam() => Allows(Reader("readonly IAmazonSQS _sqs = new AmazonSQSClient(); public Reader() : this(new AmazonS3Client()) { }", "await s3.ListBucketsAsync(); await _sqs.ListQueuesAsync(input);", "public class Reader(IAmazonS3 s3)"));

    [Fact]
    public Task A_static_handler_needs_no_object() => Allows("""
        public class Reader
        {
            static readonly AmazonS3Client S3 = new();
            public static Task Handle(string input, ILambdaContext context) => S3.DeleteBucketAsync(input);
        }
        """);

    [Fact]
    public Task What_a_base_class_offers_is_its_own_affair() => Allows(Reader("readonly AmazonS3Client _s3 = new();", type: "public class Reader : Handlers") + """
        public abstract class Handlers { public IAmazonS3? Fake { get; set; } }
        """);

    [Fact]
    public Task Injected_services_are_a_seam() => Allows("""
        using Amazon.Lambda.Annotations;
        public class Api
        {
            readonly AmazonS3Client _s3 = new();
            [LambdaFunction]
            public Task Delete(string bucket, [FromServices] IAmazonSQS sqs) => Task.WhenAll(_s3.DeleteBucketAsync(bucket), sqs.ListQueuesAsync(bucket));
        }
        """);

    [Fact]
    public Task A_class_without_a_handler_may_create_what_it_likes() => Allows("""
        public class Store
        {
            readonly AmazonS3Client _s3 = new();
            public Task Put(string bucket) => _s3.DeleteBucketAsync(bucket);
        }
        """);

    [Fact]
    public Task Code_that_does_not_bind_is_left_alone() => Verify<LetTestsReplaceClients>.Allows(
        With(Reader("readonly AmazonUnknownClient _s3 = new(); readonly AmazonS3Client = ;", type: "public class Reader : Missing")).Broken());

    [Fact]
    public Task The_fix_adds_the_pair() => Fixes(
        """
        public class [|Reader|]
        {
            // One for all.
            private readonly AmazonS3Client _s3 = new();
            public Task Handle(string input, ILambdaContext context) => _s3.DeleteBucketAsync(input);
        }
        """,
        """
        public class Reader
        {
            // One for all.
            private readonly IAmazonS3 _s3;

            public Reader() : this(new AmazonS3Client()) { }

            public Reader(IAmazonS3 s3)
            {
                _s3 = s3;
            }

            public Task Handle(string input, ILambdaContext context) => _s3.DeleteBucketAsync(input);
        }
        """);

    [Fact]
    public Task What_the_constructor_did_besides_the_new_one_does() => Fixes(
        """
        public class [|Reader|]
        {
            private readonly AmazonS3Client _s3;
            private readonly IAmazonSQS _sqs;
            private readonly string _queue;

            /// <summary>Called by Lambda.</summary>
            public Reader()
            {
                // Where the messages go.
                _queue = Environment.GetEnvironmentVariable("QUEUE") ?? "";
                _s3 = new AmazonS3Client();
                var config = new AmazonSQSConfig { MaxErrorRetry = 2 };
                _sqs = new AmazonSQSClient(config);
            }

            public async Task Handle(string input, ILambdaContext context)
            {
                await _s3.DeleteBucketAsync(input);
                await _sqs.SendMessageAsync(_queue, input);
            }
        }
        """,
        """
        public class Reader
        {
            private readonly IAmazonS3 _s3;
            private readonly IAmazonSQS _sqs;
            private readonly string _queue;

            /// <summary>Called by Lambda.</summary>
            public Reader() : this(new AmazonS3Client(), new AmazonSQSClient(new AmazonSQSConfig { MaxErrorRetry = 2 })) { }

            /// <summary>Takes what a test replaces.</summary>
            public Reader(IAmazonS3 s3, IAmazonSQS sqs)
            {
                _s3 = s3;
                _sqs = sqs;
                // Where the messages go.
                _queue = Environment.GetEnvironmentVariable("QUEUE") ?? "";
            }

            public async Task Handle(string input, ILambdaContext context)
            {
                await _s3.DeleteBucketAsync(input);
                await _sqs.SendMessageAsync(_queue, input);
            }
        }
        """);

    [Fact]
    public Task Static_fields_and_helpers_become_the_objects() => Fixes(
        """
        public class [|Reader|]
        {
            private static readonly HttpClient client = new HttpClient();
            static readonly AmazonDynamoDBClient Dynamo = new();
            static readonly DynamoDBContext Orders = new(Dynamo);

            private static async Task<string> AddressAsync()
            {
                client.DefaultRequestHeaders.Accept.Clear();
                return await client.GetStringAsync("https://checkip.amazonaws.com/");
            }

            public async Task Handle(string input, ILambdaContext context)
            {
                var address = await AddressAsync();
                await Orders.SaveAsync(address);
            }
        }
        """,
        """
        public class Reader
        {
            private readonly HttpClient client;
            readonly IAmazonDynamoDB Dynamo;
            readonly IDynamoDBContext Orders;

            public Reader() : this(new HttpClient(), new AmazonDynamoDBClient()) { }

            public Reader(HttpClient client, IAmazonDynamoDB dynamo)
            {
                this.client = client;
                Dynamo = dynamo;
                Orders = new DynamoDBContext(Dynamo);
            }

            private async Task<string> AddressAsync()
            {
                client.DefaultRequestHeaders.Accept.Clear();
                return await client.GetStringAsync("https://checkip.amazonaws.com/");
            }

            public async Task Handle(string input, ILambdaContext context)
            {
                var address = await AddressAsync();
                await Orders.SaveAsync(address);
            }
        }
        """);

    [Fact]
    public Task A_store_goes_by_its_interface_and_two_classes_are_fixed_at_once() => Fixes(
        """
        public class [|Reader|]
        {
            IStore Store { get; } = new Store();
            public Task Handle(string input, ILambdaContext context) => Store.Put(input);
        }

        public class [|Writer|]
        {
            readonly Store _store;
            public Writer() => _store = new();
            public Task Handle(string input, ILambdaContext context) => _store.Put(input);
        }

        internal interface IStore { Task Put(string key); }

        class Store : IStore
        {
            readonly AmazonS3Client _s3 = new();
            public Task Put(string key) => _s3.DeleteBucketAsync(key);
        }
        """,
        """
        public class Reader
        {
            IStore Store { get; }

            public Reader() : this(new Store()) { }

            internal Reader(IStore store)
            {
                Store = store;
            }

            public Task Handle(string input, ILambdaContext context) => Store.Put(input);
        }

        public class Writer
        {
            readonly IStore _store;
            public Writer() : this(new Store()) { }

            internal Writer(IStore store)
            {
                _store = store;
            }

            public Task Handle(string input, ILambdaContext context) => _store.Put(input);
        }

        internal interface IStore { Task Put(string key); }

        class Store : IStore
        {
            readonly AmazonS3Client _s3 = new();
            public Task Put(string key) => _s3.DeleteBucketAsync(key);
        }
        """);

    [Fact]
    public Task A_field_keeps_its_type_where_the_interface_has_not_all_that_is_used() => Fixes(
        """
        public class [|Reader|]
        {
            readonly AmazonS3Client _s3 = new();
            public Task Handle(string input, ILambdaContext context)
            {
                _s3.AfterResponseEvent += (_, _) => { };
                return _s3.DeleteBucketAsync(input);
            }
        }
        """,
        """
        public class Reader
        {
            readonly AmazonS3Client _s3;

            public Reader() : this(new AmazonS3Client()) { }

            public Reader(AmazonS3Client s3)
            {
                _s3 = s3;
            }

            public Task Handle(string input, ILambdaContext context)
            {
                _s3.AfterResponseEvent += (_, _) => { };
                return _s3.DeleteBucketAsync(input);
            }
        }
        """);

    [Theory]
    // Something would happen in another order.
    [InlineData("readonly AmazonS3Client _s3; public Reader() { Tracing.Start(); _s3 = new(); }")]
    [InlineData("readonly AmazonS3Client _s3; public Reader() { Amazon.AWSConfigs.AWSRegion = \"eu-west-1\"; _s3 = new(); }")]
    // What is created depends on what the constructor computes, or on the object.
    [InlineData("readonly AmazonS3Client _s3; public Reader() { var config = new AmazonS3Config(); config.ForcePathStyle = config.UseHttp; _s3 = new(config); }")]
    [InlineData("readonly AmazonS3Client _s3; public Reader() { if (Environment.ProcessorCount > 1) _s3 = new(); else _s3 = new(new AmazonS3Config()); }")]
    // A static context uses it.
    [InlineData("static readonly AmazonS3Client _s3 = new(); public static Task Warm() => _s3.ListBucketsAsync();")]
    [InlineData("static readonly AmazonS3Client _s3 = new(); static readonly Task Warm = _s3.ListBucketsAsync();")]
    [InlineData("static readonly AmazonS3Client _s3 = new(); readonly Func<Task> Warm = static () => _s3.ListBucketsAsync();")]
    [InlineData("static readonly AmazonS3Client _s3 = new(); class Inner { public Task Warm() => _s3.ListBucketsAsync(); }")]
    [InlineData("static readonly AmazonS3Client _s3 = new(); public Task Warm() => Reader._s3.ListBucketsAsync();")]
    [InlineData("static readonly AmazonS3Client _s3; static Reader() => _s3 = new();")]
    [InlineData("static readonly AmazonS3Client _s3 = new(), _other = new();")]
    // A private constructor already takes it.
    [InlineData("readonly IAmazonS3 _s3; public Reader() { _s3 = new AmazonS3Client(); } private Reader(IAmazonS3 s3) => _s3 = s3;")]
    public Task The_fix_is_not_offered_where_it_would_change_something(string members) => OffersNothing(Reader(members) + """

        static class Tracing { public static void Start() { } }
        """);

    [Fact]
    public Task The_fix_is_not_offered_for_a_class_that_no_test_could_replace() => OffersNothing(Reader("readonly Store _store = new();", "await _store.Put();") + """
        public sealed class Store
        {
            readonly AmazonS3Client _s3 = new();
            public Task Put() => _s3.ListBucketsAsync();
        }
        """);

    /// <summary>The finding stands at the name of the type, and what is being typed in one of its fields.</summary>
    [Fact]
    public Task Nothing_is_offered_in_a_type_that_is_being_typed() => Verify<LetTestsReplaceClients>.OffersNothing<LetTestsReplaceClientsFix>(Subject.Of("""
        using Amazon.S3;

        public class [|Peek|]
        {
            static readonly (AmazonS3Client) S3 = new AmazonS3Client p();

            public async Task<int> Handle(string prefix, ILambdaContext context) => (await S3.ListBucketsAsync()).Buckets.Count;
        }
        """).Broken());
}
