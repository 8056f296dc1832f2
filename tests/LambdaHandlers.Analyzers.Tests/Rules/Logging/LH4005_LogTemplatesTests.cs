using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Logging;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

public class LogTemplatesTests
{
    static string Logging(string statement) => $$"""
        using Amazon.Lambda.SQSEvents;
        public record Order(string Id, decimal Price);
        public class Ship
        {
            const string Prefix = "ship ";
            public void Handle(SQSEvent batch, ILambdaContext context)
            {
                var (id, order, ids) = ("1", new Order("1", 2), new[] { "1" });
                {{statement}}
            }
        }
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task An_interpolated_message_is_reported(Shape shape) => Verify<LogTemplates>.Reports(
        shape.With("""context.Logger.LogInformation([|$"shipping {input}"|]); await Task.Yield();"""), DiagnosticSeverity.Info,
        "The message is interpolated, so its values are no properties of the JSON log; use a template with named placeholders");

    [Theory]
    [InlineData("""context.Logger.LogInformation([|"shipping " + id|]);""")]
    [InlineData("""context.Logger.LogInformation([|string.Format("shipping {0}", id)|]);""")]
    [InlineData("""context.Logger.Log(LogLevel.Warning, [|$"shipping {id}"|]);""")]
    [InlineData("""LambdaLogger.Log(LogLevel.Warning, [|$"shipping {id}"|]);""")]
    public Task What_is_put_together_before_is_reported(string statement) => Verify<LogTemplates>.Reports(Logging(statement));

    [Theory]
    [InlineData("""context.Logger.LogInformation("shipping {Id}", id);""")]
    [InlineData("""context.Logger.LogInformation("shipping");""")]
    [InlineData("""context.Logger.LogInformation($"{Prefix} now");""")]
    [InlineData("""context.Logger.LogInformation(Prefix + "now");""")]
    [InlineData("""context.Logger.LogInformation(id);""")]
    [InlineData("""context.Logger.LogLine($"shipping {id}");""")]
    [InlineData("""context.Logger.Log($"shipping {id}");""")]
    [InlineData("""Console.WriteLine($"shipping {id}");""")]
    [InlineData("""try { } catch (Exception ex) { context.Logger.LogInformation($"shipping {ex.Message}"); throw; }""")]
    public Task Templates_constants_and_exceptions_are_fine(string statement) => Verify<LogTemplates>.Allows(Logging(statement));

    [Fact]
    public Task Other_loggers_are_left_to_CA2254() => Verify<LogTemplates>.Allows("""
        using Microsoft.Extensions.Logging;
        public class Ship(ILogger<Ship> logger)
        {
            public void Handle(string id, ILambdaContext context) => logger.LogInformation($"shipping {id}");
        }
        """);

    [Fact]
    public Task A_logger_that_hands_on_a_template_with_its_values_is_fine() => Verify<LogTemplates>.Allows("""
        public class OrdersLog(ILambdaLogger inner) : ILambdaLogger
        {
            public void Log(string message) => inner.Log(message);
            public void LogLine(string message) => inner.LogLine(message);
            public void Log(string level, string message, params object[] args) => inner.Log(level, "[orders] " + message, args);
            public void Log(string level, Exception exception, string message, params object[] args) => inner.Log(level, exception, $"[orders] {message}", args);
        }
        """);

    [Theory]
    [InlineData("""[|$"shipping {order.Id} at {DateTime.UtcNow:O}"|]""", """ "shipping {OrderId} at {At:O}", order.Id, DateTime.UtcNow""")]
    [InlineData("""[|string.Concat("price ", order.Price)|]""", """ "price {Price}", order.Price""")]
    [InlineData("""[|$"{order.Id.Length} characters, {ids.Length} ids"|]""", """ "{OrderIdLength} characters, {IdCount} ids", order.Id.Length, ids.Length""")]
    [InlineData("""[|$"{batch.Records.Count} messages"|]""", """ "{RecordCount} messages", batch.Records.Count""")]
    [InlineData("""[|"shipping " + id + " for " + (order.Price * 2)|]""", """ "shipping {Id} for {Value}", id, order.Price * 2""")]
    [InlineData("""[|string.Format("{1} for {0:F2}", order.Price, id)|]""", """ "{Id} for {Price:F2}", id, order.Price""")]
    [InlineData("""[|$"{Prefix}{id} and {id}"|]""", """ "ship {Id} and {Id2}", id, id""")]
    [InlineData("""[|$"{ids}"|]""", """ "{Ids}", (object)ids""")]
    [InlineData("""[|$"{string.Join(", ", ids)}"|]""", """ "{Ids}", string.Join(", ", ids)""")]
    [InlineData("""[|$"request {context.AwsRequestId}"|]""", """ "request {AwsRequestId}", context.AwsRequestId""")]
    [InlineData("""[|$"a \"quoted\" {id}"|]""", """ "a \"quoted\" {Id}", id""")]
    public Task The_fix_names_the_placeholders(string before, string after) => Verify<LogTemplates>.Fixes<LogTemplatesFix>(
        Logging($"context.Logger.LogInformation({before}); // sic\n"), Logging($"context.Logger.LogInformation({after.Trim()}); // sic\n"));

    [Theory]
    [InlineData("""[|$"{{id}} {id}"|]""")]
    [InlineData("""[|$"{id,10}"|]""")]
    [InlineData("""[|"a " /* sic */ + id|]""")]
    [InlineData("""[|string.Format("{Id}" + id, id)|]""")]
    public Task No_fix_where_a_template_would_say_something_else(string message) =>
        Verify<LogTemplates>.OffersNothing<LogTemplatesFix>(Logging($"context.Logger.LogInformation({message});"));
}
