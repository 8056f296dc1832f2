using System.Text;
using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.S3;

namespace Logs;

public class AccessLogAnalyser
{
    private static readonly Regex Line = new(@"^(?<ip>\S+) \S+ \S+ \[[^\]]+\] ""(?<verb>[A-Z]+) (?<path>\S+)[^""]*"" (?<status>\d{3}) (?<bytes>\d+|-)", RegexOptions.Compiled);

    private readonly IAmazonS3 _s3 = new AmazonS3Client();

    public async Task<string> Handler(S3Event input, ILambdaContext context)
    {
        var record = input.Records.Single();
        var file = await _s3.GetObjectAsync(record.S3.Bucket.Name, record.S3.Object.KeyDecoded);
        var content = await new StreamReader(file.ResponseStream).ReadToEndAsync();

        #region counting
        var errors = 0;
        long bytes = 0;
        var paths = new Dictionary<string, int>();
        var visitors = new HashSet<string>();
        foreach (var text in content.Split('\n'))
        {
            var match = Line.Match(text);
            if (!match.Success) continue;
            visitors.Add(match.Groups["ip"].Value);
            var status = int.Parse(match.Groups["status"].Value);
            if (status >= 500)
                errors++;
            else if (status < 400)
            {
                var path = match.Groups["path"].Value;
                var query = path.IndexOf('?');
                if (query >= 0) path = path.Substring(0, query);
                paths[path] = paths.GetValueOrDefault(path) + 1;
            }
            bytes += match.Groups["bytes"].Value == "-" ? 0 : long.Parse(match.Groups["bytes"].Value);
        }
        #endregion

        // The report goes by mail, hence plain text.
        var report = new StringBuilder();
        report.Append(visitors.Count).Append(" visitors, ").Append(bytes / 1024).Append(" kB, ").Append(errors).AppendLine(" errors");
        foreach (var path in paths.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Take(3))
            report.Append(path.Value.ToString().PadLeft(6)).Append(' ').AppendLine(path.Key);

        context.Logger.LogInformation("analysed {Key}", record.S3.Object.Key);
        return report.ToString();
    }
}
