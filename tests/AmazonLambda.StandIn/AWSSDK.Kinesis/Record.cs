namespace Amazon.Kinesis.Model;

/// <summary>A record of a data stream.</summary>
public class Record
{
    public DateTime? ApproximateArrivalTimestamp { get; set; }
    public MemoryStream Data { get; set; }
    public string PartitionKey { get; set; }
    public string SequenceNumber { get; set; }
}
