using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static LambdaHandlers.Analyzers.Model.Identity;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A place that a value was followed to, and on whose way it lies.</summary>
/// <param name="Value">What stands there.</param>
/// <param name="Scope">Whose code it is.</param>
readonly record struct Traced(IOperation Value, TraceScope Scope)
{
    /// <summary>The handler whose invocation brings the value here.</summary>
    public Handler Handler => Scope.Reached.Handler;
}

/// <summary>The way on which a value is followed: the handler, and the calls that were entered backwards, for what a method returns.</summary>
sealed record TraceScope(Reached Reached, IMethodSymbol? Entered = null, ImmutableArray<IArgumentOperation> Arguments = default, TraceScope? Outer = null)
{
    /// <summary>How many calls were entered.</summary>
    public int Depth => Outer is null ? 0 : Outer.Depth + 1;
}

/// <summary>
/// Where a value comes from: over variables, fields, the arguments of every call on the handler path, and what methods of the project return.
/// What it ends at is a constant, a variable of the environment, a member of the event, or something of which no more is known.
/// </summary>
sealed class Trace(LambdaProject project, CancellationToken cancellation)
{
    const int MostSteps = 300;
    const int MostDepth = 4;

    readonly HashSet<(ISymbol, TraceScope)> _seen = [];
    int _steps;

    /// <summary>What a value can be.</summary>
    public IEnumerable<Traced> Ends(IOperation? value, TraceScope scope)
    {
        var steps = Step(value, scope);
        if (value is null) return [];
        return steps is null ? [new Traced(value, scope)]
            : steps.SelectMany(next => Ends(next.Value, next.Scope)).Concat(IsFilledElsewhere(value) ? [new Traced(value, scope)] : []);
    }

