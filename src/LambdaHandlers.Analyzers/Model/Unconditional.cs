using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// Whether a place on a handler's path is reached whatever the environment remembers. What the event decides does not count: each such invocation comes by again.
/// </summary>
static class Unconditional
{
    /// <summary>True when nothing on the way may be a cache that spares it.</summary>
    public static bool Is(SyntaxNode place, Reached reached, LambdaProject project, CancellationToken cancellation)
    {
        for (var level = 0; ; level++)
        {
            if (!IsWithinFrame(place, new Question(reached, level, project, cancellation))) return false;
            if (level == reached.Steps.Length) return true;
            place = reached.Steps[level];
        }
    }

    readonly record struct Question(Reached Reached, int Level, LambdaProject Project, CancellationToken Cancellation)
    {
        /// <summary>True when the event alone answers it, at least in part.</summary>
        public bool IsAboutEvent(ExpressionSyntax condition) =>
            Project.Compilation.GetSemanticModel(condition.SyntaxTree).GetOperation(condition, Cancellation) is { } operation
            && Project.Data.Of(operation, Reached, Level, Cancellation) == Origin.Invocation;
    }

    static bool IsWithinFrame(SyntaxNode place, Question question)
    {
        var child = place;
        for (; child.Parent is { } at; child = at)
            switch (at)
            {
                case IfStatementSyntax choice when child != choice.Condition && !question.IsAboutEvent(choice.Condition):
                case ConditionalExpressionSyntax expression when child != expression.Condition && !question.IsAboutEvent(expression.Condition):
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax { Expression: var value } } when !question.IsAboutEvent(value):
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax { GoverningExpression: var governing } } when !question.IsAboutEvent(governing):
                case CatchClauseSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } binary when child == binary.Right:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                case BlockSyntax block when block.Statements.TakeWhile(statement => statement != child).SelectMany(Exits).Any(condition => !question.IsAboutEvent(condition)):
                    return false;
                // Handed to somebody who may not run it.
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax argument } lambda when !question.Reached.Handler.Syntax.Contains(lambda):
                    if (!RunsAtOnce(argument)) return false;
                    break;
                case var frame when Frame.IsFrame(frame):
                    return true;
            }
        return true;
    }

    // if (_cached is not null) return _cached;
    static IEnumerable<ExpressionSyntax> Exits(StatementSyntax statement)
    {
        foreach (var node in statement.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            if (node is IfStatementSyntax choice && choice.Statement.DescendantNodesAndSelf(inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(inner => inner is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax))
                yield return choice.Condition;
    }

    static readonly HashSet<string> Runners = new(StringComparer.Ordinal) { "Select", "SelectMany", "ForEach", "ForEachAsync", "Run", "StartNew", "WithSubsegment" };

    static bool RunsAtOnce(ArgumentSyntax argument) => argument.Parent?.Parent is InvocationExpressionSyntax { Expression: var callee }
        && Runners.Contains(LastName.Of(callee));
}
