using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.S3;
using Amazon.S3.Model;

namespace Compliance;

public class CustomerAudit
{
    private static readonly string[] Sensitive = { "iban", "passport", "birthday" };
    private readonly IAmazonS3 _s3;

    public CustomerAudit() : this(new AmazonS3Client()) { }

    internal CustomerAudit(IAmazonS3 s3) => _s3 = s3;

    public async Task<StreamsEventResponse> HandleAsync(DynamoDBEvent input, ILambdaContext context)
    {
        var response = new StreamsEventResponse { BatchItemFailures = new List<StreamsEventResponse.BatchItemFailure>() };
        foreach (var record in input.Records)
        {
            var changes = new List<string>();
            var risk = 0;
            var old = record.Dynamodb.OldImage ?? new Dictionary<string, DynamoDBEvent.AttributeValue>();
            var now = record.Dynamodb.NewImage ?? new Dictionary<string, DynamoDBEvent.AttributeValue>();
            foreach (var name in old.Keys.Union(now.Keys).OrderBy(n => n, StringComparer.Ordinal))
            {
                old.TryGetValue(name, out var left);
                now.TryGetValue(name, out var right);
                var (before, after) = (left?.S ?? left?.N, right?.S ?? right?.N);
                if (before == after) continue;
                if (Sensitive.Contains(name))
                {
                    risk += before is null ? 1 : 3;
                    changes.Add($"{name}: {Mask(before)} -> {Mask(after)}");
                }
                else
                {
                    changes.Add($"{name}: {before ?? "-"} -> {after ?? "-"}");
                }
            }
            if (changes.Count == 0) continue;
            if (record.EventName == "REMOVE") risk += 5;

            try
            {
                await _s3.PutObjectAsync(new PutObjectRequest
                {
                    BucketName = risk > 4 ? "audit-high" : "audit",
                    Key = $"{record.Dynamodb.SequenceNumber}.json",
                    ContentBody = JsonSerializer.Serialize(new { record.EventName, risk, changes }),
                });
            }
            catch (AmazonS3Exception e)
            {
                context.Logger.LogError(e, "could not write {Sequence}", record.Dynamodb.SequenceNumber);
                response.BatchItemFailures.Add(new() { ItemIdentifier = record.Dynamodb.SequenceNumber });
                return response;
            }
        }
        return response;
    }

    private static string Mask(string? value) => value is null ? "-" : value.Length <= 4 ? "****" : new string('*', value.Length - 4) + value[^4..];
}
