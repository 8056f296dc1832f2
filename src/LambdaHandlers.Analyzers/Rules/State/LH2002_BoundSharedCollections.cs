using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>A collection, or the subscribers of an event, that every invocation makes larger and nobody makes smaller.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class BoundSharedCollections() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Warning,
        title: "Bound the collections that outlive an invocation",
        message: "'{0}' grows with every invocation of {1} and is never emptied; {2}",
        description: "A warm environment lives for hours. What each invocation adds to a shared collection stays: memory runs out, and the data of one invocation is still there in the next.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Path(
        (operation, _) => operation is IEventAssignmentOperation { Adds: true } || SharedCollection.Grown(operation) is var (holder, _) && !Fresh.IsLocal(Slot.Bare(holder)),
        Check, everyTime: true, OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.EventAssignment);

    static void Check(Reached reached, IOperation operation, Report report)
    {
        if (operation is IEventAssignmentOperation subscription)
        {
            if (subscription.EventReference is IEventReferenceOperation { Event: var subscribed } reference
                && (reference.Instance is { } source ? source is IPropertyReferenceOperation { Property.ContainingType.Name: "AppDomain" } || report.Project.Shared.IsShared(source, reached, report.Cancellation) : subscribed.IsStatic)
                && !SharedCollection.IsUnsubscribed(subscription) && !SharedCollection.IsOfNewObject(subscription))
                Say(subscription, subscribed.Name, "subscribe once, at initialisation");
        }
        else if (SharedCollection.Grown(operation) is var (holder, key)
            && Slot.SymbolOf(Slot.Bare(holder)) is { } held && !Declared.In(held, report.Project.Compilation).IsEmpty
            && report.Project.Shared.IsShared(holder, reached, report.Cancellation)
            && report.Project.Shared.VariableBehind(holder, reached, report.Cancellation) is { } variable
            && (key is null || !SharedCollection.IsNarrow(key.Type) && report.Project.OriginOf(key, reached, report.Cancellation) == Origin.Invocation)
            && !SharedCollection.IsMemory(operation, holder)
            && !SharedCollection.IsKeptSmall(variable, report.Project, report.Cancellation))
            Say(operation, variable.Name, "use a local, or a cache with a limit");

        void Say(IOperation place, string name, string instead) =>
            report.At(place.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way, args: [name, reached.Handler.DisplayName, instead]);
    }
}
