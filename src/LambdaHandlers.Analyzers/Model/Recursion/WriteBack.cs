using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>How sure it is that a write triggers the function that makes it.</summary>
enum Triggers
{
    /// <summary>It doesn't, or nobody can tell.</summary>
    No,
    /// <summary>It goes where the event came from, but under another key.</summary>
    UnderAnotherKey,
    /// <summary>It goes where the event came from.</summary>
    Perhaps,
    /// <summary>The template says so.</summary>
    Yes,
}

/// <summary>A write to what triggered the function, told by the event's own data or by the template.</summary>
sealed class WriteBack(TriggeringWrite write, SdkRequest request, LambdaProject project)
{
    /// <summary>Whether the write triggers the function again.</summary>
    public Triggers Verdict()
    {
        var verdict = write.Source == EventSource.EventBridge ? OfEntries() : write.Targets(request).Select(Of).DefaultIfEmpty().Max();
        return verdict != Triggers.No && IsGuarded() ? Triggers.No : verdict;
    }

    Triggers Of(Traced target)
    {
        var notifications = Notifications(target.Handler).ToList();
        if (target.Value == request.Call)
            return WrittenTable.Mapped(request.Call) is { } table ? OfTemplate(notifications.Where(each => Trigger.IsSame(table, each.Resource!, FileOf(target)))) : Triggers.No;
        if (IsOfTheEvent(target))
            return notifications.Count > 0 || Declared(target.Handler).Any() ? OfTemplate(notifications) : write.Source != EventSource.S3 ? Triggers.Perhaps
                : Keys().Any(key => WrittenKey.Of(key, request).IsIncoming) ? Triggers.Perhaps : Triggers.UnderAnotherKey;
        return OfTemplate(notifications.Where(each => Names(target, each.Resource!)));
    }

    Triggers OfTemplate(IEnumerable<EventMapping> notifications)
    {
        var found = notifications.ToList();
        if (found.Count == 0) return Triggers.No;
        if (write.Source != EventSource.S3) return Triggers.Yes;
        var keys = Keys().ToList();
        return found.Any(each => keys.Count == 0 ? each.KeyPrefix is null && each.KeySuffix is null : keys.Any(key => WrittenKey.Of(key, request).Passes(each) == true)) ? Triggers.Yes : Triggers.No;
    }

    IEnumerable<Traced> Keys() => request.Setting("Key", "DestinationKey", "objectKey").SelectMany(request.Ends);

    // One that a filter narrows down, or that comes for removals only, may leave the write out.
    IEnumerable<EventMapping> Notifications(Handler handler) => Declared(handler).Where(each =>
        each.Properties["FilterCriteria"] is null && each.Properties["FilterPolicy"] is null && each.Properties["filterPatterns"] is null && each.Properties["filterPolicy"] is null
        && (write.Source != EventSource.S3 || ComesForWrites(each)));

    static bool ComesForWrites(EventMapping notification) =>
        (notification.Properties["Events"] ?? notification.Properties["Event"] ?? notification.Properties["event"]) is not { } kinds
        || kinds.Items.Select(kind => kind.Text).Append(kinds.Text).Any(kind => kind == "s3:*" || kind.StartsWith("s3:ObjectCreated", StringComparison.Ordinal));

    IEnumerable<EventMapping> Declared(Handler handler) => handler.Events.Where(each => each.Resource is not null && EventSources.OfTemplate(each.Type) == write.Source);

    bool Names(Traced target, ConfigNode trigger) =>
        target.Value.ConstantValue is { HasValue: true, Value: string text } ? Trigger.IsSame(text, trigger, FileOf(target))
        : Configured.Told(target, request) is { } told && Trigger.IsSame(told, trigger, FileOf(target));

    static DeploymentFile? FileOf(Traced target) => target.Handler.Function?.File;

    /// <summary>True when a value names where the event came from: the event's own datum, or what is cut out of it and not made into another name.</summary>
    bool IsOfTheEvent(Traced value)
    {
        switch (value.Value)
        {
            case IPropertyReferenceOperation { Property: { Name: var name, ContainingType: { } owner } } when write.Datum.Contains(name) && EventSources.IsAwsEvent(owner):
                return name is not ("Name" or "BucketName" or "Arn") || owner.Name.Contains("Bucket");
            case IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                // https://sqs.{region}.amazonaws.com/{account}/{queue}: the last part is the name. {bucket}-small is another one.
                var parts = TextPart.Of(value.Value).ToList();
                return parts[parts.Count - 1].Hole is { } last && (parts.Count == 1 || parts[parts.Count - 2].Text is { } before && (before.EndsWith("/", StringComparison.Ordinal) || before.EndsWith(":", StringComparison.Ordinal))) && Any(value, last);
            case IPropertyReferenceOperation { Property.Name: "QueueUrl" or "Resource", Instance: { } instance }:
                return Any(value, instance);
            // Regex.Match(arn, "table/([^/]+)").Groups[1].Value
            case IPropertyReferenceOperation { Property.ContainingNamespace.Name: "RegularExpressions", Instance: { } match }:
                return Any(value, match);
            case IArrayElementReferenceOperation { ArrayReference: var array }:
                return Any(value, array);
            case IInvocationOperation { TargetMethod.Name: "GetQueueUrl" or "GetQueueUrlAsync", Arguments: [var queue, ..] }:
                return Any(value, queue.Value) || request.SetOn(queue.Value, value.Scope, ["QueueName", "queueName"]).SelectMany(request.Ends).Any(IsOfTheEvent);
            case IInvocationOperation { TargetMethod: { Name: var method, IsStatic: var isStatic }, Instance: var of, Arguments: var arguments } when Cuts.Contains(method):
                return of is not null ? Any(value, of) : isStatic && arguments.Length > 0 && Any(value, arguments[0].Value);
            default:
                return value.Value.Kind == OperationKind.ImplicitIndexerReference && value.Value.ChildOperations.FirstOrDefault() is { } indexed && Any(value, indexed);
        }
    }

