using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>The marks in a subject: <c>[|</c> and <c>|]</c>, nothing else, so that <c>$$"""</c> and <c>{|</c> stay code.</summary>
static class Markup
{
    /// <summary>The text without its marks, and the marked spans in it; spans may nest.</summary>
    public static string TakeOut(string marked, out ImmutableArray<TextSpan> spans)
    {
        var text = new StringBuilder(marked.Length);
        var found = ImmutableArray.CreateBuilder<TextSpan>();
        var open = new Stack<int>();
        for (var at = 0; at < marked.Length; at++)
            if (string.CompareOrdinal(marked, at, "[|", 0, 2) == 0) { open.Push(text.Length); at++; }
            else if (open.Count > 0 && string.CompareOrdinal(marked, at, "|]", 0, 2) == 0) { found.Add(TextSpan.FromBounds(open.Pop(), text.Length)); at++; }
            else text.Append(marked[at]);
        spans = found.ToImmutable();
        return text.ToString();
    }
}
