using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Engine;

/// <summary>What a check is handed to ask with and to speak through.</summary>
sealed class Report(LambdaProject project, DiagnosticDescriptor card, AnalyzerOptions options, Action<Diagnostic> sink, CancellationToken cancellation)
{
    /// <summary>The project that is looked at.</summary>
    public LambdaProject Project => project;

    /// <summary>The named types of AWS and .NET, resolved in this project.</summary>
    public LambdaTypes Types => project.Types;

    /// <summary>Cancelled when the editor no longer wants the answer.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Reports at an operation.</summary>
    public void At(IOperation operation, params object?[] args) => At(operation.Syntax.GetLocation(), args);

    /// <summary>Reports at a place, with the card's own severity.</summary>
    public void At(Location place, params object?[] args) => At(place, card.DefaultSeverity, args: args);

    /// <summary>
    /// Reports at a place with a level of its own: one defect can be certain (Error) or probable (Warning).
    /// A user's severity for the id still flattens all levels.
    /// </summary>
    /// <param name="place">The smallest span that tells.</param>
    /// <param name="level">The severity of this finding.</param>
    /// <param name="also">Further places, such as the way from the handler to here.</param>
    /// <param name="properties">What the fix needs to know; never a secret.</param>
    /// <param name="args">What the message's placeholders stand for.</param>
    public void At(
        Location place, DiagnosticSeverity level, IEnumerable<Location>? also = null,
        ImmutableDictionary<string, string?>? properties = null, params object?[] args)
    {
        if (!IsHere(place)) return;
        var (squiggle, told) = Squiggle.Of(place, properties);
        sink(Diagnostic.Create(card, squiggle, level, also?.Where(each => each != place && IsHere(each)), told, args));
    }

    // An editor shows sources of other projects too; a finding in one of them is that project's to report.
    bool IsHere(Location place) => place.SourceTree is not { } tree || project.Compilation.ContainsSyntaxTree(tree);

    /// <summary>Reports what the runtime refuses or corrupts: an Error on a handler that is certain, a Warning on one that only looks like it.</summary>
    public void At(Handler handler, Location place, params object?[] args) => At(handler, place, null, args);

    /// <summary>The same, with what the fix needs to know.</summary>
    public void At(Handler handler, Location place, ImmutableDictionary<string, string?>? properties, params object?[] args) =>
        At(place, handler.Certainty == Certainty.Certain ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, null, properties, args);

    /// <summary>The value of a <c>lambda_handlers.*</c> option where the tree stands.</summary>
    public T Read<T>(Option<T> option, SyntaxTree tree) => option.Read(options.AnalyzerConfigOptionsProvider.GetOptions(tree));
}
