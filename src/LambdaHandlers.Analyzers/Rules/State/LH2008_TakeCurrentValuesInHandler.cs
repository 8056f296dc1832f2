using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.State;

/// <summary>The time, an identity or a random number that is taken when the environment starts and used by its invocations as if it were theirs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class TakeCurrentValuesInHandler() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH2008";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.State, DiagnosticSeverity.Warning,
        title: "Take current values in the handler, not at initialisation",
        message: "'{0}' is taken once, when the environment starts, and {1} uses that value in every invocation; take it in the handler",
        description: "Fields and constructors run once per execution environment, which then serves invocations for hours. "
            + "A time, an identity or a random number that is taken there is the same in all of them.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) =>
        on.Init(static (operation, _) => CurrentValue.IsReadBy(operation), Check, OperationKind.PropertyReference, OperationKind.Invocation);

    static void Check(ISymbol _, IOperation reading, Report report)
    {
        if (Misuse(reading, report.Project, report.Cancellation) is var (use, reached))
            report.At(reading.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way.Append(use.GetLocation()), args: [NameOf(reading), reached.Handler.DisplayName]);
    }

    /// <summary>The first use that takes a value of initialisation for the current one; null where there is none.</summary>
    internal static (SyntaxNode Use, Reached Reached)? Misuse(IOperation reading, LambdaProject project, CancellationToken cancellation)
    {
        if (!CurrentValue.IsReadBy(reading)) return null;
        foreach (var holder in Destination.Holders(reading, project, cancellation))
            if (LivesOn(holder, project, cancellation) && !TellsOfTheEnvironment(holder.Name) && !(CurrentValue.IsIdentity(reading) && FrozenValue.IsHooked(holder, cancellation))
                && FirstUse(holder, CurrentValue.IsIdentity(reading), project, cancellation) is { } use)
                return use;
        return null;
    }

    /// <summary>True for a variable that a later invocation still finds: a lambda's captured local too.</summary>
    internal static bool LivesOn(ISymbol holder, LambdaProject project, CancellationToken cancellation) =>
        holder.IsStatic || holder is ILocalSymbol || project.IsLongLived(holder.ContainingType, cancellation);

    // StartedAt is meant to be the time of the cold start, and InstanceId the identity of the environment.
    static bool TellsOfTheEnvironment(string name) => Words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    static readonly string[] Words =
        ["cold", "start", "boot", "init", "launch", "loaded", "uptime", "warm", "instance", "environment", "container", "process", "host", "worker", "machine", "owner", "seed"];

    static (SyntaxNode Node, Reached Reached)? FirstUse(ISymbol holder, bool isIdentity, LambdaProject project, CancellationToken cancellation)
    {
        var sites = project.Calls.Of(holder, cancellation);
        // Taken anew later: a cache with an expiry, a value that the handler refreshes.
        if (sites.Any(site => site.Writes && !project.IsInit(site.Node, cancellation))) return null;
        foreach (var site in sites)
            if (site.Reads && !(CurrentValue.MayBeHarmless(site.Target) && site.Operation is { } use && CurrentValue.IsHarmless(use, isIdentity, project, cancellation))
                && project.PathTo(site.Node, everyTime: true, cancellation) is { } reached)
                return (site.Node, reached);
        return null;
    }

    static string NameOf(IOperation reading) => reading switch
    {
        IPropertyReferenceOperation { Property: var property } => $"{property.ContainingType.Name}.{property.Name}",
        IInvocationOperation { TargetMethod: var method } => $"{method.ContainingType.Name}.{method.Name}()",
        _ => reading.Syntax.ToString(),
    };
}
