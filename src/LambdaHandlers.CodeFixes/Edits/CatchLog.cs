using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A catch clause that logs its exception as an error; a quiet line about it becomes that log call.</summary>
static class CatchLog
{
    /// <summary>The clause with the log call; its variable is named where it has no name.</summary>
    public static CatchClauseSyntax Add(CatchClauseSyntax clause, SemanticModel model, LambdaProject project, LoggerInScope logger)
    {
        var name = clause.Declaration is { Identifier: { RawKind: (int)SyntaxKind.IdentifierToken, ValueText: { Length: > 0 } given } } ? given : Statements.Unused(Statements.Member(clause), "ex", "exception", "caught");
        return Quiet(clause, name, model, project) is var (line, template)
            ? Named(clause.WithBlock(clause.Block.ReplaceNode(line, line.WithExpression(logger.Call(LogSeverity.Error, name, template).WithTriviaFrom(line.Expression)))), name, model, project, clause)
            : Named(clause.WithBlock(clause.Block.Insert(0, SyntaxFactory.ExpressionStatement(logger.Call(LogSeverity.Error, name, [SyntaxFactory.Argument(MessageTemplate.Literal(OperationNames.Of(clause) + " failed"))])))), name, model, project, clause);
    }

    /// <summary>The clause with a variable of this name.</summary>
    public static CatchClauseSyntax Named(CatchClauseSyntax changed, string name, SemanticModel model, LambdaProject project, CatchClauseSyntax clause)
    {
        if (clause.Declaration is { Identifier.RawKind: (int)SyntaxKind.IdentifierToken }) return changed;
        var type = clause.Declaration?.Type ?? SyntaxFactory.ParseTypeName(project.Find("System.Exception") is { } exception ? exception.ToMinimalDisplayString(model, clause.SpanStart) : "System.Exception");
        // Parsed, not made: tokens of the factory are elastic, and the formatter would break the line.
        var declaration = ((TryStatementSyntax)SyntaxFactory.ParseStatement($"try {{ }} catch ({type.WithoutTrivia()} {name}) {{ }}")).Catches[0].Declaration!;
        return clause.Declaration is { } old
            ? changed.WithDeclaration(declaration.WithTriviaFrom(old))
            : changed.WithCatchKeyword(changed.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space)).WithDeclaration(declaration.WithTrailingTrivia(clause.CatchKeyword.TrailingTrivia));
    }

    // Console.WriteLine("save failed: " + ex.Message);
    static (ExpressionStatementSyntax Line, List<ArgumentSyntax> Template)? Quiet(CatchClauseSyntax clause, string name, SemanticModel model, LambdaProject project)
    {
        foreach (var line in clause.Block.Statements.OfType<ExpressionStatementSyntax>())
            if (line.Expression is InvocationExpressionSyntax call && model.GetOperation(call) is { } operation && project.Loggers.At(operation) is { IsQuiet: true } log
                && LogArguments.Of(call, log) is { } arguments && MessageTemplate.Read(arguments.Message, arguments.Values, model) is { } template)
            {
                var rest = template.Without(value => model.GetOperation(value) is { } part && Exceptions.TextOf(part)?.Name == name);
                return (line, rest.HasWords || rest.Values.Any() ? rest.Write() : rest.Saying(OperationNames.Of(clause) + " failed").Write());
            }
        return null;
    }
}
