using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A loop over the records of a batch, and whether the work for one of them can fail and take the others with it.</summary>
/// <param name="Whole">The loop, or the call that goes through the records: <c>Select</c>, <c>Parallel.ForEachAsync</c>.</param>
/// <param name="Records">What it goes through.</param>
/// <param name="Body">What is done for each of them.</param>
sealed record RecordLoop(IOperation Whole, IOperation Records, IOperation Body)
{
    const int MostDepth = 3;

    /// <summary>The loop over the records of SQS, Kinesis or DynamoDB streams that an operation is, or null.</summary>
    public static RecordLoop? At(IOperation operation) => operation switch
    {
        IForEachLoopOperation { IsAsynchronous: false, Locals: [{ Type: var type }] } loop when IsRecord(type) || RecordWork.IsProjection(loop.Collection) => new(loop, loop.Collection, loop.Body),
        IForLoopOperation loop => Indexed(loop),
        IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" }, Arguments: [{ Value: var source }, { Value: var work }] } call when RecordWork.IsOfRecords(source) && JoinsAll(call) => new(call, source, work),
        IInvocationOperation { TargetMethod: { Name: "ForEachAsync", ContainingType.Name: "Parallel" }, Arguments: [{ Value: var source }, .., { Value: var work }] } call when RecordWork.IsOfRecords(source) && IsTaken(call) => new(call, source, work),
        _ => null,
    };

    /// <summary>The handler in whose own text the loop stands; or the one that calls the method in which it does, and that call.</summary>
    public (Handler Handler, IOperation? Call)? HandlerOf(ISymbol within, LambdaProject project, CancellationToken cancellation)
    {
        if (Frame.Around(Whole.Syntax) is not { } frame) return null;
        if (project.HandlersIn(within, cancellation).FirstOrDefault(each => each.Encloses(Whole)) is { } handler) return handler.Syntax.Contains(frame) ? (handler, null) : null;
        return frame is MethodDeclarationSyntax && project.PathTo(Whole.Syntax, everyTime: false, cancellation) is { Steps: [var site], Handler: var caller }
            && site.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && Frame.Around(call) is { } outer && caller.Syntax.Contains(outer)
            && project.Compilation.GetSemanticModel(call.SyntaxTree).GetOperation(call, cancellation) is { } operation ? (caller, operation) : null;
    }

    /// <summary>True when the loop's own lines wait for the work, each time round.</summary>
    public bool WaitsEachTime(LambdaProject project) => Whole is ILoopOperation && Body.DescendantsAndSelf().Any(part => Waits(part, project));

    /// <summary>True when the loop waits for work that can fail, an exception of which leaves the handler.</summary>
    /// <param name="call">The handler's call of the method that the loop stands in; null where it stands in the handler.</param>
    /// <param name="project">The project.</param>
    /// <param name="cancellation">Cancels the look at what is called.</param>
    public bool LetsOneFailAll(IOperation? call, LambdaProject project, CancellationToken cancellation) =>
        !IsCaughtOrCommitted(Whole, project, cancellation) && (call is null || !IsCaughtOrCommitted(call, project, cancellation))
        && !Body.Descendants().Any(part => part is ITryOperation tried && Swallows(tried, project, cancellation))
        && Body.DescendantsAndSelf().Any(part => (Whole is not ILoopOperation || Waits(part, project) || IsJoinedLater(part)) && part.DescendantsAndSelf().Any(each => CanFail(each, project, [], cancellation)));

    static bool IsRecord(ITypeSymbol? type) => type is { Name: not "KafkaEventRecord" } && RecordWork.IsRecord(type);

