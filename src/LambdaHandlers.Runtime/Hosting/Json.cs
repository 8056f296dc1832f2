using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LambdaHandlers.Runtime.Hosting;

static class Json
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Plain);

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Plain);

    /// <summary>Null if it is empty, or no JSON.</summary>
    public static JsonElement? Parse(byte[] text)
    {
        try
        {
            return text.Length == 0 ? null : JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null if it is empty, or no JSON.</summary>
    public static JsonElement? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Lambda refuses what is not JSON before any function sees it. A byte order mark is let through.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text, out string problem)
    {
        problem = "";
        try
        {
            var reader = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException exception)
        {
            problem = exception.Message;
            return false;
        }
    }
}
