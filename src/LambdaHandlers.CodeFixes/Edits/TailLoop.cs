using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A method that calls itself last becomes a loop that gives its parameters their next values.</summary>
static class TailLoop
{
    /// <summary>The method as a loop, or null where a call of itself is not the last thing it does, or where a loop would mean something else.</summary>
    public static MethodDeclarationSyntax? Of(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellation)
    {
        if (method.Body is not { } body || model.GetDeclaredSymbol(method, cancellation) is not { } symbol || symbol.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams)
            // A closure sees each new value; a variable that is disposed of lives until the end; an iterator hands out values.
            || body.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or YieldStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }))
            return null;
        var calls = body.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(call, cancellation).Symbol, symbol)).ToList();
        var rounds = new Dictionary<StatementSyntax, StatementSyntax[]>();
        foreach (var call in calls)
            if (Statement(call, body) is { } statement && Next(call, symbol) is { } next && !rounds.ContainsKey(statement)) rounds[statement] = [.. Kept(statement), next];
            else return null;
        var lasts = body.DescendantNodes().OfType<AwaitExpressionSyntax>().Count(awaited => !calls.Any(call => awaited.Expression == call));
        if (rounds.Count == 0 || (symbol.IsAsync && lasts == 0)) return null;
        var isVoid = symbol.ReturnsVoid || (symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { Arity: 0 });
        var last = body.Statements.Last();
        var changed = body.ReplaceNodes(rounds.Keys, (old, _) => Round(old, rounds[old], isLast: old == last));
        var statements = SyntaxFactory.List(changed.Statements.SelectMany(each => each is BlockSyntax block && block.HasAnnotation(Opened) ? block.Statements : SyntaxFactory.SingletonList(each)));
        if (isVoid && !rounds.ContainsKey(last)) statements = statements.Add(SyntaxFactory.ReturnStatement());
        var loop = SyntaxFactory.WhileStatement(SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression), SyntaxFactory.Block(statements));
        return method.WithBody(body.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(loop))).WithAdditionalAnnotations(Formatter.Annotation);
    }

    static readonly SyntaxAnnotation Opened = new();

    // The statement that does nothing after the call: return Next(…); return done ? x : Next(…); or Next(…); at the end.
    static StatementSyntax? Statement(InvocationExpressionSyntax call, BlockSyntax body)
    {
        if (call.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })) return null;
        SyntaxNode at = call;
        if (at.Parent is AwaitExpressionSyntax) at = at.Parent;
        if (at.Parent is ConditionalExpressionSyntax choice && choice.WhenFalse == at && choice.Parent is ReturnStatementSyntax) at = choice;
        var statement = at.Parent switch
        {
            ReturnStatementSyntax given => given,
            ExpressionStatementSyntax alone when body.Statements.Last() == alone => (StatementSyntax)alone,
            _ => null,
        };
        return statement is not null && statement.Ancestors().TakeWhile(above => above != body).All(above => above is BlockSyntax or IfStatementSyntax or ElseClauseSyntax) ? statement : null;
    }

    static IEnumerable<StatementSyntax> Kept(StatementSyntax statement) =>
        statement is ReturnStatementSyntax { Expression: ConditionalExpressionSyntax choice }
            ? [SyntaxFactory.IfStatement(choice.Condition.WithoutTrivia(), SyntaxFactory.ReturnStatement(choice.WhenTrue.WithoutTrivia()))]
            : [];

    // number = number - 1; or (one, other) = (other, one % other);
    static StatementSyntax? Next(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count != method.Parameters.Length || arguments.Any(argument => argument.NameColon is not null || argument.RefKindKeyword.RawKind != 0)) return null;
        var changes = method.Parameters.Zip(arguments, (parameter, argument) => (parameter.Name, argument.Expression))
            .Where(change => change.Expression is not IdentifierNameSyntax same || same.Identifier.ValueText != change.Name).ToList();
        return changes switch
        {
            [] => null,
            [var only] => SyntaxFactory.ParseStatement($"{only.Name} = {only.Expression.WithoutTrivia()};"),
            _ => SyntaxFactory.ParseStatement($"({string.Join(", ", changes.Select(change => change.Name))}) = ({string.Join(", ", changes.Select(change => change.Expression.WithoutTrivia().ToString()))});"),
        };
    }

    static StatementSyntax Round(StatementSyntax old, StatementSyntax[] next, bool isLast)
    {
        var statements = isLast ? next : [.. next, SyntaxFactory.ContinueStatement()];
        statements[0] = statements[0].WithLeadingTrivia(old.GetLeadingTrivia());
        statements[statements.Length - 1] = statements[statements.Length - 1].WithTrailingTrivia(old.GetTrailingTrivia());
        for (var index = 0; index < statements.Length - 1; index++) statements[index] = statements[index].WithTrailingTrivia(Layout.EndOfLine(old));
        return statements.Length == 1 ? statements[0] : SyntaxFactory.Block(statements).WithAdditionalAnnotations(Opened);
    }
}
