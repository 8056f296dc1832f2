using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Logging;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Logging;

public class LogCaughtExceptionTests
{
    static Subject Catching(string clause, string rest = "", string before = "", string members = "") => $$"""
        using Amazon.DynamoDBv2.Model;
        using Amazon.Lambda.APIGatewayEvents;
        public enum State { Done, Failed }
        public class Import
        {
            public async Task<object?> Handle(string path, ILambdaContext context)
            {
                object? result = null;
                {{before}}
                try { result = await File.ReadAllTextAsync(path); }
                {{clause}}
                {{rest}}
                return result;
            }
            {{members}}
        }
        """;

    [Theory, ClassData(typeof(EveryShape))]
    public Task An_empty_catch_clause_is_reported(Shape shape) => Verify<LogCaughtException>.Reports(
        shape.With("""try { await Task.Delay(1); } [|catch (Exception)|] { }"""), DiagnosticSeverity.Warning,
        "The exception ends here without a trace; log it as an error, or remove the catch clause");

    [Theory]
    [InlineData("[|catch|] { }")]
    [InlineData("[|catch (Exception ex)|] { }")]
    [InlineData("[|catch (IOException)|] { return \"\"; }")]
    [InlineData("[|catch (Exception)|] { return null; }")]
    [InlineData("[|catch (Exception)|] { return new List<string>(); }")]
    [InlineData("[|catch (Exception)|] { return Array.Empty<string>(); }")]
    [InlineData("[|catch (Exception)|] { return new APIGatewayProxyResponse { StatusCode = 200, Body = \"\" }; }")]
    [InlineData("[|catch (Exception)|] { result = \"\"; await Task.Delay(10); }")]
    [InlineData("[|catch (Exception ex)|] { _ = ex; }")]
    [InlineData("[|catch (Exception ex)|] { var text = ex.Message; }")]
    [InlineData("[|catch (Exception ex)|] { System.Diagnostics.Debug.WriteLine(ex); }")]
    [InlineData("[|catch (Exception ex) when (ex is not OperationCanceledException)|] { }")]
    [InlineData("[|catch (Exception) when (true)|] { }")]
    [InlineData("[|catch (Exception)|] { // nothing to do\n }")]
    [InlineData("[|catch (HttpRequestException)|] { }")]
    public Task An_exception_without_a_trace_is_reported(string clause) => Verify<LogCaughtException>.Reports(Catching(clause));

    [Theory]
    [InlineData("[|catch (Exception ex)|] { context.Logger.LogDebug(ex.Message); }")]
    [InlineData("[|catch (Exception ex)|] { context.Logger.LogLine(ex.Message); }")]
    [InlineData("[|catch (Exception ex)|] { LambdaLogger.Log(ex.ToString()); return null; }")]
    [InlineData("[|catch (Exception ex)|] { Console.WriteLine(ex); }")]
    [InlineData("[|catch (HttpRequestException ex)|] { Console.WriteLine($\"Error {ex.Message}\"); }")]
    [InlineData("[|catch (Amazon.DynamoDBv2.AmazonDynamoDBException ex)|] { Console.WriteLine(ex.Message); }")]
    [InlineData("[|catch (Exception ex)|] { context.Logger.LogInformation($\"failed {ex.Message}\"); }")]
    [InlineData("[|catch (Exception ex)|] { context.Logger.LogDebug(ex, \"failed\"); }")]
    public Task A_line_that_nobody_looks_for_is_reported(string clause) => Verify<LogCaughtException>.Reports(Catching(clause),
        // It is there for whoever looks; what production filters out is not.
        at: clause.Contains("LogDebug", StringComparison.Ordinal) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
        message: "The exception ends here with a line that nobody looks for; log it as an error, or remove the catch clause");

