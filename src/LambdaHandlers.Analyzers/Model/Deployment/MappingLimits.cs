namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>The event source mappings that Lambda refuses.</summary>
/// <remarks>
/// AWS Lambda API Reference, <c>CreateEventSourceMapping</c>, and Developer Guide, <em>Lambda parameters for Amazon SQS event source mappings</em>: batches, windows.
/// Amazon SQS Developer Guide, <em>Visibility timeout</em>: it is 30 s where it isn't said, and Lambda refuses one below the function's timeout.
/// </remarks>
static class MappingLimits
{
    const int DefaultVisibility = 30;

    /// <summary>What is refused about what invokes a function.</summary>
    public static IEnumerable<Refusal?> Of(DeployedFunction function) => function.Events.SelectMany(mapping => Of(mapping, function));

    static IEnumerable<Refusal?> Of(EventMapping mapping, DeployedFunction function)
    {
        var isQueue = string.Equals(mapping.Type, "SQS", StringComparison.OrdinalIgnoreCase);
        var queue = isQueue && function.File.Resource(mapping.Resource?.Reference) is { } resource && resource["Type"]?.Text == "AWS::SQS::Queue" ? resource : null;
        var isFifo = isQueue && mapping.IsFifo(function.File);

        var batch = mapping.BatchSize;
        yield return (isFifo ? Quota.FifoBatch : Quota.Batch).Of(batch);
        yield return Quota.BatchingWindow.Of(mapping.BatchingWindow);
        if (isFifo && mapping.BatchingWindow is { Number: > 0 } window)
            yield return new Refusal(window.Location, "a batching window for a FIFO queue", "leave it out");
        if (isQueue && !isFifo && batch is { Number: > 10 and <= 10_000 } && mapping.BatchingWindow is null or { Number: 0 })
            yield return new Refusal(batch!.Location, "batches of more than ten messages without a time to gather them", "set a batching window of 1 s or more");
        if (queue is not null && Visibility(mapping, queue, function) is { } refusal) yield return refusal;
    }

    static Refusal? Visibility(EventMapping mapping, ConfigNode queue, DeployedFunction function)
    {
        var written = queue.At("Properties", "VisibilityTimeout");
        if (function.Timeout?.Number is not (> 0 and <= 900 and var timeout) || (written is null ? DefaultVisibility : written.Number) is not { } visibility || visibility >= timeout) return null;
        return new Refusal((written ?? mapping.Resource!).Location, $"a queue that shows a message again after {visibility} s to a function that may take {timeout}",
            $"set its VisibilityTimeout to {timeout} or more, AWS recommends six times as much");
    }
}
