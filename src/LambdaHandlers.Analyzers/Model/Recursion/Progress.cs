using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>Whether a loop comes nearer to its end with every round. It says so only where it is proven that it does not.</summary>
sealed class Progress(Loop loop, LambdaProject project, CancellationToken cancellation)
{
    /// <summary>
    /// True when every round is the same as the last one: it hands on what it was given, and what could end it depends on nothing else,
    /// or is a limit that a counter never reaches.
    /// </summary>
    public bool IsNone()
    {
        if (SameRound is not { } operations) return false;
        var conditions = operations.SelectMany(Conditions).ToList();
        return (conditions.Count > 0 && conditions.All(condition => IsFrozen(condition, 0)))
            || (conditions.Any(condition => condition.DescendantsAndSelf().Any(IsLimit)) && !operations.Any(Consumes));
    }

    /// <summary>True when every round tries the same as the last one, after a failure or a wait, and nothing counts the rounds.</summary>
    public bool IsUncounted() =>
        loop.Calls.Length == 1 && SameRound is { } operations && !operations.Any(Consumes) && new Retry(loop.Closing.Site, project).IsUnlimited(operations);

    // What a round does that hands on what it was given and writes nothing that outlives it; else null.
    List<IOperation>? SameRound => loop.Calls.All(call => call.IsDirect && KeepsReceiver(call.Site)) && HandsEverythingOn()
        && loop.Frames.SelectMany(Operations).ToList() is var operations && !operations.Any(WritesState) ? operations : null;

    IEnumerable<IOperation> Operations(SyntaxNode frame) =>
        CallGraph.Operations(project.Compilation.GetSemanticModel(frame.SyntaxTree).GetOperation(frame, cancellation), cancellation);

