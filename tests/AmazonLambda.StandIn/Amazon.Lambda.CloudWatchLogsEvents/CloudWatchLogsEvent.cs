using System.IO.Compression;
using System.Text;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.CloudWatchLogsEvents;

/// <summary>Log lines of a subscription, compressed.</summary>
public class CloudWatchLogsEvent
{
    public Log Awslogs { get; set; }

    public class Log
    {
        [JsonPropertyName("data")]
        public string EncodedData { get; set; }

        public string DecodeData()
        {
            if (string.IsNullOrEmpty(EncodedData)) return EncodedData;
            using var unzipped = new GZipStream(new MemoryStream(Convert.FromBase64String(EncodedData)), CompressionMode.Decompress);
            using var reader = new StreamReader(unzipped, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }
}
