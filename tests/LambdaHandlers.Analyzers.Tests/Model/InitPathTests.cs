using LambdaHandlers.Analyzers.Tests.Testing;

namespace LambdaHandlers.Analyzers.Tests.Model;

/// <summary>What runs once per environment, and what looks like it.</summary>
public class InitPathTests
{
    [Theory]
    [InlineData("readonly int _field = HIT;")]
    [InlineData("static readonly int Field = HIT;")]
    [InlineData("int Property { get; } = HIT;")]
    [InlineData("public Orders() { HIT; }")]
    [InlineData("public Orders() => HIT;")]
    [InlineData("public Orders() : this(HIT) { } Orders(int n) { }")]
    [InlineData("static Orders() { HIT; }")]
    [InlineData("public Orders() => Load(); void Load() => Further(); static void Further() => HIT;")]
    [InlineData("public Orders() => Load(3); static int Load(int n) => n == 0 ? HIT : Load(n - 1);")]
    [InlineData("public Orders() { Load(); void Load() { HIT; } }")]
    [InlineData("public Orders() => Make(() => HIT); static int Make(Func<int> make) => make();")]
    [InlineData("readonly Lazy<int> _held = new(() => HIT);")]
    [InlineData("readonly Service _service = new(); class Service { readonly int _n = HIT; public Service() { HIT; } }")]
    [InlineData("readonly Service _service; public Orders() { var service = new Service(); _service = service; } class Service { readonly int _n = HIT; }")]
    [InlineData("static readonly Service Held = Service.Make(); class Service { readonly int _n = HIT; public static Service Make() => new(); }")]
    public Task This_runs_once(string members) => Verify<InitProbe>.Reports(Subject.Of(
        $$"""public class Orders { {{members.Replace("HIT", "[|Here.Now()|]", StringComparison.Ordinal)}} public string Handle(string input, ILambdaContext context) => input; }""").And(Probed.Declaration));

    [Theory]
    [InlineData("public int Other() => MISS;")]
    [InlineData("static int Field => MISS;")]
    [InlineData("public Orders() => Load(); public static int Load() => MISS;", "Load()")]
    [InlineData("static readonly Func<int> Run = () => MISS;", "Run()")]
    [InlineData("class Service { readonly int _n = MISS; public Service() { MISS; } }", "new Service()")]
    [InlineData("public Orders() { new Service().Go(); } class Service { readonly int _n = MISS; public void Go() { } }", "new Service()")]
    [InlineData("static int A() => B(); static int B() => A() + MISS;")]
    public Task This_does_not(string members, string answer = "1") => Verify<InitProbe>.Allows(Subject.Of(
        $$"""public class Orders { {{members.Replace("MISS", "Here.Now()", StringComparison.Ordinal)}} public string Handle(string input, ILambdaContext context) => $"{{{answer}}}{Here.Now()}"; }""").And(Probed.Declaration));

    [Fact]
    public Task The_base_of_a_handlers_class_is_made_with_it() => Verify<InitProbe>.Reports(Subject.Of(
        "public class Orders : Base { public string Handle(string input, ILambdaContext context) => input; }")
        .And("public abstract class Base { readonly int _field = [|Here.Now()|]; protected Base() => Configure(); void Configure() => [|Here.Now()|]; }").And(Probed.Declaration));

    [Fact]
    public Task A_primary_constructor_and_what_stands_beside_it() => Verify<InitProbe>.Reports(Subject.Of(
        "public class Orders(int n) : Base([|Here.Now()|]) { public Orders() : this(1) { } readonly int _field = n + [|Here.Now()|]; public string Handle(string input, ILambdaContext context) => input; }")
        .And("public abstract class Base(int n) { protected int N => n; }").And(Probed.Declaration));

    [Fact]
    public Task The_startup_class_of_Annotations() => Verify<InitProbe>.Reports(Subject.Of("""
        using Microsoft.Extensions.DependencyInjection; using Amazon.Lambda.Annotations;
        [LambdaStartup] public class Startup { public void ConfigureServices(IServiceCollection services) { services.AddSingleton(_ => [|Here.Now<object>(1)|]); services.AddScoped(_ => Here.Now<object>(1)); More(services); } void More(IServiceCollection services) => [|Here.Now()|]; }
        public class Orders { [LambdaFunction] public string Handle(string input) => input; }
        """).And(Probed.Declaration));

    [Fact]
    public Task The_statements_before_the_bootstrap() => Verify<InitProbe>.Reports(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        [|Here.Now()|];
        Load();
        await LambdaBootstrapBuilder.Create<string>(input => { Here.Now(); return Task.CompletedTask; }, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        void Load() => [|Here.Now()|];
        """).And(Probed.Declaration).Executable());

    [Fact]
    public Task Main() => Verify<InitProbe>.Reports(Subject.Of("""
        using Amazon.Lambda.RuntimeSupport;
        static class Program
        {
            static async Task Main() { [|Here.Now()|]; Load(); await LambdaBootstrapBuilder.Create<string>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync(); }
            static Task Handle(string input) { Here.Now(); return Task.CompletedTask; }
            static void Load() => [|Here.Now()|];
        }
        """).And(Probed.Declaration).Executable());

    [Fact]
    public Task The_start_of_a_web_application_but_not_its_middleware() => Verify<InitProbe>.Reports(Subject.Of("""
        using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.DependencyInjection;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAWSLambdaHosting(LambdaEventSource.HttpApi);
        builder.Services.AddSingleton(_ => [|Here.Now<object>(1)|]);
        var app = builder.Build();
        app.Use(async (http, next) => { Here.Now(); await next(http); });
        app.MapGet("/", () => Here.Now());
        app.Run();
        """).And(Probed.Declaration).Executable());

    [Fact]
    public Task Two_classes_that_make_each_other_live_no_longer_than_what_made_them() => Verify<InitProbe>.Allows(Subject.Of("""
        public class Orders { public string Handle(string input, ILambdaContext context) => $"{new A()}"; }
        class A { readonly B _b = new(); readonly int _n = Here.Now(); }
        class B { readonly A _a = new(); readonly int _n = Here.Now(); }
        """).And(Probed.Declaration));
}
