using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What becomes of a response that somebody should look at; of several uses the last of these counts.</summary>
enum ResponseUse
{
    /// <summary>Nobody waits for it.</summary>
    Pending,
    /// <summary>It is waited for, and nobody reads what it says of its items.</summary>
    Lost,
    /// <summary>The method around it returns it.</summary>
    Returned,
    /// <summary>It is read, or handed to somebody who may.</summary>
    Read,
}

/// <summary>Follows the response of a call, or the task that brings it, through the code that the call stands in.</summary>
sealed class ResponseTrail
{
    readonly LambdaTypes _types;
    readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    ResponseTrail(LambdaTypes types) => _types = types;

    /// <summary>What becomes of the response of a call.</summary>
    public static ResponseUse Of(IInvocationOperation call, LambdaTypes types) => new ResponseTrail(types).Follow(call, !Awaitables.IsTask(call.Type, types));

    /// <summary>True where the response is what a method returns that nothing overrides, and whoever calls it takes nothing: <c>await Send(batch);</c></summary>
    public static bool IsDroppedByCallers(IOperation call, LambdaProject project, CancellationToken cancellation) =>
        Frame.Around(call.Syntax) is MethodDeclarationSyntax frame && Frame.Symbol(frame, call.SemanticModel!, cancellation) is IMethodSymbol { IsVirtual: false, IsOverride: false, DeclaredAccessibility: Accessibility.Private or Accessibility.Internal } method
        && project.Calls.Of(method, cancellation) is { IsEmpty: false } sites && sites.All(site => site.Operation is IInvocationOperation use && Of(use, project.Types) == ResponseUse.Lost);

    // isDone: what stands here is the response itself, or its task has been waited for.
    ResponseUse Follow(IOperation value, bool isDone)
    {
        switch (value.Parent)
        {
            case IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation:
            // A collection expression, and what a compiler of C# 13 makes of Task.WhenAll(a, b), whose parameter is a params span.
            case { Syntax: CollectionExpressionSyntax } or { IsImplicit: true, Parent: IArgumentOperation }:
            case IConditionalOperation choice when choice.Condition != value && choice.Type is not null:
            case IConditionalAccessOperation access when access.WhenNotNull == value:
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "GetAwaiter" }:
                return Follow(value.Parent!, isDone);
            case IAwaitOperation or IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }:
            case IPropertyReferenceOperation { Property.Name: "Result" } when Awaitables.IsTask(value.Type, _types):
                return Follow(value.Parent!, true);
            case IPropertyReferenceOperation { Property: var property }:
                return Says(property, isDone) ? ResponseUse.Read : Dropped(isDone);
            case IConditionalAccessOperation access:
                return access.WhenNotNull.DescendantsAndSelf().Any(each => each is IPropertyReferenceOperation { Instance: IConditionalAccessInstanceOperation, Property: var property } && Says(property, isDone)) ? ResponseUse.Read : Dropped(isDone);
            case IExpressionStatementOperation:
            case ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation }:
            case IBinaryOperation { LeftOperand.ConstantValue: { HasValue: true, Value: null } } or IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: null } }:
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                return Dropped(isDone);
            // Task Send() => client.SendMessageBatchAsync(…): whoever awaits it gets nothing.
            case IReturnOperation { ReturnedValue: { Type: var returned } } result:
                return returned.Is(_types.Task) ? ResponseUse.Lost : Sequence(result) is { } sequence ? Follow(sequence, false) : Frame.Around(result.Syntax) is MethodDeclarationSyntax ? ResponseUse.Returned : ResponseUse.Read;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return Follow(local, value, isDone);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Parent: IExpressionStatementOperation } assignment when assignment.Value == value:
                return Follow(local, value, isDone);
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } taken }:
                return method switch
                {
                    { Name: "WhenAll", ContainingType.Name: "Task" } or { Name: "ToList" or "ToArray", ContainingType.Name: "Enumerable" } => Follow(taken, false),
                    { Name: "WaitAll", ContainingType.Name: "Task" } => Follow(taken, true),
                    { Name: "Add" } when taken.Instance is ILocalReferenceOperation { Local: var list } => Follow(list, value, false),
                    _ => ResponseUse.Read,
                };
            default:
                return ResponseUse.Read;
        }
    }

    static ResponseUse Dropped(bool isDone) => isDone ? ResponseUse.Lost : ResponseUse.Pending;

    // Not response.HttpStatusCode, responses.Length, tasks.Count, task.IsCompleted
    static bool Says(IPropertySymbol property, bool isDone) =>
        property.Name is not ("Length" or "Count") && (isDone ? !PartialFailure.IsBesides(property) : !property.Name.StartsWith("Is", StringComparison.Ordinal));

    ResponseUse Follow(ILocalSymbol local, IOperation near, bool isDone)
    {
        var all = Dropped(isDone);
        if (!_seen.Add(local)) return all;
        foreach (var use in Destination.Uses(local, near))
            // What is put into it is not read.
            if (use.Parent is not IInvocationOperation { TargetMethod.Name: "Add" } && !(use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use))
                all = (ResponseUse)Math.Max((int)all, (int)Follow(use, isDone));
        return all;
    }

    // chunks.Select(chunk => client.SendMessageBatchAsync(…))
    static IOperation? Sequence(IOperation returned)
    {
        for (var at = returned.Parent; at is not (null or ILocalFunctionOperation); at = at.Parent)
            if (at is IAnonymousFunctionOperation)
            {
                while (at is not (null or IArgumentOperation or IBlockOperation)) at = at.Parent;
                return at?.Parent is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" } } select ? select : null;
            }
        return null;
    }
}
