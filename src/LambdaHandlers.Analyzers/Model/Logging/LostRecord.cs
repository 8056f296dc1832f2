using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>A record of a batch that failed, was caught, and is never seen again: Lambda takes what the handler does not report as processed.</summary>
sealed class LostRecord
{
    readonly RecordWork _work;

    LostRecord(Caught caught, Reached reached, RecordWork work) => (Caught, Reached, _work) = (caught, reached, work);

    /// <summary>The catch clause.</summary>
    public Caught Caught { get; }
    /// <summary>The handler of the batch.</summary>
    public Reached Reached { get; }
    /// <summary>The variable that holds the record; null when the try statement is around the whole batch, or in a helper that is given a part of it only.</summary>
    public ISymbol? Record => _work.Record;
    /// <summary>True when the try statement is around the whole batch.</summary>
    public bool IsWholeBatch => _work.IsWholeBatch;
    /// <summary>True when the clause belongs to one of several attempts.</summary>
    public bool IsRetried => _work.IsRetried;

    /// <summary>True where nobody but the poller, or Powertools' batch processor, can do something about the failure.</summary>
    public bool MustGoOn => IsWholeBatch || Reached.Handler.Source == EventSource.Kafka || RecordHandlers.Serve(Reached.Handler);

    /// <summary>True for messages of a FIFO queue, as far as a template or an attribute says so.</summary>
    public bool IsOrdered => Reached.Handler.Source == EventSource.Sqs && Reached.Handler.Events.Any(mapping => EventSources.OfTemplate(mapping.Type) == EventSource.Sqs && mapping.IsFifo(Reached.Handler.Function?.File));

    /// <summary>The loss that a catch clause on a handler's path is, or null.</summary>
    public static LostRecord? Of(Caught caught, Reached reached)
    {
        if (reached.Handler.Source is not (EventSource.Sqs or EventSource.Kinesis or EventSource.DynamoDb or EventSource.Kafka)
            || reached.Handler.Input is not { } input || !EventSources.IsAwsEvent(input.Type)
            || (reached.IsDirect && RecordHandlers.Serve(reached.Handler))
            || caught.IsChosen || CaughtExceptions.IsAboutParsing(caught.Clause.ExceptionType) || caught.Throws)
            return null;
        return RecordWork.Of(caught, reached) is { } work && !IsKept(caught, reached) ? new LostRecord(caught, reached, work) : null;
    }

    /// <summary>Might the record, or the fact that it failed, be kept by other means?</summary>
    static bool IsKept(Caught caught, Reached reached)
    {
        if (caught.Inside.Any(operation => operation is IInvocationOperation call && !caught.IsInLog(call) && !IsForgetful(call)) || caught.IsSettledLater) return true;
        // A result of a lambda or helper is somebody's to look at, unless the caller drops it; the handler's own is Lambda's, which reads nothing but a batch response.
        if (caught.Inside.Any(operation => operation is IReturnOperation { ReturnedValue: { } value } && value.Type?.Name != "RecordHandlerResult" && (IsBatchResponse(value.Type) || (!IsOfHandler(operation, reached) && !IsDropped(caught, reached))))) return true;
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

    // await Process(message); and its result is nobody's.
    static bool IsDropped(Caught caught, Reached reached) =>
        reached.Steps is [var site, ..] && Frame.Around(caught.Clause.Syntax) is MethodDeclarationSyntax && site.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && caught.Try.SemanticModel!.Compilation.GetSemanticModel(call.SyntaxTree).GetOperation(call) is IInvocationOperation operation && RecordWork.StatementOf(operation) is not null;

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
