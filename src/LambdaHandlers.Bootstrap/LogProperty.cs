using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LambdaHandlers.Bootstrap;

/// <summary>What fills a hole of a message template: text in the message, a member of the JSON line.</summary>
sealed class LogProperty(LogHole hole, object value)
{
    static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    readonly bool _isList = value is IList and not byte[];

    /// <summary>Null for what only the JSON line shows: lists and dictionaries.</summary>
    public string? Text => _isList || value is IDictionary ? null : TextOf(value);

    public void Write(Utf8JsonWriter json)
    {
        json.WritePropertyName(hole.Name);
        if (hole.IsWhole && Whole() is { } whole) whole.WriteTo(json);
        else if (value is IDictionary pairs)
        {
            json.WriteStartObject();
            foreach (DictionaryEntry pair in pairs)
            {
                json.WritePropertyName(pair.Key.ToString() ?? "");
                WriteOne(json, pair.Value);
            }
            json.WriteEndObject();
        }
        else if (_isList)
        {
            json.WriteStartArray();
            foreach (var item in (IList)value) WriteOne(json, item);
            json.WriteEndArray();
        }
        else WriteOne(json, value);
    }

    JsonElement? Whole()
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, value.GetType(), WithoutNulls);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Numbers and truth values as they are, all else as text. NaN throws into the handler, as it does on Lambda.</summary>
    void WriteOne(Utf8JsonWriter json, object? one)
    {
        if (one is null) json.WriteNullValue();
        else if (hole.Format == "" && (one is decimal || (one is not char && one.GetType().IsPrimitive))) JsonSerializer.Serialize(json, one, one.GetType());
        else json.WriteStringValue(TextOf(one));
    }

    string TextOf(object one)
    {
        if (one is byte[] bytes) return Convert.ToHexString(bytes);
        if (one is Memory<byte> memory) return Convert.ToHexString(memory.Span);
        if (one is ReadOnlyMemory<byte> constant) return Convert.ToHexString(constant.Span);
        var format = hole.Format != "" ? hole.Format : one switch
        {
            DateTime or DateTimeOffset => FunctionLog.TimeFormat, // An offset is not taken into account.
            DateOnly => "yyyy-MM-dd",
            TimeOnly => "HH:mm:ss.fff",
            _ => "",
        };
        try
        {
            if (format != "") return string.Format(CultureInfo.CurrentCulture, $"{{0:{format}}}", one);
        }
        catch (FormatException)
        {
            // Written without the format.
        }
        return one.ToString() ?? "";
    }
}
