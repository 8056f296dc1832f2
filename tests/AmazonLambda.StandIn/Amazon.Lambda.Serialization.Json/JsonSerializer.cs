using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Amazon.Lambda.Serialization.Json;

/// <summary>The real one is built on Newtonsoft.Json; this one has its name and, near enough, its reading: fields count too.</summary>
public class JsonSerializer : ILambdaSerializer
{
    readonly DefaultLambdaJsonSerializer _inner = new(options => options.IncludeFields = true);

    public T Deserialize<T>(Stream requestStream) => _inner.Deserialize<T>(requestStream);
    public void Serialize<T>(T response, Stream responseStream) => _inner.Serialize(response, responseStream);
}
