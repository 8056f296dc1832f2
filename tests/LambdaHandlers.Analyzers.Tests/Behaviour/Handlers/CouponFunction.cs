using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Shop.Coupons;

public class CouponFunction
{
    private readonly IAmazonDynamoDB _db;
    private readonly string _table;

    public CouponFunction() : this(new AmazonDynamoDBClient())
    {
    }

    public CouponFunction(IAmazonDynamoDB db)
    {
        _db = db;
        _table = Environment.GetEnvironmentVariable("COUPON_TABLE") ?? "coupons";
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> RedeemAsync(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        var code = request.PathParameters["code"].Trim().ToUpperInvariant();
        var total = decimal.Parse(request.QueryStringParameters["total"], CultureInfo.InvariantCulture);

        var coupon = (await _db.GetItemAsync(_table, new Dictionary<string, AttributeValue> { { "code", new AttributeValue(code) } })).Item;
        if (coupon == null || coupon.Count == 0)
        {
            return Reply(HttpStatusCode.NotFound, new { error = "unknown code" });
        }

        var kind = coupon["kind"].S;
        var value = decimal.Parse(coupon["value"].N, CultureInfo.InvariantCulture);
        var minimum = coupon.TryGetValue("minimum", out var m) ? decimal.Parse(m.N, CultureInfo.InvariantCulture) : 0m;
        if (total < minimum)
        {
            return Reply(HttpStatusCode.UnprocessableEntity, new { error = "spend more", missing = minimum - total });
        }

        decimal discount;
        switch (kind)
        {
            case "percent":
                discount = Math.Round(total * value / 100m, 2, MidpointRounding.AwayFromZero);
                break;
            case "amount":
                discount = Math.Min(value, total);
                break;
            case "step":
                discount = Math.Floor(total / 50m) * value;
                break;
            default:
                context.Logger.LogWarning("coupon of kind {Kind}", kind);
                return Reply(HttpStatusCode.InternalServerError, new { error = "broken coupon" });
        }
        discount = Math.Min(discount, total * 0.5m);

        try
        {
            await _db.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = _table,
                Key = new Dictionary<string, AttributeValue> { { "code", new AttributeValue(code) } },
                UpdateExpression = "ADD uses :one",
                ConditionExpression = "uses < maxUses",
                ExpressionAttributeValues = new Dictionary<string, AttributeValue> { { ":one", new AttributeValue { N = "1" } } },
            });
        }
        catch (ConditionalCheckFailedException)
        {
            return Reply(HttpStatusCode.Conflict, new { error = "used up" });
        }

        return Reply(HttpStatusCode.OK, new { code, discount, total = total - discount });
    }

    private static APIGatewayHttpApiV2ProxyResponse Reply(HttpStatusCode status, object body) =>
        new() { StatusCode = (int)status, Body = JsonSerializer.Serialize(body) };
}
