using System.Text.Json.Serialization;

namespace Amazon.Lambda.CloudWatchEvents
{
    /// <summary>An event of EventBridge.</summary>
    public class CloudWatchEvent<T>
    {
        public string Version { get; set; }
        public string Account { get; set; }
        public string Region { get; set; }
        public T Detail { get; set; }

        [JsonPropertyName("detail-type")]
        public string DetailType { get; set; }

        public string Source { get; set; }
        public DateTime Time { get; set; }
        public string Id { get; set; }
        public List<string> Resources { get; set; }
    }
}

namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents
{
    /// <summary>A schedule fired.</summary>
    public class ScheduledEvent : CloudWatchEvent<Detail>
    {
    }

    /// <summary>A schedule has nothing more to say.</summary>
    public class Detail
    {
    }
}

namespace Amazon.Lambda.CloudWatchEvents.S3Events
{
    /// <summary>S3 told EventBridge that an object was made.</summary>
    public class S3ObjectCreateEvent : CloudWatchEvent<S3ObjectCreate>
    {
    }

    /// <summary>The object.</summary>
    public class S3ObjectCreate
    {
        public string Version { get; set; }
        public Bucket Bucket { get; set; }
        public S3Object Object { get; set; }
        public string Reason { get; set; }

        [JsonPropertyName("request-id")]
        public string RequestId { get; set; }

        public string Requester { get; set; }
    }

    /// <summary>Its bucket.</summary>
    public class Bucket
    {
        public string Name { get; set; }
    }

    /// <summary>Its key and size.</summary>
    public class S3Object
    {
        public string Key { get; set; }
        public long Size { get; set; }
        public string ETag { get; set; }

        [JsonPropertyName("version-id")]
        public string VersionId { get; set; }

        public string Sequencer { get; set; }
    }
}
