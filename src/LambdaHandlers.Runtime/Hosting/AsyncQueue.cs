using System.Globalization;
using System.Text;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>A message that would have gone to a queue, a topic or another function.</summary>
/// <param name="Target">Its ARN or name.</param>
/// <param name="Body">The event itself for a dead-letter queue, a record for a destination.</param>
/// <param name="Why">RetriesExhausted, EventAgeExceeded, Success or RecursiveInvocation.</param>
public sealed record Delivery(string Target, string Body, string Why);

/// <summary>Asynchronous events of a function: kept, tried again after one and two minutes, given up with a record. All on the host's clock.</summary>
public sealed class AsyncQueue : IDisposable
{
    readonly Function _function;
    readonly CancellationTokenSource _ending = new();
    readonly List<Delivery> _deliveries = [];
    readonly List<Task> _underWay = [];

    internal AsyncQueue(Function function) => _function = function;

    /// <summary>What went to dead-letter queues and destinations.</summary>
    public IReadOnlyList<Delivery> Deliveries
    {
        get { lock (_deliveries) return [.. _deliveries]; }
    }

    /// <summary>Completes when every event has been handled or given up.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_underWay) return Task.WhenAll(_underWay.ToList());
    }

    /// <summary>Accepts an event; the caller gets its 202 at once.</summary>
    internal void Add(Invocation invocation)
    {
        var handling = Enumerable.Range(0, 1 + _function.Configuration.Duplicates).Select(_ => HandleAsync(invocation.Again())).ToList();
        lock (_underWay)
        {
            _underWay.RemoveAll(task => task.IsCompleted);
            _underWay.AddRange(handling);
        }
    }

    /// <summary>A chain of invocations that was cut off: its event goes where failures go.</summary>
    internal void Drop(Invocation invocation) => Fail("RecursiveInvocation", invocation, null, 0);

    async Task HandleAsync(Invocation invocation)
    {
        var (clock, configuration) = (_function.Host.Clock, _function.Configuration);
        var accepted = clock.GetUtcNow();
        var backOff = TimeSpan.FromSeconds(1);
        InvocationResult? result = null;
        try
        {
            for (var tries = 0; ; invocation = invocation.Again())
            {
                if (clock.GetUtcNow() - accepted > configuration.MaximumEventAge) { Fail("EventAgeExceeded", invocation, result, tries); return; }
                try
                {
                    await _function.InvokeAsync(invocation).ConfigureAwait(false);
                }
                catch (ThrottledException)
                {
                    await Task.Delay(backOff, clock, _ending.Token).ConfigureAwait(false);
                    backOff = TimeSpan.FromSeconds(Math.Min(backOff.TotalSeconds * 2, 300));
                    continue;
                }
                result = await invocation.Answered.WaitAsync(_ending.Token).ConfigureAwait(false);
                await invocation.Reported.WaitAsync(_ending.Token).ConfigureAwait(false);
                tries++;
                if (!result.IsError) { Send(configuration.OnSuccess, Record("Success", invocation, result, tries), "Success"); return; }
                if (tries > configuration.MaximumRetryAttempts) { Fail("RetriesExhausted", invocation, result, tries); return; }
                await Task.Delay(TimeSpan.FromMinutes(tries), clock, _ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is ending.
        }
    }

    void Fail(string why, Invocation invocation, InvocationResult? result, int tries)
    {
        Send(_function.Configuration.DeadLetterQueue, Encoding.UTF8.GetString(invocation.Event), why);
        Send(_function.Configuration.OnFailure, Record(why, invocation, result, tries), why);
    }

    void Send(string? target, string body, string why)
    {
        if (target is null) return;
        lock (_deliveries) _deliveries.Add(new(target, body, why));
        _function.Host.Deliver(target, body);
    }

    string Record(string condition, Invocation invocation, InvocationResult? result, int tries) => Json.Text(new
    {
        version = "1.0",
        timestamp = _function.Host.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        requestContext = new { requestId = invocation.RequestId, functionArn = $"{_function.Configuration.Arn}:{Aws.Latest}", condition, approximateInvokeCount = tries },
        requestPayload = Content(invocation.Event),
        responseContext = result is null ? null : new { statusCode = 200, executedVersion = Aws.Latest, functionError = result.IsError ? "Unhandled" : null },
        responsePayload = result is null ? null : Content(result.Payload),
    });

    /// <summary>JSON as it is, anything else as a string.</summary>
    static object? Content(byte[] payload) => payload.Length == 0 ? null : Json.Parse(payload) ?? (object)Encoding.UTF8.GetString(payload);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }
}
