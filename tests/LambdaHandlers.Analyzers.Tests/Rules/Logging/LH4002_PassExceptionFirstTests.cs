using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Logging;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

public class PassExceptionFirstTests
{
    static string Catching(string statement, string declaration = "Exception ex") => $$"""
        public class Charge
        {
            public async Task<string> Handle(string id, ILambdaContext context)
            {
                try { return await File.ReadAllTextAsync(id); }
                catch ({{declaration}}) { {{statement}} }
            }
        }
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task An_exception_among_the_values_is_reported(Shape shape) => Verify<PassExceptionFirst>.Reports(
        shape.With("""try { await Task.Delay(1); } catch (Exception ex) { context.Logger.LogError("charge failed", [|ex|]); throw; }"""),
        message: "The exception is dropped, for no placeholder takes it; pass the exception as the first argument");

    [Theory]
    [InlineData("""context.Logger.LogError("failed {Exception}", [|ex|]); throw;""")]
    [InlineData("""context.Logger.LogError("order {Id} failed", id, [|ex|]); throw;""")]
    [InlineData("""context.Logger.Log(LogLevel.Error, "failed", [|ex|]); throw;""")]
    [InlineData("""LambdaLogger.Log(LogLevel.Error, "failed", [|ex|]); throw;""")]
    [InlineData("""LambdaLogger.Log(LogLevel.Error.ToString(), "failed {Why}", [|ex.Message|]); return "";""")]
    [InlineData("""var log = context.Logger; log.LogWarning("failed {A}", [|ex|]); return "";""")]
    [InlineData("""context.Logger.LogInformation("failed", [|(object)ex|]); return "";""")]
    [InlineData("""context.Logger.LogError([|ex.Message|]); return "";""")]
    [InlineData("""context.Logger.LogError($"failed: {[|ex.Message|]}"); return "";""")]
    [InlineData("""context.Logger.LogError($"failed: {[|ex|]}"); return "";""")]
    [InlineData("""context.Logger.LogError("failed: " + [|ex.Message|] + " for " + id); return "";""")]
    [InlineData("""context.Logger.LogError(string.Format("failed: {0}", [|ex.Message|])); return "";""")]
    [InlineData("""context.Logger.LogError([|ex.ToString()|]); return "";""")]
    [InlineData("""context.Logger.LogError("failed {Message}", [|ex.Message|]); return ex.Message;""")]
    public Task What_carries_only_text_is_reported(string statement) => Verify<PassExceptionFirst>.Reports(Catching(statement));

    [Theory]
    [InlineData("""context.Logger.LogError(ex, "failed"); throw;""")]
    [InlineData("""context.Logger.LogError(ex, "failed {Exception}", ex); throw;""")]
    [InlineData("""context.Logger.LogError(ex, $"failed: {ex.Message}"); return "";""")]
    [InlineData("""context.Logger.LogError(ex.Message); throw;""")]
    [InlineData("""context.Logger.LogError(ex.Message); throw new InvalidOperationException("charge", ex);""")]
    [InlineData("""context.Logger.LogError(ex.Message); context.Logger.LogError(ex, "details"); return "";""")]
    [InlineData("""context.Logger.LogError(ex.Message); return Problem(ex); string Problem(Exception e) => e.GetType().Name;""")]
    [InlineData("""context.Logger.LogError(ex, "failed: {Inner}", ex.InnerException?.Message); return "";""")]
    [InlineData("""context.Logger.LogInformation("no file yet: {Reason}", ex.Message); return "";""")]
    [InlineData("""context.Logger.LogError("failed"); return ex.Message;""")]
    [InlineData("""Console.WriteLine(ex.Message); return "";""")]
    [InlineData("""context.Logger.LogLine(ex.Message); return "";""")]
    [InlineData("""object[] values = [ex]; context.Logger.LogError("failed", values); throw;""")]
    public Task What_carries_the_exception_is_fine(string statement) => Verify<PassExceptionFirst>.Allows(Catching(statement));

    [Theory]
    [InlineData("FileNotFoundException ex")]
    [InlineData("IOException ex) when (ex.HResult == 2")]
    [InlineData("OperationCanceledException ex")]
    public Task An_expected_outcome_needs_no_stack_trace(string declaration) =>
        Verify<PassExceptionFirst>.Allows(Catching("""context.Logger.LogWarning("nothing: {Reason}", ex.Message); return "";""", declaration));

    [Fact]
    public Task Another_logger_is_left_to_its_own_analyzers() => Verify<PassExceptionFirst>.Allows("""
        using Microsoft.Extensions.Logging;
        public class Charge(ILogger<Charge> logger)
        {
            public async Task Handle(string id, ILambdaContext context)
            {
                try { await Task.Delay(1); }
                catch (Exception ex) { logger.LogError("failed {A}", ex); throw; }
            }
        }
        """);

    [Fact]
    public Task An_old_logger_without_a_place_for_exceptions_is_fine() => Verify<PassExceptionFirst>.Allows((Subject.Of("""
        namespace Amazon.Lambda.Core
        {
            public interface ILambdaContext { ILambdaLogger Logger { get; } }
            public interface ILambdaLogger { void Log(string message); void LogLine(string message); void LogError(string message); }
        }
        public class Charge
        {
            public string Handle(string id, Amazon.Lambda.Core.ILambdaContext context)
            {
                try { return System.IO.File.ReadAllText(id); }
                catch (System.Exception ex) { context.Logger.LogError(ex.Message); return ""; }
            }
        }
        """).WithoutLambda()));

    [Fact]
    public Task The_fix_moves_the_exception_and_keeps_the_rest() => Verify<PassExceptionFirst>.Fixes<PassExceptionFirstFix>(
        Catching("""context.Logger.LogError("order {Id} failed", id, [|ex|]); throw; // later"""[..^9]),
        Catching("""context.Logger.LogError(ex, "order {Id} failed", id); throw; // later"""[..^9]));

    [Theory]
    [InlineData("""context.Logger.LogError("charge failed", [|ex|]); throw;""", """context.Logger.LogError(ex, "charge failed"); throw;""")]
    [InlineData("""context.Logger.LogError("charge failed: {Exception}", [|ex|]); throw;""", """context.Logger.LogError(ex, "charge failed"); throw;""")]
    [InlineData("""context.Logger.LogError("{Exception} for {Id}", [|ex|], id); throw;""", """context.Logger.LogError(ex, "for {Id}", id); throw;""")]
    [InlineData("""context.Logger.LogError($"order {id} failed: {[|ex.Message|]}"); return "";""", """context.Logger.LogError(ex, "order {Id} failed", id); return "";""")]
    [InlineData("""context.Logger.LogError("failed: " + [|ex|]); return "";""", """context.Logger.LogError(ex, "failed"); return "";""")]
    [InlineData("""context.Logger.LogError([|ex.ToString()|]); return "";""", """context.Logger.LogError(ex, "Charge failed"); return "";""")]
    [InlineData("""context.Logger.Log(LogLevel.Error, "failed", [|ex|]); return "";""", """context.Logger.Log(LogLevel.Error, ex, "failed"); return "";""")]
    [InlineData("""LambdaLogger.Log(LogLevel.Error, $"{[|ex.Message|]}"); return "";""", """LambdaLogger.Log(LogLevel.Error, ex, "Charge failed"); return "";""")]
    public Task The_fix_takes_the_placeholder_out(string before, string after) => Verify<PassExceptionFirst>.Fixes<PassExceptionFirstFix>(Catching(before), Catching(after));

    [Fact]
    public Task Two_in_one_file_are_fixed_together() => Verify<PassExceptionFirst>.Fixes<PassExceptionFirstFix>(
        Catching("""context.Logger.LogError("one", [|ex|]); context.Logger.LogError("two {A}", [|ex|]); throw;"""),
        Catching("""context.Logger.LogError(ex, "one"); context.Logger.LogError(ex, "two"); throw;"""));

    [Theory]
    [InlineData("""context.Logger.LogError(message: "failed", args: [|ex|]); throw;""")]
    [InlineData("""context.Logger.LogError(/* sic */ "failed", [|ex|]); throw;""")]
    [InlineData("""context.Logger.LogError("{{braces}} {A}", [|ex|]); throw;""")]
    public Task No_fix_where_the_call_is_not_plain(string statement) => Verify<PassExceptionFirst>.OffersNothing<PassExceptionFirstFix>(Catching(statement));

    [Fact]
    public Task Message_and_stack_trace_in_two_lines_are_one_finding() => Verify<PassExceptionFirst>.Reports("""
        public class Charge
        {
            public void Handle(string id, ILambdaContext context)
            {
                try { File.ReadAllText(id); }
                catch (Exception e) { context.Logger.LogError([|e.Message|]); context.Logger.LogError(e.StackTrace); }
            }
        }
        """);
}
