using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The log of the process: one line a message on standard output, in the format that AWS_LAMBDA_LOG_FORMAT names.</summary>
sealed partial class RuntimeLog : ILambdaLogger
{
    static readonly AsyncLocal<string> Request = new();
    static readonly bool Json = string.Equals(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT"), "JSON", StringComparison.OrdinalIgnoreCase);
    static readonly LogLevel Least = LevelOf(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL") ?? (Json ? "Information" : "Trace"));
    static readonly TextWriter Output = Console.Out;

    public static ILambdaLogger Logger { get; } = new RuntimeLog();

    public static string RequestId
    {
        get => Request.Value ?? "";
        set => Request.Value = value;
    }

    /// <summary>From now on what the function writes to the console, or through LambdaLogger, is a log line too.</summary>
    public static void Start()
    {
        LambdaLogger.Use(Logger);
        Console.SetOut(new Lines(LogLevel.Information));
        Console.SetError(new Lines(LogLevel.Error));
    }

    public static void Failure(Exception failure) => Logger.Log(LogLevel.Error, failure, failure.Message);

    public void Log(string message) => LogLine(message);
    public void LogLine(string message) => Write(LogLevel.Information, null, message, []);
    public void Log(string level, string message) => Write(LevelOf(level), null, message, []);
    public void Log(string level, string message, params object[] args) => Write(LevelOf(level), null, message, args);
    public void Log(string level, Exception exception, string message, params object[] args) => Write(LevelOf(level), exception, message, args);

    static void Write(LogLevel level, Exception exception, string message, object[] args)
    {
        if (level < Least) return;
        var time = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        var values = Values(message ?? "", args ?? []);
        var text = Filled(message ?? "", args ?? []);
        var line = Json ? AsJson(time, level, exception, text, values) : $"{time}\t{RequestId}\t{Short(level)}\t{text}{(exception is null ? "" : "\n" + exception)}";
        lock (Output)
        {
            Output.WriteLine(line);
            Output.Flush();
        }
    }

    static string AsJson(string time, LogLevel level, Exception exception, string text, IEnumerable<KeyValuePair<string, object>> values)
    {
        var line = new Dictionary<string, object> { ["timestamp"] = time, ["level"] = level.ToString(), ["requestId"] = RequestId, ["traceId"] = LambdaTraceProvider.CurrentTraceId, ["message"] = text };
        foreach (var (name, value) in values) line[name] = value is Exception or Type or Delegate ? value.ToString() : value;
        if (exception is not null)
        {
            line["errorType"] = exception.GetType().FullName;
            line["errorMessage"] = exception.Message;
            line["stackTrace"] = (exception.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries);
        }
        return JsonSerializer.Serialize(line, LambdaLogger.StructuredLogging);
    }

    static IEnumerable<KeyValuePair<string, object>> Values(string message, object[] args) =>
        Placeholder().Matches(message).Zip(args, (hole, value) => KeyValuePair.Create(hole.Groups["name"].Value, value)).Where(pair => !char.IsAsciiDigit(pair.Key[0]));

    static string Filled(string message, object[] args)
    {
        if (args.Length == 0) return message;
        var next = 0;
        return Placeholder().Replace(message, hole =>
        {
            var at = int.TryParse(hole.Groups["name"].Value, out var index) ? index : next++;
            return at >= args.Length ? hole.Value
                : args[at] is IFormattable value && hole.Groups["format"].Success ? value.ToString(hole.Groups["format"].Value, null)
                : args[at]?.ToString() ?? "null";
        });
    }

    [GeneratedRegex(@"\{[@$]?(?<name>\w+)(?::(?<format>[^{}]+))?\}")]
    private static partial Regex Placeholder();

    static LogLevel LevelOf(string level) => level?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => "info",
    };

    /// <summary>What is written to the console becomes a log line at each line's end.</summary>
    sealed class Lines(LogLevel level) : TextWriter
    {
        readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            string whole;
            lock (_line)
            {
                if (value != '\n')
                {
                    _line.Append(value);
                    return;
                }
                whole = _line.ToString().TrimEnd('\r');
                _line.Clear();
            }
            RuntimeLog.Write(level, null, whole, []);
        }

        // A message of several lines is one entry of the log.
        public override void WriteLine(string value)
        {
            string whole;
            lock (_line)
            {
                whole = _line.Append(value).ToString();
                _line.Clear();
            }
            RuntimeLog.Write(level, null, whole, []);
        }
    }
}
