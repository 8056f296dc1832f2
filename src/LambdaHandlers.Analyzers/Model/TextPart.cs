using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A piece of a text that is put together: written down, or a value.</summary>
/// <param name="Text">What is written down, or null.</param>
/// <param name="Hole">The value that stands there, or null.</param>
readonly record struct TextPart(string? Text, IOperation? Hole)
{
    /// <summary>The pieces of an interpolated string, a concatenation, <c>string.Concat</c>, <c>string.Format</c> or <c>Path.Combine</c>; a single one for anything else.</summary>
    public static IEnumerable<TextPart> Of(IOperation value)
    {
        var open = new Stack<IOperation>([value]);
        while (open.Count > 0)
        {
            var at = open.Pop();
            switch (at)
            {
                case { ConstantValue: { HasValue: true, Value: string text } }:
                    yield return new(text, null);
                    break;
                case IConversionOperation conversion: open.Push(conversion.Operand); break;
                case IParenthesizedOperation parenthesized: open.Push(parenthesized.Operand); break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                    open.Push(sum.RightOperand);
                    open.Push(sum.LeftOperand);
                    break;
                case IInterpolatedStringOperation interpolated:
                    foreach (var part in interpolated.Parts.Reverse())
                        open.Push(part switch { IInterpolationOperation hole => hole.Expression, IInterpolatedStringTextOperation text => text.Text, _ => part });
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String }, Arguments: var arguments }:
                    foreach (var argument in arguments.Reverse()) open.Push(argument.Value);
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" }, Arguments: var arguments }:
                    for (var index = arguments.Length - 1; index >= 0; index--)
                    {
                        open.Push(arguments[index].Value);
                    }
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string format } }, ..] } call when Filled(format, call) is { } parts:
                    foreach (var part in parts) yield return part;
                    break;
                default:
                    yield return new(null, at);
                    break;
            }
        }
    }

    // "raw/{0}.json" with its arguments; null where they are not written one by one, or where braces are escaped.
    static List<TextPart>? Filled(string format, IInvocationOperation call)
    {
        if (format.Contains("{{") || format.Contains("}}")) return null;
        var values = call.Arguments.Skip(1).SelectMany(argument => argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } all } } ? all.ElementValues.AsEnumerable() : [argument.Value]).ToList();
        var parts = new List<TextPart>();
        var pieces = format.Split('{', '}');
        for (var at = 0; at < pieces.Length; at++)
            if (at % 2 == 0) { if (pieces[at].Length > 0) parts.Add(new(pieces[at], null)); }
            else if (int.TryParse(pieces[at].Split(',', ':')[0], out var index) && index >= 0 && index < values.Count) parts.Add(new(null, values[index]));
            else return null;
        return parts;
    }
}
