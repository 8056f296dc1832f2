using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Record handlers of Powertools, which its batch processor calls once for each record that a handler was given.</summary>
static class RecordHandlers
{
    /// <summary>The handler whose <c>[BatchProcessor(RecordHandler = typeof(…))]</c> names the class of a method that handles a record, and that place; null for any other method.</summary>
    public static (Handler Handler, SyntaxNode Place)? CallerOf(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        if (method is not { Name: "HandleAsync", IsStatic: false } || !method.ContainingType.AllInterfaces.Any(each => each is { Name: "IRecordHandler", ContainingNamespace: { Name: "BatchProcessing", ContainingNamespace.Name: "Powertools" } })) return null;
        foreach (var handler in project.Handlers(cancellation))
            foreach (var attribute in handler.Method.GetAttributes())
                if (IsBatchProcessor(attribute) && attribute.NamedArguments.Any(each => each.Key == "RecordHandler" && SymbolEqualityComparer.Default.Equals(each.Value.Value as ISymbol, method.ContainingType))
                    && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } place)
                    return (handler, place);
        return null;
    }

    /// <summary>True for a handler that leaves its batch to such a processor.</summary>
    public static bool Serve(Handler handler) => handler.Method.GetAttributes().Any(IsBatchProcessor);

    static bool IsBatchProcessor(AttributeData attribute) => attribute.AttributeClass?.Name.StartsWith("BatchProcessor", StringComparison.Ordinal) == true;
}
