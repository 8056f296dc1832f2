using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Saas.Quotas;

public class QuotaApi
{
    private readonly IAmazonDynamoDB _dynamo;
    private readonly int _freeCalls;

    public QuotaApi()
    {
        _dynamo = new AmazonDynamoDBClient();
        _freeCalls = int.TryParse(Environment.GetEnvironmentVariable("FREE_CALLS"), out var calls) ? calls : 100;
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> FunctionHandler(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        if (request.Headers == null || !request.Headers.TryGetValue("x-tenant", out var tenant) || string.IsNullOrWhiteSpace(tenant))
        {
            return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 401, Body = "tenant missing" };
        }

        Dictionary<string, AttributeValue> item;
        try
        {
            item = (await _dynamo.GetItemAsync("quotas", new Dictionary<string, AttributeValue> { ["tenant"] = new AttributeValue(tenant) })).Item ?? new Dictionary<string, AttributeValue>();
        }
        catch (AmazonDynamoDBException e)
        {
            context.Logger.LogError(e, "quota of {Tenant} unknown", tenant);
            return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 503 };
        }

        var used = item.TryGetValue("used", out var usedValue) ? long.Parse(usedValue.N, CultureInfo.InvariantCulture) : 0;
        var plan = item.TryGetValue("plan", out var planValue) ? planValue.S : "free";
        long allowed = plan switch
        {
            "free" => _freeCalls,
            "team" => _freeCalls * 50L,
            "enterprise" => long.MaxValue,
            _ => 0,
        };
        var weight = request.RequestContext.Http.Method == "GET" ? 1 : 5;
        if (request.RawPath.StartsWith("/export")) weight *= 10;

        // A fifth more is tolerated, but slowly.
        if (used + weight > allowed + allowed / 5)
        {
            context.Logger.LogWarning("{Tenant} is over its quota", tenant);
            return new APIGatewayHttpApiV2ProxyResponse { StatusCode = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "3600" } };
        }
        var delay = used + weight > allowed ? Math.Min(5000, (used + weight - allowed) * 20) : 0;

        await _dynamo.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "quotas",
            Key = new Dictionary<string, AttributeValue> { ["tenant"] = new AttributeValue(tenant) },
            UpdateExpression = "ADD used :w",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":w"] = new AttributeValue { N = weight.ToString(CultureInfo.InvariantCulture) } },
        });
        return new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = 200,
            Body = JsonSerializer.Serialize(new { left = Math.Max(0, allowed - used - weight), delay }),
        };
    }
}
