using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Shop.Returns;

public class ReturnRequestFunction
{
    private readonly AmazonDynamoDBClient _dynamo = new();

    public async Task<APIGatewayProxyResponse> FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var orderId = request.PathParameters?["orderId"];
        if (string.IsNullOrWhiteSpace(orderId))
        {
            return Respond(400, "order id missing");
        }

        var reason = JsonDocument.Parse(request.Body).RootElement.GetProperty("reason").GetString() ?? "";
        var today = DateTimeOffset.FromUnixTimeMilliseconds(request.RequestContext.RequestTimeEpoch).UtcDateTime.Date;

        var found = await _dynamo.GetItemAsync("orders", new Dictionary<string, AttributeValue> { ["id"] = new() { S = orderId } });
        if (found.Item is null || found.Item.Count == 0)
        {
            context.Logger.LogWarning("no order {OrderId}", orderId);
            return Respond(404, "no such order");
        }

        var delivered = DateTime.Parse(found.Item["deliveredAt"].S, CultureInfo.InvariantCulture);
        var total = decimal.Parse(found.Item["total"].N, CultureInfo.InvariantCulture);
        var isDefect = reason is "defect" or "damaged";
        var days = (today - delivered).Days;
        if (days > (isDefect ? 730 : 30))
        {
            return Respond(409, $"{days} days are too many");
        }

        // Defects are refunded in full, a change of mind costs postage and wear.
        var refund = total;
        if (!isDefect)
        {
            refund -= 4.95m;
            if (days > 14) refund -= Math.Round(total * 0.1m, 2);
        }
        if (refund <= 0)
        {
            return Respond(409, "nothing to refund");
        }

        await _dynamo.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "orders",
            Key = new Dictionary<string, AttributeValue> { ["id"] = new() { S = orderId } },
            UpdateExpression = "SET refund = :r, reason = :why",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>
            {
                [":r"] = new() { N = refund.ToString(CultureInfo.InvariantCulture) },
                [":why"] = new() { S = reason },
            },
        });
        context.Logger.LogInformation("refund of {Refund} for {OrderId}", refund, orderId);
        return Respond(200, refund.ToString(CultureInfo.InvariantCulture));
    }

    private static APIGatewayProxyResponse Respond(int status, string body) => new() { StatusCode = status, Body = body };
}
