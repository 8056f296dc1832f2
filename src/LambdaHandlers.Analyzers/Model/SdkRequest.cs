using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A call of an AWS client, and what its request says: written inline, built elsewhere, or passed as plain arguments.</summary>
sealed class SdkRequest
{
    readonly LambdaProject _project;
    readonly CancellationToken _cancellation;

    SdkRequest(IInvocationOperation call, TraceScope scope, LambdaProject project, CancellationToken cancellation) =>
        (Call, Scope, _project, _cancellation) = (call, scope, project, cancellation);

    /// <summary>The request of a call on a handler path.</summary>
    public static SdkRequest Of(IInvocationOperation call, Reached reached, LambdaProject project, CancellationToken cancellation) =>
        new(call, new TraceScope(reached), project, cancellation);

    // Each question follows its own way: what one has seen is not seen for the next.
    Trace NewTrace => new(_project, _cancellation);

    /// <summary>The call.</summary>
    public IInvocationOperation Call { get; }

    /// <summary>Where it stands.</summary>
    public TraceScope Scope { get; }

    /// <summary>True for a method of this name (with or without Async) of a client whose interface has this name.</summary>
    public static bool IsCall(IOperation operation, string service, params string[] methods) =>
        operation is IInvocationOperation { TargetMethod: { Name: var name, ContainingType: { Name: var type } containing } }
        && type.Contains(service) && (type == service || type == "I" + service || type == "IAmazon" + service || type == "ICoreAmazon" + service || type == "Amazon" + service + "Client")
        && containing.ContainingNamespace is { Name: not "" } space && IsAmazon(space)
        && methods.Any(method => name == method || name == method + "Async");

    static bool IsAmazon(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } above) space = above;
        return space.Name == "Amazon";
    }

    /// <summary>What a setting of the request can be: an argument of that name, or a property of the request object. Empty where it is never set.</summary>
    public List<Traced> Setting(params string[] names)
    {
        var found = new List<Traced>();
        foreach (var argument in Call.Arguments)
            if (argument.Parameter is { } parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)
                if (names.Any(name => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))) found.Add(new(argument.Value, Scope));
                else if (parameter.Type.Name.EndsWith("Request", StringComparison.Ordinal)) found.AddRange(SetOn(argument.Value, Scope, names));
        return found;
    }

    /// <summary>True when every object that the request can be was seen being made, and nobody else can have set anything on it.</summary>
    public bool IsKnown => Call.Arguments.All(argument => argument.Parameter?.Type.Name.EndsWith("Request", StringComparison.Ordinal) != true
        || !IsHandedOut(argument.Value) && NewTrace.Ends(argument.Value, Scope).ToList() is { Count: > 0 } ends && ends.All(end => end.Value is IObjectCreationOperation));

    // Configure(request)
    bool IsHandedOut(IOperation request) => request is ILocalReferenceOperation { Local: var local } && Destination.Uses(local, request).Any(use =>
        use.Parent is IArgumentOperation { Parameter.Type: var type, Parent: var taker } && taker != Call && SymbolEqualityComparer.Default.Equals(type, local.Type));

    /// <summary>What an object's property can be, wherever the object was made.</summary>
    public IEnumerable<Traced> SetOn(IOperation value, TraceScope scope, string[] names) => SetOn(value, scope, names, 0, NewTrace);

    static IEnumerable<Traced> SetOn(IOperation value, TraceScope scope, string[] names, int depth, Trace trace)
    {
        if (depth > 12) yield break;
        if (value is ILocalReferenceOperation { Local: var local })
            foreach (var use in Destination.Uses(local, value))
                if (use.Parent is IPropertyReferenceOperation { Property.Name: var property } reference && names.Contains(property)
                    && reference.Parent is ISimpleAssignmentOperation { Value: var assigned } assignment && assignment.Target == reference)
                    yield return new(assigned, scope);
        if (value is IObjectCreationOperation creation)
        {
            foreach (var initializer in creation.Initializer?.Initializers ?? System.Collections.Immutable.ImmutableArray<IOperation>.Empty)
                if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var property }, Value: var assigned } && names.Contains(property))
                    yield return new(assigned, scope);
            foreach (var argument in creation.Arguments)
                if (argument.Parameter is { } parameter && names.Any(name => string.Equals(name, parameter.Name, StringComparison.OrdinalIgnoreCase)))
                    yield return new(argument.Value, scope);
            yield break;
        }
        foreach (var next in trace.Step(value, scope) ?? [])
            foreach (var found in SetOn(next.Value, next.Scope, names, depth + 1, trace))
                yield return found;
    }

    /// <summary>What a value ends at.</summary>
    public IEnumerable<Traced> Ends(Traced value) => NewTrace.Ends(value.Value, value.Scope);

    /// <summary>Everything that a value is made of: its parts, and where they come from.</summary>
    public IEnumerable<Traced> Parts(Traced value)
    {
        var open = new Stack<Traced>([value]);
        var trace = NewTrace;
        var seen = new HashSet<IOperation>();
        while (open.Count > 0 && seen.Count < 400)
        {
            var at = open.Pop();
            if (!seen.Add(at.Value)) continue;
            yield return at;
            foreach (var next in trace.Step(at.Value, at.Scope) ?? []) open.Push(next);
            foreach (var child in at.Value.ChildOperations) open.Push(at with { Value = child });
            if (at.Value is ILocalReferenceOperation { Local: var local })
                foreach (var use in Destination.Uses(local, at.Value))
                    if (FilledAt(use) is { } filling) open.Push(at with { Value = filling });
        }
    }

    /// <summary>The objects of some types among what is sent: the variables that hold them, or where they are made when nothing holds them.</summary>
    public IEnumerable<Traced> Sent(params string[] types)
    {
        var sent = Call.Arguments.SelectMany(argument => Parts(new(argument.Value, Scope))).Where(part => part.Value.Type is { } type && types.Contains(type.Name)).ToList();
        // What is set on a variable later on belongs to its object.
        var held = sent.Where(part => part.Value is ILocalReferenceOperation).ToList();
        return held.Count > 0 ? held : sent.Where(part => part.Value is IObjectCreationOperation);
    }

    // request.Metadata["k"] = v; request.Entries.Add(entry)
    static IOperation? FilledAt(IOperation use)
    {
        var at = use;
        while (at.Parent is IPropertyReferenceOperation property && property.Instance == at) at = at.Parent;
        return at.Parent switch
        {
            IAssignmentOperation assignment when at != use && assignment.Target == at => assignment,
            IInvocationOperation { TargetMethod.Name: var name } call when call.Instance == at && Fills.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)) => call,
            _ => null,
        };
    }

    static readonly string[] Fills = ["Add", "TryAdd", "Set", "Insert", "Append"];
}
