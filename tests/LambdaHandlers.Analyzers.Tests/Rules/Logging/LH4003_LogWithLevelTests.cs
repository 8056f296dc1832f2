using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Logging;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

public class LogWithLevelTests
{
    static string Resizing(string statement, string usings = "", string parameters = "", string members = "") => $$"""
        {{usings}}
        public class Resize{{parameters}}
        {
            public async Task Handle(Amazon.Lambda.S3Events.S3Event batch, ILambdaContext context)
            {
                await Task.Yield();
                var (count, text) = (batch.Records.Count, "text");
                {{statement}}
            }
            {{members}}
        }
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task A_line_without_a_level_is_reported(Shape shape) => Verify<LogWithLevel>.Reports(
        shape.With("""await Task.Yield(); [|context.Logger.LogLine("done")|];"""), DiagnosticSeverity.Info,
        "'LogLine' writes every line at Information, an error like a note; use a method with a level, such as 'LogInformation'");

    [Theory]
    [InlineData("context.Logger.Log(\"x\")", "'Log' writes raw text: no level, no request id, not even an end of the line")]
    [InlineData("LambdaLogger.Log(\"x\")", "'LambdaLogger.Log' writes at level Trace, and ignores the log level of the function")]
    [InlineData("Console.Write(\"x\")", "'Console.Write' writes raw text without an end of the line, which spoils the next line of a JSON log")]
    [InlineData("Console.Out.Write(\"x\")", "'Console.Write' writes raw text without an end of the line, which spoils the next line of a JSON log")]
    [InlineData("Console.Error.WriteLine(\"x\")", "'Console.Error' makes every line an error, without a stack trace or properties")]
    [InlineData("System.Diagnostics.Trace.TraceInformation(\"x\")", "'Trace.TraceInformation' reaches no log, for nothing listens to it in Lambda")]
    [InlineData("System.Diagnostics.Debug.WriteLine(\"x\")", "'Debug.WriteLine' reaches no log, for nothing listens to it in Lambda")]
    public Task The_message_names_the_harm(string call, string harm) => Verify<LogWithLevel>.Reports(
        Resizing($"[|{call}|];"), DiagnosticSeverity.Warning, harm + "; use a method with a level, such as 'LogInformation'");

    [Theory]
    [InlineData("[|context.Logger.LogLine(\"x\")|];")]
    [InlineData("[|Console.WriteLine(\"x\")|];")]
    [InlineData("[|Console.Out.WriteLine(count)|];")]
    [InlineData("await [|Console.Out.WriteLineAsync(text)|];")]
    public Task What_becomes_a_line_at_Information_is_advice(string statement) => Verify<LogWithLevel>.Reports(Resizing(statement), DiagnosticSeverity.Info);

    [Fact]
    public Task A_helper_is_reported_too() => Verify<LogWithLevel>.Reports(
        Subject.Of(Resizing("new Thumbnails().Make(text);")).And("public class Thumbnails { public void Make(string name) => [|Console.WriteLine(name)|]; }"));

    [Theory]
    [InlineData("context.Logger.LogInformation(\"x\");")]
    [InlineData("LambdaLogger.Log(LogLevel.Information, \"x\");")]
    [InlineData("Console.WriteLine();")]
    [InlineData("Console.WriteLine(\"{\\\"_aws\\\":{}}\");")]
    [InlineData("var document = new Dictionary<string, object> { [\"_aws\"] = new { Timestamp = 1 }, [\"Files\"] = 2 }; Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(document));")]
    [InlineData("var line = System.Text.Json.JsonSerializer.Serialize(new { _aws = new { } }); Console.WriteLine(line);")]
    [InlineData("Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(Metrics()));")]
    [InlineData("Trace(text);")]
    [InlineData("new ConsoleLogger().Log(text);")]
    [InlineData("System.Diagnostics.Debug.Assert(count > 0);")]
    [InlineData("using var writer = new StringWriter(); writer.WriteLine(text);")]
    public Task Levels_metrics_and_debugging_are_fine(string statement) => Verify<LogWithLevel>.Allows(Resizing(statement, members: """
        static object Metrics() => new();
        [System.Diagnostics.Conditional("DEBUG")] static void Trace(string text) => Console.WriteLine(text);
        interface IAppLogger { void Log(string text); }
        class ConsoleLogger : IAppLogger { public void Log(string text) => Console.WriteLine(text); }
        """));

    [Fact]
    public Task Code_in_an_if_DEBUG_is_fine() => Verify<LogWithLevel>.Allows(Resizing("\n#if !RELEASE || DEBUG\nConsole.WriteLine(text);\n#endif\n"));

    [Theory]
    [InlineData("public class Program { public static void Main() => Console.WriteLine(\"x\"); }")]
    [InlineData("public class Resize { public Resize() => Console.WriteLine(\"x\"); public void Handle(string s, ILambdaContext context) { } }")]
    public Task What_does_not_run_per_invocation_is_fine(string source) => Verify<LogWithLevel>.Allows(source);

    [Theory]
    [InlineData("[|context.Logger.LogLine(\"done\")|]; // sic", "context.Logger.LogInformation(\"done\"); // sic")]
    [InlineData("[|context.Logger.LogLine($\"{count} files\")|];", "context.Logger.LogInformation(\"{Count} files\", count);")]
    [InlineData("[|context.Logger.LogLine(text)|];", "context.Logger.LogInformation(text);")]
    [InlineData("context?[|.Logger.LogLine(text)|];", "context?.Logger.LogInformation(text);")]
    [InlineData("[|LambdaLogger.Log(\"files: \" + batch.Records.Count)|];", "context.Logger.LogInformation(\"files: {RecordCount}\", batch.Records.Count);")]
    [InlineData("[|Console.WriteLine(\"{0} of {1}\", count, text)|];", "context.Logger.LogInformation(\"{Count} of {Text}\", count, text);")]
    [InlineData("[|Console.WriteLine(count)|];", "context.Logger.LogInformation(\"{Count}\", count);")]
    [InlineData("[|Console.Error.WriteLine(\"broken\")|];", "context.Logger.LogError(\"broken\");")]
    [InlineData("[|System.Diagnostics.Trace.TraceWarning(\"odd\")|];", "context.Logger.LogWarning(\"odd\");")]
    [InlineData("try { } catch (Exception ex) { [|context.Logger.LogLine($\"{text} failed: {ex.Message}\")|]; throw; }", "try { } catch (Exception ex) { context.Logger.LogError(ex, \"{Text} failed\", text); throw; }")]
    [InlineData("try { } catch (Exception ex) { [|Console.WriteLine(ex)|]; throw; }", "try { } catch (Exception ex) { context.Logger.LogError(ex, \"Resize failed\"); throw; }")]
    [InlineData("[|Console.WriteLine($\"{{{count}}}\")|];", "context.Logger.LogInformation($\"{{{count}}}\");")]
    public Task The_fix_gives_it_a_level(string before, string after) => Verify<LogWithLevel>.Fixes<LogWithLevelFix>(
        Resizing(before), Resizing(after));

    [Fact]
    public Task The_fix_takes_the_injected_logger() => Verify<LogWithLevel>.Fixes<LogWithLevelFix>(
        Resizing("[|Console.WriteLine($\"{count} files\")|]; [|Console.WriteLine(text)|];", "using Microsoft.Extensions.Logging;", "(ILogger<Resize> logger)"),
        Resizing("logger.LogInformation(\"{Count} files\", count); logger.LogInformation(\"{Text}\", text);", "using Microsoft.Extensions.Logging;", "(ILogger<Resize> logger)"));

    [Fact]
    public Task The_fix_takes_the_static_logger_where_no_context_is_in_reach() => Verify<LogWithLevel>.Fixes<LogWithLevelFix>(
        Resizing("Make(text);", members: "static void Make(string name) => [|Console.WriteLine(\"making \" + name)|];"),
        Resizing("Make(text);", members: "static void Make(string name) => LambdaLogger.Log(LogLevel.Information, \"making {Name}\", name);"));

    [Theory]
    [InlineData("await [|Console.Out.WriteLineAsync(text)|];")]
    [InlineData("var save = File.WriteAllTextAsync(text, text); save.ContinueWith(done => { [|Console.WriteLine($\"failed: {done.Exception}\")|]; });")]
    [InlineData("[|Console.WriteLine(/* sic */ text)|];")]
    public Task No_fix_where_the_call_is_not_plain(string statement) => Verify<LogWithLevel>.OffersNothing<LogWithLevelFix>(Resizing(statement));
}
