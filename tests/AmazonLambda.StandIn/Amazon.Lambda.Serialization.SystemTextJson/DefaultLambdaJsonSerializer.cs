using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>The usual serializer: System.Text.Json by reflection, names as they are, read without regard to case.</summary>
public class DefaultLambdaJsonSerializer : AbstractLambdaJsonSerializer, ILambdaSerializer
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
    public CamelCaseLambdaJsonSerializer() : base(options => options.PropertyNamingPolicy = new AwsNamingPolicy(JsonNamingPolicy.CamelCase)) { }
}

/// <summary>The first serializer on System.Text.Json, kept for old functions.</summary>
[Obsolete("This serializer is obsolete because it uses inconsistent name casing when serializing to JSON. Use DefaultLambdaJsonSerializer, or CamelCaseLambdaJsonSerializer where the casing matters.")]
public class LambdaJsonSerializer : ILambdaSerializer
{
    readonly DefaultLambdaJsonSerializer _inner;

    public LambdaJsonSerializer() : this(null, null) { }
    public LambdaJsonSerializer(Action<JsonSerializerOptions> customizer) : this(customizer, null) { }

    public LambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer) =>
        _inner = new DefaultLambdaJsonSerializer(options =>
        {
            options.PropertyNamingPolicy = new AwsNamingPolicy(JsonNamingPolicy.CamelCase);
            customizer?.Invoke(options);
        }, jsonWriterCustomizer);

    public T Deserialize<T>(Stream requestStream) => _inner.Deserialize<T>(requestStream);
    public void Serialize<T>(T response, Stream responseStream) => _inner.Serialize(response, responseStream);
}
