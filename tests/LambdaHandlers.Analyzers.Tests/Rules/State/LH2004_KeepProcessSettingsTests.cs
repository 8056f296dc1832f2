using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.State;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.State;

public class KeepProcessSettingsTests
{
    [Theory, ClassData(typeof(EveryShape))]
    public Task An_environment_variable_set_by_an_invocation_is_reported(Shape shape) => Verify<KeepProcessSettings>.Reports(
        shape.With("[|Environment.SetEnvironmentVariable(\"STAGE\", $\"{input}\")|]; await Task.Yield();"), DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_says_what_changes() => Verify<KeepProcessSettings>.Reports(Shape.ClassLibrary.With("[|Directory.SetCurrentDirectory(input)|]; await Task.Yield();"), DiagnosticSeverity.Warning,
        "'Directory.SetCurrentDirectory' changes the process for the invocations that follow this one of Orders.Handle; pass the value on to what needs it, or set it at initialisation");

    [Fact]
    public Task The_message_of_a_reserved_name_says_whose_it_is() => Verify<KeepProcessSettings>.Reports(
        Shape.ClassLibrary.With("[|Environment.SetEnvironmentVariable(\"AWS_REGION\", input)|]; await Task.Yield();"), DiagnosticSeverity.Warning,
        "'AWS_REGION' is set by Lambda, and the runtime and the AWS SDK rely on it; use a variable of your own, or pass the value on to what needs it");

    [Theory]
    [InlineData("[|Environment.CurrentDirectory = input|];")]
    [InlineData("[|System.Globalization.CultureInfo.DefaultThreadCurrentCulture = new(input)|];")]
    [InlineData("[|System.Globalization.CultureInfo.CurrentCulture = new(input)|];")]
    [InlineData("[|Thread.CurrentThread.CurrentUICulture = new(input)|];")]
    [InlineData("[|Console.SetOut(TextWriter.Null)|];")]
    [InlineData("[|AppContext.SetSwitch(\"x\", true)|];")]
    [InlineData("[|ThreadPool.SetMinThreads(8, 8)|];")]
    [InlineData("[|Amazon.AWSConfigs.AWSRegion = input|];")]
    [InlineData("Switch(input);")]
    public Task Each_setting_is_reported(string body) => Verify<KeepProcessSettings>.Reports(
        "public class F { public void Handle(string input, ILambdaContext context) { " + body + " } static void Switch(string x) => "
        + (body.StartsWith("Switch", StringComparison.Ordinal) ? "[|Environment.SetEnvironmentVariable(\"STAGE\", x)|]; }" : "Console.Write(x); }"));

    [Theory]
    [InlineData("var before = System.Globalization.CultureInfo.CurrentCulture; try { System.Globalization.CultureInfo.CurrentCulture = new(input); } finally { System.Globalization.CultureInfo.CurrentCulture = before; }")]
    [InlineData("var before = Console.Out; Console.SetOut(TextWriter.Null); Console.SetOut(before);")]
    [InlineData("Environment.SetEnvironmentVariable(\"STAGE\", input); Environment.SetEnvironmentVariable(\"STAGE\", null);")]
    [InlineData("var start = new System.Diagnostics.ProcessStartInfo(\"x\"); start.Environment[\"STAGE\"] = input;")]
    [InlineData("if (!_ready) { Environment.SetEnvironmentVariable(\"STAGE\", \"x\"); _ready = true; }")]
    [InlineData("Console.Write(Environment.GetEnvironmentVariable(\"AWS_REGION\"));")]
    public Task What_is_set_back_or_belongs_to_something_else_is_fine(string body) => Verify<KeepProcessSettings>.Allows(
        "public class F { static bool _ready; public void Handle(string input, ILambdaContext context) { " + body + " } }");

    [Fact]
    public Task A_culture_set_in_an_async_method_ends_with_it() => Verify<KeepProcessSettings>.Allows(
        Shape.ClassLibrary.With("System.Globalization.CultureInfo.CurrentCulture = new(input); await Task.Yield();"));

    [Fact]
    public Task Initialisation_may_set_what_is_not_Lambdas_own() => Verify<KeepProcessSettings>.Reports("""
        public class F
        {
            public F()
            {
                Environment.SetEnvironmentVariable("STAGE", "x"); Console.SetOut(TextWriter.Null);
                [|Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1")|];
            }
            public void Handle(string input, ILambdaContext context) { }
        }
        """);

    [Theory]
    [InlineData("Environment.SetEnvironmentVariable(\"AWS_EXECUTION_ENV\", \"tool\");", "")]
    [InlineData("[|Environment.SetEnvironmentVariable(\"AWS_EXECUTION_ENV\", \"tool\")|];", "await Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder.Create<string>((input, context) => Console.Write(input), new DefaultLambdaJsonSerializer()).Build().RunAsync();")]
    public Task A_program_that_starts_no_function_sets_what_it_likes(string setting, string start)
    {
        var subject = Subject.Of($"{setting}\n{start}").Executable();
        return start.Length == 0 ? Verify<KeepProcessSettings>.Allows(subject) : Verify<KeepProcessSettings>.Reports(subject);
    }

    [Fact]
    public Task A_key_in_the_code_is_left_to_LH3001() => Verify<KeepProcessSettings>.Allows(
        $"public class F {{ public F() => Environment.SetEnvironmentVariable(\"AWS_SECRET_ACCESS_KEY\", \"{Secrets.Drawn.AwsSecret()}\"); public void Handle(string input, ILambdaContext context) => Environment.SetEnvironmentVariable(\"AWS_ACCESS_KEY_ID\", \"{Secrets.Drawn.AwsId()}\"); }}");

    [Fact]
    public Task A_test_project_is_not_looked_into() => Verify<KeepProcessSettings>.Allows(
        Shape.ClassLibrary.With("Environment.SetEnvironmentVariable(\"AWS_REGION\", input); await Task.Yield();").Property("IsTestProject", "true"));

    [Fact]
    public Task Broken_code_is_no_trouble() => Verify<KeepProcessSettings>.Allows(
        Subject.Of("public class F { public void Handle(string s, ILambdaContext c) { Environment.SetNothing(; Environment. = s; CultureInfo.CurrentCulture = } }").Broken());

    [Theory]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(language)", "new System.Globalization.CultureInfo(language)", "DateTime.UtcNow.ToString(\"D\")", "DateTime.UtcNow.ToString(\"D\", culture)")]
    [InlineData("System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(language)", "System.Globalization.CultureInfo.GetCultureInfo(language)", "$\"{DateTime.UtcNow:D}\"", "string.Create(culture, $\"{DateTime.UtcNow:D}\")")]
    [InlineData("Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo(language)", "new System.Globalization.CultureInfo(language)", "string.Format(\"{0:C}\", language.Length)", "string.Format(culture, \"{0:C}\", language.Length)")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(language)", "new System.Globalization.CultureInfo(language)", "decimal.Parse(language).ToString(\"x\", null)", "decimal.Parse(language, culture).ToString(\"x\", null)")]
    public Task The_fix_hands_the_culture_to_the_call(string setting, string value, string call, string handed) => Verify<KeepProcessSettings>.Fixes<KeepProcessSettingsFix>(
        $$"""
        public class Report
        {
            public string Handle(string language, ILambdaContext context)
            {
                // The caller's own.
                [|{{setting}}|];
                return {{call}};
            }
        }
        """, $$"""
        public class Report
        {
            public string Handle(string language, ILambdaContext context)
            {
                // The caller's own.
                var culture = {{value}};
                return {{handed}};
            }
        }
        """);

