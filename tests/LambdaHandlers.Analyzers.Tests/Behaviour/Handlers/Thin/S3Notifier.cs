using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.SQS;

namespace Shop.Uploads;

public class S3Notifier
{
    private readonly IAmazonSQS _sqs;
    private readonly string _queue = Environment.GetEnvironmentVariable("QUEUE_URL") ?? "https://queue/uploads";

    public S3Notifier() : this(new AmazonSQSClient()) { }

    public S3Notifier(IAmazonSQS sqs) => _sqs = sqs;

    public async Task FunctionHandler(S3Event s3Event, ILambdaContext context)
    {
        foreach (var record in s3Event.Records)
        {
            var key = record.S3.Object.KeyDecoded;
            if (string.IsNullOrEmpty(key))
            {
                context.Logger.LogWarning("a record without a key");
                continue;
            }
            await _sqs.SendMessageAsync(_queue, $"{record.S3.Bucket.Name}/{key}");
            context.Logger.LogInformation("told about {Key}", key);
        }
    }
}
