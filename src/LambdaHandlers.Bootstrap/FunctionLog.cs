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
    static readonly string[] Levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];
    static readonly string[] Labels = ["trce", "dbug", "info", "warn", "fail", "crit"];

    public static readonly AsyncLocal<string?> RequestId = new();
    public static readonly AsyncLocal<string?> TraceId = new();
    public static FunctionLog Current { get; } = new();

    readonly Stream _output = Console.OpenStandardOutput();
    readonly bool _json = Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT") == "JSON";
    readonly int _least = Math.Max(0, Array.FindIndex(Levels, level => level.StartsWith(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL") is { Length: > 3 } asked ? asked[..4] : "Info", StringComparison.OrdinalIgnoreCase)));

    public static FunctionLog Install()
    {
        Console.SetOut(new Writer(Current, "Information"));
        Console.SetError(new Writer(Current, "Error"));
        return Current;
    }

    public void Failure(Exception exception) => Line("Error", exception, "", []);

    /// <summary>As given: no time, no request id, no line end.</summary>
    public void Raw(string? text) => Put(text ?? "");

    /// <summary>LambdaLogger.Log(string): at Trace, whatever level is asked for.</summary>
    public void Unlevelled(string? message) => Line("Trace", null, message ?? "", []);

    public void Write(string level, Exception? exception, string message, object?[] arguments)
    {
        if (Math.Max(0, Array.FindIndex(Levels, known => known.Equals(level, StringComparison.OrdinalIgnoreCase))) >= _least) Line(level, exception, message, arguments);
    }

    void Line(string level, Exception? exception, string template, object?[] arguments)
    {
        var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var message = LogTemplate.Fill(template, arguments, out var properties);
        if (_json)
        {
            Put(Json(time, level, exception, message, properties));
            return;
        }
        var label = Array.FindIndex(Levels, known => known.Equals(level, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? Labels[index] : level;
        var failure = exception is null ? "" : message == "" ? exception.ToString() : "\n" + exception;
        Put($"{time}\t{RequestId.Value}\t{label}\t{message}{failure}\n");
    }

    static string Json(string time, string level, Exception? exception, string message, List<(string Name, object? Value)> properties)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time);
            json.WriteString("level", level);
            if (RequestId.Value is { } request) json.WriteString("requestId", request);
            if (TraceId.Value is { } trace) json.WriteString("traceId", trace);
            json.WriteString("message", message);
            foreach (var (name, value) in properties) // A placeholder named like a member above is written a second time, as AWS's client does.
            {
                json.WritePropertyName(name);
                if (value is null) json.WriteNullValue();
                else if (value is bool flag) json.WriteBooleanValue(flag);
                else if (value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal) json.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                else json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
            }
            if (exception is not null)
            {
                json.WriteString("errorType", exception.GetType().FullName);
                json.WriteString("errorMessage", exception.Message);
                json.WriteStartArray("stackTrace");
                foreach (var line in ErrorJson.Lines(exception)) json.WriteStringValue(line);
                json.WriteEndArray();
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
    sealed class Writer(FunctionLog log, string level) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
        public override void Write(char value) => log.Raw(value.ToString());
        public override void Write(string? value) => log.Raw(value);
        public override void Write(char[] buffer, int index, int count) => log.Raw(new string(buffer, index, count));
        public override void WriteLine(string? value) => log.Write(level, null, value ?? "", []);
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
