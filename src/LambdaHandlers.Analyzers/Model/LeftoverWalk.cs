using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A walk through the handler and what it calls, in the order in which that runs: does a read come before the first write?</summary>
sealed partial class LeftoverWalk(Slot slot, LambdaProject project, CancellationToken cancellation)
{
    const int MostBodies = 300;
    const int MostDepth = 16;

    enum Written
    {
        No,
        Yes,
        /// <summary>Nothing gets here.</summary>
        Never,
    }

    readonly List<IOperation> _reads = [];
    readonly Dictionary<SyntaxNode, Written> _known = [];
    readonly HashSet<ILocalSymbol> _delegates = new(SymbolEqualityComparer.Default);
    Dictionary<ILabelSymbol, Written> _jumps = new(SymbolEqualityComparer.Default);
    Written _returned = Written.Never;
    bool _cleared;
    int _depth;

    /// <summary>The reads that see what was there before; none where the handler clears the variable behind itself.</summary>
    public ImmutableArray<IOperation> From(Handler handler)
    {
        foreach (var syntax in handler.Syntax) Body(syntax);
        return _cleared ? ImmutableArray<IOperation>.Empty : _reads.ToImmutableArray();
    }

    /// <summary>Whether a body that is entered before the variable was written leaves it written.</summary>
    Written Body(SyntaxNode syntax)
    {
        if (_known.TryGetValue(syntax, out var known)) return known;
        if (_known.Count > MostBodies || _depth > MostDepth) return Written.No;
        cancellation.ThrowIfCancellationRequested();
        _known[syntax] = Written.No;
        var (jumps, returned) = (_jumps, _returned);
        (_jumps, _returned) = (new(SymbolEqualityComparer.Default), Written.Never);
        _depth++;
        var operation = project.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation);
        var end = operation switch
        {
            IAnonymousFunctionOperation lambda => Of(lambda.Body, Written.No),
            ILocalFunctionOperation local => Of(local.Body, Written.No),
            _ => Of(operation, Written.No),
        };
        end = Merge(end, _returned);
        if (--_depth == 0) _cleared |= IsClearedAtTheEnd(operation);
        (_jumps, _returned) = (jumps, returned);
        return _known[syntax] = end;
    }

    // The last word of a handler that nothing leaves early.
    bool IsClearedAtTheEnd(IOperation? operation)
    {
        var block = operation switch
        {
            IMethodBodyOperation method => method.BlockBody,
            IAnonymousFunctionOperation lambda => lambda.Body,
            ILocalFunctionOperation local => local.Body,
            _ => null,
        };
        foreach (var statement in block?.Operations ?? ImmutableArray<IOperation>.Empty)
        {
            if (statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation clearing } && slot.IsNamedBy(clearing.Target) && (clearing.Value.ConstantValue.HasValue || Slot.Bare(clearing.Value) is IDefaultValueOperation))
                return true;
            if (statement.DescendantsAndSelf().Any(each => each is IReturnOperation or IThrowOperation)) return false;
        }
        return false;
    }

    static Written Merge(Written one, Written other) => one == Written.Never ? other : other == Written.Never ? one : one == Written.Yes && other == Written.Yes ? Written.Yes : Written.No;

    void Read(IOperation at, Written state)
    {
        if (state == Written.No) _reads.Add(at);
    }

    Written Of(IOperation? operation, Written state)
    {
        if (operation is null || state == Written.Never) return state;
        switch (operation)
        {
            case INameOfOperation or ITypeOfOperation or ILocalFunctionOperation: return state;
            case IConditionalOperation choice:
            {
                state = Of(choice.Condition, state);
                return Merge(Of(choice.WhenTrue, state), Of(choice.WhenFalse, state));
            }
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                state = Of(both.LeftOperand, state);
                return Merge(state, Of(both.RightOperand, state));
            case ICoalesceOperation coalesce:
                state = Of(coalesce.Value, state);
                return Merge(state, Of(coalesce.WhenNull, state));
            case IConditionalAccessOperation access:
                state = Of(access.Operation, state);
                return Merge(state, Of(access.WhenNotNull, state));
            case ICoalesceAssignmentOperation assignment:
                state = Of(assignment.Target, state);
                return Merge(state, Of(assignment.Value, state));
            case ISimpleAssignmentOperation assignment:
            {
                var before = _reads.Count;
                state = Of(assignment.Value, Inside(assignment.Target, state));
                // What is made of the old value carries it on.
                return _reads.Count > before && Writes(assignment.Target) && _reads.Skip(before).Any(read => assignment.Value.Syntax.Contains(read.Syntax)) ? state : Assigned(assignment.Target, state);
            }
            case ICompoundAssignmentOperation compound when Writes(compound.Target):
                state = Of(compound.Value, Inside(compound.Target, state));
                Read(compound, state);
                return state;
            case IIncrementOrDecrementOperation step when Writes(step.Target):
                state = Inside(step.Target, state);
                Read(step, state);
                return state;
            case IDeconstructionAssignmentOperation deconstruction:
                return Assigned(deconstruction.Target, Of(deconstruction.Value, state));
            case IInvocationOperation call: return OfCall(call, state);
            case IObjectCreationOperation creation:
                state = OfArguments(creation.Arguments, state);
                state = Called(creation.Constructor, state);
                return Of(creation.Initializer, state);
            case IAnonymousFunctionOperation lambda:
                Passing(lambda, state);
                return state;
            case IMethodReferenceOperation method:
                state = Of(method.Instance, state);
                Called(method.Method, state);
                return state;
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Slot.Bare(value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation }:
                // It runs where the variable is used.
                return state;
            case ILocalReferenceOperation { Local: { Type.TypeKind: TypeKind.Delegate } local } when LambdaIn(local, operation) is { } kept && _delegates.Add(local):
                Passing(kept, state);
                _delegates.Remove(local);
                return state;
            case ISwitchOperation choice: return OfSwitch(choice, state);
            case ISwitchExpressionOperation choice:
            {
                state = Of(choice.Value, state);
                var end = Written.Never;
                foreach (var arm in choice.Arms) end = Merge(end, Of(arm.Value, Of(arm.Guard, state)));
                return end;
            }
            case ILoopOperation loop: return OfLoop(loop, state);
            case ITryOperation attempt: return OfTry(attempt, state);
            case IReturnOperation { Kind: OperationKind.Return } result:
                _returned = Merge(_returned, Of(result.ReturnedValue, state));
                return Written.Never;
            case IThrowOperation exception:
                Of(exception.Exception, state);
                return Written.Never;
            case IBranchOperation jump:
                _jumps[jump.Target] = Merge(_jumps.TryGetValue(jump.Target, out var others) ? others : Written.Never, state);
                return Written.Never;
            case ILabeledOperation label:
                return Of(label.Operation, Arriving(label.Label, state));
            case IPropertyReferenceOperation property: return OfProperty(property, state);
            case IFieldReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation when slot.IsNamedBy(operation) || slot.IsRoot(operation):
                Read(operation, state);
                return state;
            case IArrayElementReferenceOperation when slot.IsBeside(operation): return state;
            case IMethodBodyOperation method: return Of(method.BlockBody, Of(method.ExpressionBody, state));
            case IConstructorBodyOperation constructor: return Of(constructor.BlockBody, Of(constructor.ExpressionBody, Of(constructor.Initializer, state)));
            default: return OfParts(operation, state);
        }
    }

    Written OfParts(IOperation operation, Written state)
    {
        foreach (var part in operation.ChildOperations)
        {
            state = Of(part, state);
            // What comes after a jump can be jumped to again.
            if (state == Written.Never && operation is not IBlockOperation) break;
            if (state == Written.Never && _jumps.Count == 0) break;
        }
        return state;
    }

    bool Writes(IOperation target) => slot.IsNamedBy(target) || slot.IsRoot(target);

    // The object that a target lies in is read, the target itself is not.
    Written Inside(IOperation target, Written state) => Writes(target) ? state : target switch
    {
        IPropertyReferenceOperation property when slot.IsBeside(property) => state,
        IPropertyReferenceOperation property => OfArguments(property.Arguments, Of(property.Instance, state)),
        IFieldReferenceOperation field => Of(field.Instance, state),
        IArrayElementReferenceOperation element => OfParts(element, state),
        _ => state,
    };

    Written Assigned(IOperation target, Written state)
    {
        if (state == Written.Never) return state;
        switch (Slot.Bare(target))
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements) state = Assigned(element, state);
                return state;
            case var bare when Writes(bare): return Written.Yes;
            case IPropertyReferenceOperation { Property.SetMethod: { } setter }: return Called(setter, state);
            default: return state;
        }
    }

    Written OfProperty(IPropertyReferenceOperation property, Written state)
    {
        if (slot.IsNamedBy(property) || slot.IsRoot(property))
        {
            if (!slot.IsNamedBy(property) || slot.Leaf is null && slot.Key is null) state = Of(property.Instance, state);
            Read(property, state);
            return state;
        }
        if (slot.IsBeside(property)) return state;
        state = OfArguments(property.Arguments, Of(property.Instance, state));
        return property.Property.GetMethod is { } getter ? Called(getter, state) : state;
    }
}
