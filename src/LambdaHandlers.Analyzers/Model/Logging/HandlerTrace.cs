using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>
/// What a handler does and whether any of it reaches a log, forwards over all that it calls in this project.
/// Wherever the walk can't see on, it takes for granted that something is logged there.
/// </summary>
sealed class HandlerTrace(LambdaProject project, Handler handler, CancellationToken cancellation)
{
    const int MostMethods = 200;
    const int MostDepth = 8;

    // Libraries that do work and write no log of their own.
    static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "System", "Microsoft", "Amazon", "Newtonsoft", "Dapper", "MongoDB", "Npgsql", "MySql", "MySqlConnector", "StackExchange", "FluentValidation", "AutoMapper" };

    readonly HashSet<IMethodSymbol> _seen = new(SymbolEqualityComparer.Default);
    bool _traces;

    /// <summary>What the handler does that can fail or has an effect; null when it does nothing of the kind, or leaves a trace.</summary>
    public string? SilentWork
    {
        get
        {
            Walk(handler.Method, 0);
            return _traces ? null : _work ?? _waits;
        }
    }

    string? _work;
    // Says least, so it is said last.
    string? _waits;

    void Walk(IMethodSymbol method, int depth)
    {
        if (_traces || !_seen.Add(method.OriginalDefinition)) return;
        if (_seen.Count > MostMethods || depth > MostDepth) { _traces = true; return; }
        foreach (var operation in project.Loggers.Body(method, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            Look(operation, depth);
            if (_traces) return;
        }
    }

    void Look(IOperation operation, int depth)
    {
        switch (operation)
        {
            case IInvalidOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation:
                _traces = true;
                break;
            case IInvocationOperation call:
                LookAt(call, depth);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                if (creation.Arguments.Any(Hands) && !IsOurs(constructor)) _traces = true;
                else Follow(constructor, depth);
                break;
            case IPropertyReferenceOperation { Property: var property }:
                if (project.Loggers.IsLoggerType(property.Type)) _traces = true;
                else if (property.GetMethod is { } getter && IsOurs(getter)) Follow(getter, depth);
                break;
            case IFieldReferenceOperation { Field.Type: var type } when project.Loggers.IsLoggerType(type):
                _traces = true;
                break;
            case IMethodReferenceOperation { Method: var group }:
                Follow(group, depth);
                break;
            case ICatchClauseOperation when handler.Output is null:
                _work ??= "catches exceptions";
                break;
            case IForEachLoopOperation loop when handler.Output is null && loop.Locals.Any(local => EventSources.IsAwsEvent(local.Type)):
                _work ??= "works on a batch of records";
                break;
            case IAwaitOperation { Operation: var awaited } when Conversions.Plain(Unconfigured(awaited)) is IInvocationOperation { TargetMethod: var target } && IsWork(target):
                _waits ??= "waits for other systems";
                break;
        }
    }

    void LookAt(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        if (project.Loggers.At(call) is { Logger: not Logger.Diagnostics }) { _traces = true; return; }
        if (method.MethodKind == MethodKind.DelegateInvoke) { _traces |= call.Instance is not ILocalReferenceOperation; return; }
        var type = (method.ReducedFrom ?? method).ContainingType;
        if (project.Types.IsAwsClient(type)) _work ??= "calls AWS services";
        else if (type.Name is "HttpClient" or "File" or "FileStream" or "SmtpClient" or "Process") _work ??= "works with other systems";
        if (IsOurs(method) || type.TypeKind == TypeKind.Interface) Follow(method, depth);
        else if (!IsKnown(type) || call.Arguments.Any(Hands)) _traces = true;
    }

    /// <summary>Goes on to what a call can run: the method itself, and what overrides or implements it.</summary>
    void Follow(IMethodSymbol method, int depth)
    {
        method = method.OriginalDefinition;
        if (IsOurs(method) && !method.IsAbstract) Walk(method, depth + 1);
        if (method is not ({ IsAbstract: true } or { IsVirtual: true } or { IsOverride: true }) || method.ContainingType is not { } type) return;
        if (!IsOurs(method)) { _traces |= !IsKnown(type); return; }
        var found = false;
        foreach (var below in project.Hierarchy.Below(type, cancellation))
            foreach (var implementation in Implementations(method, type, below))
            {
                found = true;
                Walk(implementation, depth + 1);
            }
        // Nobody implements it here: somebody elsewhere does, and may well log.
        if (!found && method.IsAbstract) _traces = true;
    }

    static IEnumerable<IMethodSymbol> Implementations(IMethodSymbol method, INamedTypeSymbol type, INamedTypeSymbol below)
    {
        if (type.TypeKind != TypeKind.Interface)
            return below.GetMembers(method.Name).OfType<IMethodSymbol>().Where(member => member.IsOverride);
        return below.AllInterfaces.Where(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, type))
            .SelectMany(contract => contract.GetMembers(method.Name).OfType<IMethodSymbol>())
            .Where(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method))
            .Select(member => below.FindImplementationForInterfaceMember(member)).OfType<IMethodSymbol>();
    }

    // A logger or the context in the hands of code that we can't see.
    bool Hands(IArgumentOperation argument) => Conversions.Plain(argument.Value).Type is { } type
        && (SymbolEqualityComparer.Default.Equals(type, project.Types.LambdaContext) || project.Loggers.IsLoggerType(type));

    bool IsWork(IMethodSymbol method) => !IsOurs(method)
        && !(method.ContainingType.Name is "Task" or "ValueTask" or "Parallel" or "JsonSerializer" or "JsonDocument" or "TextReader" or "StreamReader" or "TextWriter" or "StreamWriter" or "Stream" or "MemoryStream" or "SemaphoreSlim" or "Lazy" || EventSources.IsAwsEvent(method.ContainingType));

    static IOperation Unconfigured(IOperation awaited) => awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } ? task : awaited;

    bool IsOurs(ISymbol symbol) => !Declared.In(symbol, project.Compilation).IsEmpty;

    static bool IsKnown(ITypeSymbol type) => Names.Root(type) is { } root && Silent.Contains(root);
}
