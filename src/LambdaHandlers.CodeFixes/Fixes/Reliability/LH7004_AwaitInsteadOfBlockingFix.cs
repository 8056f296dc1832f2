using System.Composition;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Reliability;

/// <summary>A blocking call becomes an <c>await</c>; the method around it, and whoever calls it, become async.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class AwaitInsteadOfBlockingFix() : LambdaFix(AwaitInsteadOfBlocking.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Await", "Await instead", Plan)];

    static Edit? Plan(Target target)
    {
        if (target.Project is not { } project || Blocking(target.Node) is not { } blocking || CatchesAggregates(blocking)) return null;
        var isGate = target.Model.GetSymbolInfo(blocking, target.Cancellation).Symbol is IMethodSymbol { ContainingType.Name: "SemaphoreSlim" };
        if (Awaitable(blocking, isGate) is null) return null;
        return AsyncChain.Around(blocking, now => AsyncChain.Await(Awaitable((ExpressionSyntax)now, isGate, blocking.Parent)!.WithTriviaFrom(now), blocking.Parent), target.Document.Project.Solution, project, target.Cancellation);
    }

    static ExpressionSyntax? Blocking(SyntaxNode node)
    {
        for (var at = node; at is ExpressionSyntax expression && at.Span == node.Span; at = at.Parent!)
            if (expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax)
                return expression;
        return null;
    }

    // An await throws the exception itself, not the wrapper that somebody waits for here.
    static bool CatchesAggregates(SyntaxNode node) =>
        node.Ancestors().OfType<TryStatementSyntax>().Any(attempt => attempt.Catches.Any(each => each.Declaration?.Type.ToString().EndsWith("AggregateException", StringComparison.Ordinal) == true));

    /// <summary>What is awaited instead, or null where nothing does the same: a wait with a timeout says whether it was in time, WaitAny which one it was.</summary>
    static ExpressionSyntax? Awaitable(ExpressionSyntax blocking, bool isGate, SyntaxNode? parent = null) => blocking switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: var task } => Bare(task),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult", Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter", Expression: var task } } } } => Bare(task),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAll", Expression: var type } all, ArgumentList.Arguments.Count: > 0 } call
            when IsTask(type) && (parent ?? call.Parent) is ExpressionStatementSyntax or ArrowExpressionClauseSyntax && !call.ArgumentList.Arguments.Skip(1).Any(argument => IsTimeout(argument.Expression)) =>
            call.WithExpression(all.WithName(SyntaxFactory.IdentifierName("WhenAll"))),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep", Expression: SimpleNameSyntax { Identifier.ValueText: "Thread" } } } call =>
            call.WithExpression(SyntaxFactory.ParseExpression("Task.Delay")),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: var waited }, ArgumentList.Arguments.Count: 0 } call when (parent ?? call.Parent) is ExpressionStatementSyntax or ArrowExpressionClauseSyntax =>
            isGate ? call.WithExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, waited, SyntaxFactory.IdentifierName("WaitAsync"))) : Bare(waited),
        _ => null,
    };

    static bool IsTask(ExpressionSyntax type) => type is IdentifierNameSyntax { Identifier.ValueText: "Task" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Task" };

    static bool IsTimeout(ExpressionSyntax argument) => argument is LiteralExpressionSyntax || argument.ToString() is var text && (text.Contains("TimeSpan") || text.Contains("oken") || text.Contains("imeout"));

    static ExpressionSyntax Bare(ExpressionSyntax task) => task is ParenthesizedExpressionSyntax { Expression: InvocationExpressionSyntax inner } ? inner : task;
}
