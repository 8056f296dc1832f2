using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LambdaHandlers.Bootstrap;

/// <summary>
/// What the function writes, in the line format of AWS's .NET client: time, request id, level, message; or one JSON object a line.
/// Console.WriteLine is a line at Information, Console.Error one at Error; Console.Write stays raw.
/// </summary>
sealed class FunctionLog
{
    /// <summary>Of every time in a log.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    enum Level { Trace, Debug, Information, Warning, Error, Critical }
    static readonly string[] Labels = ["trce", "dbug", "info", "warn", "fail", "crit"];

    public static readonly AsyncLocal<string?> RequestId = new();
    public static readonly AsyncLocal<string?> TraceId = new();
    public static FunctionLog Current { get; } = new();

    readonly Stream _output = Console.OpenStandardOutput();
    readonly bool _json = Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT") == "JSON";
    readonly Level _least = Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL")?.ToUpperInvariant() switch
    {
        null or "INFO" => Level.Information,
        "WARN" => Level.Warning,
        "FATAL" => Level.Critical,
        var name => Enum.TryParse(name, ignoreCase: true, out Level level) ? level : Level.Information,
    };

    public static void Install()
    {
        Console.SetOut(new Writer(Current, Level.Information));
        Console.SetError(new Writer(Current, Level.Error));
    }

    public void Failure(Exception exception) => Line(Level.Error, exception, "", []);

    /// <summary>As given: no time, no request id, no line end.</summary>
    public void Raw(string? text) => Put(text ?? "");

    /// <summary>LambdaLogger.Log(string): at Trace, whatever level is asked for.</summary>
    public void Unlevelled(string? message) => Line(Level.Trace, null, message ?? "", []);

    /// <summary>A level that has no such name is written at Trace, whatever level is asked for.</summary>
    public void Write(string level, Exception? exception, string? message, object?[]? arguments)
    {
        if (!Enum.TryParse(level, ignoreCase: true, out Level known) || known >= _least) Line(known, exception, message ?? "", arguments ?? []);
    }

    void Write(Level level, string? message)
    {
        if (level >= _least) Line(level, null, message ?? "", []);
    }

    void Line(Level level, Exception? exception, string template, object?[] arguments)
    {
        var time = DateTime.UtcNow.ToString(TimeFormat, CultureInfo.InvariantCulture);
        var message = LogTemplate.Fill(template, arguments, out var properties);
        if (_json)
        {
            Put(Json(time, level, exception, message, properties));
            return;
        }
        var label = Enum.IsDefined(level) ? Labels[(int)level] : level.ToString();
        var failure = exception is null ? "" : (message == "" ? "" : "\n") + string.Join('\n', ErrorJson.Lines(exception.ToString()));
        Put($"{time}\t{RequestId.Value}\t{label}\t{message}{failure}\n");
    }

    static string Json(string time, Level level, Exception? exception, string message, List<LogProperty> properties)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time);
            json.WriteString("level", level.ToString());
            if (RequestId.Value is { } request) json.WriteString("requestId", request);
            if (TraceId.Value is { } trace) json.WriteString("traceId", trace);
            json.WriteString("message", message);
            properties.ForEach(property => property.Write(json)); // A hole named like a member above is written a second time, as AWS's client does.
            if (exception is not null)
            {
                json.WriteString("errorType", exception.GetType().FullName);
                json.WriteString("errorMessage", exception.Message);
                ErrorJson.WriteStack(json, exception.ToString());
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    void Put(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        lock (_output) _output.Write(bytes);
    }

    /// <summary>What Console.Out and Console.Error become: only whole lines get the envelope.</summary>
    sealed class Writer(FunctionLog log, Level level) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
        public override void Write(char value) => log.Raw(value.ToString());
        public override void Write(string? value) => log.Raw(value);
        public override void Write(char[] buffer, int index, int count) => log.Raw(new string(buffer, index, count));
        public override void WriteLine(string? value) => log.Write(level, value);
        public override void WriteLine() => WriteLine("");
        public override void WriteLine(char[]? buffer) => WriteLine(new string(buffer));
        public override void WriteLine(uint value) => WriteLine(value.ToString(FormatProvider));
        public override void WriteLine(ulong value) => WriteLine(value.ToString(FormatProvider));
        public override void WriteLine(float value) => WriteLine(value.ToString(FormatProvider));
        public override void WriteLine(object? value) => WriteLine(Convert.ToString(value, FormatProvider));
        public override void WriteLine(char value) => WriteLine(value.ToString());
        public override void WriteLine(bool value) => WriteLine(value ? "True" : "False");
        public override void WriteLine(int value) => WriteLine(value.ToString(FormatProvider));
        public override void WriteLine(long value) => WriteLine(value.ToString(FormatProvider));
        public override void WriteLine(double value) => WriteLine(value.ToString(FormatProvider));
        public override void WriteLine(decimal value) => WriteLine(value.ToString(FormatProvider));
    }
}
