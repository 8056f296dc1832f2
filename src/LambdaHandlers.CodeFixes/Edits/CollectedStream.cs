using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>An asynchronous stream collected in a list before it is returned: <c>yield return</c> adds to it, another stream is read to its end.</summary>
static class CollectedStream
{
    /// <summary>The method that returns the list as a task, or null where its body cannot.</summary>
    public static MethodDeclarationSyntax? Of(MethodDeclarationSyntax method, IMethodSymbol symbol, SemanticModel model)
    {
        if (model.Compilation.GetTypeByMetadataName("System.Collections.Generic.List`1") is not { } list || model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task
            || symbol.Parameters.Any(parameter => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "EnumeratorCancellationAttribute")))
            return null;
        var element = ((GenericNameSyntax)method.ReturnType).TypeArgumentList.Arguments[0].ToString();
        var type = $"{Usings.NameOf(list, model, method.SpanStart).Split('<')[0]}<{element}>";
        var results = Statements.Unused(method, "results", "collected");
        var head = $"var {results} = new {type}();";
        var changed = method switch
        {
            { Body: { } body } when Frame.Own(body).OfType<YieldStatementSyntax>().Any() => Adding(method, results, head),
            { ExpressionBody.Expression: var stream } when BlockBody.Fits(method) => BlockBody.With(method, method, [head, Loop(stream), $"return {results};"]),
            { Body: { Statements: [.., ReturnStatementSyntax { Expression: { } stream }] } body } when Frame.Own(body).Count(node => node is ReturnStatementSyntax) == 1 => Reading(method, stream),
            _ => null,
        };
        if (changed is null) return null;
        changed = changed.WithReturnType(SyntaxFactory.ParseTypeName($"{Usings.NameOf(task, model, method.SpanStart)}<{type}>").WithTriviaFrom(changed.ReturnType));
        return (MethodDeclarationSyntax)AsyncBody.Of(changed, null, keepsTask: false);

        string Loop(ExpressionSyntax stream) => $"await foreach (var {Statements.Unused(method, "result", "item")} in {stream.WithoutTrivia()}) {results}.Add({Statements.Unused(method, "result", "item")});";

        MethodDeclarationSyntax Reading(MethodDeclarationSyntax whole, ExpressionSyntax stream)
        {
            var block = whole.Body!.Insert(whole.Body!.Statements.Count - 1, SyntaxFactory.ParseStatement(head));
            block = block.Insert(block.Statements.Count - 1, SyntaxFactory.ParseStatement(Loop(stream)));
            var last = (ReturnStatementSyntax)block.Statements.Last();
            return whole.WithBody(block.ReplaceNode(last.Expression!, SyntaxFactory.IdentifierName(results)));
        }
    }

    static MethodDeclarationSyntax Adding(MethodDeclarationSyntax method, string results, string head)
    {
        var block = method.Body!.Insert(0, SyntaxFactory.ParseStatement(head));
        if (block.Statements.Last() is not YieldStatementSyntax { Expression: null }) block = block.Insert(block.Statements.Count, SyntaxFactory.ParseStatement($"return {results};"));
        return method.WithBody(block.ReplaceNodes(Frame.Own(block).OfType<YieldStatementSyntax>(), (old, _) =>
            SyntaxFactory.ParseStatement(old.Expression is { } value ? $"{results}.Add({value.WithoutTrivia()});" : $"return {results};").WithTriviaFrom(old)));
    }
}
