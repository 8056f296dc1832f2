using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Reliability;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Reliability;

/// <summary>An <c>async void</c> method returns a task that its callers await; <c>ForEach(async …)</c> becomes a loop, <c>Parallel.ForEach(async …)</c> the one that can be awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class AvoidAsyncVoidFix() : LambdaFix(AvoidAsyncVoid.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
        [new("ReturnTask", "Return a Task and await it", Return), new("Loop", "Write a loop that awaits", Loop), new("Parallel", "Await Parallel.ForEachAsync", Parallel),
            new("Lazy", "Await it in the handler, once", Lazy)];

    // The constructor that calls it can't wait; the handler can.
    static Edit? Lazy(Target target) =>
        target.Project is { } project && target.Node is MethodDeclarationSyntax declaration && target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is { } method
        && project.Calls.Of(method, target.Cancellation) is [{ Target.Parent: InvocationExpressionSyntax call }] && call.SyntaxTree == target.Root.SyntaxTree ? LazyInitialisation.Plan(call, target, project) : null;

    static Edit? Return(Target target)
    {
        var declaration = target.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        return declaration is MethodDeclarationSyntax or LocalFunctionStatementSyntax && target.Project is { } project && target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is IMethodSymbol method
            ? AsyncChain.Returning(method, target.Document.Project.Solution, project, target.Cancellation)
            : null;
    }

    // list.ForEach(async x => …); is foreach (var x in list) …
    static Edit? Loop(Target target)
    {
        if (target.Project is not { } project || Lambda(target) is not { } lambda
            || lambda.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ForEach" }, ArgumentList.Arguments.Count: 1, Parent: ExpressionStatementSyntax statement } call }
            || target.Model.GetSymbolInfo(call, target.Cancellation).Symbol is not IMethodSymbol { ContainingType: { Name: "List", ContainingNamespace.Name: "Generic" } }
            || Parameter(lambda) is not { } item || LeavesEarly(lambda) || Redeclares(lambda, statement))
            return null;
        return AsyncChain.Around(statement, now => LoopOver((ExpressionStatementSyntax)now, item), target.Document.Project.Solution, project, target.Cancellation);
    }

    static StatementSyntax LoopOver(ExpressionStatementSyntax statement, string item)
    {
        var call = (InvocationExpressionSyntax)statement.Expression;
        var list = ((MemberAccessExpressionSyntax)call.Expression).Expression.WithoutTrivia();
        var lambda = (LambdaExpressionSyntax)call.ArgumentList.Arguments[0].Expression;
        var body = lambda.Body is ExpressionSyntax expression ? SyntaxFactory.ExpressionStatement(expression.WithoutTrivia()) : (StatementSyntax)lambda.Body;
        var head = $"foreach (var {item} in {list})";
        var loop = (ForEachStatementSyntax)SyntaxFactory.ParseStatement(head + ";");
        // A block keeps the lines that it had.
        return loop.WithStatement(body.WithoutTrivia()).WithCloseParenToken(loop.CloseParenToken.WithTrailingTrivia(body is BlockSyntax block && block.GetLeadingTrivia().Any(SyntaxKind.WhitespaceTrivia)
            ? SyntaxFactory.TriviaList(Layout.EndOfLine(statement)).AddRange(block.GetLeadingTrivia()) : SyntaxFactory.TriviaList(SyntaxFactory.Space))).WithTriviaFrom(statement);
    }

    static Edit? Parallel(Target target)
    {
        if (target.Project is not { } project || Lambda(target) is not { } lambda || Parameter(lambda) is not { } item
            || lambda.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ForEach" }, ArgumentList.Arguments.Count: 2, Parent: ExpressionStatementSyntax } call }
            || target.Model.GetSymbolInfo(call, target.Cancellation).Symbol is not IMethodSymbol { ContainingType: { Name: "Parallel", ContainingNamespace.Name: "Tasks" } parallel }
            || parallel.GetMembers("ForEachAsync").IsEmpty)
            return null;
        return AsyncChain.Around(call, now => AsyncChain.Await(InParallel((InvocationExpressionSyntax)now, item), null), target.Document.Project.Solution, project, target.Cancellation);
    }

    static InvocationExpressionSyntax InParallel(InvocationExpressionSyntax call, string item)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        var lambda = (LambdaExpressionSyntax)call.ArgumentList.Arguments[1].Expression;
        var both = ((ParenthesizedLambdaExpressionSyntax)SyntaxFactory.ParseExpression($"async ({item}, _) => 0")).WithArrowToken(lambda.ArrowToken).WithBody(lambda.Body).WithTriviaFrom(lambda);
        return call.ReplaceNode(lambda, both).WithExpression(access.WithName(SyntaxFactory.IdentifierName("ForEachAsync")));
    }

    static LambdaExpressionSyntax? Lambda(Target target) => target.Node.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } lambda && lambda.AsyncKeyword != default ? lambda : null;

    static string? Parameter(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var name } => name == "_" ? null : name,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [{ Identifier.ValueText: var name }] } => name == "_" ? null : name,
        _ => null,
    };

    // return in the lambda would leave the whole method.
    static bool LeavesEarly(LambdaExpressionSyntax lambda) =>
        Frame.Own(lambda).Any(node => node is ReturnStatementSyntax);

    // What the lambda could call as it liked must not collide in the method.
    static bool Redeclares(LambdaExpressionSyntax lambda, SyntaxNode statement)
    {
        var names = new HashSet<string>(lambda.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(each => each.Identifier.ValueText));
        return lambda.Body is BlockSyntax && names.Count > 0 && statement.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(each => !lambda.Span.Contains(each.Span) && names.Contains(each.Identifier.ValueText));
    }
}
