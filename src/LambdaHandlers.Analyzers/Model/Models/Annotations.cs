using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>Annotations: <c>[LambdaFunction]</c> on a method makes a source generator wrap it.</summary>
static class Annotations
{
    /// <summary>The handler that this method is, or null.</summary>
    public static Handler? Recognise(IMethodSymbol method, LambdaProject project)
    {
        // The generator itself goes by the simple name of the attribute's class.
        var attributes = method.GetAttributes();
        if (!attributes.Any(attribute => attribute.AttributeClass is { Name: "LambdaFunctionAttribute" }))
            return null;
        var source = attributes.Select(attribute => EventSources.OfAttribute(attribute.AttributeClass?.Name ?? "")).FirstOrDefault(found => found != EventSource.Custom);
        var model = attributes.Any(attribute => attribute.AttributeClass is { Name: "DurableExecutionAttribute" }) ? ProgrammingModel.Durable : ProgrammingModel.Annotations;
        var function = project.Deployment.Wrapping(method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), method.Name);
        return new Handler(method, model, Certainty.Certain, project.Types, source == EventSource.Custom ? null : source, function: function, attributes: EventAttributes.On(method));
    }
}
