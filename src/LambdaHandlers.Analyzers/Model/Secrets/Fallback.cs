using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What a value stands in for when it is missing.</summary>
static class Fallback
{
    /// <summary>if (string.IsNullOrEmpty(x)) x = "…": the value stands in for what x was; null elsewhere.</summary>
    public static ExpressionSyntax? GuardOf(AssignmentExpressionSyntax assignment) =>
        assignment.Parent is ExpressionStatementSyntax { Parent: var around } && (around is BlockSyntax { Parent: IfStatementSyntax inBlock } ? inBlock : around as IfStatementSyntax) is { Condition: var condition }
        && LastName.Of(assignment.Left) is { Length: > 0 } name
        && (condition is InvocationExpressionSyntax { ArgumentList.Arguments: [var asked] } call && LastName.Of(call.Expression) is "IsNullOrEmpty" or "IsNullOrWhiteSpace" && LastName.Of(asked.Expression) == name
            || condition is IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } test && LastName.Of(test.Expression) == name
            || condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } equals && LastName.Of(equals.Left) == name)
            ? assignment.Left : null;
}
