using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Reliability;

/// <summary>A call for several items whose response says that some of them failed, and nobody reads it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class CheckBatchResponses() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH7006";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Reliability, DiagnosticSeverity.Warning,
        title: "Check the responses of batch calls for what failed",
        message: "'{0}' answers without an error when some of its {1} fail, and nothing reads '{2}'; check it, or {3} goes on without them",
        description: "Calls for several items answer with status 200 although some of the items were throttled or refused: the response says which, and no exception is thrown. "
            + "A handler that does not look has lost them, and its invocation counts as a success.");

    /// <inheritdoc/>
    // A call that nobody waits for is another rule's.
    protected override void Watch(Watcher on) => on.Path((operation, types) => PartialFailure.Of(operation) is not null && ResponseTrail.Of((IInvocationOperation)operation, types) is ResponseUse.Lost or ResponseUse.Returned, Check, everyTime: false, OperationKind.Invocation);

    static void Check(Reached reached, IOperation call, Report report)
    {
        if (PartialFailure.Of(call) is { } failure && !failure.IsCounted(call) && (ResponseTrail.Of((IInvocationOperation)call, report.Types) == ResponseUse.Lost || ResponseTrail.IsDroppedByCallers(call, report.Project, report.Cancellation)))
            report.At(call.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way, args: [((IInvocationOperation)call).TargetMethod.Name, failure.Items, failure.Member, reached.Handler.DisplayName]);
    }
}
