using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What an expression comes to when it is put together; a hole stands for what is only known at run time.</summary>
readonly struct Folded
{
    /// <summary>U+FFFC, the object replacement character.</summary>
    public const char Hole = '\uFFFC';

    const int Cap = 20_000;

    Folded(string text, bool hasNames) => (Text, HasNames) = (text, hasNames);

    /// <summary>The text, holes included.</summary>
    public string Text { get; }

    /// <summary>True when a hole stands for a name, which the semantic model may know as a constant.</summary>
    public bool HasNames { get; }

    /// <summary>Folds an expression; with a model also over the constants it names.</summary>
    public static Folded Of(ExpressionSyntax expression, SemanticModel? model = null, CancellationToken cancellation = default)
    {
        switch (expression.Kind())
        {
            case SyntaxKind.StringLiteralExpression or SyntaxKind.Utf8StringLiteralExpression:
                var value = ((LiteralExpressionSyntax)expression).Token.ValueText;
                return new(value.Length > Cap ? value.Substring(0, Cap) : value, false);
            default:
                var text = new StringBuilder();
                var names = false;
                Append(text, expression, model, ref names, cancellation);
                return new(text.ToString(), names);
        }
    }

    static void Append(StringBuilder text, ExpressionSyntax expression, SemanticModel? model, ref bool names, CancellationToken cancellation)
    {
        if (text.Length > Cap) return;
        switch (expression)
        {
            case LiteralExpressionSyntax literal when literal.Token.Value is string or char || literal.IsKind(SyntaxKind.Utf8StringLiteralExpression):
                text.Append(literal.Token.ValueText);
                break;
            case LiteralExpressionSyntax { Token.Value: int number }:
                text.Append(number);
                break;
            case ParenthesizedExpressionSyntax inner:
                Append(text, inner.Expression, model, ref names, cancellation);
                break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                Append(text, sure.Operand, model, ref names, cancellation);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                // Long sums lean to the left: walked, not recursed into.
                var parts = new Stack<ExpressionSyntax>();
                ExpressionSyntax left = sum;
                for (; left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } one; left = one.Left) parts.Push(one.Right);
                Append(text, left, model, ref names, cancellation);
                foreach (var part in parts) Append(text, part, model, ref names, cancellation);
                break;
            case InterpolatedStringExpressionSyntax interpolated:
                foreach (var content in interpolated.Contents)
                    if (content is InterpolatedStringTextSyntax plain) text.Append(plain.TextToken.ValueText);
                    else if (content is InterpolationSyntax hole) Append(text, hole.Expression, model, ref names, cancellation);
                break;
            case InvocationExpressionSyntax call when IsJoining(call, out var how):
                AppendJoined(text, call, how, model, ref names, cancellation);
                break;
            case ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or InitializerExpressionSyntax or CollectionExpressionSyntax when Elements(expression) is { } elements && elements.Length > 0 && elements.All(IsChar):
                foreach (var element in elements) text.Append(((LiteralExpressionSyntax)element).Token.ValueText);
                break;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when model is not null && Constant(expression, model, cancellation) is { } constant:
                text.Append(constant);
                break;
            default:
                names |= expression is IdentifierNameSyntax or MemberAccessExpressionSyntax;
                text.Append(Hole);
                break;
        }
    }

    static void AppendJoined(StringBuilder text, InvocationExpressionSyntax call, string how, SemanticModel? model, ref bool names, CancellationToken cancellation)
    {
        var arguments = call.ArgumentList.Arguments;
        if (how == "Format")
        {
            if (arguments[0].Expression is not LiteralExpressionSyntax { Token.Value: string format })
            {
                text.Append(Hole);
                return;
            }
            for (var i = 0; i < format.Length; i++)
            {
                var end = format[i] == '{' ? format.IndexOf('}', i) : -1;
                if (end > i + 1 && format[i + 1] is >= '0' and <= '9')
                {
                    if (format[i + 1] - '0' + 1 is var at && at < arguments.Count && end - i <= 3) Append(text, arguments[at].Expression, model, ref names, cancellation);
                    else text.Append(Hole);
                    i = end;
                }
                else
                {
                    text.Append(format[i]);
                    if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i]) i++;
                }
            }
            return;
        }
        var joint = how == "Join" && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string or char } literal ? literal.Token.ValueText : "";
        for (var i = how == "Join" ? 1 : 0; i < arguments.Count; i++)
            foreach (var part in Elements(arguments[i].Expression) is { } elements ? elements : [arguments[i].Expression])
            {
                if (text.Length > 0) text.Append(joint);
                Append(text, part, model, ref names, cancellation);
            }
    }

    /// <summary>string.Format, string.Concat, string.Join.</summary>
    public static bool IsJoining(InvocationExpressionSyntax call, out string how)
    {
        how = call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Format" or "Concat" or "Join" } access
            && access.Expression is PredefinedTypeSyntax { Keyword.Text: "string" } or IdentifierNameSyntax { Identifier.Text: "String" } or MemberAccessExpressionSyntax { Name.Identifier.Text: "String" }
            && call.ArgumentList.Arguments.Count > 0 ? access.Name.Identifier.Text : "";
        return how.Length > 0;
    }

    /// <summary>The elements of an array or a collection, or null when it is none.</summary>
    public static ExpressionSyntax[]? Elements(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
        ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
        InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression or (int)SyntaxKind.CollectionInitializerExpression } initializer => [.. initializer.Expressions],
        CollectionExpressionSyntax collection => collection.Elements.All(element => element is ExpressionElementSyntax) ? [.. collection.Elements.Select(element => ((ExpressionElementSyntax)element).Expression)] : null,
        _ => null,
    };

    static bool IsChar(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.CharacterLiteralExpression);

    // A constant, or what is written once, where it is declared, and never again.
    static string? Constant(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetConstantValue(expression, cancellation) is { HasValue: true, Value: string or char or int } constant) return constant.Value.ToString();
        var symbol = model.GetSymbolInfo(expression, cancellation).Symbol;
        if (symbol is not (ILocalSymbol or IFieldSymbol { IsReadOnly: true }) || symbol.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax { Token.Value: string value } } declarator) return null;
        return symbol is IFieldSymbol || !IsWrittenAgain(declarator) ? value : null;
    }

    static bool IsWrittenAgain(VariableDeclaratorSyntax local) =>
        local.FirstAncestorOrSelf<BlockSyntax>() is not { } block
        || block.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax written } && written.Identifier.Text == local.Identifier.Text
            || node is ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax passed } && passed.Identifier.Text == local.Identifier.Text);
}
