using System.Composition;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.CodeFixes.Fixes.Reliability;

/// <summary>The handler answers with the records that failed, or lets the exception go on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class ReportFailedRecordsFix() : LambdaFix(ReportFailedRecords.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("BatchResponse", "Return it in BatchItemFailures (the event source mapping needs ReportBatchItemFailures)", Respond),
        new("Rethrow", "Let the exception go on", Rethrow),
        new("Identifier", "Use the identifier that Lambda knows the record by", Identify),
    ];

    /// <summary>The record of a catch clause that loses it goes into the response; null where it can't.</summary>
    internal static Edit? Respond(Target target) =>
        Lost(target) is { } lost && target.Around<CatchClauseSyntax>() is { } clause && BatchResponse.Of(lost.Reached.Handler.Source, target.Project!) is { } response ? BatchConversion.Of(lost, clause, response, target) : null;

    static LostRecord? Lost(Target target) =>
        target.Around<CatchClauseSyntax>() is { } clause && clause.CatchKeyword.Span.Start == target.Node.FirstAncestorOrSelf<CatchClauseSyntax>()!.CatchKeyword.Span.Start && target.Project is { } project
        && target.Model.GetOperation(clause, target.Cancellation) is ICatchClauseOperation operation && project.PathTo(clause, everyTime: false, target.Cancellation) is { } reached
            // Between attempts neither is the same: the record has not failed yet.
            && LostRecord.Of(new Caught(operation, project, target.Cancellation), reached) is { IsRetried: false } lost ? lost : null;

    static Edit? Rethrow(Target target)
    {
        if (Lost(target) is null || target.Around<CatchClauseSyntax>() is not { } clause) return null;
        var statements = clause.Block.Statements;
        var last = statements.LastOrDefault() is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax ? statements.Last() : null;
        if (statements.Count == (last is null ? 0 : 1)) return null;
        var rethrow = SyntaxFactory.ThrowStatement().NormalizeWhitespace();
        return target.Replacing((root, _) => root.ReplaceNode(clause.Block, last is null ? clause.Block.Insert(statements.Count, rethrow) : clause.Block.ReplaceNode(last, rethrow.WithTriviaFrom(last))));
    }

    static Edit? Identify(Target target) =>
        target.Node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is { } access && target.Model.GetOperation(access, target.Cancellation) is { } value && ReportFailedRecords.WrongIdentifier(value) is { } right && RecordOf(access, value) is { } record
            ? target.Replacing((root, _) => root.ReplaceNode(access, SyntaxFactory.ParseExpression(record + "." + right).WithTriviaFrom(access)))
            : null;

    static string? RecordOf(MemberAccessExpressionSyntax access, IOperation value) => value is IPropertyReferenceOperation { Instance: { } instance }
        ? RecordWork.IsRecord(instance.Type) ? access.Expression.ToString() : access.Expression is MemberAccessExpressionSyntax inner ? inner.Expression.ToString() : null : null;
}
