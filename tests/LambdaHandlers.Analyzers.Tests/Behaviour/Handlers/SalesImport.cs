using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.S3;
using Amazon.S3.Model;

namespace Reporting;

public class SalesImport
{
    IAmazonS3 S3Client { get; }

    /// <summary>Lambda calls this one.</summary>
    public SalesImport() : this(new AmazonS3Client())
    {
    }

    /// <summary>Tests call this one.</summary>
    public SalesImport(IAmazonS3 s3Client)
    {
        S3Client = s3Client;
    }

    /// <summary>Sums up a CSV file of sales by region and month.</summary>
    public async Task<string?> FunctionHandler(S3Event evnt, ILambdaContext context)
    {
        var s3Event = evnt.Records?[0].S3;
        if (s3Event == null)
        {
            return null;
        }

        using var response = await S3Client.GetObjectAsync(s3Event.Bucket.Name, s3Event.Object.Key);
        using var reader = new StreamReader(response.ResponseStream);

        var totals = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var bad = 0;
        var header = await reader.ReadLineAsync();
        var separator = header!.Contains(';') ? ';' : ',';
        string? line;
        while ((line = await reader.ReadLineAsync()) != null)
        {
            if (line.Length == 0 || line.StartsWith('#')) continue;
            var cells = line.Split(separator);
            if (cells.Length < 3
                || !DateTime.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || !decimal.TryParse(cells[2], NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
            {
                bad++;
                continue;
            }
            var key = $"{cells[1].Trim().ToLowerInvariant()}/{day:yyyy-MM}";
            totals[key] = totals.TryGetValue(key, out var sofar) ? sofar + amount : amount;
        }

        if (bad > totals.Count)
        {
            context.Logger.LogError("{Bad} bad lines in {Key}", bad, s3Event.Object.Key);
            throw new InvalidDataException($"{bad} bad lines");
        }

        var target = Path.ChangeExtension(s3Event.Object.Key, ".json");
        await S3Client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = s3Event.Bucket.Name + "-summaries",
            Key = target,
            ContentBody = JsonSerializer.Serialize(totals),
        });
        return target;
    }
}
