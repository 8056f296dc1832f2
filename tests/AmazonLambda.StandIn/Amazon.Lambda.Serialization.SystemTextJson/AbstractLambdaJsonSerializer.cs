using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>What AWS's serializers on System.Text.Json share.</summary>
public abstract class AbstractLambdaJsonSerializer
{
    protected JsonWriterOptions WriterOptions { get; }

    protected AbstractLambdaJsonSerializer(Action<JsonWriterOptions> jsonWriterCustomizer)
    {
        WriterOptions = new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        jsonWriterCustomizer?.Invoke(WriterOptions);
    }

    protected abstract T InternalDeserialize<T>(byte[] utf8Json);
    protected abstract void InternalSerialize<T>(Utf8JsonWriter writer, T response);

    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            using var copy = new MemoryStream();
            requestStream.CopyTo(copy);
            return InternalDeserialize<T>(copy.ToArray());
        }
        catch (Exception cause)
        {
            throw new JsonSerializerException(
                typeof(T) == typeof(string)
                    ? $"Error converting the Lambda event JSON payload to a string. JSON strings must be quoted, for example \"Hello World\" in order to be converted to a string: {cause.Message}"
                    : $"Error converting the Lambda event JSON payload to type {typeof(T).FullName}: {cause.Message}",
                cause);
        }
    }

    public void Serialize<T>(T response, Stream responseStream)
    {
        try
        {
            using var writer = new Utf8JsonWriter(responseStream, WriterOptions);
            InternalSerialize(writer, response);
        }
        catch (Exception cause)
        {
            throw new JsonSerializerException($"Error converting the response object of type {typeof(T).FullName} from the Lambda function to JSON: {cause.Message}", cause);
        }
    }

    /// <summary>The naming that AWS's own event types want.</summary>
    protected virtual JsonSerializerOptions CreateDefaultJsonSerializationOptions() => new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        PropertyNamingPolicy = new AwsNamingPolicy(),
        Converters = { new MemoryStreamConverter(), new ByteArrayConverter(), new DateTimeConverter() },
    };
}

/// <summary>A payload that could not be read, or a result that could not be written.</summary>
public class JsonSerializerException : Exception
{
    public JsonSerializerException(string message) : base(message) { }
    public JsonSerializerException(string message, Exception exception) : base(message, exception) { }
}
