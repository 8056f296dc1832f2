using System.Text.Json.Serialization;

namespace Amazon.Lambda.KinesisEvents;

/// <summary>Which records of a batch failed; Lambda goes on at the first of them.</summary>
public class StreamsEventResponse
{
    [JsonPropertyName("batchItemFailures")]
    public IList<BatchItemFailure> BatchItemFailures { get; set; }

    public class BatchItemFailure
    {
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
