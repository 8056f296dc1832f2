using System.Composition;
using LambdaHandlers.Analyzers.Model;
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
        new("BatchResponse", "Return the failed record in BatchItemFailures (the event source mapping needs ReportBatchItemFailures)", Respond),
        new("Rethrow", "Let the exception go on", Rethrow),
        new("Identifier", "Use the identifier that Lambda knows the record by", Identify),
    ];

    static Edit? Respond(Target target)
    {
        if (Lost(target) is not { Record: ILocalSymbol record } lost || BatchResponse.Of(lost.Reached.Handler.Source, target.Project!) is not { } response || target.Around<CatchClauseSyntax>() is not { } clause
            || clause.Ancestors().FirstOrDefault(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is not MethodDeclarationSyntax { Body: not null } method
            || !lost.Reached.IsDirect)
            return null;
        if (response.ListIn(clause, target.Model) is { } list)
            return target.Replacing((root, _) => root.ReplaceNode(clause, response.Noted(clause, list, record.Name, target, lost)));
        return lost.Reached.Handler.Output is null && CanRetype(method, target)
            ? target.Replacing((root, _) => response.Imported(root.ReplaceNode(method, response.Retyped(method, clause, record.Name, target, lost)), target.Model, method.SpanStart))
            : null;
    }

    static LostRecord? Lost(Target target) =>
        target.Around<CatchClauseSyntax>() is { } clause && clause.CatchKeyword.Span.Start == target.Node.FirstAncestorOrSelf<CatchClauseSyntax>()!.CatchKeyword.Span.Start && target.Project is { } project
        && target.Model.GetOperation(clause, target.Cancellation) is ICatchClauseOperation operation && project.PathTo(clause, everyTime: false, target.Cancellation) is { } reached
            ? LostRecord.Of(new Caught(operation, project, target.Cancellation), reached) : null;

    // Another return type must not break a caller, an override, or an overload of the bootstrap that would drop the response.
    static bool CanRetype(MethodDeclarationSyntax method, Target target) =>
        target.Model.GetDeclaredSymbol(method, target.Cancellation) is { } symbol
        && (symbol.ReturnsVoid ? !symbol.IsAsync : symbol.IsAsync)
        && ReturnTypeChange.Family(symbol, target.Project!, target.Cancellation) is { Length: 1 }
        && target.Project!.Calls.Of(symbol, target.Cancellation).All(site => site.Node.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax { Expression: InvocationExpressionSyntax } } statement
            && !statement.DescendantNodes().OfType<ArgumentSyntax>().Any(argument => argument.Span.Contains(site.Node.Span)))
        && !target.Root.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == method.Identifier.ValueText && name.Parent is ArgumentSyntax or EqualsValueClauseSyntax);

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
        ? LostRecord.IsRecord(instance.Type) ? access.Expression.ToString() : access.Expression is MemberAccessExpressionSyntax inner ? inner.Expression.ToString() : null : null;
}