    static readonly HashSet<string> Cuts = new(StringComparer.Ordinal)
    {
        "Split", "Substring", "Trim", "TrimEnd", "TrimStart", "ToString", "ToLower", "ToLowerInvariant", "Last", "LastOrDefault", "First", "ElementAt", "Single", "Skip", "Parse", "ToArray", "Match",
    };

    bool Any(Traced at, IOperation value) => request.Ends(at with { Value = value }).Any(IsOfTheEvent);

    // The same source and the same detail type, on the same bus.
    Triggers OfEntries()
    {
        var entries = request.Sent("PutEventsRequestEntry");
        return entries.Select(entry =>
        {
            List<Traced> Set(string name) => request.SetOn(entry.Value, entry.Scope, [name]).SelectMany(request.Ends).ToList();
            var (source, detail, bus) = (Set("Source"), Set("DetailType"), Set("EventBusName"));
            if (source.Count == 0 || detail.Count == 0) return Triggers.No;
            if (source.Any(IsDatum) && detail.Any(IsDatum)) return bus.Count == 0 ? Triggers.Perhaps : Triggers.No;
            return Notifications(entry.Handler, source, detail, bus) ? Triggers.Yes : Triggers.No;
        }).DefaultIfEmpty().Max();

        static bool IsDatum(Traced value) => value.Value is IPropertyReferenceOperation { Property: { Name: "Source" or "DetailType", ContainingType: { } owner } } && EventSources.IsAwsEvent(owner);

        bool Notifications(Handler handler, List<Traced> source, List<Traced> detail, List<Traced> bus) =>
            handler.Events.Any(rule => EventSources.OfTemplate(rule.Type) == EventSource.EventBridge
                && (rule.Properties["Pattern"] ?? rule.Properties["EventPattern"] ?? rule.Properties["pattern"]) is { } pattern
                && Lists(pattern["source"], source) && (pattern["detail-type"] is null || Lists(pattern["detail-type"], detail)) && pattern["detail"] is null
                && (rule.Properties["EventBusName"] ?? rule.Properties["eventBus"]) is var onBus && (onBus is null ? bus.Count == 0 : bus.Any(named => Names(named, onBus))));

        static bool Lists(ConfigNode? names, List<Traced> values) =>
            names is not null && values.Any(value => IsDatum(value) || value.Value.ConstantValue is { HasValue: true, Value: string text } && (names.Text == text || names.Items.Any(item => item.Text == text)));
    }

    // A marker that the write sets and the handler looks for; the kind of change, or who made it; a count with a limit; a condition in the database.
    bool IsGuarded()
    {
        if (request.Setting("ConditionExpression", "IfNoneMatch").Count > 0) return true;
        if (Guard.Counts(request, project, "MessageBody", "MessageAttributes", "Message", "Entries", "Data", "Item", "Metadata", "Detail")) return true;
        var conditions = Guard.Conditions(request.Call.Syntax, request.Scope.Reached, project).SelectMany(condition => request.Parts(new(condition, request.Scope))).ToList();
        if (conditions.Any(part => part.Value is IPropertyReferenceOperation { Property: { Name: "EventName" or "UserIdentity" or "PrincipalId" or "Requester", ContainingType: { } owner } } && EventSources.IsAwsEvent(owner))) return true;
        var looked = new HashSet<string>(conditions.Select(part => part.Value.ConstantValue is { HasValue: true, Value: string text } ? text : "").Where(text => text.Length > 0));
        return looked.Count > 0 && request.Call.Arguments.SelectMany(argument => request.Parts(new(argument.Value, request.Scope)))
            .Any(part => part.Value.ConstantValue is { HasValue: true, Value: string text } && text.Length > 0 && looked.Any(marker => text == marker || text.StartsWith(marker, StringComparison.Ordinal) || text.EndsWith(marker, StringComparison.Ordinal)));
    }
}
