using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Secrets;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

public class FailWithoutSecretTests
{
    static Subject WithEnvironment(string members) => InText(members)
        + "public interface IHostEnvironment { bool IsDevelopment(); bool IsProduction(); bool IsEnvironment(string name); }";

    static Subject In(string members) => InText(members);

    static string InText(string members) => $$"""
        using Microsoft.Extensions.Configuration;
        public class Options { public string? Password { get; set; } }
        public class Orders(IConfiguration config, Options options)
        {
            {{members}}
            public string Handle(string input, ILambdaContext context) => input + config["Region"] + options.Password;
        }
        """;

    [Fact]
    public Task The_message_names_the_symbol_and_says_what_to_do() => Verify<FailWithoutSecret>.Reports(
        In("""static readonly string Pwd = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? [|"Violet#Harbor27"|];"""), DiagnosticSeverity.Warning,
        "'Pwd' falls back to a hard-coded secret (password); throw when the setting is missing, and replace the secret: it stays in the history");

    [Theory]
    [InlineData("""string Pick() => config["Db:Password"] ?? [|"Violet#Harbor27"|];""")]
    [InlineData("""string Pick() => config.GetValue<string>("Db:Password", [|"Violet#Harbor27"|]);""")]
    [InlineData("""string Pick() => Get("DB_PASSWORD", [|"Violet#Harbor27"|]); static string Get(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;""")]
    [InlineData("""string Pick() => GetEnvironmentVariable("DB_PASSWORD", [|"Violet#Harbor27"|]); static string GetEnvironmentVariable(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;""")]
    [InlineData("""string Pick() => options.Password ?? [|"Violet#Harbor27"|];""")]
    [InlineData("""string Pick() => Environment.GetEnvironmentVariable("DB_PASSWORD") ?? config["Db:Password"] ?? [|"Violet#Harbor27"|];""")]
    [InlineData("""string Pick() { var pwd = Environment.GetEnvironmentVariable("DB_PASSWORD"); pwd ??= [|"Violet#Harbor27"|]; return pwd; }""")]
    [InlineData("""string Pick() { var pwd = Environment.GetEnvironmentVariable("DB_PASSWORD"); if (string.IsNullOrEmpty(pwd)) pwd = [|"Violet#Harbor27"|]; return pwd; }""")]
    [InlineData("""string Pick() { var pwd = config["Db:Password"]; return string.IsNullOrEmpty(pwd) ? [|"Violet#Harbor27"|] : pwd; }""")]
    public Task A_fallback_is_found_in_every_form(string member) => Verify<FailWithoutSecret>.Reports(In(member), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""string Pick() => config["Db:Password"] ?? "";""")]
    [InlineData("""string Pick() => config["Db:Password"] ?? throw new InvalidOperationException("Db:Password is not set");""")]
    [InlineData("""string Pick() => config["Db:Password"] ?? config["Db:Pwd"] ?? "changeme";""")]
    [InlineData("""string Pick() => Get("password", "Violet#Harbor27") + Get("PASSWORD_LABEL", "Violet#Harbor27") + Get("DB_PASSWORD", "") + Get("DB_PASSWORD", "changeme"); static string Get(string name, string otherwise) => name + otherwise;""")]
    [InlineData("""string Pick() => config["Region"] ?? "eu-west-1";""")]
    [InlineData("""string Pick() => Environment.GetEnvironmentVariable("TABLE_NAME") ?? "orders-2024";""")]
    [InlineData("""string Pick(string? given) => given ?? "Violet#Harbor27";""")]
    public Task Other_fallbacks_are_fine(string member) => Verify<FailWithoutSecret>.Allows(In(member));

    [Fact]
    public Task A_secret_that_stands_in_for_nothing_is_left_to_its_own_rule() => Verify<FailWithoutSecret>.Allows(In("""const string Password = "Violet#Harbor27";"""));

    [Fact]
    public Task The_fix_throws_and_names_the_setting() => Verify<FailWithoutSecret>.Fixes<FailWithoutSecretFix>(
        In("""static readonly string Pwd = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? [|"Violet#Harbor27"|]; // local"""),
        In("""static readonly string Pwd = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set"); // local"""));

    [Fact]
    public Task The_fix_works_in_every_form() => Verify<FailWithoutSecret>.Fixes<FailWithoutSecretFix>(
        In("""
            string A() => options.Password ?? [|"Violet#Harbor27"|];
            string B() { var pwd = config["Db:Password"]; return string.IsNullOrEmpty(pwd) ? [|"Violet#Harbor27"|] : pwd; }
            string C() { var pwd = Environment.GetEnvironmentVariable("DB_PASSWORD"); if (string.IsNullOrEmpty(pwd)) pwd = [|"Violet#Harbor27"|]; return pwd; }
            """),
        In("""
            string A() => options.Password ?? throw new InvalidOperationException("Password is not set");
            string B() { var pwd = config["Db:Password"]; return string.IsNullOrEmpty(pwd) ? throw new InvalidOperationException("Db:Password is not set") : pwd; }
            string C() { var pwd = Environment.GetEnvironmentVariable("DB_PASSWORD"); if (string.IsNullOrEmpty(pwd)) throw new InvalidOperationException("DB_PASSWORD is not set"); return pwd; }
            """));

