using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Performance;

/// <summary>A secret or parameter that every invocation fetches, though it is the same for all of them; or one that is fetched once and never again.</summary>
/// <remarks>AWS Lambda Developer Guide, best practices; Systems Manager endpoints and quotas; AWS Secrets Manager: use the caching clients or the Parameters and Secrets extension.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepFetchedSecrets() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH8002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Performance, DiagnosticSeverity.Info,
        title: "Keep fetched secrets and parameters for some minutes",
        message: "{0}",
        description: "A secret, a parameter or a configuration seldom changes. Fetched in every invocation it costs a call over the network each time, and at load the store throttles the function; "
            + "fetched once in a static initialiser it stays what it was, whatever rotation does, until the environment ends.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Anywhere(static (operation, _) => StoreRead.Fetched(operation) is not null, Check, OperationKind.Invocation);

    static void Check(IOperation operation, ISymbol within, Report report)
    {
        var (call, project) = ((IInvocationOperation)operation, report.Project);
        if (project.IsTest || StoreRead.IsWrittenBy(project)) return;
        if (project.PathTo(call.Syntax, everyTime: true, report.Cancellation) is { } reached)
        {
            // What runs once in a while has nothing to gain.
            if (reached.Handler.Source != EventSource.Schedule
                && Unconditional.Is(call.Syntax, reached, project, report.Cancellation)
                && StoreRead.IsTheSameEveryTime(call, reached, project, report.Cancellation))
                report.At(call.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way,
                    args: [$"Every invocation of {reached.Handler.DisplayName} fetches the same {StoreRead.Fetched(call)}; keep it for some minutes"]);
        }
        // In a snapshot it is LH2007's.
        else if (StoreRead.KeptForGood(call, project, report.Cancellation) is { } holder && FrozenValue.FirstUse(holder, isTime: false, project, report.Cancellation) is var (_, use) && !SnapStart.IsOn(use.Handler, call.Syntax.SyntaxTree, report))
            report.At(call, $"'{holder.Name}' is fetched once and kept for as long as the environment lives, whatever changes; fetch it in the handler and keep it for some minutes");
    }
}
