using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Code that never runs where the function is deployed: under <c>#if DEBUG</c>, or where somebody asked <c>IsDevelopment()</c>.</summary>
static class DevelopmentOnly
{
    /// <summary>True for an expression in such code.</summary>
    public static bool Contains(ExpressionSyntax expression) => IsAskedFor(expression) || IsInDebug(expression);

    static bool IsAskedFor(SyntaxNode node)
    {
        for (var inner = node; inner.Parent is { } outer; inner = outer)
            if (outer is IfStatementSyntax branch && (inner == branch.Statement ? Says(branch.Condition) : inner == branch.Else && Denies(branch.Condition))
                || outer is ConditionalExpressionSyntax choice && (inner == choice.WhenTrue ? Says(choice.Condition) : inner == choice.WhenFalse && Denies(choice.Condition))) return true;
        return false;
    }

    static bool Denies(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Says(not.Operand),
        ParenthesizedExpressionSyntax inner => Denies(inner.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => Denies(either.Left) || Denies(either.Right),
        _ => false,
    };

    // env.IsDevelopment() && …, isDevelopment, env.IsEnvironment("Development"), stage == "Development"
    static bool Says(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Says(inner.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Says(both.Left) || Says(both.Right),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => IsDevelopment(equal.Left) || IsDevelopment(equal.Right),
        InvocationExpressionSyntax call => LastName.Of(call.Expression) is "IsDevelopment" || LastName.Of(call.Expression) is "IsEnvironment" or "Equals" && call.ArgumentList.Arguments.Any(argument => IsDevelopment(argument.Expression)),
        IdentifierNameSyntax or MemberAccessExpressionSyntax => LastName.Of(condition).TrimStart('_') is "isDevelopment" or "IsDevelopment" or "isLocal" or "IsLocal" or "isDebug" or "IsDebug",
        _ => false,
    };

    static bool IsDevelopment(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { Token.Value: string text } && text.ToLowerInvariant() is "development" or "local" || expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Development" };

    // The compiler sees the code only where DEBUG is defined, as it is in an editor.
    static bool IsInDebug(SyntaxNode node)
    {
        var open = new Stack<bool>();
        for (var directive = ((CSharpSyntaxNode)node.SyntaxTree.GetRoot()).GetFirstDirective(); directive is not null && directive.SpanStart < node.SpanStart; directive = directive.GetNextDirective())
            switch (directive)
            {
                case IfDirectiveTriviaSyntax start: open.Push(start.BranchTaken && NeedsDebug(start.Condition)); break;
                case ElifDirectiveTriviaSyntax other when open.Count > 0: open.Pop(); open.Push(other.BranchTaken && NeedsDebug(other.Condition)); break;
                case ElseDirectiveTriviaSyntax when open.Count > 0: open.Pop(); open.Push(false); break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0: open.Pop(); break;
            }
        return open.Contains(true);
    }

    static bool NeedsDebug(ExpressionSyntax condition) => condition switch
    {
        IdentifierNameSyntax { Identifier.Text: "DEBUG" } => true,
        ParenthesizedExpressionSyntax inner => NeedsDebug(inner.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => NeedsDebug(both.Left) || NeedsDebug(both.Right),
        _ => false,
    };
}
