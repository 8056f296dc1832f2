#nullable disable
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;

namespace Loyalty;

public class Purchase
{
    public string Customer { get; set; }
    public string Tier { get; set; }
    public decimal Amount { get; set; }
    public DateTime At { get; set; }
}

public class LoyaltyPoints
{
    private readonly IAmazonDynamoDB dynamo = new AmazonDynamoDBClient();

    public async Task<int> FunctionHandler(SQSEvent evnt, ILambdaContext context)
    {
        var purchases = evnt.Records.Select(r => JsonSerializer.Deserialize<Purchase>(r.Body)).Where(p => p.Amount > 0).ToList();
        var points = new SortedDictionary<string, int>();
        foreach (var purchase in purchases)
        {
            var earned = (int)(purchase.Amount / 2);
            switch (purchase.Tier)
            {
                case "gold":
                    earned *= 2;
                    break;
                case "silver":
                    earned += earned / 2;
                    break;
            }
            if (purchase.At.DayOfWeek == DayOfWeek.Tuesday)
                earned += 10;
            if (!points.ContainsKey(purchase.Customer))
                points[purchase.Customer] = 0;
            points[purchase.Customer] += earned;
        }

        var written = 0;
        foreach (var entry in points)
        {
            if (entry.Value == 0) continue;
            var capped = Math.Min(entry.Value, 5000);
            await dynamo.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "loyalty",
                Key = new Dictionary<string, AttributeValue> { ["customer"] = new AttributeValue { S = entry.Key } },
                UpdateExpression = "ADD points :p",
                ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":p"] = new AttributeValue { N = capped.ToString() } }
            });
            written++;
        }

        context.Logger.LogInformation($"{written} of {points.Count} customers");
        return written;
    }
}
