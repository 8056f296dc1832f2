using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Calls that hold the thread until something else has ended.</summary>
static class Blocking
{
    /// <summary>True for <c>Result</c>, <c>Wait</c>, <c>GetResult</c>, <c>WaitAll</c>, <c>Sleep</c> and their like, unless the task has certainly ended by then.</summary>
    public static bool IsOne(IOperation operation, LambdaTypes types) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: var type }, Instance: { } task } =>
            (type.OriginalDefinition.Is(types.TaskOfT) || type.OriginalDefinition.Is(types.ValueTaskOfT)) && !HasEnded(task),
        IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType: var type }, Instance: { } task } call when type.Is(types.Task) => !IsPeek(call) && !HasEnded(task),
        IInvocationOperation { TargetMethod: { Name: "GetResult", ContainingType: var type }, Instance: { } awaiter } =>
            type.Name is "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter" && !HasEnded(Awaited(awaiter)),
        IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WaitAny", ContainingType: var type } } => type.Is(types.Task),
        IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType: { Name: "Thread", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } } } sleep => !IsPeek(sleep),
        IInvocationOperation { TargetMethod: { Name: "SpinUntil", ContainingType.Name: "SpinWait" } } => true,
        IInvocationOperation { TargetMethod: { Name: "Wait", ContainingType: { Name: "SemaphoreSlim", ContainingNamespace.Name: "Threading" } } } enter => !IsPeek(enter),
        _ => false,
    };

    /// <summary>The task behind an awaiter, with what <c>ConfigureAwait</c> wraps taken off.</summary>
    public static IOperation Awaited(IOperation awaiter)
    {
        var at = Slot.Bare(awaiter);
        while (at is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait", Instance: { } inner }) at = Slot.Bare(inner);
        return at;
    }

    // Wait(0) only asks.
    static bool IsPeek(IInvocationOperation call) => call.Arguments is [var first, ..] && (first.Value.ConstantValue.Value is 0 or 0L || Slot.Bare(first.Value) is IFieldReferenceOperation { Field.Name: "Zero" });

    static bool HasEnded(IOperation task)
    {
        task = Slot.Bare(task);
        switch (task)
        {
            // (await Task.WhenAny(a, b)).Result
            case IAwaitOperation: return true;
            case IInvocationOperation { TargetMethod.Name: "FromResult" or "AsTask", Instance: null }: return true;
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter }: return IsEndedParameter(parameter, task);
            case IMemberReferenceOperation when IsOfJoined(task): return true;
        }
        return Slot.SymbolOf(task) is { } variable && (IsAwaited(variable, task) || variable is ILocalSymbol local && HasBlockedAbove(local, task));
    }

    /// <summary>True when a statement that is always passed before has waited for the same task: only the first of several <c>Result</c>s blocks.</summary>
    static bool HasBlockedAbove(ILocalSymbol local, IOperation use)
    {
        for (var at = use; at.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation); at = parent)
            if (parent is IBlockOperation block && block.Operations.TakeWhile(each => each != at).Any(statement => statement is IVariableDeclarationGroupOperation or IExpressionStatementOperation && Waits(statement, local)))
                return !Roots.Of(use).Descendants().Any(each => each is IAssignmentOperation { Target: ILocalReferenceOperation { Local: var target } } && SymbolEqualityComparer.Default.Equals(target, local));
        return false;
    }

    // The whole of a value, or what a value is taken from: nothing that may be left out.
    static bool Waits(IOperation statement, ILocalSymbol local) => statement.Descendants().Any(each =>
        each is IPropertyReferenceOperation { Property.Name: "Result", Instance: ILocalReferenceOperation { Local: var waited } } && SymbolEqualityComparer.Default.Equals(waited, local)
        && each.Syntax.Ancestors().TakeWhile(above => above != statement.Syntax).All(above => above is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ArgumentSyntax or BaseArgumentListSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
            or EqualsValueClauseSyntax or VariableDeclaratorSyntax or VariableDeclarationSyntax or AssignmentExpressionSyntax { RawKind: not (int)SyntaxKind.CoalesceAssignmentExpression }));

    // pair.Value and tasks["a"] of WhenAll(tasks.Values), item.Task of WhenAll(items.Select(item => item.Task))
    static bool IsOfJoined(IOperation member)
    {
        var at = member;
        while (at is IMemberReferenceOperation { Instance: { } inner }) at = Slot.Bare(inner);
        return at switch
        {
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter } => IsEndedParameter(parameter, member),
            ILocalReferenceOperation { Local: var local } => Destination.Uses(local, member).Any(IsJoined) || Roots.Of(member).Descendants().OfType<IForEachLoopOperation>()
                .Any(loop => loop.Locals.Contains(local, SymbolEqualityComparer.Default) && loop.Collection.DescendantsAndSelf().Any(each => each is ILocalReferenceOperation tasks && Destination.Uses(tasks.Local, member).Any(IsJoined))),
            _ => false,
        };

        bool IsJoined(IOperation use)
        {
            if (use.Syntax.SpanStart >= member.Syntax.SpanStart) return false;
            for (var up = use.Parent; up is not (null or IBlockOperation); up = up.Parent)
                if (up is IInvocationOperation { TargetMethod: { Name: "WaitAll" or "WhenAll", ContainingType.Name: "Task" } }) return true;
            return false;
        }
    }

    // t of WhenAll(tasks) … tasks.Select(t => t.Result), and of ContinueWith(t => …)
    static bool IsEndedParameter(IParameterSymbol parameter, IOperation use)
    {
        for (var at = use.Parent; at is not null; at = at.Parent)
            if (at is IInvocationOperation call && call.Arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(each => each is IAnonymousFunctionOperation { Symbol: var lambda } && SymbolEqualityComparer.Default.Equals(lambda, parameter.ContainingSymbol))))
                return call.TargetMethod.Name == "ContinueWith" || call.DescendantsAndSelf().Any(each => Slot.SymbolOf(each) is ILocalSymbol { } tasks && IsAwaited(tasks, use));
        return false;
    }

    /// <summary>True when the same code has awaited the variable before the use, alone or together with others, or has asked whether it has ended.</summary>
    static bool IsAwaited(ISymbol variable, IOperation use)
    {
        foreach (var operation in Roots.Of(use).Descendants())
        {
            if (operation.Syntax.SpanStart >= use.Syntax.Span.End) continue;
            switch (operation)
            {
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation when SymbolEqualityComparer.Default.Equals(Slot.SymbolOf(operation), variable) && operation.Syntax != use.Syntax && IsEnd(operation):
                    return true;
                // foreach (var task in tasks) … task.Result; var done = await Task.WhenAny(…)
                case IForEachLoopOperation loop when loop.Locals.Any(local => SymbolEqualityComparer.Default.Equals(local, variable)) && loop.Collection.DescendantsAndSelf().Any(each => Slot.SymbolOf(each) is ILocalSymbol tasks && IsAwaited(tasks, loop.Collection)):
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable) && Slot.Bare(value) is IAwaitOperation:
                case ISimpleAssignmentOperation { Value: var assigned } assignment when SymbolEqualityComparer.Default.Equals(Slot.SymbolOf(assignment.Target), variable) && Slot.Bare(assigned) is IAwaitOperation:
                    return true;
            }
        }
        return false;
    }

    // await t; await t.ConfigureAwait(false); await Task.WhenAll(t, …); Task.WaitAll(t); t.IsCompletedSuccessfully
    static bool IsEnd(IOperation reference)
    {
        for (var at = reference.Parent; at is not null and not IBlockOperation; at = at.Parent)
            switch (at)
            {
                case IAwaitOperation: return true;
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "Status" } property when property.Instance == reference: return true;
                case IInvocationOperation { TargetMethod.Name: "Wait" or "WaitAll" or "WhenAll" }: return true;
            }
        return false;
    }
}
