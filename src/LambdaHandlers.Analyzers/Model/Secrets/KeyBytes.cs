using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Whether numbers in a row can be the bytes of a key: varied, and no scale.</summary>
static class KeyBytes
{
    /// <summary>True when these elements can be a key.</summary>
    public static bool AreIn(ExpressionSyntax[] elements)
    {
        var values = new int[elements.Length];
        for (var i = 0; i < elements.Length; i++)
            if (elements[i] is LiteralExpressionSyntax { Token.Value: int and >= 0 and <= 255 and var value }) values[i] = value;
            else return false;
        return new HashSet<int>(values).Count * 8 >= values.Length * 5 && !IsScale(values);
    }

    // 0, 1, 2, … or 8, 16, 24, …: half of the steps alike.
    static bool IsScale(int[] values)
    {
        var steps = new Dictionary<int, int>();
        for (var i = 1; i < values.Length; i++)
        {
            var step = values[i] - values[i - 1];
            steps[step] = steps.TryGetValue(step, out var count) ? count + 1 : 1;
        }
        return steps.Values.Max() * 2 >= values.Length;
    }
}
