using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>A value that comes from the function's configuration: an environment variable, a key of an <c>IConfiguration</c>, a property of an options object.</summary>
static class Configured
{
    /// <summary>True for the value of this environment variable.</summary>
    public static bool IsVariable(string name, Traced value, SdkRequest request) =>
        EnvironmentVariable.NameOf(value.Value) == name || string.Equals(KeyOf(value, request), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the template gives for it; null where it is something else, or where no template tells.</summary>
    public static ConfigNode? Told(Traced value, SdkRequest request)
    {
        if (value.Handler.Function is not { } function) return null;
        if (EnvironmentVariable.NameOf(value.Value) is { } variable) return function.Variable(variable);
        if (KeyOf(value, request) is { } key) return Only(function, name => string.Equals(name, key, StringComparison.OrdinalIgnoreCase));
        // Nobody says which section an options type is bound to: one variable alone must fit the property.
        return value.Value is IPropertyReferenceOperation { Property: { Name: var property, IsIndexer: false }, Instance: { } of } && request.Ends(value with { Value = of }).Any(end => IsBound(end.Value))
            ? Only(function, name => string.Equals(name, property, StringComparison.OrdinalIgnoreCase) || name.EndsWith("__" + property, StringComparison.OrdinalIgnoreCase)) : null;
    }

    static ConfigNode? Only(DeployedFunction function, Func<string, bool> fits) =>
        function.Environment.Where(entry => fits(entry.Key.Text)).GroupBy(entry => entry.Key.Text).ToList() is [var only] ? only.Last().Value : null;

    // options.Value, settings.Get<Queues>()
    static bool IsBound(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Property: { Name: "Value" or "CurrentValue", ContainingType.Name: var type } } => type.StartsWith("IOptions", StringComparison.Ordinal),
        IInvocationOperation { TargetMethod: { Name: "Get", ContainingType.Name: "ConfigurationBinder" } } => true,
        _ => false,
    };

    // settings["Queues:Next"], settings.GetSection("Queues")["Next"], settings.GetValue<string>("Queues:Next"): the variable Queues__Next
    static string? KeyOf(Traced value, SdkRequest request) => value.Value switch
    {
        IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var type }, Instance: { } of, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string key } }] } when IsConfiguration(type) => Section(value with { Value = of }, request) + Flat(key),
        IInvocationOperation { TargetMethod: { Name: "GetValue", ContainingType.Name: "ConfigurationBinder" }, Arguments: [var of, { Value.ConstantValue: { HasValue: true, Value: string key } }, ..] } => Section(value with { Value = of.Value }, request) + Flat(key),
        _ => null,
    };

    static string Section(Traced configuration, SdkRequest request) => request.Ends(configuration).Select(end => end.Value).FirstOrDefault() is IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } call
        && call.Arguments.LastOrDefault()?.Value.ConstantValue is { HasValue: true, Value: string key } ? Section(configuration with { Value = call.Instance ?? call.Arguments[0].Value }, request) + Flat(key) + "__" : "";

    static string Flat(string key) => key.Replace(":", "__");

    static bool IsConfiguration(INamedTypeSymbol type) => type.Name == "IConfiguration" || type.AllInterfaces.Any(each => each is { Name: "IConfiguration", ContainingNamespace.Name: "Configuration" });
}
