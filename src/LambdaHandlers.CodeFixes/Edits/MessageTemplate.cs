using System.Text;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// A log message taken apart into text and values, and written again as a template. Null wherever the template could not mean the same:
/// braces in the text (the runtime does not unescape them), alignments, values that can't be boxed.
/// </summary>
sealed class MessageTemplate
{
    sealed record Part(string? Text, ExpressionSyntax? Value, string? Name, string? Format);

    readonly SemanticModel _model;
    List<Part> _parts;

    MessageTemplate(SemanticModel model, List<Part> parts) => (_model, _parts) = (model, parts);

    /// <summary>Reads a message: a literal template with its values, an interpolation, a concatenation or string.Format.</summary>
    public static MessageTemplate? Read(ExpressionSyntax message, IEnumerable<ExpressionSyntax> values, SemanticModel model)
    {
        var parts = new List<Part>();
        var given = values.ToList();
        return Read(message, given, model, parts) && given.Count == 0 && parts.All(part => part.Value is null || CanBox(part.Value, model)) ? new MessageTemplate(model, parts) : null;
    }

    /// <summary>The values that the template will have.</summary>
    public IEnumerable<ExpressionSyntax> Values => _parts.Where(part => part.Value is not null).Select(part => part.Value!);

    /// <summary>True when anything but placeholders is in it.</summary>
    public bool HasText => _parts.Any(part => part.Text is not null);

    /// <summary>True when a letter is left outside of the placeholders.</summary>
    public bool HasWords => _parts.Any(part => part.Text is not null && part.Text.Any(char.IsLetter));

    /// <summary>Takes placeholders out, and what led up to them: ": ", a dash, an opening bracket.</summary>
    public MessageTemplate Without(Func<ExpressionSyntax, bool> out_)
    {
        var kept = new List<Part>();
        foreach (var part in _parts)
            if (part.Value is { } value && out_(value))
            {
                if (kept is [.., { Text: { } before }]) kept[kept.Count - 1] = new Part(before.TrimEnd(' ', ':', '-', '=', ',', ';', '(', '[', '\'', '"', '\n', '\r', '\t'), null, null, null);
            }
            else if (part.Text is { } text && kept is [.., { Text: { } before }])
                kept[kept.Count - 1] = new Part(before + (text is [')' or ']' or '\'' or '"', ..] ? text.Substring(1) : text), null, null, null);
            else kept.Add(part);
        if (kept is [{ Text: { } first }, ..]) kept[0] = new Part(first.TrimStart(' ', ':', '-', ','), null, null, null);
        if (kept is [.., { Text: { } last }]) kept[kept.Count - 1] = new Part(last.TrimEnd(' ', ':', '-', '=', ',', ';', '\n', '\r'), null, null, null);
        return new MessageTemplate(_model, kept);
    }

    /// <summary>The text instead of the words that are there.</summary>
    public MessageTemplate Saying(string text) => new(_model, [new Part(text, null, null, null)]);

