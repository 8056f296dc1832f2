using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>Takes back what other analyzers say of any code and what is wrong in a Lambda function. Nothing is looked at unless the project uses Lambda.</summary>
/// <param name="justification">Why it is wrong there; an IDE and SARIF show it.</param>
/// <param name="ids">The ids that are taken back.</param>
abstract class LambdaSuppressor(string justification, params string[] ids) : DiagnosticSuppressor
{
    /// <summary>How the id of a suppression begins; that of the diagnostic follows.</summary>
    public const string Prefix = "LHS_";

    readonly ImmutableDictionary<string, SuppressionDescriptor> _suppressions = ids.ToImmutableDictionary(id => id, id => new SuppressionDescriptor(Prefix + id, id, justification));

    /// <inheritdoc/>
    public sealed override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => _suppressions.Values.OrderBy(each => each.Id, StringComparer.Ordinal).ToImmutableArray();

    /// <inheritdoc/>
    public sealed override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (LambdaProject.Of(context.Compilation, context.Options) is not { IsTest: false } project) return;
        foreach (var diagnostic in context.ReportedDiagnostics)
            if (diagnostic.Location.SourceTree is { } tree
                && IsWrong(new Complaint(diagnostic.Id, tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), context.GetSemanticModel(tree), project, context.CancellationToken)))
                context.ReportSuppression(Suppression.Create(_suppressions[diagnostic.Id], diagnostic));
    }

    /// <summary>True where the complaint is wrong because of Lambda; doubt lets it stand.</summary>
    protected abstract bool IsWrong(Complaint complaint);
}
