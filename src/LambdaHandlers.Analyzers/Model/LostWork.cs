using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Work that is started and that nobody waits for: a task that is thrown away, forgotten in a variable or a list, a thread, a timer.</summary>
static class LostWork
{
    /// <summary>The kinds of operation that can lose work.</summary>
    public static readonly OperationKind[] Kinds =
        [OperationKind.ExpressionStatement, OperationKind.VariableDeclarator, OperationKind.SimpleAssignment, OperationKind.ObjectCreation];

    /// <summary>The work that an operation starts and loses, or null.</summary>
    public static IOperation? In(IOperation operation, LambdaProject project, CancellationToken cancellation)
    {
        if (Started(operation, project.Types, cancellation) is not { } work || IsDoneAlready(work, project, cancellation)) return null;
        return operation is ISimpleAssignmentOperation { Target: (IFieldReferenceOperation or IPropertyReferenceOperation) and var target } && !IsNeverRead(target, project, cancellation) ? null : work;
    }

    /// <summary>The same as far as the code around it tells, without a look at the rest of the project.</summary>
    public static IOperation? Started(IOperation operation, LambdaTypes types, CancellationToken cancellation) => operation switch
    {
        IExpressionStatementOperation { Operation: var expression } when expression is not IAssignmentOperation => Thrown(expression, types),
        ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value } => Thrown(Slot.Bare(value), types),
        ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation, Value: var value } => IsWork(Slot.Bare(value), types) ? value : null,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } target, Value: var value } =>
            IsWork(Slot.Bare(value), types) && Destination.Uses(local, target).All(use => use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use) ? value : null,
        IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: { } value } declarator when IsWorkOrList(Slot.Bare(value), types) => IsForgotten(local, declarator, types, cancellation) ? value : null,
        IObjectCreationOperation { Type: { Name: "Timer", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } } timer => IsLeftRunning(timer) ? timer : null,
        _ => null,
    };

    static bool IsTasks(ITypeSymbol? type, LambdaTypes types) => type switch
    {
        IArrayTypeSymbol array => Awaitables.IsTaskLike(array.ElementType, types),
        INamedTypeSymbol { TypeArguments: [var element], Name: "IEnumerable" or "List" or "IList" or "ICollection" or "IReadOnlyList" or "ConcurrentBag" or "HashSet" or "Queue" } => Awaitables.IsTaskLike(element, types),
        _ => false,
    };

    static IOperation? Thrown(IOperation value, LambdaTypes types)
    {
        switch (value)
        {
            case IConditionalAccessOperation { WhenNotNull: var inner }: return Awaitables.IsTaskLike(value.Type, types) && Thrown(inner, types) is not null ? value : null;
            case IInvocationOperation call when IsStart(call): return call;
            // mediator.Publish((dynamic)notification): whichever overload it is, it returns a task.
            case IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { Instance.Type: { TypeKind: not TypeKind.Dynamic } type, MemberName: var name } }:
                return type.AllInterfaces.Append(type).SelectMany(each => each.GetMembers(name)).OfType<IMethodSymbol>().ToList() is { Count: > 0 } overloads && overloads.All(each => Awaitables.IsTaskLike(each.ReturnType, types)) ? value : null;
            // await Task.Factory.StartNew(async …) waits for the start alone.
            case IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "WhenAny" } }: return null;
            case IAwaitOperation: return Awaitables.IsTaskLike(value.Type, types) ? value : null;
            // records.Select(Send).ToList();
            case IInvocationOperation: return IsWork(value, types) || IsTasks(value.Type, types) && IsMadeHere(value) ? value : null;
            default: return null;
        }
    }

    static bool IsWorkOrList(IOperation value, LambdaTypes types) => IsWork(value, types) || IsTasks(value.Type, types);

    // records.Select(…) makes tasks; tasks.Add(…) hands on those that there are.
    static bool IsMadeHere(IOperation value) => value is IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" or "Select" };

    // A variable that is read starts nothing.
    static bool IsWork(IOperation value, LambdaTypes types) => Awaitables.IsTaskLike(value.Type, types) && value switch
    {
        IInvocationOperation { TargetMethod: { Name: "CancelAsync" or "Delay" or "Yield" or "FromResult" or "FromException" or "FromCanceled" } } => false,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } inner } => IsWork(Slot.Bare(inner), types),
        // A continuation of what is awaited elsewhere only logs.
        IInvocationOperation { TargetMethod.Name: "ContinueWith", Instance: { } inner } => Slot.Bare(inner) is IInvocationOperation,
        IInvocationOperation => true,
        IConditionalAccessOperation => true,
        _ => false,
    };

    // A thread that nobody joins, and what is made to look as if somebody cared.
    static bool IsStart(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "Start", ContainingType: { Name: "Thread", ContainingNamespace.Name: "Threading" } } => !Waits(call),
        { Name: "QueueUserWorkItem" or "UnsafeQueueUserWorkItem", ContainingType.Name: "ThreadPool" } => !Waits(call),
        { Name: "Start", ContainingType: { Name: "Timer", ContainingNamespace.Name: "Timers" } } => call.Instance is ILocalReferenceOperation { Local: var timer } && !IsStopped(timer, call),
        // One that is async void is LH7005's finding.
        { Name: "Forget" or "FireAndForget" or "SafeFireAndForget" or "RunAndForget", ReturnsVoid: true, IsAsync: false } => true,
        _ => false,
    };

    static bool IsStopped(ILocalSymbol timer, IOperation near) => Destination.Uses(timer, near).Any(use => use.Parent is IInvocationOperation { TargetMethod.Name: "Stop" or "Dispose" or "Close" } || use.Parent is IArgumentOperation or IReturnOperation or IAssignmentOperation)
        || Destination.Declarator(timer, near) is { } declarator && IsUsing(declarator);

    static bool IsUsing(IOperation declarator) => declarator.Parent?.Parent is IUsingDeclarationOperation or IUsingOperation || declarator.Parent?.Parent?.Parent is IUsingDeclarationOperation;

    static bool Waits(IOperation start) => Roots.Of(start).Descendants().OfType<IInvocationOperation>()
        .Any(call => call.TargetMethod.Name is "Join" or "Wait" or "WaitOne" or "WaitAll" or "SignalAndWait" or "WaitAsync");

    static bool IsLeftRunning(IOperation timer)
    {
        // An async callback is LH7005's finding.
        if (timer.Descendants().Any(each => each is IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } })) return false;
        for (var at = timer.Parent; at is not null; at = at.Parent)
            if (at is IUsingOperation or IUsingDeclarationOperation or IReturnOperation or IArgumentOperation or IAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } or IFieldInitializerOperation or IPropertyInitializerOperation)
                return false;
        return !Roots.Of(timer).Descendants().OfType<IInvocationOperation>().Any(call => call.TargetMethod is { Name: "Dispose" or "DisposeAsync" or "Change", ContainingType.Name: "Timer" });
    }

    // Nobody awaits, returns, passes or enumerates it, or not on every way.
    static bool IsForgotten(ILocalSymbol local, IVariableDeclaratorOperation declarator, LambdaTypes types, CancellationToken cancellation)
    {
        if (IsUsing(declarator)) return false;
        var any = Awaitables.IsTaskLike(local.Type, types);
        var waits = new List<IOperation>();
        foreach (var use in Destination.Uses(local, declarator))
            switch (use.Parent)
            {
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsFaulted" or "IsCanceled" or "Status" or "Id" or "Count" or "Length" or "IsCompletedSuccessfully" }: break;
                case IInvocationOperation { TargetMethod.Name: "Add" } add when add.Instance == use: any = true; break;
                case ISimpleAssignmentOperation { Target: IDiscardOperation }: break;
                default: waits.Add(use); break;
            }
        // An empty list of tasks loses nothing.
        if (waits.Count == 0) return any || IsMadeHere(Slot.Bare(declarator.Initializer!.Value));
        return IsForItsEffect(local, waits, types) && TaskWays.CanMiss(declarator, waits, cancellation);
    }

    // What is fetched early may turn out not to be needed; what is sent or saved is.
    static bool IsForItsEffect(ILocalSymbol local, List<IOperation> waits, LambdaTypes types) => Awaitables.IsTaskLike(local.Type, types)
        && (local.Type is INamedTypeSymbol { IsGenericType: false } || waits.All(wait => wait.Parent is IAwaitOperation { Parent: IExpressionStatementOperation }))
        && waits.All(wait => Frame.Around(wait.Syntax) == Frame.Around(local.DeclaringSyntaxReferences[0].GetSyntax()));

    static bool IsNeverRead(IOperation target, LambdaProject project, CancellationToken cancellation) =>
        Slot.SymbolOf(target) is { DeclaringSyntaxReferences.IsEmpty: false, DeclaredAccessibility: Accessibility.Private } variable
        && project.Calls.Of(variable, cancellation) is { IsEmpty: false } sites && sites.All(site => !site.Reads);

    // A method that returns Task.CompletedTask has done its work when it returns.
    static bool IsDoneAlready(IOperation work, LambdaProject project, CancellationToken cancellation)
    {
        if (Slot.Bare(work) is not IInvocationOperation { TargetMethod: var method }) return false;
        var bodies = project.Hierarchy.Implementations(method.OriginalDefinition, cancellation);
        return !bodies.IsEmpty && bodies.All(body => body is IMethodSymbol { IsAsync: false } && Declared.In(body, project.Compilation) is [var declaration, ..] && ReturnsCompleted(declaration.GetSyntax(cancellation)));
    }

    static bool ReturnsCompleted(SyntaxNode method)
    {
        var results = Frame.Results(method).ToList();
        return results.Count > 0 && results.All(value => value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" }
            or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" } }
            or LiteralExpressionSyntax);
    }
}
