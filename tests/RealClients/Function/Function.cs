using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

/// <summary>What the real clients call.</summary>
public class Function
{
    public string Handle(string name, ILambdaContext context)
    {
        switch (name)
        {
            case "fail": throw new InvalidOperationException("as asked");
            case "hang": Thread.Sleep(Timeout.Infinite); break;
            case "exit": Environment.Exit(7); break;
            case "large": return new string('x', 6 * 1024 * 1024 + 100);
            case ['/', ..]: while (!File.Exists(name)) Thread.Sleep(20); break; // Busy until its caller makes the file.
            case "log": for (var i = 0; i < 500; i++) context.Logger.LogInformation("line {i} äöü", i); break;
            case "context": return context.ClientContext.Custom["user"];
            case "arn": return context.InvokedFunctionArn;
            case "trace": return Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID") ?? "";
        }
        return $"hello {name}";
    }

    /// <summary>How many bytes came.</summary>
    public long Size(Stream input) => input.Length;

    /// <summary>Sends back what came, or what the path asks for.</summary>
    public object Web(JsonElement request) => request.GetProperty("rawPath").GetString() switch
    {
        "/fail" => throw new InvalidOperationException("as asked"),
        "/text" => "text",
        "/bytes" => new { statusCode = 200, headers = new Dictionary<string, string> { ["content-type"] = "image/png" }, body = Convert.ToBase64String([0, 255, 13, 10]), isBase64Encoded = true },
        "/cookies" => new { statusCode = 302, headers = new Dictionary<string, string> { ["location"] = "/text" }, cookies = new[] { "a=1; Path=/", "b=2" } },
        _ => request,
    };
}
