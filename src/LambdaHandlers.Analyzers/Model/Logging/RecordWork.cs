using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>A try statement that works on one record of a batch, or on the whole of it.</summary>
/// <param name="Record">The variable that holds the record; null when the work is the whole batch's, or is given a part of the record only.</param>
/// <param name="IsWholeBatch">True when the try statement is around the whole batch.</param>
/// <param name="IsRetried">True when it stands in a loop of attempts.</param>
/// <param name="Place">The loop, lambda or method that is run once per record.</param>
sealed record RecordWork(ISymbol? Record, bool IsWholeBatch, bool IsRetried, IOperation? Place)
{
    /// <summary>The work that a try statement does last for a record, or null where it is about something else or followed by more.</summary>
    public static RecordWork? Of(Caught caught, Reached reached)
    {
        var work = Around(caught, reached);
        if (work is null && HoldsBatch(caught, reached)) work = new(null, true, false, null);
        if (work is null && IsGivenPart(caught, reached)) work = new(null, false, false, null);
        return work is not null && work.EndsAt(caught.Try, caught) && !work.IsBesides(caught) ? work : null;
    }

    /// <summary>True for the type of one record of a batch.</summary>
    public static bool IsRecord(ITypeSymbol? type) => type is { Name: "SQSMessage" or "KinesisEventRecord" or "DynamodbStreamRecord" or "KafkaEventRecord" } && EventSources.IsAwsEvent(type);

    // The loop variable, a local beside the try statement, or the parameter of the lambda, local function or method around it.
    static RecordWork? Around(Caught caught, Reached reached)
    {
        var isRetried = false;
        for (IOperation at = caught.Try; at.Parent is { } parent; at = parent)
            switch (parent)
            {
                // var record = batch.Records[i];
                case IBlockOperation block when block.Locals.FirstOrDefault(local => IsRecord(local.Type) && local.Locations[0].SourceSpan.Start < caught.Try.Syntax.SpanStart) is { } record:
                    return new(record, false, isRetried, block);
                case ITryOperation or IUsingOperation or IBlockOperation or IUsingDeclarationOperation or ILockOperation or IMethodBodyOperation or IConditionalOperation or ISwitchCaseOperation or ISwitchOperation:
                    continue;
                case IForLoopOperation attempts when IsAttempts(attempts, caught):
                    isRetried = true;
                    continue;
                // An event that came inside a message.
                case IForEachLoopOperation { Locals: [{ Type: { Name: "S3EventNotificationRecord" or "SNSRecord" } inner }] } when EventSources.IsAwsEvent(inner):
                    continue;
                case IForEachLoopOperation loop:
                    return loop.Locals.FirstOrDefault(local => IsRecord(local.Type)) is { } variable ? new(variable, false, isRetried, loop)
                        : IsProjection(loop.Collection) ? new(null, false, isRetried, loop) : null;
                case ILoopOperation:
                    return null;
                case IAnonymousFunctionOperation { Symbol: var function }:
                    return Given(function, parent, isRetried);
                case ILocalFunctionOperation { Symbol: var function }:
                    return Given(function, parent, isRetried);
            }
        return caught.Try.SemanticModel?.GetEnclosingSymbol(caught.Try.Syntax.SpanStart) is IMethodSymbol method && !SymbolEqualityComparer.Default.Equals(method, reached.Handler.Method) ? Given(method, Roots.Of(caught.Try), isRetried) : null;
    }

    static RecordWork? Given(IMethodSymbol function, IOperation place, bool isRetried) =>
        function.Parameters.FirstOrDefault(parameter => IsRecord(parameter.Type)) is { } record ? new(record, false, isRetried, place) : null;

    // for (var attempt = 1; attempt <= 3; attempt++) { try { …; break; } catch … }
    static bool IsAttempts(IForLoopOperation loop, Caught caught) =>
        loop.Condition is not null && !caught.Leaves && caught.Try.Body.Operations.LastOrDefault() is IBranchOperation { BranchKind: BranchKind.Break } or IReturnOperation;

