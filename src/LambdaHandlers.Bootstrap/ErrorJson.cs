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
        if (exception.StackTrace is { } stack) WriteStack(json, stack);
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

    public static void WriteStack(Utf8JsonWriter json, string stack)
    {
        json.WriteStartArray("stackTrace");
        foreach (var line in Lines(stack)) json.WriteStringValue(line.Trim());
        json.WriteEndArray();
    }

    /// <summary>Without the frames between this bootstrap and the handler.</summary>
    public static IEnumerable<string> Lines(string stack) => stack.Split('\n').Where(line => !Array.Exists(Own, frame => line.Contains(frame, StringComparison.Ordinal)));

    static readonly string[] Own = [" LambdaHandlers.Bootstrap.", " System.Reflection.MethodBaseInvoker.", " System.Reflection.RuntimeMethodInfo.Invoke(", " InvokeStub_"];

    /// <summary>The type as a header value: one line of ASCII.</summary>
    public static string HeaderOf(Exception exception) => Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(exception.GetType().Name));
}