    [Fact]
    public Task The_fix_replaces_a_compound_assignment_and_a_default() => Verify<FailWithoutSecret>.Fixes<FailWithoutSecretFix>(
        In("""
            string A() { var pwd = config["Db:Password"]; pwd ??= [|"Violet#Harbor27"|]; /* local */ return pwd; }
            string B() => config.GetValue<string>("Db:Password", [|"Violet#Harbor27"|]);
            int C() => config.GetValue("Smtp:Password", [|"Violet#Harbor27"|]).Length;
            """),
        In("""
            string A() { var pwd = config["Db:Password"]; if (pwd is null) throw new InvalidOperationException("Db:Password is not set"); /* local */ return pwd; }
            string B() => config.GetValue<string>("Db:Password") ?? throw new InvalidOperationException("Db:Password is not set");
            int C() => (config.GetValue<string>("Smtp:Password") ?? throw new InvalidOperationException("Smtp:Password is not set")).Length;
            """));

    [Theory]
    [InlineData("""string Pick(IHostEnvironment env) => env.IsDevelopment() ? config["Db:Password"] ?? "Violet#Harbor27" : config["Db:Password"]!;""")]
    [InlineData("""string Pick(IHostEnvironment env) { if (env.IsDevelopment()) return config["Db:Password"] ?? "Violet#Harbor27"; return config["Db:Password"]!; }""")]
    [InlineData("""string Pick(IHostEnvironment env) { if (!env.IsDevelopment()) return config["Db:Password"]!; else return config["Db:Password"] ?? "Violet#Harbor27"; }""")]
    [InlineData("""string Pick(IHostEnvironment env) => env.IsEnvironment("Development") && config["Region"] is null ? config["Db:Password"] ?? "Violet#Harbor27" : "";""")]
    [InlineData("""string Pick() => Environment.GetEnvironmentVariable("STAGE") == "local" ? config["Db:Password"] ?? "Violet#Harbor27" : "";""")]
    [InlineData("""bool isLocal; string Pick() => isLocal ? config["Db:Password"] ?? "Violet#Harbor27" : "";""")]
    [InlineData("""string Pick(IHostEnvironment env) { if ((!env.IsDevelopment()) || config["Region"] is null) return ""; else return config["Db:Password"] ?? "Violet#Harbor27"; }""")]
    public Task On_a_development_machine_a_fallback_is_fine(string member) => Verify<FailWithoutSecret>.Allows(WithEnvironment(member));

    [Theory]
    [InlineData("""string Pick(IHostEnvironment env) => env.IsDevelopment() ? "" : config["Db:Password"] ?? [|"Violet#Harbor27"|];""")]
    [InlineData("""string Pick(IHostEnvironment env) { if (!env.IsDevelopment()) return config["Db:Password"] ?? [|"Violet#Harbor27"|]; return ""; }""")]
    [InlineData("""string Pick(IHostEnvironment env) => env.IsProduction() ? config["Db:Password"] ?? [|"Violet#Harbor27"|] : "";""")]
    [InlineData("""string Pick(IHostEnvironment env) => env.IsDevelopment() || true ? config["Db:Password"] ?? [|"Violet#Harbor27"|] : "";""")]
    [InlineData("""string Pick(IHostEnvironment env) => env.IsDevelopment() ? config["GitHub:Token"] ?? [|"TOKEN"|] : "";""")]
    public Task Elsewhere_and_for_what_opens_a_real_account_it_is_not(string member) => Verify<FailWithoutSecret>.Reports(
        WithEnvironment(member.Replace("TOKEN", Drawn.GitHub(), StringComparison.Ordinal)), DiagnosticSeverity.Warning);

    [Fact]
    public Task Code_for_debugging_alone_is_fine() => Verify<FailWithoutSecret>.Allows(
        "#define DEBUG\n" + InText("""
            string Pick() =>
            #if DEBUG
                Environment.GetEnvironmentVariable("DB_PASSWORD") ?? "Violet#Harbor27";
            #else
                Environment.GetEnvironmentVariable("DB_PASSWORD")!;
            #endif
            """));

    [Fact]
    public Task What_follows_code_for_debugging_is_reported() => Verify<FailWithoutSecret>.Reports(
        "#define DEBUG\n" + InText("""
            #if DEBUG
                const int Level = 2;
            #endif
                string Pick() => Environment.GetEnvironmentVariable("DB_PASSWORD") ?? [|"Violet#Harbor27"|];
            """), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""string Pick() { var pwd = config["Db:Password"]; return pwd ??= [|"Violet#Harbor27"|]; }""")]
    public Task Where_no_exception_can_stand_there_is_no_fix(string member) => Verify<FailWithoutSecret>.OffersNothing<FailWithoutSecretFix>(In(member));
}
