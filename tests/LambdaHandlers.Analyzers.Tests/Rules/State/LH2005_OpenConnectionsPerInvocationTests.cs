using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class OpenConnectionsPerInvocationTests
{
    const string Types = """
        public static class Db { public static System.Data.Common.DbConnection Open() => null!; public static System.Data.Common.DbDataSource Source() => null!; }
        """;

    static Subject Handler(string body, string members) => Shape.ClassLibrary.With(body, members, "using System.Data.Common;\n").And(Types);

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_shared_connection_is_advice(Shape shape) => Verify<OpenConnectionsPerInvocation>.Reports(
        shape.With("using var command = _db.CreateCommand(); await command.ExecuteNonQueryAsync();", "static readonly System.Data.Common.DbConnection [|_db|] = Db.Open();").And(Types), DiagnosticSeverity.Info);

    [Fact]
    public Task The_message_says_what_to_do() => Verify<OpenConnectionsPerInvocation>.Reports(Handler("await _db.OpenAsync();", "readonly DbConnection [|_db|] = Db.Open();"), DiagnosticSeverity.Info,
        "'_db' keeps one DbConnection for all invocations of Orders.Handle, and it serves only one at a time; open one per invocation, the pool makes it cheap");

    [Theory]
    [InlineData("static DbCommand? [|_it|]; static int Use() => _it!.ExecuteNonQuery();")]
    [InlineData("DbTransaction? [|_it|]; void Use() => _it!.Commit();")]
    [InlineData("DbConnection [|It|] { get; } = Db.Open(); void Use() => It.Open();")]
    [InlineData("System.Data.IDbConnection [|_it|] = Db.Open(); void Use() => _it.Open();")]
    [InlineData("readonly System.Net.Mail.SmtpClient [|_it|] = new(); void Use() => _it.Dispose();")]
    [InlineData("readonly Repository _repository = new(); void Use() => _repository.Read(); class Repository { readonly DbConnection [|_it|] = Db.Open(); public void Read() => _it.Open(); }")]
    public Task Each_kind_is_reported(string members) => Verify<OpenConnectionsPerInvocation>.Reports(Handler("Use(); await Task.Yield();", members));

    [Theory]
    [InlineData("try { await _one.WaitAsync(); } finally { _one.Release(); } await _db.OpenAsync();")]
    [InlineData("await _one.WaitAsync(); try { await Task.Yield(); } finally { _one.Release(); _db.Close(); }")]
    [InlineData("try { await _db.OpenAsync(); } finally { context.Logger.LogInformation(\"done\"); }")]
    public Task What_stands_beside_a_guard_is_reported(string body) => Verify<OpenConnectionsPerInvocation>.Reports(Handler(body, "readonly SemaphoreSlim _one = new(1); readonly DbConnection [|_db|] = Db.Open();"));

    [Fact]
    public Task Several_invocations_at_once_make_it_a_warning() => Verify<OpenConnectionsPerInvocation>.Reports(
        Handler("await _db.OpenAsync();", "readonly DbConnection [|_db|] = Db.Open();").Configured("lambda_handlers.multi_concurrency = true"), DiagnosticSeverity.Warning);

    [Fact]
    public Task A_primary_constructors_parameter_is_a_field() => Verify<OpenConnectionsPerInvocation>.Reports(Subject.Of("""
        using Amazon.Lambda.Annotations; using System.Data.Common;
        public class Functions(DbConnection [|db|]) { [LambdaFunction] public string? Read(string sku) { db.Open(); return sku; } }
        """));

    [Theory]
    [InlineData("await using var db = Db.Open(); await db.OpenAsync();", "")]
    [InlineData("await using var db = await _source.OpenConnectionAsync();", "readonly DbDataSource _source = Db.Source();")]
    [InlineData("lock (_gate) _db.Open(); await Task.Yield();", "readonly object _gate = new(); readonly DbConnection _db = Db.Open();")]
    [InlineData("await _one.WaitAsync(); try { await _db.OpenAsync(); } finally { _one.Release(); }", "readonly SemaphoreSlim _one = new(1); readonly DbConnection _db = Db.Open();")]
    [InlineData("Monitor.Enter(_gate); try { _db.Open(); } finally { Monitor.Exit(_gate); } await Task.Yield();", "readonly object _gate = new(); readonly DbConnection _db = Db.Open();")]
    [InlineData("await Task.Yield();", "readonly DbConnection _db = Db.Open();")]
    [InlineData("new Work().Run(); await Task.Yield();", "class Work { readonly DbConnection _db = Db.Open(); public void Run() => _db.Open(); }")]
    [InlineData("await _http.GetAsync(input); await _s3.ListBucketsAsync();", "readonly HttpClient _http = new(); readonly Amazon.S3.IAmazonS3 _s3 = new Amazon.S3.AmazonS3Client();")]
    public Task What_is_short_guarded_unused_or_made_to_be_shared_is_fine(string body, string members) => Verify<OpenConnectionsPerInvocation>.Allows(Handler(body, members));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<OpenConnectionsPerInvocation>.Allows(
        Subject.Of("public class F { System.Data.Common.DbConnection = ; public void Handle(string s, ILambdaContext c) { .Open(); } }").Broken());

    [Theory]
    [InlineData("readonly DbConnection [|_db|] = Db.Open();\n\n    ", "Db.Open()")]
    [InlineData("readonly DbConnection [|_db|];\n\n    public Orders() => _db = Db.Open();\n\n    ", "Db.Open()")]
    [InlineData("DbConnection [|_db|];\n\n    public Orders()\n    {\n        _db = DbProviderFactories.GetFactory(\"Orders\").CreateConnection()!;\n    }\n\n    ", "DbProviderFactories.GetFactory(\"Orders\").CreateConnection()!")]
    public Task The_fix_opens_it_in_the_handler(string field, string made) => Verify<OpenConnectionsPerInvocation>.Fixes<OpenConnectionsPerInvocationFix>(Subject.Of($$"""
        using System.Data.Common;
        public class Orders
        {
            {{field.Replace("\\n", "\n", StringComparison.Ordinal)}}public async Task<int> Handle(string sku, ILambdaContext context)
            {
                context.Logger.LogInformation("{Sku}", sku);
                await _db.OpenAsync();
                return await CountAsync(sku);
            }

            async Task<int> CountAsync(string sku)
            {
                await using var command = _db.CreateCommand();
                return await command.ExecuteNonQueryAsync();
            }
        }
        """).And(Types), Subject.Of($$"""
        using System.Data.Common;
        public class Orders
        {
            public async Task<int> Handle(string sku, ILambdaContext context)
            {
                context.Logger.LogInformation("{Sku}", sku);
                await using var db = {{made}};
                await db.OpenAsync();
                return await CountAsync(sku, db);
            }

            async Task<int> CountAsync(string sku, DbConnection db)
            {
                await using var command = db.CreateCommand();
                return await command.ExecuteNonQueryAsync();
            }
        }
        """).And(Types));

    [Theory]
    [InlineData("readonly DbConnection [|_db|]; public Orders(DbConnection db) => _db = db; public Orders() : this(Db.Open()) { }", "await _db.OpenAsync();")]
    [InlineData("readonly DbConnection [|_db|] = Db.Open(); public void Dispose() => _db.Dispose();", "await _db.OpenAsync();")]
    [InlineData("DbConnection? [|_db|];", "_db ??= Db.Open(); await _db.OpenAsync();")]
    [InlineData("static readonly string Name = \"x\"; readonly string _text = Name; readonly DbConnection [|_db|]; public Orders() { _db = Make(); } DbConnection Make() => Db.Open();", "await _db.OpenAsync();")]
    public Task No_fix_where_nobody_can_tell_how_it_is_made(string members, string body) => Verify<OpenConnectionsPerInvocation>.OffersNothing<OpenConnectionsPerInvocationFix>(Handler(body, members));

    [Fact]
    public Task A_context_comes_from_its_factory() => Verify<OpenConnectionsPerInvocation>.Fixes<OpenConnectionsPerInvocationFix>(Subject.Of("""
        using Microsoft.EntityFrameworkCore;
        public class Functions(Shop [|shop|])
        {
            public async Task<int> Count(string sku, ILambdaContext context)
            {
                Console.WriteLine(sku);
                return await shop.CountAsync(sku);
            }
        }
        """).And(EntityFramework).And(string.Format(System.Globalization.CultureInfo.InvariantCulture, Startup, "AddDbContext")), Subject.Of("""
        using Microsoft.EntityFrameworkCore;
        public class Functions(IDbContextFactory<Shop> shopFactory)
        {
            public async Task<int> Count(string sku, ILambdaContext context)
            {
                Console.WriteLine(sku);
                await using var shop = await shopFactory.CreateDbContextAsync();
                return await shop.CountAsync(sku);
            }
        }
        """).And(EntityFramework).And(string.Format(System.Globalization.CultureInfo.InvariantCulture, Startup, "AddDbContextFactory")), fixAll: false);

    const string Startup = "using Microsoft.EntityFrameworkCore; public class Startup {{ public void ConfigureServices(Services services) => services.{0}<Shop>(); }}";

    const string EntityFramework = """
        public class Shop : Microsoft.EntityFrameworkCore.DbContext { public Task<int> CountAsync(string sku) => Task.FromResult(1); }
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext : IAsyncDisposable, IDisposable { public ValueTask DisposeAsync() => default; public void Dispose() { } }
            public interface IDbContextFactory<T> { T CreateDbContext(); Task<T> CreateDbContextAsync(CancellationToken stop = default); }
            public class Services { }
            public static class Registrations { public static void AddDbContext<T>(this Services services) { } public static void AddDbContextFactory<T>(this Services services) { } }
        }
        """;
}
