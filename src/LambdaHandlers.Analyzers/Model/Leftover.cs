using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What an invocation can see of the one before it: the reads of a shared variable that come, on some way through the handler and what it calls,
/// before the invocation has written the variable itself.
/// </summary>
sealed class Leftover(LambdaProject project)
{
    /// <summary>The reads of the variable that can see what the previous invocation of the handler left in it. Empty also where every invocation clears it behind itself.</summary>
    public ImmutableArray<IOperation> Reads(Slot slot, Handler handler, CancellationToken cancellation) => new Walk(slot, project, cancellation).From(handler);

    enum Written
    {
        No,
        Yes,
        /// <summary>Nothing gets here.</summary>
        Never,
    }

    sealed class Walk(Slot slot, LambdaProject project, CancellationToken cancellation)
    {
        const int MostBodies = 300;
        const int MostDepth = 16;

        readonly List<IOperation> _reads = [];
        readonly Dictionary<SyntaxNode, Written> _known = [];
        readonly HashSet<ILocalSymbol> _delegates = new(SymbolEqualityComparer.Default);
        Dictionary<ILabelSymbol, Written> _jumps = new(SymbolEqualityComparer.Default);
        Written _returned = Written.Never;
        bool _cleared;
        int _depth;

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
                if (target.DeclaringSyntaxReferences.IsEmpty) return state;
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
            Roots.Of(use).Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each.Symbol, local)) is { Initializer.Value: { } value }
                && Slot.Bare(value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } ? lambda : null;

        Written OfSwitch(ISwitchOperation choice, Written state)
        {
            state = Of(choice.Value, state);
            var end = choice.Cases.Any(each => each.Clauses.Any(clause => clause.CaseKind == CaseKind.Default)) ? Written.Never : state;
            foreach (var each in choice.Cases)
            {
                var inside = state;
                foreach (var clause in each.Clauses) inside = Of(clause, inside);
                foreach (var statement in each.Body) inside = Of(statement, inside);
                end = Merge(end, inside);
            }
            return Arriving(choice.ExitLabel, end);
        }

        Written OfLoop(ILoopOperation loop, Written state)
        {
            switch (loop)
            {
                case IForEachLoopOperation each:
                    state = Of(each.Collection, state);
                    return Arriving(loop.ExitLabel, Merge(state, Of(each.Body, state)));
                case IForLoopOperation counting:
                    foreach (var before in counting.Before) state = Of(before, state);
                    state = Of(counting.Condition, state);
                    var bottom = Of(counting.Body, state);
                    foreach (var after in counting.AtLoopBottom) bottom = Of(after, bottom);
                    return Arriving(loop.ExitLabel, counting.Condition is null ? Written.Never : state);
                case IWhileLoopOperation { ConditionIsTop: true } endless when endless.Condition?.ConstantValue.Value is true:
                    Of(endless.Body, state);
                    return Arriving(loop.ExitLabel, Written.Never);
                case IWhileLoopOperation { ConditionIsTop: true } checking:
                    state = Of(checking.Condition, state);
                    Of(checking.Body, state);
                    return Arriving(loop.ExitLabel, state);
                case IWhileLoopOperation once:
                    return Arriving(loop.ExitLabel, Of(once.Condition, Arriving(loop.ContinueLabel, Of(once.Body, state))));
                default:
                    return OfParts(loop, state);
            }
        }

        Written OfTry(ITryOperation attempt, Written state)
        {
            var end = Of(attempt.Body, state);
            foreach (var caught in attempt.Catches) end = Merge(end, Of(caught.Handler, Of(caught.Filter, state)));
            if (attempt.Finally is null) return end;
            // Reached on every way, also by an exception: what it writes, the next invocation finds.
            var last = Of(attempt.Finally, state == Written.Yes ? Written.No : state);
            _cleared |= last == Written.Yes;
            return end == Written.Never ? end : last == Written.Yes ? last : end;
        }

        Written Arriving(ILabelSymbol? label, Written state) => label is not null && _jumps.TryGetValue(label, out var others) ? Merge(state, others) : state;
    }
}