    [Theory]
    // It goes on.
    [InlineData("catch (Exception) { throw; }")]
    [InlineData("catch (Exception ex) { throw new InvalidOperationException(\"import\", ex); }")]
    [InlineData("catch (Exception ex) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(ex).Throw(); }")]
    [InlineData("catch (Exception) { return result ?? throw new InvalidOperationException(); }")]
    [InlineData("catch (Exception) { Environment.FailFast(\"import\"); }")]
    // It is logged.
    [InlineData("catch (Exception ex) { context.Logger.LogError(ex, \"failed\"); }")]
    [InlineData("catch (Exception ex) { context.Logger.LogWarning($\"failed {ex.Message}\"); }")]
    [InlineData("catch (Exception) { context.Logger.LogError(\"failed\"); }")]
    [InlineData("catch (Exception ex) { LambdaLogger.Log(LogLevel.Error, ex, \"failed\"); }")]
    [InlineData("catch (Exception ex) { Console.Error.WriteLine(ex); }")]
    [InlineData("catch (Exception ex) { var log = context.Logger; log.LogCritical(ex, \"failed\"); }")]
    [InlineData("catch (Exception ex) { AWS.Lambda.Powertools.Logging.Logger.LogError(ex); }")]
    [InlineData("catch (Exception ex) { context.Logger.LogInformation(ex, \"failed\"); }")]
    [InlineData("catch (FormatException) { context.Logger.LogInformation(\"not a number\"); }")]
    // It is an ordinary outcome.
    [InlineData("catch (OperationCanceledException) { }")]
    [InlineData("catch (TaskCanceledException) { return null; }")]
    [InlineData("catch (KeyNotFoundException) { return null; }")]
    [InlineData("catch (FileNotFoundException) { }")]
    [InlineData("catch (ResourceNotFoundException) { return null; }")]
    [InlineData("catch (ConditionalCheckFailedException) { }")]
    [InlineData("catch (Amazon.S3.AmazonS3Exception ex) when (ex.StatusCode == System.Net.HttpStatusCode.NotFound) { return null; }")]
    [InlineData("catch (Exception ex) when (ex.HResult == 2) { }")]
    [InlineData("catch (FormatException) { result = 0; }")]
    [InlineData("catch (ArgumentException) { result = 0; }")]
    [InlineData("catch (Exception) { return path; }")]
    [InlineData("catch (System.Text.Json.JsonException) { return null; }")]
    // A failure is recorded.
    [InlineData("catch (Exception) { return new APIGatewayProxyResponse { StatusCode = 500 }; }")]
    [InlineData("catch (Exception) { return new APIGatewayProxyResponse { StatusCode = (int)System.Net.HttpStatusCode.BadRequest }; }")]
    [InlineData("catch (Exception) { var status = Compute(); return new APIGatewayProxyResponse { StatusCode = status }; }")]
    [InlineData("catch (Exception ex) { return ex.Message; }")]
    [InlineData("catch (Exception) { return \"import failed\"; }")]
    [InlineData("catch (Exception) { return State.Failed; }")]
    [InlineData("catch (Exception) { return (false, result); }")]
    [InlineData("catch (Exception) { return Problem(); }")]
    [InlineData("catch (Exception ex) { Report(ex); }")]
    [InlineData("catch (Exception ex) { result = ex; }")]
    [InlineData("catch (Exception ex) { var source = new TaskCompletionSource(); source.SetException(ex); }")]
    [InlineData("catch (Exception) { _failures++; }")]
    [InlineData("catch (Exception) { await SendToDeadLetterQueue(path); }")]
    // A comment says why.
    [InlineData("catch (Exception) { /* best effort */ }")]
    [InlineData("catch (Exception)\n{\n    // Intentionally ignored: the cache is only a help.\n}")]
    public Task What_answers_the_exception_is_fine(string clause) => Verify<LogCaughtException>.Allows(Catching(clause, members: """
        int _failures;
        public int Failures => _failures;
        static int Compute() => DateTime.UtcNow.Second;
        static object Problem() => new();
        static void Report(Exception ex) => Console.Error.WriteLine(ex);
        static Task SendToDeadLetterQueue(string path) => Task.Delay(path.Length);
        """));

    [Theory]
    [InlineData("catch (Exception) { result = null; }", "if (result is null) throw new InvalidOperationException();", "")]
    [InlineData("catch (Exception) { result = null; }", "if (result == null) context.Logger.LogError(\"nothing imported\");", "")]
    [InlineData("catch (Exception) { }", "if (result is null) return new APIGatewayProxyResponse { StatusCode = 404 };", "")]
    [InlineData("catch (Exception) { }", "result = result ?? throw new InvalidOperationException();", "")]
    public Task What_is_settled_later_is_fine(string clause, string rest, string before) => Verify<LogCaughtException>.Allows(
        Catching(clause, rest, before));

