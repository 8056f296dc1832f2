using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class ScopeServicesTests
{
    const string Usings = "using Amazon.Lambda.Annotations; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.DependencyInjection.Extensions; using Microsoft.Extensions.Logging;\nnamespace Store;\n";

    const string Basket = "public interface IBasket { List<string> Items { get; } } public class Basket : IBasket { public List<string> Items { get; } = []; }";

    const string Functions = "public class Functions(Basket [|basket|]) { [LambdaFunction] public int Add(string sku) { basket.Items.Add(sku); return basket.Items.Sum(each => each.Length); } }";

    static Subject Registered(string registration, string functions = Functions, string services = Basket) => Subject.Of(Usings + functions)
        .And(Usings + services + "\n[LambdaStartup] public class Startup { public void ConfigureServices(IServiceCollection services) { " + registration + " } }", "Startup.cs");

    static string Unmarked(string functions) => functions.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("services.AddScoped<Basket>();")]
    [InlineData("services.AddTransient<Basket>();")]
    [InlineData("services.TryAddScoped<Basket>();")]
    [InlineData("services.AddScoped<Basket, Basket>();")]
    [InlineData("services.AddScoped(typeof(Basket));")]
    [InlineData("services.AddScoped(_ => new Basket());")]
    [InlineData("services.AddScoped<Basket>(provider => new Basket());")]
    [InlineData("services.AddLogging().AddScoped<Basket>();")]
    public Task A_service_of_one_invocation_is_reported(string registration) => Verify<ScopeServices>.Reports(Registered(registration), DiagnosticSeverity.Warning,
        "'Basket' is registered for one invocation, and 'Functions' keeps it for all of them: what one leaves in 'Basket.Items' the next one finds; take it as a [FromServices] parameter");

    [Fact]
    public Task A_count_that_is_answered_is_no_limit() => Verify<ScopeServices>.Reports("""
        using Amazon.Lambda.Annotations;
        using Microsoft.Extensions.DependencyInjection;
        [LambdaStartup]
        public class Startup { public void ConfigureServices(IServiceCollection s) => s.AddScoped<Basket>(); }
        public class Basket { public List<string> Items { get; } = new(); }
        public class Functions(Basket [|basket|])
        {
            [LambdaFunction]
            public int AddItem(string sku) { basket.Items.Add(sku); return basket.Items.Count; }
        }
        """);

    [Fact]
    public Task A_helper_of_the_startup_registers_it() => Verify<ScopeServices>.Reports(Registered("services.AddShop();", services: Basket + " public static class Shop { public static void AddShop(this IServiceCollection services) => services.AddScoped<Basket>(); }"));

    [Theory]
    [InlineData("readonly IBasket _basket; public Functions(IBasket [|basket|]) => _basket = basket;")]
    [InlineData("readonly IBasket _basket; public Functions(IBasket [|basket|]) { _basket = basket ?? throw new ArgumentNullException(nameof(basket)); }")]
    [InlineData("IBasket _basket { get; } public Functions(IBasket [|basket|]) => _basket = basket;")]
    public Task However_it_is_kept_it_is_reported(string members) => Verify<ScopeServices>.Reports(Registered("services.AddScoped<IBasket, Basket>();",
        "public class Functions { " + members + " [LambdaFunction] public int Add(string sku) { Put(sku); return _basket.Items.Sum(each => each.Length); } void Put(string sku) => _basket.Items.Add(sku); }"));

    [Theory]
    [InlineData("public class User { public string? Name { get; set; } }", "public class Functions(User [|user|]) { [LambdaFunction] public string Greet(string? name) { if (name is not null) user.Name = name; return \"Hello \" + user.Name; } }", "User.Name")]
    [InlineData("public class User { string? _name; public string Name(string id) => _name ??= Load(id); static string Load(string id) => id + id; }", "public class Functions(User [|user|]) { [LambdaFunction] public string Greet(string id) => user.Name(id); }", "User._name")]
    [InlineData("public class User { int _count; public int Next() { _count++; return _count; } }", "public class Functions(User [|user|]) { [LambdaFunction] public string Greet(string id) => id + user.Next(); }", "User._count")]
    [InlineData("public class User(Session session) { public void Set(string id) => session.Ids.Add(id); } public class Session { public HashSet<string> Ids { get; } = []; }", "public class Functions(User [|user|]) { [LambdaFunction] public string Greet(string id) { user.Set(id); return id; } }", "Session.Ids")]
    public Task What_it_remembers_is_named(string services, string functions, string memory) => Verify<ScopeServices>.Reports(
        Registered("services.AddScoped<User>();" + (services.Contains("Session", StringComparison.Ordinal) ? " services.AddScoped<Session>();" : ""), functions, services), DiagnosticSeverity.Warning,
        $"'User' is registered for one invocation, and 'Functions' keeps it for all of them: what one leaves in '{memory}' the next one finds; take it as a [FromServices] parameter");

    const string EntityFramework = """
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext : IAsyncDisposable, IDisposable { public ValueTask DisposeAsync() => default; public void Dispose() { } }
            public interface IDbContextFactory<T> { T CreateDbContext(); Task<T> CreateDbContextAsync(CancellationToken stop = default); }
        }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class EntityFramework
            {
                public static IServiceCollection AddDbContext<T>(this IServiceCollection services, ServiceLifetime lifetime = ServiceLifetime.Scoped) => services;
                public static IServiceCollection AddDbContextFactory<T>(this IServiceCollection services) => services;
            }
        }
        public class ShopContext : Microsoft.EntityFrameworkCore.DbContext { public Task<int> CountAsync(string sku) => Task.FromResult(sku.Length); }
        """;

    [Theory]
    [InlineData("public class Functions(ShopContext [|shop|]) { [LambdaFunction] public Task<int> Count(string sku) => shop.CountAsync(sku); }", "")]
    [InlineData("public class Functions(IStore [|store|]) { [LambdaFunction] public Task<int> Count(string sku) => store.Count(sku); }", "services.AddTransient<IStore, Shelves>();")]
    public Task A_context_is_reported_also_behind_a_repository(string functions, string registration) => Verify<ScopeServices>.Reports(
        Registered("services.AddDbContext<ShopContext>(); " + registration, functions, "public interface IStore { Task<int> Count(string sku); } public class Shelves(ShopContext shop) : IStore { public Task<int> Count(string sku) => shop.CountAsync(sku); }").And(EntityFramework),
        message: null);

    [Fact]
    public async Task A_context_is_not_reported_twice() => Assert.Single(await AllRules.On(
        Registered("services.AddDbContext<ShopContext>();", "public class Functions(ShopContext shop) { [LambdaFunction] public Task<int> Count(string sku) { Console.WriteLine(sku); return shop.CountAsync(sku); } }", "").And(EntityFramework).Compile()), each => each.Id is "LH2005" or "LH2006");

    [Theory]
    [InlineData("public class Functions(Basket [|basket|]) { [LambdaFunction] public int Add(string sku) { Console.WriteLine(sku); basket.Items.Add(sku); return 1; } }", Basket)]
    [InlineData("public class Functions { readonly Basket _basket; public Functions(Basket basket) => _basket = basket; [LambdaFunction] public int Add(string sku) { Console.WriteLine(sku); _basket.Put(sku); return _basket.Items.Sum(each => each.Length); } }", "public class Basket { public List<string> Items { get; } = []; public void Put(string sku) => Items.Add(sku); }")]
    [InlineData("public class Functions(Basket basket) { [LambdaFunction] public string Add(string? sku) { Console.WriteLine(sku); if (sku is not null) basket.Last = sku; return basket.Last; } }", "public class Basket { public string Last { get; set; } = \"\"; }")]
    public async Task What_it_remembers_is_not_reported_by_others_too(string functions, string services) => Assert.Equal("LH2006", Assert.Single(
        await AllRules.On(Registered("services.AddScoped<Basket>();", Unmarked(functions), services).Compile()), each => each.Id.StartsWith("LH2", StringComparison.Ordinal)).Id);

    [Theory]
    // The class itself is made for each invocation.
    [InlineData("services.AddScoped<Basket>(); services.AddScoped<Functions>();", Functions)]
    [InlineData("services.AddScoped<Basket>(); services.AddTransient<Functions>();", Functions)]
    [InlineData("services.AddSingleton<Basket>();", Functions)]
    [InlineData("services.AddSingleton(new Basket());", Functions)]
    // Nobody can tell which one it is, or what a factory gives.
    [InlineData("services.AddScoped<Basket>(); services.AddSingleton<Basket>();", Functions)]
    [InlineData("services.AddScoped<IBasket>(provider => provider.GetRequiredService<Basket>());", "public class Functions(IBasket basket) { [LambdaFunction] public int Add(string sku) { basket.Items.Add(sku); return 1; } }")]
    [InlineData("", Functions)]
    // It comes from the scope.
    [InlineData("services.AddScoped<Basket>();", "public class Functions { [LambdaFunction] public int Add([FromServices] Basket basket, string sku) { basket.Items.Add(sku); return basket.Items.Sum(each => each.Length); } }")]
    [InlineData("services.AddScoped<Basket>();", "public class Functions(IServiceScopeFactory scopes) { [LambdaFunction] public int Add(string sku) { using var scope = scopes.CreateScope(); var basket = scope.ServiceProvider.GetRequiredService<Basket>(); basket.Items.Add(sku); return 1; } }")]
    // It is not kept, or not used.
    [InlineData("services.AddScoped<Basket>();", "public class Functions { readonly string _first; public Functions(Basket basket) => _first = basket.ToString()!; [LambdaFunction] public string Add(string sku) => _first + sku; }")]
    [InlineData("services.AddScoped<Basket>();", "public class Functions { readonly Basket _basket; public Functions(Basket basket) => _basket = basket; [LambdaFunction] public string Add(string sku) => sku; }")]
    // No function of Annotations.
    [InlineData("services.AddScoped<Basket>();", "public class Functions(Basket basket) { public int Add(string sku) { basket.Items.Add(sku); return 1; } }")]
    public Task What_is_not_captive_is_fine(string registration, string functions) => Verify<ScopeServices>.Allows(Registered(registration, Unmarked(functions)));

    [Theory]
    [InlineData("public class Service { public int Length(string s) => s.Length; }")]
    [InlineData("public class Service(ILogger<Service> log) { readonly Dictionary<string, int> _prices = new() { [\"a\"] = 1 }; public int Length(string s) { log.LogInformation(\"{S}\", s); return _prices[s]; } }")]
    [InlineData("public class Service { Amazon.S3.IAmazonS3? _s3; public int Length(string s) { _s3 ??= new Amazon.S3.AmazonS3Client(); return s.Length; } }")]
    [InlineData("public class Service { string _text = \"\"; public int Length(string s) { _text = s; return _text.Length; } }")]
    [InlineData("public class Service { readonly List<string> _all = []; public int Length(string s) { _all.Clear(); _all.Add(s); return _all.Sum(each => each.Length); } }")]
    [InlineData("public class Service { public string? Unused { get; set; } public int Length(string s) => s.Length; public void Set(string s) => Unused = s; }")]
    [InlineData("public class Service { public required string Region { get; init; } public int Length(string s) => s.Length + Region.Length; }")]
    public Task A_service_that_remembers_nothing_is_fine(string service) => Verify<ScopeServices>.Allows(
        Registered(service.Contains("required", StringComparison.Ordinal) ? "services.AddScoped(_ => new Service { Region = \"eu\" });" : "services.AddScoped<Service>();", "public class Functions(Service service) { [LambdaFunction] public int Add(string sku) => service.Length(sku); }", service));

    [Fact]
    public Task Without_a_startup_there_is_no_container() => Verify<ScopeServices>.Allows(Subject.Of(Usings + Unmarked(Functions) + Basket + " public static class Program2 { public static void Configure(IServiceCollection services) => services.AddScoped<Basket>(); }"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<ScopeServices>.Allows(Registered("services.AddScoped<>(); services.AddScoped(typeof()); AddScoped; services.AddScoped(", "public class Functions( basket, Basket) { [LambdaFunction] public int Add(string sku) => 1; }").Broken());

    [Fact]
    public Task The_fix_takes_it_as_a_parameter() => Verify<ScopeServices>.Fixes<ScopeServicesFix>(
        Registered("services.AddScoped<Basket>();", """
            // The shop's functions.
            public class Functions(Basket [|basket|])
            {
                [LambdaFunction]
                public int Add(string sku, ILambdaContext context)
                {
                    basket.Items.Add(sku); // one more
                    return basket.Items.Sum(each => each.Length);
                }

                [LambdaFunction]
                public int Count() => basket.Items.Sum(each => each.Length);

                [LambdaFunction]
                public string Echo(string text) => text;
            }
            """),
        Registered("services.AddScoped<Basket>();", """
            // The shop's functions.
            public class Functions
            {
                [LambdaFunction]
                public int Add([FromServices] Basket basket, string sku, ILambdaContext context)
                {
                    basket.Items.Add(sku); // one more
                    return basket.Items.Sum(each => each.Length);
                }

                [LambdaFunction]
                public int Count([FromServices] Basket basket) => basket.Items.Sum(each => each.Length);

                [LambdaFunction]
                public string Echo(string text) => text;
            }
            """));

    [Theory]
    [InlineData("public Functions(Basket [|basket|]) => _basket = basket;", "")]
    [InlineData("public Functions(Basket [|basket|])\n    {\n        _basket = basket;\n    }", "")]
    [InlineData("public Functions(Basket [|basket|], ILogger<Functions> log)\n    {\n        _basket = basket;\n        log.LogInformation(\"made\");\n    }", "public Functions(ILogger<Functions> log)\n    {\n        log.LogInformation(\"made\");\n    }\n\n    ")]
    public Task The_field_goes(string constructor, string rest) => Verify<ScopeServices>.Fixes<ScopeServicesFix>(
        Registered("services.AddScoped<Basket>();", $$"""
            public class Functions
            {
                readonly Basket _basket;

                {{constructor}}

                [LambdaFunction]
                public int Add(string sku)
                {
                    this._basket.Items.Add(sku);
                    return _basket.Items.Sum(each => each.Length);
                }
            }
            """),
        Registered("services.AddScoped<Basket>();", $$"""
            public class Functions
            {
                {{rest}}[LambdaFunction]
                public int Add([FromServices] Basket basket, string sku)
                {
                    basket.Items.Add(sku);
                    return basket.Items.Sum(each => each.Length);
                }
            }
            """));

    [Fact]
    public Task Two_services_of_one_class_go_one_after_the_other() => Verify<ScopeServices>.Fixes<ScopeServicesFix>(
        Registered("services.AddScoped<Basket>(); services.AddScoped<Wishes>();", "public class Functions(Basket [|basket|], Wishes [|wishes|], ILogger<Functions> log) { [LambdaFunction] public int Add(string sku) { log.LogInformation(\"{Sku}\", sku); basket.Items.Add(sku); wishes.Items.Add(sku); return 1; } }", Basket + " public class Wishes : Basket { }"),
        Registered("services.AddScoped<Basket>(); services.AddScoped<Wishes>();", "public class Functions(ILogger<Functions> log) { [LambdaFunction] public int Add([FromServices] Wishes wishes, [FromServices] Basket basket, string sku) { log.LogInformation(\"{Sku}\", sku); basket.Items.Add(sku); wishes.Items.Add(sku); return 1; } }", Basket + " public class Wishes : Basket { }"));

    [Theory]
    [InlineData("public class Functions(Basket [|basket|]) { [LambdaFunction] public int Add(string sku) => Put(sku); int Put(string sku) { basket.Items.Add(sku); return 1; } }")]
    [InlineData("public class Functions(Basket [|basket|]) { [LambdaFunction] public int Add(string sku) { basket.Items.Add(sku); return 1; } [LambdaFunction] public int Twice(string sku) => Add(sku) + Add(sku); }")]
    [InlineData("public class Functions(Basket [|basket|]) { [LambdaFunction] public int Add(string sku) { basket.Items.Add(sku); return 1; } public static Functions Make() => new(new Basket()); }")]
    [InlineData("public interface IAdd { int Add(string sku); } public class Functions(Basket [|basket|]) : IAdd { [LambdaFunction] public int Add(string sku) { basket.Items.Add(sku); return 1; } }")]
    public Task Where_others_would_notice_nothing_is_offered(string functions) => Verify<ScopeServices>.OffersNothing<ScopeServicesFix>(Registered("services.AddScoped<Basket>();", functions));

    [Fact]
    public async Task Where_a_test_makes_the_class_nothing_is_offered()
    {
        var project = Workbench.Open(Registered("services.AddScoped<Basket>();")).Beside("Shop.Tests", "public class FunctionsTests { object Make() => new Store.Functions(new Store.Basket()); }", isReferenced: false);
        Assert.Null(await Workbench.Applied(new ScopeServicesFix(), new ScopeServices(), project));
    }

    [Fact]
    public Task A_context_can_come_from_its_factory() => Verify<ScopeServices>.Fixes<ScopeServicesFix>(
        Registered("services.AddDbContext<ShopContext>();", """
            public class Functions(ShopContext [|shop|])
            {
                [LambdaFunction]
                public async Task<int> Count(string sku)
                {
                    Console.WriteLine(sku);
                    return await shop.CountAsync(sku);
                }
            }
            """, "").And(EntityFramework),
        Importing("Microsoft.EntityFrameworkCore", Registered("services.AddDbContextFactory<ShopContext>();", """
            public class Functions(IDbContextFactory<ShopContext> shopFactory)
            {
                [LambdaFunction]
                public async Task<int> Count(string sku)
                {
                    Console.WriteLine(sku);
                    await using var shop = await shopFactory.CreateDbContextAsync();
                    return await shop.CountAsync(sku);
                }
            }
            """, "").And(EntityFramework)), plan: "Factory", fixAll: false);

    // In its alphabetical place.
    static Subject Importing(string name, Subject subject) => subject with
    {
        Sources = subject.Sources.SetItem(0, (subject.Sources[0].Path, subject.Sources[0].Text.Replace("using Amazon.Lambda.Annotations; ", $"using Amazon.Lambda.Annotations; using {name};\n", StringComparison.Ordinal))),
    };
}
