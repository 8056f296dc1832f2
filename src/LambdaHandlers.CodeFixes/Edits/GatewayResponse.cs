using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Lets a method return a gateway's response: around the text that it returned, at its end where it returned nothing, in place of another gateway's.</summary>
static class GatewayResponse
{
    /// <summary>The root with the method changed, or null where a path out of it cannot follow.</summary>
    public static SyntaxNode? Returned(MethodDeclarationSyntax method, IMethodSymbol symbol, INamedTypeSymbol response, LambdaTypes types, SemanticModel model, CancellationToken cancellation)
    {
        var name = Usings.NameOf(response, model, method.SpanStart);
        var isTask = Awaitables.IsTask(symbol.ReturnType, types);
        var answer = isTask ? Awaitables.Result(symbol.ReturnType, types) : symbol.ReturnsVoid ? null : symbol.ReturnType;
        // A text or nothing that comes as a task must be awaited first.
        var becomesAsync = isTask && !symbol.IsAsync && answer is null or { SpecialType: SpecialType.System_String } && !AsyncBody.IsSynchronous(method);
        if (becomesAsync && !AsyncBody.CanHold(method, model, keepsTask: true, cancellation)) return null;
        var changed = becomesAsync ? (MethodDeclarationSyntax)AsyncBody.Of(method, null, keepsTask: true) : method;
        changed = isTask && !changed.Modifiers.Any(SyntaxKind.AsyncKeyword) && answer is null or { SpecialType: SpecialType.System_String } ? Completed(changed, name)
            : answer is null ? Answering(changed, method, name)
            : answer.SpecialType == SpecialType.System_String ? Around(changed, name)
            : Gateways.OfResponse(answer) is not null ? Instead(changed, answer.Name, name) : null;
        if (changed is null) return null;
        changed = changed.WithReturnType(SyntaxFactory.ParseTypeName(isTask ? $"{Usings.NameOf(types.Task!, model, method.SpanStart)}<{name}>" : name).WithTriviaFrom(changed.ReturnType));
        var root = Usings.Add(model.SyntaxTree.GetRoot(cancellation).ReplaceNode(method, changed), response, model, method.SpanStart);
        return StillCompiles.With(root, model, cancellation) ? root : null;
    }

    // Work(); return; and the end of the body
    static MethodDeclarationSyntax? Answering(MethodDeclarationSyntax method, MethodDeclarationSyntax original, string name)
    {
        var answer = $"return new {name} {{ StatusCode = 200 }};";
        if (method.ExpressionBody is { Expression: var work })
            return work is ThrowExpressionSyntax ? method : BlockBody.Fits(method) ? BlockBody.With(method, original, [$"{work.WithoutTrivia()};", answer]) : null;
        if (method.Body is not { } body) return null;
        if (body.Statements.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax)) body = body.Insert(body.Statements.Count, SyntaxFactory.ParseStatement(answer));
        return method.WithBody(body.ReplaceNodes(Results(body).Where(result => result.Expression is null), (old, _) => SyntaxFactory.ParseStatement(answer).WithTriviaFrom(old)));
    }

    static MethodDeclarationSyntax Around(MethodDeclarationSyntax method, string name)
    {
        var texts = Frame.Results(method).Where(text => text is not ThrowExpressionSyntax);
        return method.ReplaceNodes(texts, (old, _) => SyntaxFactory.ParseExpression($"new {name} {{ StatusCode = 200, Body = {old.WithoutTrivia()} }}").WithTriviaFrom(old));
    }

    // Task.FromResult(text), Task.CompletedTask
    static MethodDeclarationSyntax Completed(MethodDeclarationSyntax method, string name) =>
        method.ReplaceNodes(Frame.Results(method).Select(value => AsyncBody.FromResult(value) ?? value).Where(value => value is not ThrowExpressionSyntax), (old, _) =>
            SyntaxFactory.ParseExpression(AsyncBody.IsCompleted(old) ? $"{((MemberAccessExpressionSyntax)old).Expression}.FromResult(new {name} {{ StatusCode = 200 }})" : $"new {name} {{ StatusCode = 200, Body = {old.WithoutTrivia()} }}").WithTriviaFrom(old));

    // The members that the two have in common have the same names.
    static MethodDeclarationSyntax Instead(MethodDeclarationSyntax method, string old, string name) =>
        method.ReplaceNodes(method.DescendantNodes().OfType<IdentifierNameSyntax>().Where(each => each.Identifier.ValueText == old).Select(each => each.Parent is QualifiedNameSyntax qualified && qualified.Right == each ? qualified : (SyntaxNode)each),
            (each, _) => SyntaxFactory.ParseTypeName(name).WithTriviaFrom(each));

    static IEnumerable<ReturnStatementSyntax> Results(SyntaxNode body) =>
        Frame.Own(body).OfType<ReturnStatementSyntax>();
}