    [Theory]
    [InlineData("var status = \"Failed\";", "status = \"Done\";")]
    [InlineData("var succeeded = false;", "succeeded = true;")]
    public Task What_only_success_overwrites_is_fine(string before, string success) => Verify<LogCaughtException>.Allows($$"""
        public class Import
        {
            public object Handle(string path, ILambdaContext context)
            {
                {{before}}
                try { File.ReadAllText(path); {{success}} }
                catch (Exception ex) { context.Logger.LogLine($"import: {ex}"); }
                return {{before.Split(' ')[1]}};
            }
        }
        """);

    [Theory]
    [InlineData("for (var attempt = 0; attempt < 3; attempt++) { try { return await Read(); } catch (Exception) { await Task.Delay(10); } } throw new IOException();")]
    [InlineData("while (true) { try { return await Read(); } catch (IOException) { await Task.Delay(10); } }")]
    public Task A_retry_is_fine(string loop) => Verify<LogCaughtException>.Allows($$"""
        public class Import
        {
            public async Task<string> Handle(string path, ILambdaContext context)
            {
                {{loop}}
                Task<string> Read() => File.ReadAllTextAsync(path);
            }
        }
        """);

    [Theory]
    [InlineData("public async Task Handle(string path, ILambdaContext context) { try { await Task.Delay(1); } finally { try { File.Delete(path); } catch (IOException) { } } }")]
    [InlineData("public async Task Handle(string path, ILambdaContext context) { await Task.Delay(1); try { File.Delete(path); } catch (IOException) { } }")]
    [InlineData("public void Handle(string path, ILambdaContext context) => Dispose(); void Dispose() { try { File.ReadAllText(\"x\"); } catch { } }")]
    [InlineData("public bool Handle(string path, ILambdaContext context) => TryRead(path); static bool TryRead(string path) { try { File.ReadAllText(path); return true; } catch (IOException) { return false; } }")]
    [InlineData("public bool Handle(string path, ILambdaContext context) => ImportExists(path); static bool ImportExists(string path) { try { File.ReadAllText(path); return true; } catch { return false; } }")]
    [InlineData("public void Handle(string path, ILambdaContext context) { try { File.ReadAllText(path); } catch (Exception ex) when (Log(ex)) { } bool Log(Exception ex) { context.Logger.LogError(ex, \"x\"); return true; } }")]
    [InlineData("public void Handle(string path, ILambdaContext context) { return;\n#pragma warning disable CS0162\n try { File.ReadAllText(path); } catch (Exception) { } }")]
    [InlineData("public Import() { try { File.ReadAllText(\"x\"); } catch { } } public void Handle(string path, ILambdaContext context) { }")]
    public Task Cleanup_questions_and_init_code_are_fine(string members) => Verify<LogCaughtException>.Allows("public class Import { " + members + " }");

    [Theory]
    [InlineData("using Microsoft.Extensions.Logging;", "ILogger<Import> log", "log.LogError(ex, \"x\");")]
    [InlineData("", "IAppLog log", "log.Write(ex);")]
    [InlineData("", "Serilog.ILogger log", "log.Error(ex, \"x\");")]
    [InlineData("", "IAppLog log", "Fail(log);")]
    public Task Every_logger_counts(string usings, string parameter, string call) => Verify<LogCaughtException>.Allows(usings + $$"""
        public interface IAppLog { void Write(Exception ex); }
        public class Import({{parameter}})
        {
            public string Handle(string path, ILambdaContext context)
            {
                try { return File.ReadAllText(path); }
                catch (Exception ex) { {{call}} return ""; }
            }
            static void Fail(object log) => ((IAppLog)log).Write(new IOException());
        }
        namespace Serilog { public interface ILogger { void Error(Exception exception, string messageTemplate); } }
        """);

