using System.Composition;
using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Logging;

/// <summary>The catch clause logs the exception, or goes, so that Lambda sees the failure.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class LogCaughtExceptionFix() : LambdaFix(LogCaughtException.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("Log", "Log the exception", Log),
        new("Remove", "Remove the catch clause, so that the exception goes on", Remove),
    ];

    static Edit? Log(Target target) =>
        target.Around<CatchClauseSyntax>() is { } clause && target.Project is { } project && LoggerInScope.At(clause.Block, target.Model, project) is { } logger
            ? target.Replacing((root, _) => logger.Imported(root.ReplaceNode(clause, CatchLog.Add(clause, target.Model, project, logger))))
            : null;

    // try { A(); } catch { } B();  becomes  A(); B();
    static Edit? Remove(Target target)
    {
        if (target.Around<TryStatementSyntax>() is not { Catches.Count: 1, Finally: null, Parent: BlockSyntax parent } statement || target.Model.AnalyzeControlFlow(statement.Block) is not { Succeeded: true } flow
            || (!flow.EndPointIsReachable && parent.Statements.Last() != statement) || !CanMoveOut(statement, parent) || HasLongTexts(statement.Block) || HasComments(statement))
            return null;
        return target.Replacing((root, _) => root.ReplaceNode(parent, parent.WithStatements(parent.Statements.ReplaceRange(statement, MovedOut(statement)))));
    }

    // As they are written, only further out.
    static List<StatementSyntax> MovedOut(TryStatementSyntax statement)
    {
        var moved = statement.Block.Statements.ToList();
        if (moved.Count == 0) return moved;
        var (lead, depth) = (statement.GetLeadingTrivia(), StatementRemoval.Width(moved[0].GetLeadingTrivia()) - StatementRemoval.Width(statement.GetLeadingTrivia()));
        if (depth > 0) moved = moved.ConvertAll(each => StatementRemoval.Outdent(each, depth));
        moved[0] = moved[0].WithLeadingTrivia(Comments.Has(moved[0].GetLeadingTrivia())
            ? lead.Take(lead.Count - 1).Concat(moved[0].GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))) : lead);
        var last = moved[moved.Count - 1];
        if (!Comments.Has(last.GetTrailingTrivia())) moved[moved.Count - 1] = last.WithTrailingTrivia(statement.GetTrailingTrivia());
        return moved;
    }

    // A name that the try block declares must not be another's outside.
    static bool CanMoveOut(TryStatementSyntax statement, BlockSyntax parent)
    {
        var declared = new HashSet<string>(statement.Block.Statements.SelectMany(each => each.DescendantNodesAndSelf().Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => null,
        })).OfType<string>(), StringComparer.Ordinal);
        return !Statements.Member(statement).DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && !statement.Span.Contains(token.Span) && declared.Contains(token.ValueText))
            && !statement.Block.Statements.Any(each => each is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }) && parent.Statements.Contains(statement);
    }

    static bool HasLongTexts(SyntaxNode block) => block.DescendantTokens().Any(token => token.Span.Length > 0 && token.Text.Contains('\n'));

    static bool HasComments(TryStatementSyntax statement) => statement.DescendantTrivia().Any(trivia => statement.Span.Contains(trivia.Span) && (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        && !statement.Block.Statements.Any(each => each.FullSpan.Contains(trivia.Span))) || statement.ContainsDirectives
        // Both lines end in one.
        || (statement.Block.Statements.LastOrDefault() is { } last && Comments.Has(last.GetTrailingTrivia()) && Comments.Has(statement.GetTrailingTrivia()));
}
