using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>A response without a status code says 200; a handler that answers nothing, a string or another gateway's response answers with its own gateway's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class AnswerTheGatewayFix() : LambdaFix(AnswerTheGateway.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Status", "Set StatusCode to 200", SetStatus), new("Response", "Return the gateway's response", Respond)];

    static Edit? SetStatus(Target target)
    {
        if (target.Node is not BaseObjectCreationExpressionSyntax creation || target.Model.GetTypeInfo(creation, target.Cancellation).Type?.GetMembers("StatusCode").FirstOrDefault() is not IPropertySymbol { Type.SpecialType: SpecialType.System_Int32 }) return null;
        return target.Replacing((root, _) => root.ReplaceNode(creation, With(creation)));
    }

    static Edit? Respond(Target target) =>
        target.Properties.TryGetValue(AnswerTheGateway.Response, out var name) && name is not null && target.Project?.Find(name) is { } response
        && HandlerMethod.Free(target.Node, target.Model, target.Project, target.Cancellation) is var (declaration, method) && IsKnown(response, target)
        && GatewayResponse.Returned(declaration, method, response, target.Project.Types, target.Model, target.Cancellation) is { } root
            ? target.Replacing((_, _) => root) : null;

    // A JsonSerializerContext must register the response.
    static bool IsKnown(INamedTypeSymbol response, Target target) =>
        HandlerMethod.HandlerAt(target) is { } handler && JsonContext.Of(Payload.Of(handler, target.Project!).Serializer)?.Knows(response) != false;

    static BaseObjectCreationExpressionSyntax With(BaseObjectCreationExpressionSyntax creation)
    {
        var status = (ExpressionSyntax)SyntaxFactory.ParseExpression("StatusCode = 200");
        if (creation.Initializer is not { Expressions.Count: > 0 } initializer)
        {
            var fresh = (InitializerExpressionSyntax)((ObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression("new X { StatusCode = 200 }")).Initializer!;
            var end = creation.GetTrailingTrivia();
            return creation.WithoutTrailingTrivia().WithInitializer(fresh.WithLeadingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(end);
        }
        // Where the others stand in lines of their own, so does it.
        var first = initializer.Expressions[0];
        var gap = initializer.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? initializer.OpenBraceToken.TrailingTrivia : SyntaxFactory.TriviaList(SyntaxFactory.Space);
        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(gap.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        var indent = gap.Any(SyntaxKind.EndOfLineTrivia) ? SyntaxFactory.TriviaList(first.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1)) : default;
        var rest = initializer.Expressions.GetWithSeparators().Insert(0, separator).Insert(0, status.WithLeadingTrivia(indent));
        return creation.WithInitializer(initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(rest)));
    }
}
