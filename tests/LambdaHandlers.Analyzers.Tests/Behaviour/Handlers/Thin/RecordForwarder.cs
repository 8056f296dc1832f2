using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;

namespace Shop.Mail;

public record Letter(string To, string Subject, string Body);

public class Mailer
{
    public Task SendAsync(Letter letter) => letter.To.Contains('@') ? Task.CompletedTask : throw new FormatException(letter.To);
}

public class RecordForwarder
{
    private readonly Mailer _mailer = new();

    public async Task<SQSBatchResponse> FunctionHandler(SQSEvent sqsEvent, ILambdaContext context)
    {
        var failures = new List<SQSBatchResponse.BatchItemFailure>();
        foreach (var record in sqsEvent.Records)
        {
            try
            {
                var letter = JsonSerializer.Deserialize<Letter>(record.Body);
                if (letter is null)
                {
                    context.Logger.LogWarning("empty message {MessageId}", record.MessageId);
                    continue;
                }
                await _mailer.SendAsync(letter);
                context.Logger.LogInformation("sent {MessageId}", record.MessageId);
            }
            catch (Exception e)
            {
                context.Logger.LogError(e, "failed {MessageId}", record.MessageId);
                failures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = record.MessageId });
            }
        }
        return new SQSBatchResponse { BatchItemFailures = failures };
    }
}
