using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Inventory;

public class StockLevelStream
{
    private readonly IAmazonSQS _sqs;
    private readonly string _queueUrl;

    public StockLevelStream()
    {
        _sqs = new AmazonSQSClient();
        _queueUrl = Environment.GetEnvironmentVariable("REORDER_QUEUE") ?? "https://queue/reorder";
    }

    public async Task FunctionHandler(DynamoDBEvent dynamoEvent, ILambdaContext context)
    {
        context.Logger.LogInformation($"Beginning to process {dynamoEvent.Records.Count} records...");

        foreach (var record in dynamoEvent.Records)
        {
            if (record.EventName != "MODIFY") continue;

            var before = int.Parse(record.Dynamodb.OldImage["stock"].N, CultureInfo.InvariantCulture);
            var after = int.Parse(record.Dynamodb.NewImage["stock"].N, CultureInfo.InvariantCulture);
            var sold = before - after;
            if (sold <= 0) continue;

            var weekly = record.Dynamodb.NewImage.TryGetValue("weekly", out var w) ? double.Parse(w.N, CultureInfo.InvariantCulture) : 7.0;
            var leadDays = record.Dynamodb.NewImage.TryGetValue("leadDays", out var l) ? int.Parse(l.N) : 5;
            // exponential smoothing, then enough for the lead time and a half
            weekly = 0.8 * weekly + 0.2 * sold * 7;
            var reorderPoint = (int)Math.Ceiling(weekly / 7 * leadDays * 1.5);
            if (after > reorderPoint)
            {
                context.Logger.LogDebug("{Stock} will do", after);
                continue;
            }

            var quantity = Math.Max(10, (int)Math.Ceiling(weekly * 4) - after);
            if (quantity % 6 != 0) quantity += 6 - quantity % 6;
            var order = new { Sku = record.Dynamodb.Keys["sku"].S, Quantity = quantity, Urgent = after <= weekly / 7 * leadDays };
            await _sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = _queueUrl, MessageBody = JsonSerializer.Serialize(order) });
        }

        context.Logger.LogInformation("Stream processing complete.");
    }
}