    [Fact]
    public Task A_helper_in_another_file_is_reported_with_its_handler() => Verify<LogCaughtException>.Reports(
        Subject.Of("public class Import { public Task<string> Handle(string path, ILambdaContext context) => new Files().Read(path); }")
            .And("public class Files { public async Task<string> Read(string path) { try { return await File.ReadAllTextAsync(path); } [|catch (IOException)|] { return \"\"; } } }"),
        message: "The exception ends here without a trace (called by 'Import.Handle'); log it as an error, or remove the catch clause");

    [Fact]
    public Task Code_that_no_handler_reaches_is_left_alone() => Verify<LogCaughtException>.Allows(
        "public class Import { public void Handle(string path, ILambdaContext context) { } } public class Tool { public static void Main2() { try { File.ReadAllText(\"x\"); } catch { } } }");

    static string Fixable(string clause, string usings = "", string parameters = "") => $$"""
        {{usings}}
        public class Import{{parameters}}
        {
            public async Task<string> Handle(string path, ILambdaContext context)
            {
                try { return await File.ReadAllTextAsync(path); }
                {{clause}}
            }
        }
        """;

    [Theory]
    [InlineData("[|catch (IOException)|] { return \"\"; }", "catch (IOException ex) { context.Logger.LogError(ex, \"Import failed\"); return \"\"; }")]
    [InlineData("[|catch|] { return \"\"; }", "catch (Exception ex) { context.Logger.LogError(ex, \"Import failed\"); return \"\"; }")]
    [InlineData("[|catch (Exception e)|]\n        {\n            return \"\"; // none\n        }", "catch (Exception e)\n        {\n            context.Logger.LogError(e, \"Import failed\");\n            return \"\"; // none\n        }")]
    [InlineData("[|catch (Exception e)|] { Console.WriteLine(\"no file \" + path + \": \" + e.Message); return \"\"; }", "catch (Exception e) { context.Logger.LogError(e, \"no file {Path}\", path); return \"\"; }")]
    public Task The_fix_logs_the_exception(string before, string after) => Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(Fixable(before), Fixable(after));

    [Fact]
    public Task The_fix_takes_the_injected_logger() => Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(
        Fixable("[|catch (Exception)|] { return \"\"; }", "using Microsoft.Extensions.Logging;", "(ILogger<Import> logger)"),
        Fixable("catch (Exception ex) { logger.LogError(ex, \"Import failed\"); return \"\"; }", "using Microsoft.Extensions.Logging;", "(ILogger<Import> logger)"));

    [Fact]
    public Task The_fix_takes_the_static_logger_where_there_is_no_context() => Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(
        "public class Import { public string Handle(string path, ILambdaContext context) => Read(path); static string Read(string path) { try { return File.ReadAllText(path); } [|catch|] { return \"\"; } } }",
        "public class Import { public string Handle(string path, ILambdaContext context) => Read(path); static string Read(string path) { try { return File.ReadAllText(path); } catch (Exception ex) { LambdaLogger.Log(LogLevel.Error, ex, \"Read failed\"); return \"\"; } } }");

    // A file that names nothing of Lambda needs the namespace; where another LogLevel is in sight, ours must not be.
    [Theory]
    [InlineData("", "using Amazon.Lambda.Core;\n\n", "LambdaLogger.Log(LogLevel.Error")]
    [InlineData("using Microsoft.Extensions.Logging;\n", "using Microsoft.Extensions.Logging;\n", "Amazon.Lambda.Core.LambdaLogger.Log(Amazon.Lambda.Core.LogLevel.Error")]
    [InlineData("using Amazon.Lambda.Core;\nusing Microsoft.Extensions.Logging;\n", "using Amazon.Lambda.Core;\nusing Microsoft.Extensions.Logging;\n", "LambdaLogger.Log(Amazon.Lambda.Core.LogLevel.Error")]
    public Task The_static_logger_is_imported_or_named_in_full(string usings, string after, string call)
    {
        return Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(Files(usings, "[|catch (System.Exception)|] { return \"\"; }"), Files(after, $"catch (System.Exception ex) {{ {call}, ex, \"Read failed\"); return \"\"; }}"));

        static Subject Files(string usings, string clause) => (Subject.Of($$"""
            {{usings}}public static class Disk { public static string Read(string path) { try { return System.IO.File.ReadAllText(path); } {{clause}} } }
            """) with { HasUsings = false }).And("public class Import { public string Handle(string path, Amazon.Lambda.Core.ILambdaContext context) => Disk.Read(path); }");
    }