    // What no code sets, a binder or a serializer may: then its initial value is not all that it can be.
    bool IsFilledElsewhere(IOperation value) =>
        value is IPropertyReferenceOperation { Property: { SetMethod: not null, IsIndexer: false, DeclaringSyntaxReferences: [var declaration, ..] } property }
        && declaration.GetSyntax(cancellation) is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } && accessors.All(accessor => accessor is { Body: null, ExpressionBody: null })
        && project.Calls.Of(property, cancellation).All(site => !site.Writes);

    /// <summary>Where a value comes from, one step back; null where it ends.</summary>
    public List<Traced>? Step(IOperation? value, TraceScope scope)
    {
        cancellation.ThrowIfCancellationRequested();
        if (value is null || value.ConstantValue.HasValue || ++_steps > MostSteps) return null;
        return value switch
        {
            IConversionOperation { OperatorMethod: null or { ContainingType.Name: not "Uri" } } conversion => [new(conversion.Operand, scope)],
            IParenthesizedOperation parenthesized => [new(parenthesized.Operand, scope)],
            IAwaitOperation awaited => [new(awaited.Operation, scope)],
            ICoalesceOperation coalesce => [new(coalesce.Value, scope), new(coalesce.WhenNull, scope)],
            IConditionalOperation { WhenFalse: { } other } choice => [new(choice.WhenTrue, scope), new(other, scope)],
            ISwitchExpressionOperation choice => choice.Arms.Select(arm => new Traced(arm.Value, scope)).ToList(),
            ISimpleAssignmentOperation assignment => [new(assignment.Value, scope)],
            IConditionalAccessOperation access => [new(access.WhenNotNull, scope)],
            IInterpolatedStringOperation { Parts: [IInterpolationOperation { FormatString: null } only] } => [new(only.Expression, scope)],
            ILocalReferenceOperation { Local: var local } => Once(local, scope, () => Destination.Given(local, value).Select(given => new Traced(given, scope)).Concat(Unpacked(local, value, scope))),
            IParameterReferenceOperation { Parameter: var parameter } => OfParameter(parameter, scope),
            IFieldReferenceOperation { Field: var field } when IsOurs(field) => Once(field, scope, () => OfMember(field, scope)),
            IPropertyReferenceOperation { Property: var property } when IsOurs(property) => Once(property, scope, () => OfMember(property, scope)),
            IInvocationOperation call => OfResult(call, scope),
            _ => null,
        };
    }

    // var (bucket, key) = (…, …); x is { } name
    IEnumerable<Traced> Unpacked(ILocalSymbol local, IOperation near, TraceScope scope)
    {
        foreach (var operation in Roots.Of(near).Descendants())
            if (operation is IDeconstructionAssignmentOperation { Target: var target, Value: var value } && (target as ITupleOperation ?? (target as IDeclarationExpressionOperation)?.Expression as ITupleOperation) is { } names)
            {
                for (var index = 0; index < names.Elements.Length; index++)
                    if (names.Elements[index].DescendantsAndSelf().Any(each => each is ILocalReferenceOperation { Local: var named } && Same(named, local)))
                        foreach (var end in Ends(value, scope).ToList())
                            if (end.Value is ITupleOperation tuple && index < tuple.Elements.Length)
                                yield return end with { Value = tuple.Elements[index] };
            }
            else if (operation is IIsPatternOperation { Value: var tested, Pattern: var pattern }
                && Same((pattern as IDeclarationPatternOperation)?.DeclaredSymbol ?? (pattern as IRecursivePatternOperation)?.DeclaredSymbol, local))
                yield return new(tested, scope);
    }

    List<Traced>? Once(ISymbol symbol, TraceScope scope, Func<IEnumerable<Traced>> next)
    {
        if (!_seen.Add((symbol, scope))) return [];
        var found = next().ToList();
        return found.Count == 0 ? null : found;
    }

    List<Traced>? OfParameter(IParameterSymbol parameter, TraceScope scope)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || Same(method, scope.Reached.Handler.Method)) return null;
        for (var entered = scope; entered.Outer is not null; entered = entered.Outer)
            if (Same(entered.Entered, method))
                return entered.Arguments.For(parameter) is { } given ? [new(given, entered.Outer)] : null;
        if (method.MethodKind == MethodKind.AnonymousFunction) return null;
        return Once(parameter, scope, () => from site in project.Calls.Of(method, cancellation)
                                            let reached = project.PathTo(site.Node, everyTime: false, cancellation) ?? (method.MethodKind == MethodKind.Constructor ? scope.Reached : null)
                                            let given = site.Arguments.For(parameter)
                                            where reached is not null && given is not null
                                            select new Traced(given, new TraceScope(reached)));
    }

    IEnumerable<Traced> OfMember(ISymbol member, TraceScope scope)
    {
        foreach (var declaration in Declared.In(member, project.Compilation))
        {
            var syntax = declaration.GetSyntax(cancellation);
            foreach (var value in Declared.Values(syntax))
                if (OperationOf(value) is { } operation)
                    yield return new(operation, scope);
            // A positional record's property is what its constructor is given.
            if (syntax is ParameterSyntax && member.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == member.Name) is { } positional)
                foreach (var given in OfParameter(positional, scope) ?? [])
                    yield return given;
        }
        foreach (var site in project.Calls.Of(member, cancellation))
            if (site.Assigned is { } assigned && OperationOf(assigned) is { } given)
                yield return new(given, scope);
    }

    List<Traced>? OfResult(IInvocationOperation call, TraceScope scope)
    {
        var method = call.TargetMethod;
        if (method.Name is "FromResult" or "ConfigureAwait")
            return method.Name == "FromResult" ? call.Arguments.Select(argument => new Traced(argument.Value, scope)).ToList() : call.Instance is { } task ? [new(task, scope)] : null;
        if (!IsOurs(method) || scope.Depth >= MostDepth) return null;
        var target = method.IsAbstract || method.IsVirtual ? project.Hierarchy.OnlyImplementation(method.OriginalDefinition, cancellation) as IMethodSymbol : method.OriginalDefinition;
        if (target is null) return null;
        var inside = new TraceScope(scope.Reached, target, call.Arguments, scope);
        var results = Declared.In(target, project.Compilation).Select(declaration => declaration.GetSyntax(cancellation)).SelectMany(Frame.Results)
            .Select(OperationOf).OfType<IOperation>().Select(result => new Traced(result, inside)).ToList();
        return results.Count == 0 ? null : results;
    }

    bool IsOurs(ISymbol symbol) => !Declared.In(symbol, project.Compilation).IsEmpty;

    // x! and (x) are no operations.
    IOperation? OperationOf(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var operand } => OperationOf(operand),
        ParenthesizedExpressionSyntax { Expression: var inner } => OperationOf(inner),
        _ => project.Compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellation),
    };
}
