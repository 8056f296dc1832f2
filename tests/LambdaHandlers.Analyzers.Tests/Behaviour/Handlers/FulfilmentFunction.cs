using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Warehouse;

public class PickOrder
{
    public string OrderId { get; set; } = "";
    public string Priority { get; set; } = "normal";
    public List<PickLine> Lines { get; set; } = new();
}

public class PickLine
{
    public string Sku { get; set; } = "";
    public int Quantity { get; set; }
    public int Aisle { get; set; }
    public double Kilos { get; set; }
}

public class FulfilmentFunction
{
    private readonly IAmazonSQS _sqs;

    public FulfilmentFunction()
    {
        _sqs = new AmazonSQSClient();
    }

    public async Task<SQSBatchResponse> FunctionHandler(SQSEvent sqsEvent, ILambdaContext context)
    {
        var failures = new List<SQSBatchResponse.BatchItemFailure>();
        foreach (var message in sqsEvent.Records)
        {
            try
            {
                var order = JsonSerializer.Deserialize<PickOrder>(message.Body)!;
                var boxes = new List<List<PickLine>>();
                var current = new List<PickLine>();
                double weight = 0;
                foreach (var line in order.Lines.OrderBy(l => l.Aisle).ThenBy(l => l.Sku))
                {
                    var kilos = line.Kilos * line.Quantity;
                    if (kilos > 25)
                    {
                        throw new InvalidOperationException($"{line.Sku} is too heavy");
                    }
                    if (weight + kilos > 25 && current.Count > 0)
                    {
                        boxes.Add(current);
                        current = new List<PickLine>();
                        weight = 0;
                    }
                    current.Add(line);
                    weight += kilos;
                }
                if (current.Count > 0) boxes.Add(current);

                var queue = order.Priority == "express" || boxes.Count == 1 && weight < 2 ? "https://queue/fast" : "https://queue/normal";
                for (var i = 0; i < boxes.Count; i++)
                {
                    await _sqs.SendMessageAsync(new SendMessageRequest
                    {
                        QueueUrl = queue,
                        MessageBody = JsonSerializer.Serialize(new { order.OrderId, Box = i + 1, Of = boxes.Count, Skus = boxes[i].Select(l => l.Sku) }),
                    });
                }
                context.Logger.LogInformation("{OrderId} in {Boxes} boxes", order.OrderId, boxes.Count);
            }
            catch (Exception e)
            {
                context.Logger.LogError(e, "message {MessageId} failed", message.MessageId);
                failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId });
            }
        }
        return new SQSBatchResponse(failures);
    }
}