    [Fact]
    public Task A_quiet_line_becomes_the_log_call_where_it_stands() => Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(
        Fixable("""
            [|catch (Exception e)|]
                    {
                        // for the operators
                        Console.WriteLine("no file: " + e.Message);
                        return "";
                    }
            """),
        Fixable("""
            catch (Exception e)
                    {
                        // for the operators
                        context.Logger.LogError(e, "no file");
                        return "";
                    }
            """));

    [Fact]
    public Task Two_are_fixed_together_with_a_using() => Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(
        Subject.Of("""
        public class Import
        {
            readonly Microsoft.Extensions.Logging.ILogger _log = null!;
            public void Handle(string path, ILambdaContext context)
            {
                try { File.ReadAllText(path); }
                [|catch|]
                {
                }
                try { File.ReadAllText(path); }
                [|catch (IOException)|]
                {
                    // nothing
                }
            }
        }
        """),
        Subject.Of("""
        using Microsoft.Extensions.Logging;

        public class Import
        {
            readonly Microsoft.Extensions.Logging.ILogger _log = null!;
            public void Handle(string path, ILambdaContext context)
            {
                try { File.ReadAllText(path); }
                catch (Exception ex)
                {
                    _log.LogError(ex, "Import failed");
                }
                try { File.ReadAllText(path); }
                catch (IOException exception)
                {
                    _log.LogError(exception, "Import failed");
                    // nothing
                }
            }
        }
        """));

    [Fact]
    public Task Or_the_clause_goes() => Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(
        """
        public class Import
        {
            public string Handle(string path, ILambdaContext context)
            {
                var text = "";
                // first
                try
                {
                    text = File.ReadAllText(path);
                    text += "!";
                }
                [|catch (Exception)|]
                {
                }

                return text;
            }
        }
        """,
        """
        public class Import
        {
            public string Handle(string path, ILambdaContext context)
            {
                var text = "";
                // first
                text = File.ReadAllText(path);
                text += "!";

                return text;
            }
        }
        """, "Remove");

    // What it held keeps its comments, its lines and its blanks, and only stands further out.
    [Fact]
    public Task What_the_block_held_is_written_as_it_was() => Verify<LogCaughtException>.Fixes<LogCaughtExceptionFix>(
        """
        public class Import
        {
          public void Handle(string path, ILambdaContext context)
          {
            context.Logger.LogInformation("begin");

            try
            {
              // the files of today
              var all = Directory.GetFiles(path).
                Where(file=> file.Length > 3).
                ToList();
              foreach (var file in all)
              {
                File.Delete(file);
              }
              context.Logger.LogInformation("done"); // at last
            }
            [|catch (Exception)|]
            {
            }
          }
        }
        """,
        """
        public class Import
        {
          public void Handle(string path, ILambdaContext context)
          {
            context.Logger.LogInformation("begin");

            // the files of today
            var all = Directory.GetFiles(path).
              Where(file=> file.Length > 3).
              ToList();
            foreach (var file in all)
            {
              File.Delete(file);
            }
            context.Logger.LogInformation("done"); // at last
          }
        }
        """, "Remove");

    [Theory]
    [InlineData("try { File.ReadAllText(path); /* all */ } [|catch|] { } // of it\n")]
    [InlineData("try { var text = File.ReadAllText(path); } [|catch|] { } { var text = path; }")]
    [InlineData("try { return; } [|catch|] { } Console.Error.WriteLine();")]
    [InlineData("try { File.ReadAllText(path); } [|catch|] { } finally { Console.Error.WriteLine(); }")]
    [InlineData("try { File.ReadAllText(path); } [|catch|] { /* why */ }")]
    public Task The_clause_stays_where_its_block_can_not_move(string statements) => Verify<LogCaughtException>.OffersNothing<LogCaughtExceptionFix>(
        "public class Import { public void Handle(string path, ILambdaContext context) { " + statements + " } }", "Remove");
}
