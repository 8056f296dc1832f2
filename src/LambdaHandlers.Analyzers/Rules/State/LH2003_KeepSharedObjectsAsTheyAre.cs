using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>A client, serializer or logger that outlives the invocation and that an invocation changes for those that follow.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepSharedObjectsAsTheyAre() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2003";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Warning,
        title: "Leave shared clients and loggers as they are",
        message: "'{0}' stays set for the invocations that follow this one of {1}; {2}",
        description: "A client in a field is right, and it is shared: default headers, a base address or a logger's keys that one invocation sets are there for the next, "
            + "with the previous caller's token or name in them.");

    /// <summary>True: one environment serves several invocations at once.</summary>
    static readonly Option<bool> MultiConcurrency = Concurrency.Option;

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Path(IsSuspect, Check, everyTime: true, OperationKind.SimpleAssignment, OperationKind.Invocation);

    static bool IsSuspect(IOperation operation, LambdaTypes types) => operation switch
    {
        ISimpleAssignmentOperation assignment => SharedObjectSetting.Owns(assignment.Target, types),
        IInvocationOperation call => SharedObjectSetting.IsLoggerKey(call) || SharedObjectSetting.Changed(call, types) is not null,
        _ => false,
    };

    static void Check(Reached reached, IOperation operation, Report report)
    {
        if (operation is IInvocationOperation key && SharedObjectSetting.IsLoggerKey(key)) CheckLogger(reached, key, report);
        else if (operation is ISimpleAssignmentOperation assignment) CheckSetting(reached, assignment, report);
        else if (operation is IInvocationOperation call) CheckCall(reached, call, report);
    }

    static void CheckSetting(Reached reached, ISimpleAssignmentOperation assignment, Report report)
    {
        if (!IsShared(SharedObjectSetting.Holder(assignment.Target, report.Types)!, reached, report)) return;
        var setting = (IPropertyReferenceOperation)assignment.Target;
        // These two throw once the first request was sent; any other value is the same each time unless it comes from the event.
        var isFixed = setting.Property.Name is "BaseAddress" or "Timeout" or "MaxResponseContentBufferSize";
        if (isFixed || report.Project.OriginOf(assignment.Value, reached, report.Cancellation) == Origin.Invocation || Concurrency.IsMultiple(reached.Handler, assignment.Syntax.SyntaxTree, report))
            Say(reached, assignment.Target, setting.Property.Name, isFixed ? "set it where the client is made, or use an absolute URI" : "put it on the request", report);
    }

    static void CheckCall(Reached reached, IInvocationOperation call, Report report)
    {
        if (!IsShared(SharedObjectSetting.Changed(call, report.Types)!, reached, report)) return;
        var isCarried = call.Arguments.Any(argument => report.Project.OriginOf(argument.Value, reached, report.Cancellation) == Origin.Invocation);
        // Removed and added again, a constant is the same each time; added alone, it is there twice at the second invocation.
        if (isCarried || (call.TargetMethod.Name.StartsWith("Add", StringComparison.Ordinal) || call.TargetMethod.Name.StartsWith("TryAdd", StringComparison.Ordinal)) && !SharedObjectSetting.IsTakenOutBefore(call))
            Say(reached, call, call.TargetMethod.Name, isCarried ? "put it on the request" : "set it where the object is made", report);
    }

    static void CheckLogger(Reached reached, IInvocationOperation call, Report report)
    {
        if (SharedObjectSetting.ClearsItsState(reached.Handler, report.Project)
            || call.Arguments.All(argument => report.Project.OriginOf(argument.Value, reached, report.Cancellation) != Origin.Invocation))
            return;
        Say(reached, call, call.TargetMethod.Name, SharedObjectSetting.HasLoggingAspect(reached.Handler) ? "set 'ClearState = true' on the handler's [Logging] attribute" : "put [Logging(ClearState = true)] on the handler", report);
    }

    static bool IsShared(IOperation holder, Reached reached, Report report) => report.Project.Shared.IsShared(holder, reached, report.Cancellation);

    static void Say(Reached reached, IOperation place, string name, string instead, Report report) =>
        report.At(place.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way, args: [name, reached.Handler.DisplayName, instead]);
}
