using Amazon.Lambda.Core;
using AmazonLambda.StandIn;

namespace Amazon.Lambda.DurableExecution;

/// <summary>Makes a handler of a workflow.</summary>
public static class DurableFunction
{
    public static Task<DurableExecutionInvocationOutput> WrapAsync<TInput, TOutput>(
        Func<TInput, IDurableContext, Task<TOutput>> workflow, DurableExecutionInvocationInput invocationInput, ILambdaContext lambdaContext) => throw ShapeOnly.Refuse();

    public static Task<DurableExecutionInvocationOutput> WrapAsync<TInput, TOutput>(
        Func<TInput, IDurableContext, Task<TOutput>> workflow, DurableExecutionInvocationInput invocationInput, ILambdaContext lambdaContext, IAmazonLambda lambdaClient) => throw ShapeOnly.Refuse();

    public static Task<DurableExecutionInvocationOutput> WrapAsync<TInput>(
        Func<TInput, IDurableContext, Task> workflow, DurableExecutionInvocationInput invocationInput, ILambdaContext lambdaContext) => throw ShapeOnly.Refuse();

    public static Task<DurableExecutionInvocationOutput> WrapAsync<TInput>(
        Func<TInput, IDurableContext, Task> workflow, DurableExecutionInvocationInput invocationInput, ILambdaContext lambdaContext, IAmazonLambda lambdaClient) => throw ShapeOnly.Refuse();
}

/// <summary>What Lambda sends to a durable function.</summary>
public sealed class DurableExecutionInvocationInput
{
    public required string DurableExecutionArn { get; set; }
    public string CheckpointToken { get; set; }
}

/// <summary>What a durable function sends back.</summary>
public sealed class DurableExecutionInvocationOutput
{
    public required InvocationStatus Status { get; set; }
    public string Result { get; set; }
}

/// <summary>How far a workflow is.</summary>
public enum InvocationStatus
{
    Succeeded,
    Failed,
    Pending,
}
