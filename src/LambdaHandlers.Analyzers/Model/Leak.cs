using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a write of a shared variable does to the next invocation.</summary>
sealed class Leak(Write write, Slot slot, Reached reached, LambdaProject project, bool multiConcurrent, CancellationToken cancellation)
{
    /// <summary>The harm, as a clause of a message; null when there is none, or when nobody can tell.</summary>
    public string? Harm
    {
        get
        {
            var carried = IsCarried;
            if (!carried && !write.Accumulates && !IsSwitch) return null;
            if (carried && multiConcurrent && !write.Accumulates && IsRead) return "an invocation beside it reads it too";
            if (IsKeyedByTheEvent) return null;
            // Asked last, and only of what is worth it: it walks through the whole handler.
            var reads = project.Leftover.Reads(slot, reached.Handler, cancellation).Where(read => !IsUnderItsOwnStep(read)).SelectMany(read => write.Accumulates && !carried ? Received(read) : [read]).ToImmutableArray();
            if (reads.IsEmpty || reads.All(HarmlessRead.IsComparedWithTheEvent)) return null;
            if (write.Accumulates && (carried ? IsNumber && reads.All(HarmlessRead.Is) : IsManaged || reads.All(HarmlessRead.Is))) return null;
            if (write.Accumulates && !carried) return "the next one counts on from here";
            if (carried) return "the next one can read what this one has put there";
            return reads.All(HarmlessRead.IsLogged) ? null : "stays switched for the next one";
        }
    }

    // The event, what is made of it, or the whole context.
    bool IsCarried => write.Value is { } value
        && (Slot.Bare(value) is IParameterReferenceOperation parameter && SymbolEqualityComparer.Default.Equals(parameter.Type, project.Types.LambdaContext)
            || project.OriginOf(value, reached, cancellation) == Origin.Invocation);

    /// <summary>A setting chosen by the event, that nobody sets back.</summary>
    bool IsSwitch => write.Value is { } value && write.At is not ICoalesceAssignmentOperation && IsChoice(Slot.Bare(value)) && !IsRememberedStart
        // What asks for the variable itself fills it once, whenever that is.
        && !Conditions.Any(each => each.Condition.DescendantsAndSelf().Any(slot.IsRoot))
        // Behind a check of the input everything is conditional; that something was done then is no choice.
        && Conditions.Any(each => !(value.ConstantValue.Value is bool && each.Branch.Syntax.Span.Contains(each.Condition.Syntax.Span))
            && project.Data.Of(each.Condition, reached, each.Level, cancellation) == Origin.Invocation);

    IReadOnlyList<(IOperation Condition, int Level, IOperation Branch)> Conditions => _conditions ??= [.. Write.Conditions(write.At, reached, project, cancellation)];

    IReadOnlyList<(IOperation Condition, int Level, IOperation Branch)>? _conditions;

    bool IsChoice(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: var constant } } => !Equals(constant, Initial?.ConstantValue.Value ?? Default(slot.Root)) && constant is not null,
        IFieldReferenceOperation or IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IInvocationOperation { TargetMethod.Name: "GetEnvironmentVariable" } => true,
        // The first of its kind is made when it is needed; the second is a choice.
        IObjectCreationOperation => Initial is { ConstantValue.HasValue: false } || Writes.Count(other => other is not null && Slot.Bare(other) is IObjectCreationOperation) > 1,
        _ => false,
    };

    static object? Default(ISymbol variable) => TypeOf(variable)?.SpecialType switch
    {
        SpecialType.System_Boolean => false,
        SpecialType.System_Int32 => 0,
        _ => null,
    };

    static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    };

    IOperation? Initial => slot.Leaf is null && Declared.In(slot.Root, project.Compilation) is [var declaration] && Declared.Initial(declaration.GetSyntax(cancellation)) is { } value
        ? project.Compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellation) : null;

    // _warm, _initialized: that something was done is true for every invocation after it.
    bool IsRememberedStart => write.Value is { ConstantValue.Value: bool } && Marks.Any(mark => slot.Name.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0);

    static readonly string[] Marks = ["warm", "cold", "init", "ready", "loaded", "started", "configured", "registered", "migrated", "firstrun", "firsttime"];

    /// <summary>What is assigned to the variable, anywhere.</summary>
    IEnumerable<IOperation?> Writes => Sites.Select(site => site.Assigned is { } value ? site.Model.GetOperation(value, cancellation) : null);

    ImmutableArray<CallSite> Sites => project.Calls.Of(slot.Root, cancellation);

    bool IsRead => Sites.Any(site => site.Reads);

    // Bytes and milliseconds of all invocations: a metric.
    bool IsNumber => TypeOf(slot.Root)?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    // A counter that somebody sets back is a counter of something else than invocations.
    bool IsManaged => Writes.Any(value => value is { ConstantValue.HasValue: true });

    /// <summary>One entry of memory: if (_key != order.Id) { _key = order.Id; _value = … }</summary>
    bool IsKeyedByTheEvent => !multiConcurrent && Conditions.Any(each => each.Condition.DescendantsAndSelf().Any(part => KeyIn(part, each.Level) is { } key
        && each.Branch.DescendantsAndSelf().OfType<IAssignmentOperation>().Any(other => new Slot(key).IsRoot(other.Target))));

    ISymbol? KeyIn(IOperation part, int level)
    {
        var (one, other) = part switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } both => (both.LeftOperand, both.RightOperand),
            IInvocationOperation { TargetMethod.Name: "Equals", Instance: { } instance, Arguments: [var argument, ..] } => (instance, argument.Value),
            IInvocationOperation { TargetMethod.Name: "Equals", Arguments: [var first, var second, ..] } => (first.Value, second.Value),
            _ => (null, null),
        };
        if (one is null || other is null) return null;
        return Key(one, other) ?? Key(other, one);

        ISymbol? Key(IOperation key, IOperation given) =>
            Slot.SymbolOf(Slot.Bare(key)) is (IFieldSymbol or IPropertySymbol or ILocalSymbol) and var symbol
            && !given.ConstantValue.HasValue && project.Data.Of(given, reached, level, cancellation) == Origin.Invocation ? symbol : null;
    }

    // int Next() => ++_count; of a number that a helper returns counts what its callers make of it.
    IEnumerable<IOperation> Received(IOperation read)
    {
        if (read.Parent is not IReturnOperation || Frame.Around(read.Syntax) is not { } frame || Frame.Symbol(frame, read.SemanticModel!, cancellation) is not { } member || reached.Handler.Syntax.Contains(frame)) return [read];
        var sites = project.Calls.Of((member as IMethodSymbol)?.AssociatedSymbol ?? member, cancellation);
        return sites.IsEmpty ? [read] : sites.Select(site => site.Operation).OfType<IOperation>().Select(call => call.Parent is IAwaitOperation awaited ? awaited : call).Where(call => !HarmlessRead.IsThrownAway(call));
    }

    // The step itself reads the variable; only what it hands on is a read.
    bool IsUnderItsOwnStep(IOperation read) => read is ICompoundAssignmentOperation or IIncrementOrDecrementOperation && HarmlessRead.IsThrownAway(read)
        || write.Accumulates && write.At is ISimpleAssignmentOperation sum && sum.Value.Syntax.Span.Contains(read.Syntax.Span) && sum.Syntax.SyntaxTree == read.Syntax.SyntaxTree
        || read is IInvocationOperation { TargetMethod.ContainingType.Name: "Interlocked" } && (!write.Accumulates || HarmlessRead.IsThrownAway(read));
}
