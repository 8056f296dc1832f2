using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A piece of a text that is put together: written down, or a value.</summary>
/// <param name="Text">What is written down, or null.</param>
/// <param name="Hole">The value that stands there, or null.</param>
readonly record struct TextPart(string? Text, IOperation? Hole)
{
    /// <summary>The pieces of an interpolated string, a concatenation, <c>string.Concat</c> or <c>Path.Combine</c>; a single one for anything else.</summary>
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
                default:
                    yield return new(null, at);
                    break;
            }
        }
    }
}
