using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;

namespace Amazon.Lambda.DurableExecution;

/// <summary>What a workflow may do so that a replay gives the same.</summary>
public interface IDurableContext
{
    ILogger Logger { get; }
    IExecutionContext ExecutionContext { get; }
    ILambdaContext LambdaContext { get; }

    Task<T> StepAsync<T>(Func<IStepContext, CancellationToken, Task<T>> func, string name = null, StepConfig config = null, CancellationToken cancellationToken = default);
    Task StepAsync(Func<IStepContext, CancellationToken, Task> func, string name = null, StepConfig config = null, CancellationToken cancellationToken = default);
    Task WaitAsync(TimeSpan duration, string name = null, CancellationToken cancellationToken = default);
    Task<TResult> InvokeAsync<TPayload, TResult>(string functionName, TPayload payload, string name = null, InvokeConfig config = null, CancellationToken cancellationToken = default);
    Task<T> RunInChildContextAsync<T>(Func<IDurableContext, CancellationToken, Task<T>> func, string name = null, ChildContextConfig config = null, CancellationToken cancellationToken = default);
    Task RunInChildContextAsync(Func<IDurableContext, CancellationToken, Task> func, string name = null, ChildContextConfig config = null, CancellationToken cancellationToken = default);
}

/// <summary>One step of a workflow; its result is kept.</summary>
public interface IStepContext
{
    ILogger Logger { get; }
    int AttemptNumber { get; }
    string OperationId { get; }
}

/// <summary>The execution that a workflow belongs to.</summary>
public interface IExecutionContext
{
    string DurableExecutionArn { get; }
}

/// <summary>How a step is tried again.</summary>
public sealed class StepConfig
{
    public StepSemantics Semantics { get; set; } = StepSemantics.AtLeastOncePerRetry;
}

/// <summary>How often a step may run.</summary>
public enum StepSemantics
{
    AtLeastOncePerRetry,
    AtMostOncePerRetry,
}

/// <summary>How another function is invoked.</summary>
public sealed class InvokeConfig
{
    public string TenantId { get; set; }
}

/// <summary>How a child context runs.</summary>
public sealed class ChildContextConfig
{
    public string SubType { get; set; }
}
