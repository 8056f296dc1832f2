using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Quickstart;

/// <summary>Answers a request with a greeting and the current time. Or so it seems.</summary>
public class Function
{
    // Taken once, when Lambda starts the environment: every later invocation repeats it.
    readonly DateTime _now = DateTime.UtcNow;

    public async Task<APIGatewayHttpApiV2ProxyResponse> FunctionHandler(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        var bucket = Environment.GetEnvironmentVariable("GREETINGS_BUCKET");
        var greeting = bucket is null ? "Hello from Lambda" : await GreetingFrom(bucket);
        context.Logger.LogInformation("{RouteKey} answered from {Bucket}", request.RouteKey, bucket ?? "no bucket");
        return new()
        {
            StatusCode = 200,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
            Body = JsonSerializer.Serialize(new { message = $"{greeting}! The time is {_now:T}." }),
        };
    }

    static async Task<string> GreetingFrom(string bucket)
    {
        // A client per invocation: new connections and new TLS handshakes each time.
        using var s3 = new AmazonS3Client();
        using var found = await s3.GetObjectAsync(bucket, "greeting.txt");
        using var reader = new StreamReader(found.ResponseStream);
        return await reader.ReadToEndAsync();
    }
}
