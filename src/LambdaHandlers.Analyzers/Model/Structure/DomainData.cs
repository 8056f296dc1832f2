using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>Tells the domain's values from the tools that handle them: clients, loggers, the context, clocks, configuration.</summary>
sealed class DomainData(LambdaProject project)
{
    readonly Dictionary<ILocalSymbol, bool> _settings = new(SymbolEqualityComparer.Default);

    /// <summary>True when a value of the domain has a part in it.</summary>
    public bool IsData(IOperation operation)
    {
        foreach (var part in operation.DescendantsAndSelf())
            if (part switch
            {
                ILocalReferenceOperation { Local: var local } => !IsTool(local.Type) && !IsCounter(local) && !IsSetting(local, part),
                IParameterReferenceOperation { Parameter: var parameter } => !IsTool(parameter.Type),
                _ => false,
            })
                return true;
        return false;
    }

    /// <summary>True for a loop over the records of an event, the entries of its headers or the parts of a response.</summary>
    public bool IsEnvelope(IForEachLoopOperation loop) =>
        loop.Locals.Any(local => EventSources.IsAwsEvent(local.Type))
        || loop.Collection.DescendantsAndSelf().Any(part => part is IPropertyReferenceOperation { Property: { Name: "Headers" or "QueryStringParameters" or "PathParameters" or "StageVariables" or "MessageAttributes" } });

    /// <summary>True for a sum that is only told.</summary>
    public bool IsTally(ICompoundAssignmentOperation sum) => Tally.Grows(sum, project);

    /// <summary>True for what measures and traces.</summary>
    public static bool IsTelemetry(ITypeSymbol type) =>
        type.Name is "Stopwatch" or "Activity" || Names.Words(type.Name).Any(word => word is "Metrics" or "Tracing" or "Telemetry" or "Tracer" or "Segment" or "Recorder" || word == "XRay");

    // for (var i = 0; …)
    static bool IsCounter(ILocalSymbol local) => local.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax().Parent?.Parent is ForStatementSyntax;

    bool IsTool(ITypeSymbol type) =>
        project.Loggers.IsLoggerType(type) || IsTelemetry(type)
        || SymbolEqualityComparer.Default.Equals(type, project.Types.LambdaContext)
        || project.Types.IsAwsClient(type)
        || type.Name is "CancellationToken" or "CancellationTokenSource" or "IConfiguration" or "HttpClient" or "JsonSerializerOptions" or "Random" || Logging.LogCall.IsException(type);

    // What the environment says, whatever the event.
    bool IsSetting(ILocalSymbol local, IOperation use)
    {
        if (_settings.TryGetValue(local, out var known)) return known;
        _settings[local] = false;
        var initial = Destination.Declarator(local, use)?.GetVariableInitializer()?.Value;
        return _settings[local] = initial is not null && !IsData(initial)
            && initial.DescendantsAndSelf().Any(part => part is IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable" } } || part.Type?.Name is "IConfiguration" or "IConfigurationSection"
                || IsNow(part));
    }

    /// <summary>True for the present time.</summary>
    public static bool IsNow(IOperation operation) => operation is IPropertyReferenceOperation { Property: { Name: "Now" or "UtcNow" or "Today", ContainingType.Name: "DateTime" or "DateTimeOffset" } };
}
