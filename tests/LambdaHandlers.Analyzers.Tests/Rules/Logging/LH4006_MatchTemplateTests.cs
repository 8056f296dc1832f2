using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Logging;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

public class MatchTemplateTests
{
    static string Logging(string arguments) => $$"""
        public class Stock
        {
            public void Handle(string sku, ILambdaContext context)
            {
                var bin = 4;
                context.Logger.LogInformation({{arguments}});
            }
        }
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_value_without_a_placeholder_is_reported(Shape shape) => Verify<MatchTemplate>.Reports(
        shape.With("""context.Logger.LogInformation([|"moved"|], input); await Task.Yield();"""), DiagnosticSeverity.Warning,
        "The value 'input' has no placeholder and vanishes; add one");

    [Theory]
    [InlineData("""[|"moved {Sku} to {Bin}"|], sku""", "Placeholder 'Bin' gets no value and stays in the text; pass one")]
    [InlineData("""[|"moved {sku}"|]""", "Placeholder 'sku' gets no value and stays in the text; pass one")]
    [InlineData("""[|"moved {Sku} {Sku}"|], sku, bin""", "Placeholder 'Sku' occurs twice, so the JSON log has that property twice; give each a name of its own")]
    [InlineData("""[|"moved {}"|], sku""", "A placeholder has no name, so its value is no property of the JSON log; name it")]
    [InlineData("""[|"moved {Sku"|], sku""", "A placeholder is never closed, so its value vanishes; close the brace")]
    [InlineData("""[|"moved {Sku} to {0}"|], sku, bin""", "Placeholder '0' is a number among names, and values are taken in order; name it")]
    [InlineData("""[|"moved {requestId}"|], sku""", "The runtime writes a property 'requestId' itself, so the JSON log has it twice; rename the placeholder")]
    [InlineData("""[|"moved {Bin} to {Sku}"|], sku, bin""", "The values of 'Bin' and 'Sku' are in each other's place; swap them")]
    [InlineData("""[|"moved {0} to {1}"|], sku""", "The template asks for 2 values and gets 1; pass the others")]
    public Task What_does_not_fit_is_reported(string arguments, string message) => Verify<MatchTemplate>.Reports(Logging(arguments), message: message);

    [Theory]
    [InlineData("""[|LogTemplate|], sku""")]
    [InlineData("""[|"moved " + "{Sku} to {Bin}"|], sku""")]
    public Task A_constant_is_a_template_too(string arguments) => Verify<MatchTemplate>.Reports(Logging(arguments).Replace("public void", "const string LogTemplate = \"moved\"; public void"));

    [Theory]
    [InlineData("""LogLevel.Error, [|"moved"|], sku""")]
    [InlineData(""" "Error", [|"moved"|], sku""")]
    public Task So_are_calls_with_a_level(string arguments) => Verify<MatchTemplate>.Reports(Logging(arguments).Replace("LogInformation", "Log"));

    [Theory]
    [InlineData("""[|"moved"|], sku""")]
    public Task So_are_calls_without_a_context(string arguments) => Verify<MatchTemplate>.Reports(Logging("LogLevel.Error, " + arguments).Replace("context.Logger.LogInformation", "LambdaLogger.Log"));

    [Theory]
    [InlineData(""" "moved {Sku} to {Bin}", sku, bin""")]
    [InlineData(""" "moved {0} to {1}, {0}", sku, bin""")]
    [InlineData(""" "moved {@Sku:X}", sku""")]
    [InlineData(""" "moved {{braces}} {Sku}", sku""")]
    [InlineData(""" "moved {Sku}", new object[] { sku, bin }""")]
    [InlineData(""" $"moved {sku}" """)]
    [InlineData(""" $"moved {sku} {{Bin}}", bin""")]
    [InlineData(""" "moved {\"sku\": 1}" """)]
    [InlineData(""" "GET /stock/{sku}" """)]
    [InlineData(""" "moved" """)]
    [InlineData(""" "moved {RequestId}", sku""")]
    [InlineData(""" new Exception(), "moved {Sku}", sku""")]
    [InlineData(""" "failed", new Exception()""")]
    public Task What_fits_is_fine(string arguments) => Verify<MatchTemplate>.Allows(Logging(arguments));

    [Fact]
    public Task Other_loggers_are_left_to_CA2017() => Verify<MatchTemplate>.Allows("""
        using Microsoft.Extensions.Logging;
        public class Stock(ILogger<Stock> logger)
        {
            public void Handle(string sku, ILambdaContext context) => logger.LogInformation("moved", sku);
        }
        """);

    [Theory]
    [InlineData("""[|"moved"|], sku""", """ "moved {Sku}", sku""")]
    [InlineData("""[|"moved {Sku} to"|], sku, bin + 1""", """ "moved {Sku} to {Value}", sku, bin + 1""")]
    [InlineData("""[|"moved {sku} {Bin}"|]""", """ "moved {sku} {Bin}", sku, bin""")]
    [InlineData("""[|"moved {Sku} to {Bin} for {requestId}"|], sku, 4""", """ "moved {Sku} to {Bin}", sku, 4""")]
    [InlineData("""[|"moved {Sku} {Sku}"|], sku, bin""", """ "moved {Sku} {Bin}", sku, bin""")]
    [InlineData("""[|"moved {} to {}"|], sku, bin""", """ "moved {Sku} to {Bin}", sku, bin""")]
    [InlineData("""[|"moved {Sku} to {1}"|], sku, bin""", """ "moved {Sku} to {Bin}", sku, bin""")]
    [InlineData("""[|"moved {requestId}"|], sku + 1""", """ "moved {ApiRequestId}", sku + 1""")]
    [InlineData("""[|"moved {level:X}"|], bin""", """ "moved {Bin:X}", bin""")]
    [InlineData("""[|"moved {Bin} to {Sku}"|], sku, bin""", """ "moved {Bin} to {Sku}", bin, sku""")]
    public Task The_fix_makes_them_fit(string before, string after) => Verify<MatchTemplate>.Fixes<MatchTemplateFix>(Logging(before), Logging(after.TrimStart()));

    [Fact]
    public Task Or_the_surplus_value_goes() => Verify<MatchTemplate>.Fixes<MatchTemplateFix>(
        Logging("""[|"moved {Sku}"|], sku, bin"""), Logging(""" "moved {Sku}", sku""".TrimStart()), "RemoveSurplus");

    [Theory]
    [InlineData("""[|"moved {Sku"|], sku""")]
    [InlineData("""[|"moved {Where}"|]""")]
    [InlineData("""[|"moved {0} to {1}"|], sku""")]
    public Task No_fix_where_nobody_knows_what_was_meant(string arguments) => Verify<MatchTemplate>.OffersNothing<MatchTemplateFix>(Logging(arguments));
}