    // batch.Records[i]
    static bool IsElement(IOperation operation) => operation is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation { Property.Name: "Records" }, Type: var type } && IsRecord(type);

    // The condition first: it is short, and most loops count something else.
    static RecordLoop? Indexed(IForLoopOperation loop) =>
        loop.Condition?.Descendants().FirstOrDefault(each => each is IPropertyReferenceOperation { Property.Name: "Records" } records && EventSources.IsAwsEvent(records.Property.ContainingType)) is { } records
        && (loop.Body is IBlockOperation { Locals: var locals } && locals.Any(local => IsRecord(local.Type)) || loop.Body.Descendants().Any(IsElement)) ? new(loop, records, loop.Body) : null;

    // await Task.WhenAll(batch.Records.Select(…)), also by way of a local
    static bool JoinsAll(IOperation sequence)
    {
        var at = sequence;
        while (at.Parent is IConversionOperation or IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray", ContainingType.Name: "Enumerable" } } } or IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" }) at = at.Parent;
        return IsJoin(at) || at.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } && Destination.Uses(local, at).Any(use => IsJoin(use.Parent is IConversionOperation converted ? converted : use));
    }

    static bool IsJoin(IOperation value) => value.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WaitAll", ContainingType.Name: "Task" } } join } && IsTaken(join);

    // A task that nobody waits for is another rule's.
    static bool IsTaken(IInvocationOperation call)
    {
        IOperation at = call;
        while (at.Parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }) at = at.Parent;
        return call.Type?.SpecialType == SpecialType.System_Void || at.Parent is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation });
    }

    // tasks.Add(SaveAsync(record)); … await Task.WhenAll(tasks);
    static bool IsJoinedLater(IOperation part) =>
        part is IInvocationOperation { TargetMethod.Name: "Add", Instance: ILocalReferenceOperation { Local: var tasks } } && Destination.Uses(tasks, part).Any(use => IsJoin(use.Parent is IConversionOperation converted ? converted : use));

    // What picks out one failure (a subscriber who is gone) lets all others go on.
    static bool Swallows(ITryOperation tried, LambdaProject project, CancellationToken cancellation) =>
        tried.Catches.Any(clause => (clause.Filter is not { } filter || !CatchFilters.Chooses(filter)) && CaughtExceptions.IsWide(clause.ExceptionType) && !new Caught(clause, project, cancellation).Throws);

    static bool Waits(IOperation part, LambdaProject project) => part is IAwaitOperation || Blocking.IsOne(part, project.Types);

    // A call over the network or to a file; a method of the project does what its body does. What is idempotent may be done again.
    static bool CanFail(IOperation part, LambdaProject project, HashSet<ISymbol> seen, CancellationToken cancellation)
    {
        var method = part switch { IInvocationOperation call when project.Loggers.At(call) is null => call.TargetMethod, IMethodReferenceOperation group => group.Method, _ => null };
        if (method is null || method.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks" || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "IdempotentAttribute"))
            return false;
        if (seen.Count == MostDepth || method.IsAbstract || method.IsVirtual || Declared.In(method, project.Compilation) is not [var declaration, ..]) return Awaitables.IsPromise(method.ReturnType, project);
        if (!seen.Add(method.OriginalDefinition)) return false;
        var syntax = declaration.GetSyntax(cancellation);
        var fails = project.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) is { } body
            && body.Descendants().Any(inner => CanFail(inner, project, seen, cancellation) && !IsSwallowed(inner, body, project, cancellation));
        seen.Remove(method.OriginalDefinition);
        return fails;
    }

    static bool IsSwallowed(IOperation part, IOperation within, LambdaProject project, CancellationToken cancellation)
    {
        for (var at = part; at != within && at.Parent is { } parent; at = parent)
            if (parent is ITryOperation tried && at == tried.Body && Swallows(tried, project, cancellation)) return true;
        return false;
    }

    // An exception that goes no further; and what is saved for all records after the loop is not done at all when one fails.
    static bool IsCaughtOrCommitted(IOperation place, LambdaProject project, CancellationToken cancellation)
    {
        for (var at = place; at.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation); at = parent)
            if (parent is ITryOperation tried && at == tried.Body && Swallows(tried, project, cancellation)
                || parent is IUsingOperation { Resources: var resources } && resources.Descendants().Any(each => each.Type?.Name.Contains("Transaction") == true)
                || parent is IBlockOperation block && (block.Operations.SkipWhile(each => each != at).Skip(1).SelectMany(each => each.DescendantsAndSelf()).Any(each => CanFail(each, project, [], cancellation))
                    || block.Operations.TakeWhile(each => each != at).Any(each => each is IUsingDeclarationOperation opened && opened.Descendants().Any(part => part.Type?.Name.Contains("Transaction") == true))))
                return true;
        return false;
    }
}
