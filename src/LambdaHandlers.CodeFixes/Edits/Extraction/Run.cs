using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Neighbouring statements of one block that move together.</summary>
sealed record Run(SyntaxList<StatementSyntax> List, int First, int Last)
{
    /// <summary>The statements, in order.</summary>
    public IEnumerable<StatementSyntax> Statements => List.Skip(First).Take(Last - First + 1);

    /// <summary>The first of them.</summary>
    public StatementSyntax Head => List[First];

    /// <summary>The last of them.</summary>
    public StatementSyntax End => List[Last];

    /// <summary>The block or switch section that holds them.</summary>
    public SyntaxNode Holder => Head.Parent!;

    /// <summary>From the first token to the last one.</summary>
    public TextSpan Span => TextSpan.FromBounds(Head.SpanStart, End.Span.End);

    /// <summary>True when a node lies inside.</summary>
    public bool Contains(SyntaxNode node) => node.SyntaxTree == Head.SyntaxTree && Span.Contains(node.Span);

    /// <summary>True when a symbol is declared inside.</summary>
    public bool Declares(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(each => each.SyntaxTree == Head.SyntaxTree && Span.Contains(each.Span));

    /// <summary>Every node inside.</summary>
    public IEnumerable<SyntaxNode> Nodes() => Statements.SelectMany(statement => statement.DescendantNodesAndSelf());

    /// <summary>Every node that runs as part of it, not those of the functions inside.</summary>
    public IEnumerable<SyntaxNode> OwnNodes() => Statements.SelectMany(statement => statement.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)));

    /// <summary>True when it waits for something.</summary>
    public bool Awaits => OwnNodes().Any(node => node switch
    {
        AwaitExpressionSyntax => true,
        CommonForEachStatementSyntax loop => loop.AwaitKeyword != default,
        UsingStatementSyntax block => block.AwaitKeyword != default,
        LocalDeclarationStatementSyntax local => local.AwaitKeyword != default,
        _ => false,
    });

    /// <summary>The list that a statement stands in, or null where it stands alone.</summary>
    public static SyntaxList<StatementSyntax>? ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => null,
    };

    /// <summary>The lists of statements inside a statement, one level down; those of functions are their own business.</summary>
    public static IEnumerable<SyntaxList<StatementSyntax>> ListsIn(StatementSyntax statement) =>
        statement.DescendantNodesAndSelf(node => node == statement || node is not (BlockSyntax or SwitchSectionSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Select(node => node switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => (SyntaxList<StatementSyntax>?)null,
            }).OfType<SyntaxList<StatementSyntax>>().Where(list => list.Count > 0);
}
