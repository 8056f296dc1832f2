using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>Functions that C# code deploys through the CDK: <c>new FunctionProps { Runtime = Runtime.DOTNET_8, Handler = "Shop::Store.Orders::Handle" }</c>.</summary>
static class InfrastructureCode
{
    /// <summary>The handler string of an assignment to a function's <c>Handler</c>, and whether its runtime is .NET for certain; null for any other, and for a function of another runtime.</summary>
    public static (HandlerString Text, bool IsDotNet)? HandlerOf(ISimpleAssignmentOperation assignment)
    {
        if (assignment is not { Target: IPropertyReferenceOperation { Property: { Name: "Handler", ContainingType: var owner } }, Value.ConstantValue: { HasValue: true, Value: string written } }
            || !owner.ContainingNamespace.ToDisplayString().StartsWith("Amazon.CDK.AWS.Lambda", StringComparison.Ordinal) || HandlerString.TryParse(written) is not { } text)
            return null;
        return RuntimeBeside(assignment) switch
        {
            null => (text, false),
            var runtime when runtime.StartsWith("DOTNET", StringComparison.OrdinalIgnoreCase) => (text, true),
            _ => null,
        };
    }

    // The member or the text that the initialiser around it gives to Runtime.
    static string? RuntimeBeside(ISimpleAssignmentOperation assignment) =>
        (assignment.Parent as IObjectOrCollectionInitializerOperation)?.Initializers.OfType<ISimpleAssignmentOperation>()
            .Where(other => other.Target is IPropertyReferenceOperation { Property.Name: "Runtime" })
            .Select(other => Conversions.Plain(other.Value) switch
            {
                IMemberReferenceOperation { Member.Name: var name } => name,
                { ConstantValue: { HasValue: true, Value: string text } } => text,
                _ => "",
            })
            .FirstOrDefault();
}
