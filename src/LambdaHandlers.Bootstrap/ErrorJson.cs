using System.Text;
using System.Text.Json;

namespace LambdaHandlers.Bootstrap;

/// <summary>An exception as the caller of the function gets it.</summary>
static class ErrorJson
{
    public static byte[] Of(Exception exception)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, exception);
        return buffer.ToArray();
    }

    static void Write(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject();
        json.WriteString("errorType", exception.GetType().Name);
        json.WriteString("errorMessage", exception.Message);
        if (exception.StackTrace is not null)
        {
            json.WriteStartArray("stackTrace");
            foreach (var line in Lines(exception)) json.WriteStringValue(line);
            json.WriteEndArray();
        }
        if (exception.InnerException is { } cause)
        {
            json.WritePropertyName("cause");
            Write(json, cause);
        }
        if (exception is AggregateException several)
        {
            json.WriteStartArray("causes");
            foreach (var one in several.InnerExceptions) Write(json, one);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    public static IEnumerable<string> Lines(Exception exception) =>
        (exception.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.Contains("LambdaHandlers.Bootstrap.", StringComparison.Ordinal) && !line.Contains("System.Reflection.MethodBaseInvoker.", StringComparison.Ordinal) && !line.Contains("System.Reflection.RuntimeMethodInfo.Invoke(", StringComparison.Ordinal));

    /// <summary>The type as a header value: one line of ASCII.</summary>
    public static string HeaderOf(Exception exception) => Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(exception.GetType().Name));
}
