using System.Composition;
using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Recursion;

/// <summary>Where nobody looks at the answer, the request says <c>InvocationType.Event</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class InvokeAsynchronouslyFix() : LambdaFix(InvokeAsynchronously.Id)
{
    const string Property = "InvocationType";

    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Event", "Invoke asynchronously", Plan)];

    static Edit? Plan(Target target)
    {
        if (!target.Properties.TryGetValue("Response", out var response) || response != "unused"
            || target.Around<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: [{ Expression: BaseObjectCreationExpressionSyntax { Initializer: { Expressions.Count: > 0 } initializer } }, ..] }
            || target.Project?.Find("Amazon.Lambda.InvocationType") is not { } type)
            return null;
        return target.Replacing((root, _) => Usings.Add(root.ReplaceNode(initializer, With(initializer, Usings.NameOf(type, target.Model, initializer.SpanStart))), type, target.Model, initializer.SpanStart));
    }

    static InitializerExpressionSyntax With(InitializerExpressionSyntax initializer, string type)
    {
        var value = SyntaxFactory.ParseExpression($"{type}.Event");
        if (initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(each => each.Left is IdentifierNameSyntax { Identifier.ValueText: Property }) is { } written)
            return initializer.ReplaceNode(written.Right, value.WithTriviaFrom(written.Right));
        return Initializers.With(initializer, SyntaxFactory.ParseExpression($"{Property} = {type}.Event"));
    }
}
