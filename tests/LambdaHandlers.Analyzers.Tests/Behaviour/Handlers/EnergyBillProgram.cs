using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Model;

var s3 = new AmazonS3Client();

await LambdaBootstrapBuilder.Create<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>(Bill, new DefaultLambdaJsonSerializer())
    .Build()
    .RunAsync();

async Task<APIGatewayHttpApiV2ProxyResponse> Bill(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
{
    var meter = JsonSerializer.Deserialize<Meter>(request.Body);
    if (meter is null || meter.Readings.Length < 2)
        return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 400, Body = "two readings please" };

    double day = 0, night = 0;
    for (var i = 1; i < meter.Readings.Length; i++)
    {
        var used = meter.Readings[i].Value - meter.Readings[i - 1].Value;
        if (used < 0) used += 100_000; // the meter rolled over
        if (meter.Readings[i].Hour is >= 22 or < 6) night += used;
        else day += used;
    }

    var price = (decimal)day * 0.32m + (decimal)night * 0.24m;
    var base_ = meter.Readings.Length > 24 ? 12.50m : 8.90m;
    if (day + night > 500) price *= 0.97m;
    var total = decimal.Round((price + base_) * 1.19m, 2);

    await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bills", Key = meter.Id, ContentBody = total.ToString(System.Globalization.CultureInfo.InvariantCulture) });
    return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 201, Body = JsonSerializer.Serialize(new { day, night, total }) };
}

public sealed record Reading(int Hour, double Value);

public sealed record Meter(string Id, Reading[] Readings);
