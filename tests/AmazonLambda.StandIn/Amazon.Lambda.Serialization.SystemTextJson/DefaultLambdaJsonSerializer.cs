using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>The usual serializer: System.Text.Json by reflection, names as they are, read without regard to case.</summary>
public class DefaultLambdaJsonSerializer : AbstractLambdaJsonSerializer
{
    protected JsonSerializerOptions SerializerOptions { get; }

    public DefaultLambdaJsonSerializer() : this(null, null) { }
    public DefaultLambdaJsonSerializer(Action<JsonSerializerOptions> customizer) : this(customizer, null) { }

    public DefaultLambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer) : base(jsonWriterCustomizer)
    {
        SerializerOptions = CreateDefaultJsonSerializationOptions();
        customizer?.Invoke(SerializerOptions);
    }

    protected override T InternalDeserialize<T>(byte[] utf8Json) => JsonSerializer.Deserialize<T>(utf8Json, SerializerOptions);
    protected override void InternalSerialize<T>(Utf8JsonWriter writer, T response) => JsonSerializer.Serialize(writer, response, SerializerOptions);
}

/// <summary>The same with camelCase names on the way out.</summary>
public class CamelCaseLambdaJsonSerializer : DefaultLambdaJsonSerializer
{
    public CamelCaseLambdaJsonSerializer() : this(null, null) { }
    public CamelCaseLambdaJsonSerializer(Action<JsonSerializerOptions> customizer) : this(customizer, null) { }

    public CamelCaseLambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer)
        : base(options =>
        {
            options.PropertyNamingPolicy = new AwsNamingPolicy(JsonNamingPolicy.CamelCase);
            customizer?.Invoke(options);
        }, jsonWriterCustomizer)
    {
    }
}

/// <summary>The first serializer on System.Text.Json, kept for old functions.</summary>
[Obsolete("LambdaJsonSerializer is obsolete: it writes names differently from the Newtonsoft serializer. Use DefaultLambdaJsonSerializer, or CamelCaseLambdaJsonSerializer for the same casing.")]
public class LambdaJsonSerializer : DefaultLambdaJsonSerializer
{
    public LambdaJsonSerializer() : this(null) { }

    public LambdaJsonSerializer(Action<JsonSerializerOptions> customizer)
        : base(options =>
        {
            options.PropertyNamingPolicy = new AwsNamingPolicy(JsonNamingPolicy.CamelCase);
            customizer?.Invoke(options);
        })
    {
    }
}
