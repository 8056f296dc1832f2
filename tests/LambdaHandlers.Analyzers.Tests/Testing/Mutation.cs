using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Tests.Testing;

/// <summary>Breaks a text as typing, merging and bad luck do: by characters, and where it is C#, by statements, members and expressions as well.</summary>
static class Mutation
{
    public static string Of(string text, bool isCSharp, Random random)
    {
        for (var times = random.Next(1, 4); times > 0 && text.Length > 2; times--)
            text = isCSharp && random.Next(2) == 0 ? OfSyntax(text, random) : OfCharacters(text, isCSharp, random);
        return text;
    }

    static string OfCharacters(string text, bool isCSharp, Random random)
    {
        var result = new StringBuilder(text);
        var at = random.Next(result.Length);
        var length = Math.Min(random.Next(1, 30), result.Length - at);
        var piece = result.ToString(at, length);
        var bracket = "({["[random.Next(3)];
        // The compiler's own parser takes twice as long for each further [ of an expression: for two hundred of them, for ever.
        var depth = random.Next(1, isCSharp && bracket == '[' ? 12 : 200);
        return (random.Next(6) switch
        {
            0 => result.Remove(at, length),
            1 => result.Insert(random.Next(result.Length), piece),
            2 => result.Remove(at, result.Length - at),
            3 => result.Insert(at, "(){}[]<>\"'@$:;,\t\r\n&*!|"[random.Next(22)]),
            4 => result.Remove(at, length).Insert(at, new string([.. piece.Reverse()])),
            _ => result.Insert(at, new string(bracket, depth)),
        }).ToString();
    }

    // What still parses goes deeper into the rules than what does not.
    static string OfSyntax(string text, Random random)
    {
        var nodes = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().Where(node => node is StatementSyntax or MemberDeclarationSyntax or ExpressionSyntax or ParameterSyntax or AttributeListSyntax && node.Span.Length > 0).ToList();
        if (nodes.Count == 0) return text;
        var node = nodes[random.Next(nodes.Count)];
        var like = nodes.Where(other => Sort(other) == Sort(node)).ToList();
        var other = like[random.Next(like.Count)].ToString();
        return random.Next(3) switch
        {
            0 => text.Remove(node.SpanStart, node.Span.Length),
            1 => text.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, other),
            _ when node is StatementSyntax or MemberDeclarationSyntax => text.Insert(node.Span.End, "\n" + other),
            _ => text.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, $"({other})"),
        };
    }

    static int Sort(SyntaxNode node) => node switch { StatementSyntax => 0, MemberDeclarationSyntax => 1, ExpressionSyntax => 2, ParameterSyntax => 3, _ => 4 };
}
