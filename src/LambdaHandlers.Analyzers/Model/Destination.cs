using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Where a value goes that is made on the handler path: into a local, a field, a cache, or back to the caller.</summary>
static class Destination
{
    /// <summary>
    /// True when the value is kept, and nobody can say that every invocation makes and keeps another one:
    /// it ends in a long-lived variable or cache, and something on the way there is conditional.
    /// </summary>
    public static bool IsKept(IOperation value, Reached reached, LambdaProject project, CancellationToken cancellation)
    {
        var whole = Whole(value);
        if (Keeps(whole, project, cancellation)) return IsConditional(value.Syntax) || reached.Steps.Any(IsConditional) || whole.Parent is IArgumentOperation;
        return LocalOf(whole) is { } local && Uses(local, value).Any(use => Keeps(Whole(use), project, cancellation)
            // _services = host.Services
            || use.Parent is IPropertyReferenceOperation { Property.Name: "Services" } services && Keeps(Whole(services), project, cancellation));
    }

    /// <summary>The variables that a value ends in: fields and properties, by way of locals and of what methods return; the locals too, for lambdas capture them.</summary>
    public static IEnumerable<ISymbol> Holders(IOperation value, LambdaProject project, CancellationToken cancellation, int depth = 3)
    {
        var carried = CurrentValue.Carried(value);
        return carried.Parent switch
        {
            IFieldInitializerOperation initializer => initializer.InitializedFields,
            IPropertyInitializerOperation initializer => initializer.InitializedProperties,
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } target } => [target.Member],
            _ when depth == 0 => [],
            IReturnOperation when Frame.Around(carried.Syntax) is { } frame and not AnonymousFunctionExpressionSyntax && Frame.Symbol(frame, carried.SemanticModel!, cancellation) is { } member =>
                project.Calls.Of(member, cancellation).Select(site => site.Operation).OfType<IOperation>().SelectMany(call => Holders(call, project, cancellation, depth - 1)),
            _ when LocalOf(carried) is { } local => Uses(local, carried).SelectMany(use => Holders(use, project, cancellation, depth - 1)).Append(local),
            _ => [],
        };
    }

    /// <summary>The local variable that a value is given to where it is made, or null.</summary>
    public static ILocalSymbol? LocalOf(IOperation value) => Whole(value).Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
        _ => null,
    };

    /// <summary>Where the frame around a value uses a local.</summary>
    public static IEnumerable<ILocalReferenceOperation> Uses(ILocalSymbol local, IOperation near) =>
        Roots.Of(near).Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local));

    /// <summary>Where the frame around a use declares a local, or null.</summary>
    public static IVariableDeclaratorOperation? Declarator(ILocalSymbol local, IOperation near) =>
        Roots.Of(near).Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each.Symbol, local));

    /// <summary>What a local is initialised with or assigned, in the frame around a use.</summary>
    public static IEnumerable<IOperation> Given(ILocalSymbol local, IOperation near)
    {
        foreach (var operation in Roots.Of(near).Descendants())
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) && declarator.GetVariableInitializer() is { Value: var initial })
                yield return initial;
            else if (operation is IAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value } && SymbolEqualityComparer.Default.Equals(target.Local, local))
                yield return value;
    }

    /// <summary>The expression that a value is, with its conversions, fallbacks and awaits.</summary>
    public static IOperation Whole(IOperation value)
    {
        var at = value;
        while (at.Parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IAwaitOperation
            || at.Parent is IConditionalOperation { Syntax: ConditionalExpressionSyntax })
            at = at.Parent;
        return at;
    }

    // _client = new(…); Clients[region] = new(…); Clients.Add(region, new(…)); cache.Set("client", new(…))
    static bool Keeps(IOperation value, LambdaProject project, CancellationToken cancellation)
    {
        var target = value.Parent switch
        {
            IAssignmentOperation assignment when assignment.Value == value => assignment.Target,
            IArgumentOperation { Parent: IInvocationOperation { Instance: { } instance, TargetMethod.Name: "Add" or "TryAdd" or "Set" or "AddOrUpdate" or "GetOrAdd" or "Enqueue" or "Push" } } => instance,
            // Interlocked.CompareExchange(ref _client, new(…), null)
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "CompareExchange", ContainingType.Name: "Interlocked" }, Arguments: [var place, ..] } } => place.Value,
            IArgumentOperation { Parent: IInvocationOperation { Instance: null, TargetMethod: { IsExtensionMethod: true, Name: "Set" or "TryAdd" }, Arguments: [var first, ..] } } => first.Value,
            _ => null,
        };
        return target?.Syntax is ExpressionSyntax expression && Frame.Around(expression) is { } frame
            && Once.OutlivesInvocation(expression, frame, project, cancellation);
    }

    static bool IsConditional(SyntaxNode node)
    {
        var frame = Frame.Around(node);
        for (var at = node; at is not null && at != frame; at = at.Parent)
            if (at.Parent is IfStatementSyntax choice && at != choice.Condition || at.Parent is ConditionalExpressionSyntax question && at != question.Condition
                || at.Parent is SwitchSectionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax)
                return true;
        return false;
    }
}
