using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Puts a look at a response behind the statement that waits for it. The response gets a name where it has none, and the method a body.</summary>
static class CheckedResponse
{
    /// <summary>The edit, or null where no statement can follow.</summary>
    /// <param name="call">The call whose response is looked at.</param>
    /// <param name="check">The lines of the statement that looks, without their common indentation, by the response's name and the member that it stands in.</param>
    /// <param name="target">What the fix looks at.</param>
    /// <param name="named">Types that the lines name.</param>
    public static Edit? Behind(InvocationExpressionSyntax call, Func<string, SyntaxNode, IReadOnlyList<string>> check, Target target, params INamedTypeSymbol[] named)
    {
        var mark = new SyntaxAnnotation();
        var whole = AwaitedCall.Whole(call);
        var marked = whole is AwaitExpressionSyntax && Fits(whole) ? target.Replacing((root, _) => root.ReplaceNode(call, call.WithAdditionalAnnotations(mark)))
            : whole.Parent is ReturnStatementSyntax { Parent: BlockSyntax } || whole.Parent is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } && BlockBody.Fits(method)
                ? AsyncChain.Around(call, now => now.WithAdditionalAnnotations(mark), target.Document.Project.Solution, target.Project!, target.Cancellation) : null;
        return marked is null ? null : async cancellation =>
        {
            var solution = await marked(cancellation).ConfigureAwait(false);
            var root = (await solution.GetDocument(target.Document.Id)!.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            root = With(root, AwaitedCall.Whole((ExpressionSyntax)root.GetAnnotatedNodes(mark).Single()), check);
            root = named.Aggregate(root, (now, type) => Usings.Add(now, type, target.Model, call.SpanStart));
            return solution.WithDocumentSyntaxRoot(target.Document.Id, root);
        };
    }

    // await X(); _ = await X(); response = await X(); var response = await X(); async Task Send() => await X();
    static bool Fits(ExpressionSyntax whole) => whole.Parent switch
    {
        ExpressionStatementSyntax statement => HasRoom(statement),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax, RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } => HasRoom(statement),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } } => HasRoom(statement),
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } => BlockBody.Fits(method),
        _ => false,
    };

    // Between two statements of one line there is none; a loop or a condition without braces gets them.
    static bool HasRoom(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) || IsOneLine(block),
        CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or IfStatementSyntax or ElseClauseSyntax or UsingStatementSyntax => !statement.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)),
        _ => false,
    };

    static bool IsOneLine(BlockSyntax block) => !block.ToString().Contains('\n');

    static SyntaxNode With(SyntaxNode root, ExpressionSyntax whole, Func<string, SyntaxNode, IReadOnlyList<string>> check)
    {
        var member = Statements.Member(whole);
        var name = whole.Parent switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: not "_" and var assigned } } => assigned,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var declared } } => declared,
            _ => null,
        };
        var response = name ?? Statements.Unused(member, "response", "answer");
        var step = Layout.Step(member);
        var lines = check(response, member).Select(line => line.Replace("    ", step)).ToList();
        var end = Layout.EndOfLine(root).ToString();
        if (whole.Parent is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method })
            return root.ReplaceNode(method, BlockBody.With(method, method, [$"var {response} = {whole.WithoutTrivia()};", string.Join(end + Layout.Indentation(method), lines)]));
        var statement = whole.FirstAncestorOrSelf<StatementSyntax>()!;
        var first = name is not null ? statement.ToString() : $"var {response} = {statement.ToString().Substring(whole.SpanStart - statement.SpanStart)}";
        if (statement.Parent is not BlockSyntax block) return InBraces(statement, [first, .. lines], step, end, root);
        var index = block.Statements.IndexOf(statement);
        var added = block.Insert(index + 1, SyntaxFactory.ParseStatement(IsOneLine(block) ? string.Join(" ", lines.Select(line => line.Trim())) : string.Join(end + Layout.Indentation(statement), lines)));
        return root.ReplaceNode(block, name is not null ? added : added.ReplaceNode(added.Statements[index], SyntaxFactory.ParseStatement(first).WithTriviaFrom(added.Statements[index])));
    }

    static SyntaxNode InBraces(StatementSyntax statement, IEnumerable<string> lines, string step, string end, SyntaxNode root)
    {
        var indentation = Layout.Indentation(statement.Parent!);
        var block = SyntaxFactory.ParseStatement($"{{{end}{string.Concat(lines.Select(line => $"{indentation}{step}{line}{end}"))}{indentation}}}").WithTrailingTrivia(statement.GetTrailingTrivia());
        var before = statement.GetFirstToken().GetPreviousToken();
        var isOnOwnLine = before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return root.ReplaceSyntax([statement], (_, _) => block.WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)), isOnOwnLine ? [] : [before], (old, _) => old.WithTrailingTrivia(SyntaxFactory.EndOfLine(end)), [], (trivia, _) => trivia);
    }
}
