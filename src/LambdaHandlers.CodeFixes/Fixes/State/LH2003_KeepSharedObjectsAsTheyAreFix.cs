using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.State;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.State;

/// <summary>A default header moves to a request of its own; the logger's aspect clears the keys of an invocation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepSharedObjectsAsTheyAreFix() : LambdaFix(KeepSharedObjectsAsTheyAre.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Request", "Put it on the request", Request), new("ClearState", "Clear the logger's state after each invocation", ClearState)];

    static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["GetAsync"] = "Get", ["GetStringAsync"] = "Get", ["DeleteAsync"] = "Delete", ["PostAsync"] = "Post", ["PutAsync"] = "Put", ["PatchAsync"] = "Patch",
    };

    static Edit? Request(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax block } statement || ClientOf(statement) is not { } client
            || target.Model.LookupNamespacesAndTypes(statement.SpanStart, name: "HttpRequestMessage").IsEmpty || target.Model.LookupNamespacesAndTypes(statement.SpanStart, name: "HttpMethod").IsEmpty)
            return null;
        // The headers of one request, and right after them the request: nothing can happen between.
        var first = block.Statements.IndexOf(statement);
        while (first > 0 && ClientOf(block.Statements[first - 1]) == client) first--;
        var next = first;
        while (next < block.Statements.Count && ClientOf(block.Statements[next]) == client) next++;
        if (next == block.Statements.Count || block.Statements[next] is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax) || Sent(block.Statements[next], client) is not { } call
            || block.Statements[next].DescendantNodes().OfType<InvocationExpressionSyntax>().Any(other => other != call && other.SpanStart < call.SpanStart && !other.Span.Contains(call.Span)))
            return null;
        return target.Replacing((root, _) => root.ReplaceNode(block, Rewritten(block, first, next, call, client)));
    }

    // Http, of Http.DefaultRequestHeaders.Authorization = …; and Http.DefaultRequestHeaders.Add(…);
    static string? ClientOf(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: var expression } && Headers(expression) is { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } headers ? headers.Expression.ToString() : null;

    static MemberAccessExpressionSyntax? Headers(ExpressionSyntax expression)
    {
        var at = expression switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var left } => left,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAddWithoutValidation" or "ParseAdd" or "TryParseAdd" } add } => add.Expression,
            _ => null,
        };
        for (; at is MemberAccessExpressionSyntax access; at = access.Expression)
            if (access.Name.Identifier.ValueText == "DefaultRequestHeaders")
                return access;
        return null;
    }

    // await Http.GetAsync(url), alone of its kind in the statement.
    static InvocationExpressionSyntax? Sent(StatementSyntax statement, string client)
    {
        var calls = statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.Expression is MemberAccessExpressionSyntax access && access.Expression.ToString() == client).ToList();
        return calls is [{ Parent: AwaitExpressionSyntax, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } only]
            && Methods.ContainsKey(name) && only.ArgumentList.Arguments.Count == (name is "PostAsync" or "PutAsync" or "PatchAsync" ? 2 : 1) && !only.Ancestors().TakeWhile(above => above != statement).Any(above => above is AnonymousFunctionExpressionSyntax) ? only : null;
    }

    static BlockSyntax Rewritten(BlockSyntax block, int first, int next, InvocationExpressionSyntax call, string client)
    {
        var sending = block.Statements[next];
        var taken = new HashSet<string>(block.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var (message, reply) = (Names.Free("message", taken.Add), Names.Free("reply", taken.Add));
        var name = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText;
        var arguments = call.ArgumentList.Arguments;
        var content = arguments.Count == 2 ? $" {{ Content = {arguments[1].Expression} }}" : "";
        var indentation = SyntaxFactory.TriviaList(sending.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        var line = block.Statements[first].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? Layout.EndOfLine(block) : SyntaxFactory.Space;
        var statements = block.Statements.Take(first).ToList();
        Write($"using var {message} = new HttpRequestMessage(HttpMethod.{Methods[name]}, {arguments[0].Expression}){content};");
        for (var at = first; at < next; at++)
        {
            var headers = Headers(((ExpressionStatementSyntax)block.Statements[at]).Expression)!;
            statements.Add(block.Statements[at].ReplaceNode(headers, SyntaxFactory.ParseExpression($"{message}.Headers").WithTriviaFrom(headers)));
        }
        if (name == "GetStringAsync")
        {
            Write($"using var {reply} = await {client}.SendAsync({message});");
            Write($"{reply}.EnsureSuccessStatusCode();");
        }
        statements.Add(sending.ReplaceNode(call, SyntaxFactory.ParseExpression(name == "GetStringAsync" ? $"{reply}.Content.ReadAsStringAsync()" : $"{client}.SendAsync({message})").WithTriviaFrom(call)));
        return block.WithStatements(SyntaxFactory.List(statements.Concat(block.Statements.Skip(next + 1))));

        void Write(string text) => statements.Add(SyntaxFactory.ParseStatement(text).WithLeadingTrivia(indentation).WithTrailingTrivia(line));
    }

    static Edit? ClearState(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AppendKey" or "AppendKeys" } }
            || target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || method.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(each => each.Name.ToString().Split('.').Last() is "Logging" or "LoggingAttribute") is not { } logging)
            return null;
        var written = logging.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "ClearState");
        return target.Replacing((root, _) => written is not null
            ? root.ReplaceNode(written.Expression, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(written.Expression))
            : root.ReplaceNode(logging, WithArgument(logging)));
    }

    static AttributeSyntax WithArgument(AttributeSyntax logging)
    {
        var arguments = logging.ArgumentList?.Arguments is { Count: > 0 } given ? string.Join(", ", given.Select(each => each.ToString())) + ", " : "";
        return logging.WithArgumentList(SyntaxFactory.ParseAttributeArgumentList($"({arguments}ClearState = true)"));
    }
}
