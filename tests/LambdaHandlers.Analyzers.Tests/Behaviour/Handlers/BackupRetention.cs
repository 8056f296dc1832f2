using System.Globalization;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using Amazon.S3;
using Amazon.S3.Model;

namespace Backups;

public class BackupRetention
{
    private const string Bucket = "backups";
    private static readonly IAmazonS3 S3 = new AmazonS3Client();

    /// <summary>Keeps seven daily, four weekly and twelve monthly backups.</summary>
    public async Task FunctionHandler(ScheduledEvent scheduledEvent, ILambdaContext context)
    {
        var today = DateOnly.FromDateTime(scheduledEvent.Time);
        var listed = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "db/" });

        var backups = new SortedDictionary<DateOnly, string>(Comparer<DateOnly>.Create((a, b) => b.CompareTo(a)));
        foreach (var backup in listed.S3Objects ?? new List<S3Object>())
        {
            var name = Path.GetFileNameWithoutExtension(backup.Key);
            if (DateOnly.TryParseExact(name, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                backups[date] = backup.Key;
        }

        var keep = new HashSet<string>();
        var weeks = new HashSet<int>();
        var months = new HashSet<(int, int)>();
        foreach (var (date, key) in backups)
        {
            var age = today.DayNumber - date.DayNumber;
            if (age < 7)
            {
                keep.Add(key);
                continue;
            }
            var week = date.DayNumber / 7;
            if (age < 35 && weeks.Add(week))
            {
                keep.Add(key);
            }
            else if (age < 366 && months.Add((date.Year, date.Month)))
            {
                keep.Add(key);
            }
        }

        // Never without any.
        if (keep.Count == 0 && backups.Count > 0) keep.Add(backups.First().Value);

        foreach (var (_, key) in backups)
        {
            if (keep.Contains(key)) continue;
            await S3.DeleteObjectAsync(Bucket, key);
            context.Logger.LogInformation("deleted {Key}", key);
        }
    }
}
