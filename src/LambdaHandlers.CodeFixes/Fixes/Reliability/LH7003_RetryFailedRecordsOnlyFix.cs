using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Reliability;

/// <summary>The work for a record goes into a try statement, and the handler answers with those that failed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class RetryFailedRecordsOnlyFix() : LambdaFix(RetryFailedRecordsOnly.Id)
{
    // Where the mapping does not ask for it, the response is not read and what failed is gone: each finding wants a look at its mapping.
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
        [new("BatchResponse", "Return the failed ones in BatchItemFailures (the event source mapping needs ReportBatchItemFailures)", Plan, IsSingle: true)];

    static Edit? Plan(Target target) =>
        target.Around<ForEachStatementSyntax>() is { } loop && loop.Expression.Span.Contains(target.Node.Span) && target.Project is { } project
        && target.Model.GetOperation(loop, target.Cancellation) is { } operation && RecordLoop.At(operation)?.WaitsEachTime(project) == true && project.PathTo(loop, everyTime: false, target.Cancellation) is { IsDirect: true, Handler: var handler }
        && !RetryFailedRecordsOnly.IsUnreported(handler) && RecordTry.Around(loop, target) is { } failing
            ? ReportFailedRecordsFix.Respond(failing) : null;
}
