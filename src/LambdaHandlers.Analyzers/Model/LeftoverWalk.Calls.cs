using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

// What calls do: their arguments, their bodies, and the delegates that they are handed.
sealed partial class LeftoverWalk
{
    Written OfCall(IInvocationOperation call, Written state)
    {
        // _seen.Clear() at the start is as good as a new one.
        if (call is { Instance: { } instance, TargetMethod.Name: "Clear" or "Reset" } && slot.IsRoot(instance)) return Written.Yes;
        // So is cache.Set("user", …) for the one key.
        if (slot.Key is not null && call.TargetMethod.Name is "Set" or "Add" && slot.IsNamedBy(call)) return Of(Slot.Stored(call), state) == Written.Never ? Written.Never : Written.Yes;
        state = OfArguments(call.Arguments, Of(call.Instance, state));
        if (call.TargetMethod.MethodKind != MethodKind.DelegateInvoke) state = Called(call.TargetMethod, state, onThis: call.Instance is IInstanceReferenceOperation);
        foreach (var argument in call.Arguments)
            if (argument.Parameter?.RefKind == RefKind.Out || IsExchange(argument))
                state = Assigned(argument.Value, state);
        return state;
    }

    Written OfArguments(ImmutableArray<IArgumentOperation> arguments, Written state)
    {
        foreach (var argument in arguments)
            if (argument.Parameter?.RefKind == RefKind.Out || IsExchange(argument)) state = Inside(argument.Value, state);
            else if (argument.Parameter?.RefKind == RefKind.Ref && Writes(argument.Value)) Read(argument.Parent!, state);
            else state = Of(argument.Value, state);
        return state;
    }

    // Interlocked.Exchange(ref _current, …) and Volatile.Write(ref _current, …) only write.
    static bool IsExchange(IArgumentOperation argument) => argument is { Parameter: { RefKind: RefKind.Ref, ContainingSymbol: { Name: "Exchange" or "Write" } }, Parent.Parent: IExpressionStatementOperation };

    Written Called(IMethodSymbol? method, Written state, bool onThis = false)
    {
        // Once this invocation has written it, nobody sees the previous one's.
        if (method is null || state != Written.No) return state;
        var end = Written.Never;
        foreach (var target in project.Hierarchy.Implementations(method.OriginalDefinition, cancellation))
        {
            if (onThis && IsOfAnotherClass(target, method)) continue;
            if (Declared.In(target, project.Compilation).IsEmpty) return state;
            foreach (var declaration in target is IMethodSymbol { PartialImplementationPart: { } part } ? part.DeclaringSyntaxReferences : target.DeclaringSyntaxReferences)
                end = Merge(end, Body(declaration.GetSyntax(cancellation)));
        }
        return end == Written.Never ? state : end;
    }

    // The object that holds the variable runs its own override, not a sibling's, and not the one that it overrides.
    bool IsOfAnotherClass(ISymbol target, IMethodSymbol method)
    {
        if (slot.Root is not { IsStatic: false, ContainingType: { } holder } || !Lies(holder, method.ContainingType) || Lies(target.ContainingType, holder)) return false;
        for (var at = holder; at is not null; at = at.BaseType)
            if (at.GetMembers(method.Name).Any(member => member is IMethodSymbol { IsAbstract: false } own && own.Parameters.Length == method.Parameters.Length))
                return !SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, target.ContainingType.OriginalDefinition);
        return false;
    }

    static bool Lies(INamedTypeSymbol type, INamedTypeSymbol below)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, below.OriginalDefinition)) return true;
        return false;
    }

    void Passing(IAnonymousFunctionOperation lambda, Written state)
    {
        var (jumps, returned) = (_jumps, _returned);
        (_jumps, _returned) = (new(SymbolEqualityComparer.Default), Written.Never);
        Of(lambda.Body, state);
        (_jumps, _returned) = (jumps, returned);
    }

    static IAnonymousFunctionOperation? LambdaIn(ILocalSymbol local, IOperation use) =>
        Destination.Declarator(local, use) is { Initializer.Value: { } value }
            && Slot.Bare(value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } ? lambda : null;
}
