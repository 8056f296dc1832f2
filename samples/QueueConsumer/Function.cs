using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace QueueConsumer;

/// <summary>Charges each order of a batch. An order that fails is named in the answer, so that the queue brings back only that one.</summary>
public class Function
{
    public SQSBatchResponse Handle(SQSEvent batch, ILambdaContext context)
    {
        var failures = new List<SQSBatchResponse.BatchItemFailure>();
        foreach (var message in batch.Records)
        {
            try
            {
                var order = JsonSerializer.Deserialize<Order>(message.Body, JsonSerializerOptions.Web) ?? throw new JsonException("The message is empty.");
                context.Logger.LogInformation("charged {Amount} for order {OrderId}", order.Charge(), order.Id);
            }
            catch (Exception exception) when (exception is JsonException or ArgumentOutOfRangeException)
            {
                context.Logger.LogError(exception, "message {MessageId} comes back", message.MessageId);
                failures.Add(new() { ItemIdentifier = message.MessageId });
            }
        }
        return new(failures);
    }
}

/// <summary>What the queue brings.</summary>
public sealed record Order(int Id, decimal Price, int Quantity)
{
    public decimal Charge() => Quantity > 0 ? Price * Quantity : throw new ArgumentOutOfRangeException(nameof(Quantity), Quantity, "An order needs at least one piece.");
}
