using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Which expressions of a file are looked at: texts, and numbers that can be the bytes of a key. Whatever is put together counts as one, and its parts not at all.</summary>
static class Outermost
{
    /// <summary>True for an expression that is no part of a larger one.</summary>
    public static bool Is(ExpressionSyntax expression)
    {
        switch (expression.Kind())
        {
            case SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression:
                return ((LiteralExpressionSyntax)expression).Token.Span.Length >= SecretsInTree.LeastLength + 2 && !IsPart(expression) && !IsIndex(expression);
            case SyntaxKind.InterpolatedStringExpression:
                return !IsPart(expression) && !IsIndex(expression);
            case SyntaxKind.AddExpression:
                return !IsPart(expression) && HasText((BinaryExpressionSyntax)expression);
            case SyntaxKind.InvocationExpression:
                return Folded.IsJoining((InvocationExpressionSyntax)expression, out _) && !IsPart(expression);
            case SyntaxKind.ArrayInitializerExpression or SyntaxKind.CollectionExpression:
                return IsNumbersOrChars(expression);
            default:
                return false;
        }
    }

    static bool IsPart(ExpressionSyntax expression)
    {
        var parent = expression.Parent;
        while (parent is ParenthesizedExpressionSyntax) parent = parent.Parent;
        return parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or InterpolationSyntax
            || parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Folded.IsJoining(call, out _)
            || parent is InitializerExpressionSyntax { Parent: ImplicitArrayCreationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax joined } } } && Folded.IsJoining(joined, out _);
    }

    static bool IsIndex(ExpressionSyntax expression) =>
        expression.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax } or CaseSwitchLabelSyntax
        || expression.Parent is ConstantPatternSyntax pattern && Place.Tested(pattern) is null;

    static bool HasText(BinaryExpressionSyntax sum)
    {
        for (ExpressionSyntax left = sum; ;)
        {
            if (left is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } one) return IsText(left);
            if (IsText(one.Right)) return true;
            left = one.Left;
        }

        static bool IsText(ExpressionSyntax part) => part.Kind() is SyntaxKind.StringLiteralExpression or SyntaxKind.InterpolatedStringExpression or SyntaxKind.Utf8StringLiteralExpression;
    }

    // 16 numbers and more, or 6 characters and more.
    static bool IsNumbersOrChars(ExpressionSyntax expression)
    {
        var (count, first) = expression switch
        {
            InitializerExpressionSyntax { Expressions: [var one, ..] expressions } => (expressions.Count, one),
            CollectionExpressionSyntax { Elements: [ExpressionElementSyntax { Expression: var one }, ..] elements } => (elements.Count, one),
            _ => (0, null),
        };
        return first is LiteralExpressionSyntax literal && (literal.Token.Value is int ? count is 16 or 24 or 32 or 48 or 64 : literal.Token.Value is char && count >= 6)
            && Folded.Elements(expression) is { } elementsOf && elementsOf.All(element => element is LiteralExpressionSyntax one && one.Kind() == literal.Kind());
    }
}
