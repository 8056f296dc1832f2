using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>A method that calls itself to try again: after an exception, after an answer that was an error, or after a wait.</summary>
sealed class Retry(IOperation site, LambdaProject project)
{
    /// <summary>True when nothing between the failure and the next attempt, and nothing in the method, can end it but success.</summary>
    public bool IsUnlimited(List<IOperation> round)
    {
        if (round.Any(MayEndIt)) return false;
        var block = site;
        while (block.Parent is not null && block is not IBlockOperation && block.Parent is not IConditionalOperation) block = block.Parent;
        var between = Between(block).ToList();
        return between.OfType<IInvocationOperation>().All(call => call == site || IsWait(call) || IsIdle(call)) && block.Parent switch
        {
            // What is there already, or was changed by somebody else meanwhile, is an answer; the next round asks for something else.
            ICatchClauseOperation { Filter: null, ExceptionType: var type } => between.Any(IsWait) || CaughtExceptions.IsCancellation(type) || !CaughtExceptions.IsExpected(type),
            IConditionalOperation { Condition: var condition } choice when block != condition => between.Any(IsWait) || condition.DescendantsAndSelf().Any(IsStatus),
            // try { … return } catch { } then once more
            IMethodBodyOperation or ILocalFunctionOperation => block.ChildOperations.TakeWhile(statement => !statement.DescendantsAndSelf().Contains(site))
                .OfType<ITryOperation>().Any(attempt => attempt.Catches.Length > 0 && !attempt.Catches.Any(clause => clause.Handler.Descendants().Any(operation => operation is IThrowOperation or IReturnOperation))),
            _ => false,
        };
    }

    // What happens where the attempt has failed: all but the attempts themselves.
    static IEnumerable<IOperation> Between(IOperation at)
    {
        yield return at;
        foreach (var child in at.ChildOperations)
            if (at is not ITryOperation attempt || child != attempt.Body)
                foreach (var inner in Between(child))
                    yield return inner;
    }

    // A token that is cancelled, a clock, a number that is compared: each may be the limit. With a key drawn anew no round is the same as the last one.
    static bool MayEndIt(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation when operation.Type?.Name is "CancellationToken" or "CancellationTokenSource" or "Stopwatch" or "DateTime" or "DateTimeOffset" => true,
        IMemberReferenceOperation { Member.Name: "RemainingTime" } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } => true,
        IRelationalPatternOperation => true,
        IInvocationOperation { TargetMethod: { Name: "NewGuid" or "CreateVersion7", ContainingType.Name: "Guid" } or { ContainingType.Name: "RandomNumberGenerator" } } => true,
        _ => false,
    };

    static bool IsStatus(IOperation operation) => operation is IPropertyReferenceOperation { Property.Name: "StatusCode" or "IsSuccessStatusCode" or "HttpStatusCode" };

    static bool IsWait(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "Delay" or "Sleep", ContainingType.Name: "Task" or "Thread" } };

    bool IsIdle(IInvocationOperation call) =>
        project.Loggers.At(call) is not null || call.TargetMethod.Name is "ConfigureAwait" or "FromSeconds" or "FromMilliseconds" or "ToString"
        || call.TargetMethod.ContainingType is { SpecialType: SpecialType.System_String } or { Name: "Math" or "Random" or "TimeSpan" };
}
