using System.Text.Json.Serialization;

namespace AWS.Lambda.Powertools.BatchProcessing;

/// <summary>Processes a batch record by record. The real one is woven in; here it is a mark only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class BatchProcessorAttribute : Attribute
{
    public Type BatchProcessor { get; set; }
    public Type BatchProcessorProvider { get; set; }
    public Type RecordHandler { get; set; }
    public Type RecordHandlerProvider { get; set; }
    public BatchProcessorErrorHandlingPolicy ErrorHandlingPolicy { get; set; }
    public bool BatchParallelProcessingEnabled { get; set; }
    public int MaxDegreeOfParallelism { get; set; } = 1;
    public bool ThrowOnFullBatchFailure { get; set; } = true;
}

/// <summary>What a failed record means for those after it.</summary>
public enum BatchProcessorErrorHandlingPolicy
{
    DeriveFromEvent,
    ContinueOnBatchItemFailure,
    StopOnFirstBatchItemFailure,
}

/// <summary>Which records failed, as Lambda wants to know it.</summary>
public class BatchItemFailuresResponse
{
    [JsonPropertyName("batchItemFailures")]
    public List<BatchItemFailure> BatchItemFailures { get; init; } = [];

    public class BatchItemFailure
    {
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; init; }
    }
}

/// <summary>Handles one record; throws when it cannot.</summary>
public interface IRecordHandler<in TRecord>
{
    Task<RecordHandlerResult> HandleAsync(TRecord record, CancellationToken cancellationToken);
}

/// <summary>What came of a record.</summary>
public class RecordHandlerResult
{
    public static RecordHandlerResult None { get; } = null;
    public object Data { get; init; }

    public static RecordHandlerResult FromData(object data) => new() { Data = data };
}

/// <summary>A record handler made of a delegate.</summary>
public class RecordHandler<TRecord> : IRecordHandler<TRecord>
{
    readonly Func<TRecord, Task<RecordHandlerResult>> _handle;

    RecordHandler(Func<TRecord, Task<RecordHandlerResult>> handle) => _handle = handle;

    public Task<RecordHandlerResult> HandleAsync(TRecord record, CancellationToken cancellationToken) => _handle(record);

    public static IRecordHandler<TRecord> From(Func<TRecord, Task<RecordHandlerResult>> handlerFunc) => new RecordHandler<TRecord>(handlerFunc);

    public static IRecordHandler<TRecord> From(Action<TRecord> handlerAction) => new RecordHandler<TRecord>(record =>
    {
        handlerAction(record);
        return Task.FromResult(RecordHandlerResult.None);
    });
}

/// <summary>What came of a batch.</summary>
public class ProcessingResult<TRecord>
{
    public BatchItemFailuresResponse BatchItemFailuresResponse { get; } = new();
    public List<TRecord> BatchRecords { get; } = [];
}

/// <summary>Goes through a batch and notes which records fail.</summary>
public interface IBatchProcessor<in TEvent, TRecord>
{
    ProcessingResult<TRecord> ProcessingResult { get; }
    Task<ProcessingResult<TRecord>> ProcessAsync(TEvent @event, IRecordHandler<TRecord> recordHandler);
    Task<ProcessingResult<TRecord>> ProcessAsync(TEvent @event, IRecordHandler<TRecord> recordHandler, CancellationToken cancellationToken);
}

/// <summary>The same for all sources, but for where records are and what identifies them.</summary>
public abstract class BatchProcessor<TEvent, TRecord> : IBatchProcessor<TEvent, TRecord>
{
    public ProcessingResult<TRecord> ProcessingResult { get; protected set; }

    public Task<ProcessingResult<TRecord>> ProcessAsync(TEvent @event, IRecordHandler<TRecord> recordHandler) => ProcessAsync(@event, recordHandler, CancellationToken.None);

    public async Task<ProcessingResult<TRecord>> ProcessAsync(TEvent @event, IRecordHandler<TRecord> recordHandler, CancellationToken cancellationToken)
    {
        var result = ProcessingResult = new();
        foreach (var record in GetRecordsFromEvent(@event))
        {
            result.BatchRecords.Add(record);
            try
            {
                await recordHandler.HandleAsync(record, cancellationToken);
            }
            catch (Exception)
            {
                result.BatchItemFailuresResponse.BatchItemFailures.Add(new() { ItemIdentifier = GetRecordId(record) });
            }
        }
        return result;
    }

    protected abstract ICollection<TRecord> GetRecordsFromEvent(TEvent @event);
    protected abstract string GetRecordId(TRecord record);
}
