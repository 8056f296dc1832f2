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

    /// <summary>True when a key can only have few values.</summary>
    public static bool IsNarrow(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_Char };

    /// <summary>True when somebody empties, bounds, replaces or takes over the collection, so that nobody can say that it grows.</summary>
    public static bool IsKeptSmall(ISymbol variable, LambdaProject project, CancellationToken cancellation) =>
        project.Calls.Of(variable, cancellation) is var sites && (sites.IsEmpty || sites.Any(site => IsLimit(site, project, cancellation)));

    static bool IsLimit(CallSite site, LambdaProject project, CancellationToken cancellation)
    {
        if (site.Writes) return Frame.Around(site.Node) is { } frame && !project.IsInit(site.Node, cancellation) && frame is not ConstructorDeclarationSyntax;
        switch (site.Target.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == site.Target:
                // Seen.Count > 1000
                return Takes.Contains(access.Name.Identifier.ValueText)
                    || access.Name.Identifier.ValueText is "Count" or "Length" && access.Parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax;
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } }:
                return Takes.Contains(binding.Name.Identifier.ValueText);
            case ArgumentSyntax { Parent.Parent: { } call }:
                return site.Model.GetSymbolInfo(call, cancellation).Symbol is { DeclaringSyntaxReferences.IsEmpty: false };
            case EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return true;
            case AssignmentExpressionSyntax:
                return true;
            default:
                return false;
        }
    }

    /// <summary>True when the same file unsubscribes from the event.</summary>
    public static bool IsUnsubscribed(IEventAssignmentOperation subscription) =>
        subscription.EventReference is IEventReferenceOperation { Event.Name: var name } && subscription.Syntax.SyntaxTree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(other => other.IsKind(SyntaxKind.SubtractAssignmentExpression) && other.Left.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(each => each.Identifier.ValueText == name));
}
