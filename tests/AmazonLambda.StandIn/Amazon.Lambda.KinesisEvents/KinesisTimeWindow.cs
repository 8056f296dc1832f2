using System.Text.Json.Serialization;

namespace Amazon.Lambda.KinesisEvents;

/// <summary>A batch inside a tumbling window, with the state so far.</summary>
public class KinesisTimeWindowEvent : KinesisEvent
{
    public TimeWindow Window { get; set; }
    public Dictionary<string, string> State { get; set; }
    public string ShardId { get; set; }
    public string EventSourceARN { get; set; }
    public bool? IsFinalInvokeForWindow { get; set; }
    public bool? IsWindowTerminatedEarly { get; set; }

    public class TimeWindow
    {
        public DateTime Start { get; set; }
        public DateTime End { get; set; }
    }
}

/// <summary>The state that the next invocation of the window gets.</summary>
public class KinesisTimeWindowResponse
{
    [JsonPropertyName("state")]
    public Dictionary<string, string> State { get; set; }

    [JsonPropertyName("batchItemFailures")]
    public IList<BatchItemFailure> BatchItemFailures { get; set; }

    public class BatchItemFailure
    {
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
