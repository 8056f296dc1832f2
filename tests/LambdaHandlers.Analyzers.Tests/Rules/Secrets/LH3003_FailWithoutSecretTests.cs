using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Secrets;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

public class FailWithoutSecretTests
{
    static Subject In(string members) => $$"""
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

    [Theory]
    [InlineData("""string Pick() { var pwd = config["Db:Password"]; pwd ??= [|"Violet#Harbor27"|]; return pwd; }""")]
    [InlineData("""string? Pick() => config.GetValue<string>("Db:Password", [|"Violet#Harbor27"|]);""")]
    public Task Where_no_exception_can_stand_there_is_no_fix(string member) => Verify<FailWithoutSecret>.OffersNothing<FailWithoutSecretFix>(In(member));
}
