using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Tests.Model;

public class LoggersTests
{
    const string Libraries = """
        namespace Serilog { public interface ILogger { void Error(System.Exception e, string messageTemplate); void Information(string messageTemplate); } public static class Log { public static ILogger Logger = null!; public static void Warning(string messageTemplate) { } public static void CloseAndFlush() { } } }
        namespace NLog { public class Logger { public void Info(string message) { } public void Fatal(System.Exception e, string message) { } } public class LogManager { public static Logger GetCurrentClassLogger() => new(); } }
        namespace log4net { public interface ILog { void Warn(object message); void ErrorFormat(string format, object a); bool IsDebugEnabled { get; } } }
        """;

    const string Members = """
        using Microsoft.Extensions.Logging;
        using Powertools = AWS.Lambda.Powertools.Logging.Logger;
        public interface IAppLog { void Warn(string message); }
        public enum Severity { Info, Warning, Error }
        public interface IJournal { void Note(string text, Severity how); void Place(string order, Priority how); }
        public enum Priority { Low, High }
        public interface IReporter { void Report(string what); }
        public abstract class FunctionBase { protected void LogInfo(string message) { } protected void Note(string text, ILambdaContext context) { var line = text + "!"; context.Logger.LogInformation(line); } }
        public static partial class Lines { [LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Error, Message = "x {Id}")] public static partial void OrderFailed(Microsoft.Extensions.Logging.ILogger logger, string id); public static partial void OrderFailed(Microsoft.Extensions.Logging.ILogger logger, string id) { } }
        public class Catalog { public void Write(string entry) { } }
        public class Login { public void Error(string user) { } }
        public class F : FunctionBase
        {
            static readonly Action<Microsoft.Extensions.Logging.ILogger, string, Exception?> Defined = LoggerMessage.Define<string>(Microsoft.Extensions.Logging.LogLevel.Error, new EventId(1), "x {Id}");
            public void Handle(string s, ILambdaContext context, Microsoft.Extensions.Logging.ILogger microsoft, Serilog.ILogger serilog, NLog.Logger nlog, log4net.ILog log4net, IAppLog own, IReporter reporter, Catalog catalog, Login login)
            {
                CALL;
            }
        }
        """;

    static LogCall? At(string call, string config = "")
    {
        var compiled = Subject.Of(Members.Replace("CALL", call, StringComparison.Ordinal)).And(Libraries).Configured(config).Compile();
        var tree = compiled.Compilation.SyntaxTrees[0];
        var handle = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>().Last();
        var model = compiled.Compilation.GetSemanticModel(tree);
        return handle.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(each => compiled.Project!.Loggers.At(model.GetOperation(each)!)).FirstOrDefault(each => each is not null);
    }

    [Theory]
    [InlineData("context.Logger.LogError(s)", Logger.Lambda, LogSeverity.Error)]
    [InlineData("context.Logger.LogLine(s)", Logger.Lambda, LogSeverity.Unlevelled)]
    [InlineData("var log = context.Logger; log.LogWarning(s)", Logger.Lambda, LogSeverity.Warning)]
    [InlineData("LambdaLogger.Log(Amazon.Lambda.Core.LogLevel.Critical, s)", Logger.Lambda, LogSeverity.Critical)]
    [InlineData("LambdaLogger.Log(\"Debug\", s)", Logger.Lambda, LogSeverity.Debug)]
    [InlineData("LambdaLogger.Log(s)", Logger.Lambda, LogSeverity.Unlevelled)]
    [InlineData("microsoft.LogTrace(s)", Logger.Microsoft, LogSeverity.Trace)]
    [InlineData("microsoft.Log(Microsoft.Extensions.Logging.LogLevel.Error, s)", Logger.Microsoft, LogSeverity.Error)]
    [InlineData("Lines.OrderFailed(microsoft, s)", Logger.Microsoft, LogSeverity.Error)]
    [InlineData("Defined(microsoft, s, null)", Logger.Microsoft, LogSeverity.Unlevelled)]
    [InlineData("Powertools.LogInformation(s)", Logger.Powertools, LogSeverity.Information)]
    [InlineData("serilog.Error(new Exception(), s)", Logger.Serilog, LogSeverity.Error)]
    [InlineData("Serilog.Log.Logger.Information(s)", Logger.Serilog, LogSeverity.Information)]
    [InlineData("Serilog.Log.Warning(s)", Logger.Serilog, LogSeverity.Warning)]
    [InlineData("nlog.Fatal(new Exception(), s)", Logger.NLog, LogSeverity.Critical)]
    [InlineData("NLog.LogManager.GetCurrentClassLogger().Info(s)", Logger.NLog, LogSeverity.Information)]
    [InlineData("log4net.Warn(s)", Logger.Log4Net, LogSeverity.Warning)]
    [InlineData("log4net.ErrorFormat(s, s)", Logger.Log4Net, LogSeverity.Error)]
    [InlineData("Console.WriteLine(s)", Logger.Console, LogSeverity.Unlevelled)]
    [InlineData("Console.Out.WriteLine(s)", Logger.Console, LogSeverity.Unlevelled)]
    [InlineData("Console.Error.Write(s)", Logger.ConsoleError, LogSeverity.Unlevelled)]
    [InlineData("System.Diagnostics.Trace.TraceError(s)", Logger.Diagnostics, LogSeverity.Unlevelled)]
    [InlineData("own.Warn(s)", Logger.Own, LogSeverity.Warning)]
    [InlineData("LogInfo(s)", Logger.Own, LogSeverity.Information)]
    [InlineData("Note(s, context)", Logger.Own, LogSeverity.Unlevelled)]
    [InlineData("((IJournal)null!).Note(s, Severity.Error)", Logger.Own, LogSeverity.Error)]
    public void A_log_call_is_recognised(string call, Enum logger, Enum severity)
    {
        var found = At(call);
        Assert.NotNull(found);
        Assert.Equal((Logger)logger, found.Logger);
        if (found.Logger != Logger.Diagnostics) Assert.Equal((LogSeverity)severity, found.Severity);
    }

    [Theory]
    [InlineData("reporter.Report(s)")]
    [InlineData("catalog.Write(s)")]
    [InlineData("((IJournal)null!).Place(s, Priority.High)")]
    [InlineData("login.Error(s)")]
    [InlineData("Math.Log(2)")]
    [InlineData("File.WriteAllText(s, s)")]
    [InlineData("_ = log4net.IsDebugEnabled")]
    [InlineData("microsoft.BeginScope(s)")]
    [InlineData("Serilog.Log.CloseAndFlush()")]
    public void Other_calls_are_not(string call) => Assert.Null(At(call));

    [Fact]
    public void An_option_names_more() => Assert.Equal(Logger.Own, At("reporter.Report(s)", "lambda_handlers.logger_types = IReporter")!.Logger);

    [Theory]
    [InlineData("batch.Records.Count", "RecordCount")]
    [InlineData("order.Id", "OrderId")]
    [InlineData("e.Id", "Id")]
    [InlineData("_bucket", "Bucket")]
    [InlineData("order?.Customer.Name", "Value")]
    [InlineData("order?.Total", "Total")]
    [InlineData("await LoadOrderAsync(id)", "LoadOrder")]
    [InlineData("GetTotal()", "Total")]
    [InlineData("orders[0]", "Order")]
    [InlineData("map[\"order-id\"]", "orderid")]
    [InlineData("a + b", "Value")]
    [InlineData("id!.ToString()", "Id")]
    public void A_placeholder_is_called_after_its_value(string value, string name) =>
        Assert.Equal(name, PlaceholderNames.Of(Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseExpression(value)), ignoreCase: true);
}
