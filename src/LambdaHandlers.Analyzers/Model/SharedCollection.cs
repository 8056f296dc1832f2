using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What makes a collection larger, and what keeps it from growing without end.</summary>
static class SharedCollection
{
    static readonly HashSet<string> Adds = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Enqueue", "Push", "TryAdd", "Insert", "InsertRange", "AddOrUpdate", "AddFirst", "AddLast", "Append", "AppendLine", "AppendFormat", "UnionWith",
    };

    static readonly HashSet<string> Takes = new(StringComparer.Ordinal)
    {
        "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "TryRemove", "Clear", "Dequeue", "TryDequeue", "Pop", "TryPop", "TryTake", "TrimExcess",
        "ExceptWith", "IntersectWith", "Length", "CompleteAdding", "Take", "GetConsumingEnumerable",
    };

    /// <summary>The collection that an operation adds to, and what decides whether there is a limit (a key, an element of a set); null when it adds nothing.</summary>
    public static (IOperation Holder, IOperation? Key)? Grown(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } holder, TargetMethod: var method } call when Adds.Contains(method.Name) && IsGrowing(holder.Type) => (holder, IsKeyed(holder.Type) && call.Arguments is [var key, ..] ? key.Value : null),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } holder, Property.IsIndexer: true, Arguments: [var key] } } when IsKeyed(holder.Type) && IsGrowing(holder.Type) => (holder, key.Value),
        _ => null,
    };

    static bool IsGrowing(ITypeSymbol? type) => type is { } && !type.Name.StartsWith("Immutable", StringComparison.Ordinal) && !type.Name.StartsWith("Frozen", StringComparison.Ordinal)
        && type.ContainingNamespace?.ToDisplayString() is { } space && (space.StartsWith("System.Collections", StringComparison.Ordinal) || type.Name == "StringBuilder");

    static bool IsKeyed(ITypeSymbol? type) => type?.Name is "Dictionary" or "ConcurrentDictionary" or "SortedDictionary" or "IDictionary" or "SortedList" or "HashSet" or "ISet" or "SortedSet" or "Hashtable";

    /// <summary>True when the same code asks for a key before it adds one: memory keyed by the event.</summary>
    public static bool IsMemory(IOperation growth, IOperation holder) => IsKeyed(holder.Type) && Slot.SymbolOf(Slot.Bare(holder)) is { } memory && Roots.Of(growth).Descendants().OfType<IInvocationOperation>()
        .Any(call => call.TargetMethod.Name is "TryGetValue" or "ContainsKey" && call.Syntax.SpanStart < growth.Syntax.SpanStart && call.Instance is { } asked && SymbolEqualityComparer.Default.Equals(Slot.SymbolOf(Slot.Bare(asked)), memory));

    /// <summary>True when a key can only have few values.</summary>
    public static bool IsNarrow(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_Char };

    /// <summary>True when somebody empties, bounds, replaces or takes over the collection, so that nobody can say that it grows.</summary>
    public static bool IsKeptSmall(ISymbol variable, LambdaProject project, CancellationToken cancellation) => IsKeptSmall(variable, MostAliases, project, cancellation);

    const int MostAliases = 3;

    // Past so many aliases nobody can tell.
    static bool IsKeptSmall(ISymbol? variable, int aliases, LambdaProject project, CancellationToken cancellation) =>
        variable is null || aliases < 0 || project.Calls.Of(variable, cancellation) is var sites && (sites.IsEmpty || sites.Any(site => IsLimit(site, aliases, project, cancellation)));

    static bool IsLimit(CallSite site, int aliases, LambdaProject project, CancellationToken cancellation)
    {
        // Another value for an alias says nothing of the collection.
        if (site.Writes) return aliases == MostAliases && Frame.Around(site.Node) is { } frame && !project.IsInit(site.Node, cancellation) && frame is not ConstructorDeclarationSyntax;
        switch (site.Target.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == site.Target:
                return Takes.Contains(access.Name.Identifier.ValueText) || access.Name.Identifier.ValueText is "Count" or "Length" && access.Parent is BinaryExpressionSyntax compared && IsLimit(compared);
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } }:
                return Takes.Contains(binding.Name.Identifier.ValueText);
            case ArgumentSyntax { Parent.Parent: { } call }:
                return site.Model.GetSymbolInfo(call, cancellation).Symbol is { } called && !Declared.In(called, project.Compilation).IsEmpty && IsHandedTo(site.Arguments.FirstOrDefault(argument => argument.Syntax == site.Target.Parent)?.Parameter);
            case EqualsValueClauseSyntax { Parent: { } declared }:
                return IsHandedTo(site.Model.GetDeclaredSymbol(declared, cancellation));
            case AssignmentExpressionSyntax assignment:
                return IsHandedTo(site.Model.GetSymbolInfo(assignment.Left, cancellation).Symbol);
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                // What a handler returns is serialised; what is returned as a sequence can only be read.
                return Frame.Around(site.Node) is { } returning && !IsView((Frame.Symbol(returning, site.Model, cancellation) switch
                {
                    IMethodSymbol method => method.ReturnType,
                    IPropertySymbol property => property.Type,
                    _ => null,
                })) && project.PathTo(site.Node, everyTime: false, cancellation) is not { IsDirect: true };
            default:
                return false;
        }

        bool IsHandedTo(ISymbol? alias) => !IsView((alias as IParameterSymbol)?.Type ?? (alias as ILocalSymbol)?.Type ?? (alias as IFieldSymbol)?.Type ?? (alias as IPropertySymbol)?.Type)
            && IsKeptSmall(alias, aliases - 1, project, cancellation);
    }

    // Count > 1000; Count > 0 only asks whether there are any.
    static bool IsLimit(BinaryExpressionSyntax comparison) =>
        (SyntaxKind)comparison.RawKind is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
        && comparison is { Left: not LiteralExpressionSyntax { Token.Value: 0 or 1 }, Right: not LiteralExpressionSyntax { Token.Value: 0 or 1 } };

    static bool IsView(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Object or SpecialType.System_String } or { Name: "IEnumerable" or "IReadOnlyCollection" or "IReadOnlyList" or "IReadOnlyDictionary" or "IReadOnlySet" };

    /// <summary>True when the object whose event it is was put into its variable just before: <c>_timer = new Timer(…); _timer.Elapsed += …</c> leaves each with one subscriber.</summary>
    public static bool IsOfNewObject(IEventAssignmentOperation subscription)
    {
        if (subscription.EventReference is not IEventReferenceOperation { Instance: { } source } || Slot.SymbolOf(Slot.Bare(source)) is not { } variable) return false;
        for (IOperation at = subscription; at.Parent is { } parent and not IAnonymousFunctionOperation; at = parent)
            if (parent is IBlockOperation block && block.Operations.TakeWhile(each => each != at).Any(each =>
                each is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: var target, Value: var value } }
                && SymbolEqualityComparer.Default.Equals(Slot.SymbolOf(target), variable) && Slot.Bare(value) is IObjectCreationOperation))
                return true;
        return false;
    }

    /// <summary>True when the same file unsubscribes from the event.</summary>
    public static bool IsUnsubscribed(IEventAssignmentOperation subscription) =>
        subscription.EventReference is IEventReferenceOperation { Event.Name: var name } && subscription.Syntax.SyntaxTree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(other => other.IsKind(SyntaxKind.SubtractAssignmentExpression) && other.Left.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(each => each.Identifier.ValueText == name));
}
