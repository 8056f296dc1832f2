using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A way out of a run before its end: a jump, and the statements before it that only the handler can do.</summary>
sealed record Exit(StatementSyntax Jump, IReadOnlyList<StatementSyntax> Tail)
{
    /// <summary>True when a node lies in what stays with the handler.</summary>
    public bool Contains(SyntaxNode node) => Tail.Any(statement => statement.Span.Contains(node.Span));

    /// <summary>The ways out of a run.</summary>
    public static IReadOnlyList<Exit> Of(Run run, Survey survey)
    {
        var exits = new List<Exit>();
        // From the inside out: what belongs to one way out is no obstacle for those around it.
        foreach (var jump in run.OwnNodes().OfType<StatementSyntax>().Where(statement => Leaves(statement, run)).OrderByDescending(jump => jump.Ancestors().Count()))
            exits.Add(new Exit(jump, TailOf(jump, run, survey.Obstacles.Where(obstacle => !exits.Any(exit => exit.Contains(obstacle))))));
        return [.. exits.OrderBy(exit => exit.Jump.SpanStart)];
    }

    static bool Leaves(StatementSyntax statement, Run run) => statement switch
    {
        ReturnStatementSyntax => true,
        ContinueStatementSyntax => !statement.Ancestors().TakeWhile(node => node != run.Holder).Any(IsLoop),
        BreakStatementSyntax => !statement.Ancestors().TakeWhile(node => node != run.Holder).Any(node => IsLoop(node) || node is SwitchStatementSyntax),
        _ => false,
    };

    static bool IsLoop(SyntaxNode node) => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    static IReadOnlyList<StatementSyntax> TailOf(StatementSyntax jump, Run run, IEnumerable<SyntaxNode> obstacles)
    {
        if (Run.ListOf(jump) is not { } list) return [jump];
        var end = list.IndexOf(jump);
        var start = jump.Parent == run.Holder ? run.First : 0;
        for (var at = start; at < end; at++)
            if (obstacles.Any(obstacle => list[at].Span.Contains(obstacle.Span)))
                return [.. list.Skip(at).Take(end - at + 1)];
        return [jump];
    }
}