    // this.Next(), Next(), new Walker().Next(); not node.Next()
    static bool KeepsReceiver(IOperation site) => site switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } => true,
        IInvocationOperation { Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IObjectCreationOperation => true,
        _ => false,
    };

    /// <summary>True when after a round every parameter has the value that it had before.</summary>
    bool HandsEverythingOn()
    {
        // What each parameter of the frame at hand holds: a parameter of the first frame, by its number, or nothing that is known.
        var held = Parameters(loop.Calls[0].From).ToDictionary(parameter => parameter, parameter => parameter.Ordinal, (IEqualityComparer<IParameterSymbol>)SymbolEqualityComparer.Default);
        var reset = new HashSet<int>();
        foreach (var call in loop.Calls)
        {
            var next = new Dictionary<IParameterSymbol, int>(SymbolEqualityComparer.Default);
            var targets = Parameters(call.To);
            foreach (var argument in Arguments(call.Site))
            {
                if (argument.Parameter is not { } parameter || parameter.Ordinal >= targets.Length || parameter.RefKind != RefKind.None) return false;
                var value = Unwrapped(argument.Value);
                if (argument.ArgumentKind == ArgumentKind.DefaultValue) reset.Add(loop.Calls.Length == 1 ? parameter.Ordinal : -1);
                else if (value is IParameterReferenceOperation { Parameter: var given } && held.TryGetValue(given, out var ordinal)) next[targets[parameter.Ordinal]] = ordinal;
                else if (!IsContextOrToken(parameter.Type)) return false;
            }
            held = next;
        }
        return !reset.Contains(-1) && held.All(each => each.Key.Ordinal == each.Value);
    }

    ImmutableArray<IParameterSymbol> Parameters(SyntaxNode frame) =>
        (Frame.Symbol(frame, project.Compilation.GetSemanticModel(frame.SyntaxTree), cancellation) as IMethodSymbol)?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;

    static ImmutableArray<IArgumentOperation> Arguments(IOperation site) => site switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => ImmutableArray<IArgumentOperation>.Empty,
    };

    static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        return value;
    }

    bool IsContextOrToken(ITypeSymbol type) =>
        type.Name == "CancellationToken" || SymbolEqualityComparer.Default.Equals(type, project.Types.LambdaContext);

    // A variable that outlives the call, a parameter, an element of a collection, something handed out by reference.
    static bool WritesState(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: ILocalReferenceOperation or IDiscardOperation or ITupleOperation or IDeclarationExpressionOperation } => false,
        IAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation } => false,
        IAssignmentOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref } => true,
        IIncrementOrDecrementOperation { Target: not ILocalReferenceOperation } => true,
        IInvocationOperation { Instance: IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation, TargetMethod: { Name: var name } } => Changes(name),
        _ => false,
    };

    static bool Changes(string name) => Verbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal));

    static readonly string[] Verbs =
        ["Add", "TryAdd", "Remove", "Insert", "Clear", "Push", "Pop", "Enqueue", "Dequeue", "TryDequeue", "TryPop", "TryTake", "Take", "Set", "Update", "Increment", "Decrement", "Move", "Advance", "Skip", "Consume"];

    // What a queue, a reader or an enumerator hands out is not there any more.
    static bool Consumes(IOperation operation) =>
        // The body of an answer can be read; that brings no round nearer to its end.
        operation is IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: not ("HttpContent" or "HttpContentJsonExtensions") } } && (Changes(name) || Takes.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)));

    static readonly string[] Takes = ["Read", "TryRead", "Receive", "Next", "Peek", "Scan", "Query", "List", "Parse", "Match", "Expect"];

    static IEnumerable<IOperation> Conditions(IOperation operation) => operation switch
    {
        IConditionalOperation choice => [choice.Condition],
        IWhileLoopOperation { Condition: { } condition } => [condition],
        IForLoopOperation { Condition: { } condition } => [condition],
        IForEachLoopOperation loop => [loop.Collection],
        ISwitchOperation choice => [choice.Value],
        ISwitchExpressionOperation choice => [choice.Value],
        ICoalesceOperation coalesce => [coalesce.Value],
        IConditionalAccessOperation access => [access.Operation],
        ICatchClauseOperation { Filter: { } filter } => [filter],
        ICatchClauseOperation clause => [clause],
        // a && b decides too
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both => [both.LeftOperand],
        _ => [],
    };

    /// <summary>True when an expression has the same value in every round.</summary>
    bool IsFrozen(IOperation value, int depth)
    {
        if (value.ConstantValue.HasValue) return true;
        if (depth > 20) return false;
        switch (value)
        {
            case IParameterReferenceOperation { Parameter: var parameter }: return IsImmutable(parameter.Type);
            case ILocalReferenceOperation { Local: var local }:
                var given = Destination.Given(local, value).ToList();
                return given.Count == 1 && IsImmutable(local.Type) && IsFrozen(given[0], depth + 1);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }: return IsImmutable(field.Type);
            case IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } instance }: return IsFrozen(instance, depth + 1);
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } } call: return call.Arguments.All(argument => IsFrozen(argument.Value, depth + 1));
            case IUnaryOperation { OperatorMethod: null } or IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or IIsPatternOperation: return value.ChildOperations.All(child => child is IPatternOperation pattern ? IsConstant(pattern) : IsFrozen(child, depth + 1));
            case IBinaryOperation { OperatorMethod: null or { ContainingType.SpecialType: SpecialType.System_String } } binary: return IsFrozen(binary.LeftOperand, depth + 1) && IsFrozen(binary.RightOperand, depth + 1);
            default: return false;
        }
    }

    static bool IsConstant(IPatternOperation pattern) => pattern.DescendantsAndSelf().All(part => part is IConstantPatternOperation or IRelationalPatternOperation or INegatedPatternOperation or IBinaryPatternOperation || part.ConstantValue.HasValue);

    static bool IsImmutable(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String || type.TypeKind == TypeKind.Enum || type.Name is "Guid" or "TimeSpan"
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && IsImmutable(inner);

    // attempt >= MaxAttempts
    bool IsLimit(IOperation operation) =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } comparison
        && (IsCounter(comparison.LeftOperand) && IsFrozen(comparison.RightOperand, 0) || IsCounter(comparison.RightOperand) && IsFrozen(comparison.LeftOperand, 0));

    static bool IsCounter(IOperation value) => Unwrapped(value) is IParameterReferenceOperation { Parameter.Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 };
}
