using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The first half of an answer with the records that failed: what a loop does for a record stands in a try statement.</summary>
static class RecordTry
{
    /// <summary>The target with the try statement in it, at its catch clause, which does nothing yet; null where the lines of the loop can't move.</summary>
    public static Target? Around(ForEachStatementSyntax loop, Target target)
    {
        if (loop.Statement.ContainsDirectives || loop.Statement.DescendantNodes().Any(node => node is CatchClauseSyntax) || loop.Statement.DescendantTokens().Any(token => token.Text.Contains('\n'))
            || target.Project?.Find("System.Exception") is not { } exception)
            return null;
        var mark = new SyntaxAnnotation();
        var body = (BlockSyntax)SyntaxFactory.ParseStatement(Text(loop, Usings.NameOf(exception, target.Model, loop.SpanStart)));
        body = body.ReplaceNode(((TryStatementSyntax)body.Statements[0]).Catches[0], ((TryStatementSyntax)body.Statements[0]).Catches[0].WithAdditionalAnnotations(mark));
        var statement = loop.Statement;
        var indentation = Layout.Indentation(loop);
        var head = statement is BlockSyntax ? loop : loop.WithCloseParenToken(loop.CloseParenToken.WithTrailingTrivia(Layout.EndOfLine(loop)));
        var changed = head.WithStatement(body.WithLeadingTrivia(statement is BlockSyntax ? statement.GetLeadingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation))).WithTrailingTrivia(statement.GetTrailingTrivia()));
        return target.In(target.Document.WithSyntaxRoot(Usings.Add(target.Root.ReplaceNode(loop, changed), exception, target.Model, loop.SpanStart)), mark);
    }

    static string Text(ForEachStatementSyntax loop, string exception)
    {
        var (indentation, end) = (Layout.Indentation(loop), Layout.EndOfLine(loop).ToString());
        var step = Layout.Step(loop);
        var (inner, further) = (indentation + step, indentation + step + step);
        return $"{{{end}{inner}try{end}{inner}{{{end}{Lines()}{inner}}}{end}{inner}catch ({exception}){end}{inner}{{{end}{inner}}}{end}{indentation}}}";

        string Lines()
        {
            if (loop.Statement is not BlockSyntax block || !Contents(block).Contains('\n')) return further + (loop.Statement is BlockSyntax one ? Contents(one) : loop.Statement.ToString()).Trim() + end;
            var lines = Contents(block).Trim('\r', '\n', ' ', '\t').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
            return string.Concat(lines.Select((line, n) => (n == 0 ? further + line : line.Length == 0 ? line : step + line) + end));
        }
    }

    // What stands between the braces, comments too.
    static string Contents(BlockSyntax block)
    {
        var whole = block.ToString();
        return whole.Substring(1, whole.Length - 2);
    }
}
