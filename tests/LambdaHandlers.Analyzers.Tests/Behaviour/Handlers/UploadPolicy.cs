using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;

namespace Media;

public class UploadDecision
{
    public string Key { get; set; } = "";
    public string Kind { get; set; } = "";
    public bool Accept { get; set; }
    public string? Reason { get; set; }
    public List<string> Renditions { get; set; } = new();
}

public class UploadPolicy
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image", [".jpeg"] = "image", [".png"] = "image", [".mp4"] = "video", [".mov"] = "video", [".pdf"] = "document",
    };

    public List<UploadDecision> Decide(S3Event s3Event, ILambdaContext context)
    {
        var decisions = new List<UploadDecision>();
        foreach (var record in s3Event.Records)
        {
            var decision = new UploadDecision { Key = record.S3.Object.KeyDecoded };
            decisions.Add(decision);

            var megabytes = record.S3.Object.Size / 1024.0 / 1024.0;
            decision.Kind = Kinds.TryGetValue(Path.GetExtension(decision.Key), out var kind) ? kind : "other";
            var limit = decision.Kind switch { "image" => 20, "video" => 2048, "document" => 50, _ => 0 };
            if (limit == 0)
            {
                decision.Reason = "type";
                continue;
            }
            if (megabytes > limit)
            {
                decision.Reason = "size";
                continue;
            }

            var folders = decision.Key.Split('/');
            if (folders.Length < 3 || !folders[0].StartsWith("tenant-"))
            {
                decision.Reason = "place";
                continue;
            }

            decision.Accept = true;
            if (decision.Kind == "image")
            {
                foreach (var width in new[] { 320, 640, 1280, 2560 })
                {
                    // no point in scaling a tiny file up
                    if (width > 640 && megabytes < 0.2) break;
                    decision.Renditions.Add($"{Path.GetFileNameWithoutExtension(decision.Key)}-{width}.webp");
                }
            }
            else if (decision.Kind == "video")
            {
                decision.Renditions.Add("720p");
                if (megabytes > 200) decision.Renditions.Add("1080p");
            }
        }

        context.Logger.LogInformation("{Accepted} of {All} accepted", decisions.Count(d => d.Accept), decisions.Count);
        return decisions;
    }
}