    /// <summary>True for what is made of the records of a batch, one by one: <c>batch.Records.Select(record => Parse(record.Body)).ToList()</c>, also by way of a local.</summary>
    public static bool IsProjection(IOperation collection, int steps = 3) => Conversions.Plain(collection) switch
    {
        IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: "Enumerable" }, Arguments: [var source, ..] } when Projects(name) =>
            IsOfRecords(source.Value) || IsProjection(source.Value, steps),
        ILocalReferenceOperation local when steps > 0 && MayBeProjection(local.Local) => Destination.Given(local.Local, local).ToList() is [var given] && IsProjection(given, steps - 1),
        _ => false,
    };

    static bool Projects(string name) => name is "Select" or "Where" or "OfType" or "Cast" or "ToList" or "ToArray" or "AsEnumerable" or "Reverse" or "OrderBy";

    // The text of its declaration says no for nearly all: what else it is given needs a walk over the method.
    static bool MayBeProjection(ILocalSymbol local) => local.DeclaringSyntaxReferences is not [var declaration] || Declared.Initial(declaration.GetSyntax()) switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } => Projects(call.Name.Identifier.ValueText),
        BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or LiteralExpressionSyntax => false,
        _ => true,
    };

    /// <summary>True for a sequence of records.</summary>
    public static bool IsOfRecords(IOperation sequence) => IsRecord(ElementOf(sequence.Type)) || IsRecord(ElementOf(Conversions.Plain(sequence).Type));

    static ITypeSymbol? ElementOf(ITypeSymbol? sequence) => sequence is INamedTypeSymbol { TypeArguments: [var element] } ? element : null;

    // try { foreach (var message in batch.Records) … } in the handler's own text.
    static bool HoldsBatch(Caught caught, Reached reached) =>
        reached.IsDirect && caught.Loop is null && caught.Try.Body.Descendants().Any(operation => operation is IForEachLoopOperation loop && loop.Locals.Any(local => IsRecord(local.Type)));

    // foreach (var record in batch.Records) Process(record.Body); as the last that the handler does for the record.
    static bool IsGivenPart(Caught caught, Reached reached)
    {
        if (reached.Steps is not [var site] || caught.Try.SemanticModel is not { } model || model.GetEnclosingSymbol(caught.Try.Syntax.SpanStart) is not IMethodSymbol { MethodKind: MethodKind.Ordinary } helper
            || !(helper.ReturnsVoid || helper.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 }) || site.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || caught.Try.Syntax.Parent is not BlockSyntax { Parent: MethodDeclarationSyntax } || model.Compilation.GetSemanticModel(call.SyntaxTree).GetOperation(call) is not IInvocationOperation operation) return false;
        return StatementOf(operation) is { } statement && LoopOver(statement) is var (loop, record) && new RecordWork(record, false, false, loop).EndsAt(statement, caught)
            && operation.Arguments.Any(argument => IsMadeOf(argument.Value, record, 4));
    }

    /// <summary>The statement that a call is, awaited or not, whose result nobody takes; null for any other call.</summary>
    public static IOperation? StatementOf(IInvocationOperation call)
    {
        IOperation at = call;
        while (at.Parent is IAwaitOperation or IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait" }) at = at.Parent;
        return at.Parent is IExpressionStatementOperation statement ? statement
            : at.Parent is ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation discarded } ? discarded : null;
    }

    static (IOperation Loop, ILocalSymbol Record)? LoopOver(IOperation statement)
    {
        var at = statement.Parent;
        while (at is IBlockOperation) at = at.Parent;
        return at is IForEachLoopOperation loop && loop.Locals.FirstOrDefault(local => IsRecord(local.Type)) is { } record ? (loop, record) : null;
    }

    static bool IsMadeOf(IOperation value, ILocalSymbol record, int steps) => value.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
        .Any(use => SymbolEqualityComparer.Default.Equals(use.Local, record) || (steps > 0 && Destination.Given(use.Local, use).Any(given => IsMadeOf(given, record, steps - 1))));

    // Is there nothing more to be done for the record after the try statement, or after the call of the helper that holds it?
    bool EndsAt(IOperation place, Caught caught)
    {
        if (place == caught.Try && !IsRetried && caught.Clause.Handler.Operations.LastOrDefault() is IBranchOperation or IReturnOperation) return true;
        for (var at = place; at.Parent is { } parent; at = parent)
        {
            if (parent is IBlockOperation block && block.Operations.SkipWhile(operation => operation != at).Skip(1).Any(rest => !IsNothing(rest))) return false;
            if (parent == Place || parent is IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyOperation || parent is ILoopOperation && Place is null) return true;
        }
        return true;

        bool IsNothing(IOperation operation) => operation is IReturnOperation or IBranchOperation or ILocalFunctionOperation or IEmptyOperation
            || !operation.DescendantsAndSelf().Any(part => part is IInvocationOperation call && !caught.IsInLog(call) && !call.TargetMethod.ContainingType.Name.EndsWith("Stopwatch", StringComparison.Ordinal))
            || IsWholeBatch;
    }

    // What may fail after the record's own work is done, which may not: a notice, a metric.
    bool IsBesides(Caught caught)
    {
        if (Place is null) return false;
        var start = caught.Try.Syntax.SpanStart;
        for (IOperation at = caught.Try; at != Place && at.Parent is { } parent; at = parent)
            if (parent is IBlockOperation block && block.Operations.TakeWhile(operation => operation != at).Any(before => before is IExpressionStatementOperation { Operation: IAwaitOperation } done && done.Descendants().Any(use => IsOfRecord(use, start))))
                return true;
        return false;
    }

    // The record, or a variable of the code that runs for it.
    bool IsOfRecord(IOperation use, int before) => use switch
    {
        ILocalReferenceOperation { Local: var local } => SymbolEqualityComparer.Default.Equals(local, Record) || (Place!.Syntax.Span.Contains(local.Locations[0].SourceSpan) && local.Locations[0].SourceSpan.Start < before),
        IParameterReferenceOperation { Parameter: var parameter } => SymbolEqualityComparer.Default.Equals(parameter, Record)
            || (Place is IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyOperation && parameter.Type.Name is not ("ILambdaContext" or "CancellationToken") && Place.Syntax.Span.Contains(parameter.Locations.FirstOrDefault()?.SourceSpan ?? default)),
        _ => false,
    };
}
