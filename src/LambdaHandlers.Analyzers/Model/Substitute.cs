using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a method makes for callers that hand over nothing: <c>client ?? new Client()</c> of its parameter.</summary>
static class Substitute
{
    /// <summary>True when the caller on the way hands one over, so that none is made.</summary>
    public static bool IsForOthers(IOperation making, Reached reached, LambdaProject project)
    {
        if (reached.Steps is not [var step, ..] || Frame.Around(making.Syntax) is not { } frame) return false;
        var child = making.Syntax;
        for (var at = child.Parent; at is not null && child != frame; child = at, at = at.Parent)
            if (MissingWhere(at, child) is { } tested && making.SemanticModel!.GetSymbolInfo(tested).Symbol is IParameterSymbol parameter)
                return new CallSite(step, project.Compilation.GetSemanticModel(step.SyntaxTree)).Arguments
                    .Any(argument => argument is { ArgumentKind: ArgumentKind.Explicit, Value.ConstantValue.HasValue: false } && SymbolEqualityComparer.Default.Equals(argument.Parameter?.OriginalDefinition, parameter.OriginalDefinition));
        return false;
    }

    // What is null wherever the child runs.
    static ExpressionSyntax? MissingWhere(SyntaxNode node, SyntaxNode child) => node switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce when child == coalesce.Right => coalesce.Left,
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } assignment when child == assignment.Right => assignment.Left,
        IfStatementSyntax { Condition: var condition } choice when child == choice.Statement => Tested(condition),
        ConditionalExpressionSyntax { Condition: var condition } choice when child == choice.WhenTrue => Tested(condition),
        _ => null,
    };

    // client == null, client is null
    static ExpressionSyntax? Tested(ExpressionSyntax condition) => condition switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } test => test.Left,
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } } test => test.Expression,
        _ => null,
    };
}
