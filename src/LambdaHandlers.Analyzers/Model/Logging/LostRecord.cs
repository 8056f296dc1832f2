using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>A record of a batch that failed, was caught, and is never seen again: Lambda takes what the handler does not report as processed.</summary>
sealed class LostRecord
{
    LostRecord(Caught caught, Reached reached, ISymbol? record, bool isWholeBatch) => (Caught, Reached, Record, IsWholeBatch) = (caught, reached, record, isWholeBatch);

    /// <summary>The catch clause.</summary>
    public Caught Caught { get; }
    /// <summary>The handler of the batch.</summary>
    public Reached Reached { get; }
    /// <summary>The variable that holds the record; null when the try statement is around the whole batch, or in a helper that is given a part of it only.</summary>
    public ISymbol? Record { get; }
    /// <summary>True when the try statement is around the whole batch.</summary>
    public bool IsWholeBatch { get; }

    /// <summary>True for messages of a FIFO queue, as far as a template or an attribute says so.</summary>
    public bool IsOrdered => Reached.Handler.Source == EventSource.Sqs && Reached.Handler.Events.Any(mapping => EventSources.OfTemplate(mapping.Type) == EventSource.Sqs && mapping.IsFifo(Reached.Handler.Function?.File));

    /// <summary>The loss that a catch clause on a handler's path is, or null.</summary>
    public static LostRecord? Of(Caught caught, Reached reached)
    {
        if (reached.Handler.Source is not (EventSource.Sqs or EventSource.Kinesis or EventSource.DynamoDb or EventSource.Kafka)
            || reached.Handler.Input is not { } input || !EventSources.IsAwsEvent(input.Type)
            || reached.Handler.Method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name.StartsWith("BatchProcessor", StringComparison.Ordinal) == true)
            || caught.IsChosen || CaughtExceptions.IsAboutParsing(caught.Clause.ExceptionType) || caught.Throws)
            return null;
        var record = RecordAround(caught, reached);
        var isWholeBatch = record is null && HoldsBatch(caught, reached);
        if (record is null && !isWholeBatch && !IsGivenPart(caught, reached)) return null;
        return EndsHere(caught.Try, caught, isWholeBatch) && !IsKept(caught, reached) ? new LostRecord(caught, reached, record, isWholeBatch) : null;
    }

    /// <summary>True for the type of one record of a batch.</summary>
    public static bool IsRecord(ITypeSymbol? type) => type is { Name: "SQSMessage" or "KinesisEventRecord" or "DynamodbStreamRecord" or "KafkaEventRecord" } && EventSources.IsAwsEvent(type);

    // The loop variable, or the parameter of the lambda, local function or method around the try statement.
    static ISymbol? RecordAround(Caught caught, Reached reached)
    {
        IOperation at = caught.Try;
        for (; at.Parent is { } parent; at = parent)
            switch (parent)
            {
                case ITryOperation or IUsingOperation or IBlockOperation or IUsingDeclarationOperation or ILockOperation or IMethodBodyOperation or IConditionalOperation or ISwitchCaseOperation or ISwitchOperation:
                    continue;
                case IForEachLoopOperation loop:
                    if (loop.Locals.FirstOrDefault(local => IsRecord(local.Type)) is { } record) return record;
                    return null;
                case ILoopOperation:
                    return null;
                case IAnonymousFunctionOperation { Symbol: var function }:
                    return function.Parameters.FirstOrDefault(parameter => IsRecord(parameter.Type));
                case ILocalFunctionOperation { Symbol: var function }:
                    return function.Parameters.FirstOrDefault(parameter => IsRecord(parameter.Type));
            }
        return caught.Try.SemanticModel?.GetEnclosingSymbol(caught.Try.Syntax.SpanStart) is IMethodSymbol method && !SymbolEqualityComparer.Default.Equals(method, reached.Handler.Method)
            ? method.Parameters.FirstOrDefault(parameter => IsRecord(parameter.Type)) : null;
    }

    // try { foreach (var message in batch.Records) … } in the handler's own text.
    static bool HoldsBatch(Caught caught, Reached reached) =>
        reached.IsDirect && caught.Loop is null && caught.Try.Body.Descendants().Any(operation => operation is IForEachLoopOperation loop && loop.Locals.Any(local => IsRecord(local.Type)));

    // foreach (var record in batch.Records) Process(record.Body); as the last that the handler does for the record.
    static bool IsGivenPart(Caught caught, Reached reached)
    {
        if (reached.Steps is not [var site] || caught.Try.SemanticModel is not { } model || model.GetEnclosingSymbol(caught.Try.Syntax.SpanStart) is not IMethodSymbol { MethodKind: MethodKind.Ordinary } helper
            || !(helper.ReturnsVoid || helper.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 }) || site.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || caught.Try.Syntax.Parent is not BlockSyntax { Parent: MethodDeclarationSyntax } || model.Compilation.GetSemanticModel(call.SyntaxTree).GetOperation(call) is not IInvocationOperation operation) return false;
        IOperation at = operation;
        while (at.Parent is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }) at = at.Parent;
        return at.Parent is IExpressionStatementOperation statement && LoopOver(statement) is { } record && EndsHere(statement, caught, isWholeBatch: false)
            && operation.Arguments.Any(argument => IsMadeOf(argument.Value, record, 4));
    }

    static ILocalSymbol? LoopOver(IOperation statement)
    {
        var at = statement.Parent;
        while (at is IBlockOperation) at = at.Parent;
        return (at as IForEachLoopOperation)?.Locals.FirstOrDefault(local => IsRecord(local.Type));
    }

    static bool IsMadeOf(IOperation value, ILocalSymbol record, int steps) => value.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
        .Any(use => SymbolEqualityComparer.Default.Equals(use.Local, record) || (steps > 0 && Destination.Given(use.Local, use).Any(given => IsMadeOf(given, record, steps - 1))));

    /// <summary>Is there nothing more to be done for the record after the try statement, or after the call of the helper that holds it?</summary>
    static bool EndsHere(IOperation place, Caught caught, bool isWholeBatch)
    {
        if (place == caught.Try && caught.Clause.Handler.Operations.LastOrDefault() is IBranchOperation or IReturnOperation) return true;
        for (var at = place; at.Parent is { } parent; at = parent)
        {
            if (parent is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyOperation) return true;
            if (parent is IBlockOperation block && block.Operations.SkipWhile(operation => operation != at).Skip(1).Any(rest => !IsNothing(rest))) return false;
        }
        return true;

        bool IsNothing(IOperation operation) => operation is IReturnOperation or IBranchOperation or ILocalFunctionOperation or IEmptyOperation
            || !operation.DescendantsAndSelf().Any(part => part is IInvocationOperation call && !caught.IsInLog(call) && !call.TargetMethod.ContainingType.Name.EndsWith("Stopwatch", StringComparison.Ordinal))
            || isWholeBatch;
    }

    /// <summary>Might the record, or the fact that it failed, be kept by other means?</summary>
    static bool IsKept(Caught caught, Reached reached)
    {
        if (caught.Inside.Any(operation => operation is IInvocationOperation call && !caught.IsInLog(call) && !IsForgetful(call)) || caught.IsSettledLater) return true;
        // A result of a lambda or helper is somebody's to look at; the handler's own is Lambda's, which reads nothing but a batch response.
        if (caught.Inside.Any(operation => operation is IReturnOperation { ReturnedValue: { } value } && (!IsOfHandler(operation, reached) || IsBatchResponse(value.Type)))) return true;
        if (caught.FallsBack && caught.Inside.Any(operation => operation is IObjectCreationOperation { Type: var type } && type?.Name.Contains("BatchItemFailure") == true)) return true;
        var written = new HashSet<ISymbol>(caught.Written, SymbolEqualityComparer.Default);
        return written.Count > 0 && IsReadElsewhere(caught, written);
    }

    static bool IsOfHandler(IOperation operation, Reached reached)
    {
        for (var at = operation; at is not null; at = at.Parent)
            if (at is IAnonymousFunctionOperation { Symbol: var lambda }) return SymbolEqualityComparer.Default.Equals(lambda, reached.Handler.Method);
            else if (at is ILocalFunctionOperation { Symbol: var local }) return SymbolEqualityComparer.Default.Equals(local, reached.Handler.Method);
        return reached.IsDirect;
    }

    static bool IsBatchResponse(ITypeSymbol? type) => type is null || type.Name.EndsWith("BatchResponse", StringComparison.Ordinal) || type.Name.EndsWith("EventResponse", StringComparison.Ordinal) || type.Name.Contains("BatchItemFailure");

    static bool IsForgetful(IInvocationOperation call) =>
        call.TargetMethod.Name is "Delay" or "Sleep" or "ConfigureAwait" or "ToString" or "Stop" or "FromSeconds" or "FromMilliseconds" or "GetType" or "SetStatus" or "RecordException" or "AddException"
        || call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String
        || Names.Words(call.TargetMethod.Name).Any(word => word is "Metric" or "Metrics" or "Increment" or "Annotation");

    // A count that is only logged at the end keeps nothing.
    static bool IsReadElsewhere(Caught caught, HashSet<ISymbol> written) =>
        Roots.Of(caught.Clause).Descendants().Any(operation => Caught.SymbolOf(operation) is { } symbol && written.Contains(symbol) && !caught.Clause.Syntax.Span.Contains(operation.Syntax.Span)
            && operation.Parent is not (IAssignmentOperation or IVariableInitializerOperation or IIncrementOrDecrementOperation) && !caught.IsInLog(operation))
        || written.Any(symbol => symbol is IFieldSymbol or IPropertySymbol or IParameterSymbol);
}