    [Theory]
    [InlineData("return DateTime.UtcNow.ToString(\"D\") + 1.5.ToString();")]
    [InlineData("return Text(language);")]
    [InlineData("return language;")]
    [InlineData("return language.StartsWith(\"de\") ? \"a\" : \"b\";")]
    public Task No_fix_where_it_is_not_one_call(string rest) => Verify<KeepProcessSettings>.OffersNothing<KeepProcessSettingsFix>(
        "public class F { public string Handle(string language, ILambdaContext context) { [|System.Globalization.CultureInfo.CurrentCulture = new(language)|]; " + rest + " } static string Text(string x) => $\"{DateTime.UtcNow} {x}\"; }");

    [Fact]
    public Task The_fix_gives_a_reserved_name_back() => Verify<KeepProcessSettings>.Fixes<KeepProcessSettingsFix>("""
        public class F
        {
            public F() => [|Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1")|];
            public string? Handle(string input, ILambdaContext context) => Environment.GetEnvironmentVariable("AWS_REGION");
        }
        """, """
        public class F
        {
            public F() => Environment.SetEnvironmentVariable("APP_AWS_REGION", "eu-west-1");
            public string? Handle(string input, ILambdaContext context) => Environment.GetEnvironmentVariable("APP_AWS_REGION");
        }
        """);

    [Fact]
    public Task No_other_name_on_the_way_of_an_invocation() => Verify<KeepProcessSettings>.OffersNothing<KeepProcessSettingsFix>(
        "public class F { public void Handle(string input, ILambdaContext context) { [|Environment.SetEnvironmentVariable(\"AWS_REGION\", input)|]; } }");
}
