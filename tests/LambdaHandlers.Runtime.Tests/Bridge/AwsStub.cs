using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LambdaHandlers.Runtime.Configuration;
using LambdaHandlers.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Tests.Bridge;

/// <summary>As much of SQS, S3 and Parameter Store as the examples need, on this machine. SQS is busy at first and takes a message when it comes a second time; of a batch it takes none.</summary>
static class AwsStub
{
    static readonly ConcurrentDictionary<string, int> Attempts = new();
    static readonly ConcurrentDictionary<string, string> Objects = new();
    static int s_parametersRead;
    static readonly Lazy<LoopbackServer> Server = new(() => new(0, AnswerAsync));

    /// <summary>Whether a message has been taken.</summary>
    public static bool Has(string body) => Attempts.GetValueOrDefault(body) > 1;

    /// <summary>The bucket into which that text was put.</summary>
    public static string BucketOf(string key) => Objects.GetValueOrDefault(key) ?? "none";

    /// <summary>How often Parameter Store has been asked.</summary>
    public static int ParametersRead => s_parametersRead;

    /// <summary>The SDK of the function finds its services here.</summary>
    public static FunctionConfiguration Use(FunctionConfiguration function)
    {
        var address = Server.Value.Address.ToString().TrimEnd('/');
        return function with { Environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL_SQS"] = address, ["AWS_ENDPOINT_URL_S3"] = address, ["AWS_ENDPOINT_URL_SSM"] = address, ["OUTPUT_BUCKET"] = "output", ["PAGE_QUEUE_URL"] = "https://sqs/pages" } };
    }

    static async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (http.Request.Headers["X-Amz-Target"] == "AmazonSQS.SendMessageBatch")
        {
            http.Response.ContentType = "application/x-amz-json-1.0";
            var ids = JsonDocument.Parse(text).RootElement.GetProperty("Entries").EnumerateArray().Select(entry => entry.GetProperty("Id").GetString());
            await http.Response.WriteAsync(JsonSerializer.Serialize(new { Successful = Array.Empty<object>(), Failed = ids.Select(id => new { Id = id, Code = "InternalError", SenderFault = false }) }));
            return;
        }
        if (http.Request.Headers["X-Amz-Target"] == "AmazonSSM.GetParameter")
        {
            Interlocked.Increment(ref s_parametersRead);
            http.Response.ContentType = "application/x-amz-json-1.1";
            await http.Response.WriteAsync("""{"Parameter":{"Name":"/signer/key","Type":"SecureString","Value":"key"}}""");
            return;
        }
        if (http.Request.Headers["X-Amz-Target"] != "AmazonSQS.SendMessage")
        {
            if (HttpMethods.IsPut(http.Request.Method) && http.Request.Path.Value!.Split('/', 3) is [_, var bucket, var key]) Objects[key] = bucket;
            if (HttpMethods.IsDelete(http.Request.Method)) http.Response.StatusCode = 204;
            return;
        }
        var body = JsonDocument.Parse(text).RootElement.GetProperty("MessageBody").GetString()!;
        http.Response.ContentType = "application/x-amz-json-1.0";
        if (Attempts.AddOrUpdate(body, 1, (_, before) => before + 1) == 1)
        {
            http.Response.StatusCode = 503;
            await http.Response.WriteAsync("""{"__type":"ServiceUnavailable","message":"Busy."}""");
            return;
        }
        await http.Response.WriteAsync(JsonSerializer.Serialize(new { MessageId = Guid.NewGuid(), MD5OfMessageBody = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body))) }));
    }
}
