using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.KinesisEvents;
using Amazon.Lambda.SQSEvents;

namespace AWS.Lambda.Powertools.BatchProcessing.Sqs
{
    /// <summary>Handles one message.</summary>
    public interface ISqsRecordHandler : IRecordHandler<SQSEvent.SQSMessage>
    {
    }

    /// <summary>Goes through a batch of messages.</summary>
    public interface ISqsBatchProcessor : IBatchProcessor<SQSEvent, SQSEvent.SQSMessage>
    {
    }

    /// <summary>Goes through a batch of messages.</summary>
    public class SqsBatchProcessor : BatchProcessor<SQSEvent, SQSEvent.SQSMessage>, ISqsBatchProcessor
    {
        protected SqsBatchProcessor() { }

        public static ISqsBatchProcessor Instance { get; } = new SqsBatchProcessor();
        public static ProcessingResult<SQSEvent.SQSMessage> Result => Instance.ProcessingResult;

        protected override ICollection<SQSEvent.SQSMessage> GetRecordsFromEvent(SQSEvent @event) => @event.Records;
        protected override string GetRecordId(SQSEvent.SQSMessage record) => record.MessageId;
    }
}

namespace AWS.Lambda.Powertools.BatchProcessing.Kinesis
{
    /// <summary>Handles one record of a data stream.</summary>
    public interface IKinesisEventRecordHandler : IRecordHandler<KinesisEvent.KinesisEventRecord>
    {
    }

    /// <summary>Goes through a batch of a data stream.</summary>
    public class KinesisEventBatchProcessor : BatchProcessor<KinesisEvent, KinesisEvent.KinesisEventRecord>
    {
        protected KinesisEventBatchProcessor() { }

        public static KinesisEventBatchProcessor Instance { get; } = new();
        public static ProcessingResult<KinesisEvent.KinesisEventRecord> Result => Instance.ProcessingResult;

        protected override ICollection<KinesisEvent.KinesisEventRecord> GetRecordsFromEvent(KinesisEvent @event) => @event.Records;
        protected override string GetRecordId(KinesisEvent.KinesisEventRecord record) => record.Kinesis.SequenceNumber;
    }
}

namespace AWS.Lambda.Powertools.BatchProcessing.DynamoDb
{
    /// <summary>Handles one change to a table.</summary>
    public interface IDynamoDbStreamRecordHandler : IRecordHandler<DynamoDBEvent.DynamodbStreamRecord>
    {
    }

    /// <summary>Goes through a batch of changes.</summary>
    public class DynamoDbStreamBatchProcessor : BatchProcessor<DynamoDBEvent, DynamoDBEvent.DynamodbStreamRecord>
    {
        protected DynamoDbStreamBatchProcessor() { }

        public static DynamoDbStreamBatchProcessor Instance { get; } = new();
        public static ProcessingResult<DynamoDBEvent.DynamodbStreamRecord> Result => Instance.ProcessingResult;

        protected override ICollection<DynamoDBEvent.DynamodbStreamRecord> GetRecordsFromEvent(DynamoDBEvent @event) => @event.Records;
        protected override string GetRecordId(DynamoDBEvent.DynamodbStreamRecord record) => record.Dynamodb.SequenceNumber;
    }
}