    /// <summary>The arguments: the template as a literal, then the values.</summary>
    public List<ArgumentSyntax> Write()
    {
        var text = new StringBuilder();
        var taken = new HashSet<string>(LogTemplate.Envelope, StringComparer.OrdinalIgnoreCase);
        foreach (var part in _parts) if (part.Name is { } name && !LogTemplate.Envelope.Contains(name)) taken.Add(name);
        var arguments = new List<ArgumentSyntax>();
        foreach (var part in _parts)
            if (part.Text is { } words) text.Append(words);
            else
            {
                text.Append('{').Append(part.Name ?? PlaceholderNames.Of(part.Value!, taken)).Append(part.Format is null ? "" : ":" + part.Format).Append('}');
                arguments.Add(SyntaxFactory.Argument(Bare(part.Value!)));
            }
        // A single array would be taken for the params array itself.
        if (arguments is [var single] && _model.GetTypeInfo(single.Expression.SyntaxTree == _model.SyntaxTree ? single.Expression : Values.First()).Type is null or IArrayTypeSymbol or { TypeKind: TypeKind.Dynamic })
            arguments[0] = SyntaxFactory.Argument(SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.ObjectKeyword)), Parenthesised(single.Expression)));
        arguments.Insert(0, SyntaxFactory.Argument(Literal(text.ToString())));
        return arguments;
    }

    /// <summary>A string literal on one line.</summary>
    public static LiteralExpressionSyntax Literal(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));

    static ExpressionSyntax Bare(ExpressionSyntax value) => (value is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : value).WithoutTrivia();

    static ExpressionSyntax Parenthesised(ExpressionSyntax value) => value is BinaryExpressionSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(value) : value;

    static bool Read(ExpressionSyntax message, List<ExpressionSyntax> values, SemanticModel model, List<Part> parts)
    {
        if (message.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))) return false;
        switch (message)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Read(parenthesized.Expression, values, model, parts);
            case InterpolatedStringExpressionSyntax interpolated:
                return values.Count == 0 && interpolated.Contents.All(content => content switch
                {
                    InterpolatedStringTextSyntax text => Add(parts, text.TextToken.ValueText),
                    InterpolationSyntax { AlignmentClause: null } hole => model.GetConstantValue(hole.Expression) is { HasValue: true, Value: string constant }
                        ? Add(parts, constant) : Add(parts, hole.Expression, null, hole.FormatClause?.FormatStringToken.ValueText),
                    _ => false,
                });
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when values.Count == 0 && model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String && !model.GetConstantValue(sum).HasValue:
                return Read(sum.Left, values, model, parts) && Read(sum.Right, values, model, parts);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [var format, ..] arguments } call when values.Count == 0 && IsStringFormat(call, model) && format.NameColon is null:
                values.AddRange(arguments.Skip(1).Select(argument => argument.Expression));
                return model.GetConstantValue(format.Expression) is { HasValue: true, Value: string text } && ReadTemplate(text, values, parts, composite: true);
            case InvocationExpressionSyntax { ArgumentList.Arguments: var pieces } call when values.Count == 0 && IsStringConcat(call, model) && pieces.All(piece => piece.NameColon is null):
                return pieces.All(piece => Read(piece.Expression, values, model, parts));
        }
        if (model.GetConstantValue(message) is { HasValue: true, Value: var constantValue })
            return constantValue is string template && values.Count > 0 ? ReadTemplate(template, values, parts, composite: false) : Add(parts, constantValue?.ToString() ?? "");
        return values.Count == 0 && Add(parts, message, null, null);
    }

    static bool IsStringFormat(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Format", ContainingType.SpecialType: SpecialType.System_String, Parameters: [{ Type.SpecialType: SpecialType.System_String }, ..] };

    // string.Concat(a, b), not string.Concat(list)
    static bool IsStringConcat(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String, Parameters.Length: > 1, Parameters: [{ Type.SpecialType: SpecialType.System_String or SpecialType.System_Object }, ..] };

    static bool ReadTemplate(string text, List<ExpressionSyntax> values, List<Part> parts, bool composite)
    {
        var template = LogTemplate.Parse(text);
        if (template.HasEmpty || template.IsOpen || template.Arity != values.Count || (composite && !template.IsPositional && template.Placeholders.Length > 0)) return false;
        var at = 0;
        for (var index = 0; index < template.Placeholders.Length; index++)
        {
            var placeholder = template.Placeholders[index];
            if (!Add(parts, text.Substring(at, placeholder.Start - at)) || !Add(parts, values[template.IsPositional ? placeholder.Position!.Value : index], composite || template.IsPositional ? null : placeholder.Name, placeholder.Format)) return false;
            at = placeholder.End;
        }
        values.Clear();
        return Add(parts, text.Substring(at));
    }

    static bool Add(List<Part> parts, string text)
    {
        if (text.Contains('{') || text.Contains('}')) return false;
        if (text.Length == 0) return true;
        if (parts is [.., { Text: { } before }]) parts[parts.Count - 1] = new Part(before + text, null, null, null);
        else parts.Add(new Part(text, null, null, null));
        return true;
    }

    static bool Add(List<Part> parts, ExpressionSyntax value, string? name, string? format)
    {
        parts.Add(new Part(null, value, name, format is { Length: 0 } ? null : format));
        return true;
    }

    static bool CanBox(ExpressionSyntax value, SemanticModel model) =>
        model.GetTypeInfo(value).Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.Error) } type && type.SpecialType != SpecialType.System_Void;
}
