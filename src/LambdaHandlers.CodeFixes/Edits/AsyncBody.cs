using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Makes a method, local function or lambda <c>async</c>: its modifier, its return type, and what it returns where it returned tasks before.</summary>
static class AsyncBody
{
    /// <summary>True when the body means the same once it is async.</summary>
    public static bool CanHold(SyntaxNode declaration, SemanticModel model, bool keepsTask, CancellationToken cancellation)
    {
        foreach (var node in Frame.Own(declaration))
            switch (node)
            {
                case YieldStatementSyntax or RefTypeSyntax or RefExpressionSyntax or UnsafeStatementSyntax or FixedStatementSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax:
                    return false;
                // Without a wrapper the exception arrives as itself.
                case CatchDeclarationSyntax { Type: var caught } when caught.ToString().EndsWith("AggregateException", StringComparison.Ordinal):
                    return false;
                case VariableDeclarationSyntax { Type: var type } when model.GetTypeInfo(type, cancellation).Type is { IsRefLikeType: true }:
                    return false;
                // In the middle of a method of Task a returned task must be awaited first, and then left: two statements in one place.
                case ReturnStatementSyntax { Expression: { } value } result when keepsTask && !HasResult(declaration, model, cancellation) && !IsCompleted(value) && result.Parent is not BlockSyntax:
                    return false;
            }
        return true;
    }

    /// <summary>True when a method returns nothing but tasks that are completed: made async it would await nothing.</summary>
    public static bool IsSynchronous(MethodDeclarationSyntax method) =>
        Frame.Results(method).All(value => IsCompleted(value) || FromResult(value) is not null || value is ThrowExpressionSyntax);

    static bool HasResult(SyntaxNode declaration, SemanticModel model, CancellationToken cancellation) =>
        (declaration is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(declaration, cancellation).Symbol : model.GetDeclaredSymbol(declaration, cancellation)) is IMethodSymbol { ReturnType: INamedTypeSymbol { IsGenericType: true } };

    /// <summary>The declaration, async.</summary>
    /// <param name="declaration">A method, local function or lambda; may have been changed already.</param>
    /// <param name="returning">Its new return type; null to keep the old one.</param>
    /// <param name="keepsTask">True when it returned a task before.</param>
    public static SyntaxNode Of(SyntaxNode declaration, TypeSyntax? returning, bool keepsTask)
    {
        var changed = keepsTask ? new Returns(declaration, IsOfT(declaration)).Visit(declaration)! : declaration;
        if (returning is not null) changed = ReturnTypeChange.With(changed, returning);
        return changed switch
        {
            MethodDeclarationSyntax { Body: null, ExpressionBody: null } => changed,
            MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.AsyncKeyword) => Modified(method, method.Modifiers, method.ReturnType, (node, modifiers, type) => node.WithModifiers(modifiers).WithReturnType(type)),
            LocalFunctionStatementSyntax local when !local.Modifiers.Any(SyntaxKind.AsyncKeyword) => Modified(local, local.Modifiers, local.ReturnType, (node, modifiers, type) => node.WithModifiers(modifiers).WithReturnType(type)),
            ParenthesizedLambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda => lambda.WithoutLeadingTrivia().WithAsyncKeyword(Async(lambda)),
            SimpleLambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda => lambda.WithoutLeadingTrivia().WithAsyncKeyword(Async(lambda)),
            _ => changed,
        };
    }

    static SyntaxToken Async(SyntaxNode before) => SyntaxFactory.Token(before.GetLeadingTrivia(), SyntaxKind.AsyncKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));

    static SyntaxNode Modified<T>(T node, SyntaxTokenList modifiers, TypeSyntax type, Func<T, SyntaxTokenList, TypeSyntax, T> with) where T : SyntaxNode
    {
        // async stands last, but before partial.
        var at = modifiers.IndexOf(SyntaxKind.PartialKeyword) is var partial and >= 0 ? partial : modifiers.Count;
        if (at < modifiers.Count) return with(node, modifiers.Insert(at, SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space)), type);
        return with(node, modifiers.Add(Async(type)), type.WithoutLeadingTrivia());
    }

    static bool IsOfT(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ReturnType.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any(),
        LocalFunctionStatementSyntax local => local.ReturnType.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any(),
        // A lambda with a block that returns Task.CompletedTask or another Task has no result; its expression is awaited either way.
        LambdaExpressionSyntax lambda => !Frame.Own(lambda).OfType<ReturnStatementSyntax>().Any(result => result.Expression is { } value && IsCompleted(value)),
        _ => false,
    };

    /// <summary>True for <c>Task.CompletedTask</c>.</summary>
    public static bool IsCompleted(ExpressionSyntax value) => value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask", Expression: var type } && type.ToString().EndsWith("Task", StringComparison.Ordinal);

    /// <summary>The result in <c>Task.FromResult(…)</c>, or null.</summary>
    public static ExpressionSyntax? FromResult(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult", Expression: var type }, ArgumentList.Arguments: [var only] } && type.ToString().EndsWith("Task", StringComparison.Ordinal) ? only.Expression : null;

    // return Load(x); becomes return await Load(x); return Task.FromResult(x); becomes return x; return Task.CompletedTask; goes, or becomes return;
    sealed class Returns(SyntaxNode declaration, bool hasResult) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? Visit(SyntaxNode? node) =>
            node != declaration && node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && node != declaration ? node : base.Visit(node);

        public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) =>
            node.Parent == declaration ? node.WithExpression(Value(node.Expression)) : base.VisitArrowExpressionClause(node);

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
            node.ExpressionBody is { } value ? node.WithExpressionBody(Value(value)) : base.VisitParenthesizedLambdaExpression(node);

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
            node.ExpressionBody is { } value ? node.WithExpressionBody(Value(value)) : base.VisitSimpleLambdaExpression(node);

        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) =>
            node.Expression is not { } value ? node
                : hasResult ? node.WithExpression(Value(value).WithTriviaFrom(value))
                : IsCompleted(value) ? Bare(node) : node;

        public override SyntaxNode? VisitBlock(BlockSyntax node)
        {
            var block = (BlockSyntax)base.VisitBlock(node)!;
            if (hasResult) return block;
            var isBody = node.Parent == declaration;
            var statements = new List<StatementSyntax>();
            foreach (var statement in block.Statements)
                if (statement is ReturnStatementSyntax { Expression: { } value } result)
                {
                    statements.Add(SyntaxFactory.ExpressionStatement(AsyncChain.Await(value.WithoutTrivia(), null)).WithTriviaFrom(result));
                    if (!isBody || statement != block.Statements.Last()) statements.Add(Bare(result).WithLeadingTrivia(Indentation(result)));
                }
                else if (!(isBody && statement == block.Statements.Last() && statement is ReturnStatementSyntax { Expression: null } last && !last.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) && node.Statements.Last() is ReturnStatementSyntax { Expression: not null }))
                    statements.Add(statement);
            return block.WithStatements(SyntaxFactory.List(statements));
        }

        static ReturnStatementSyntax Bare(ReturnStatementSyntax node) => node.WithReturnKeyword(node.ReturnKeyword.WithTrailingTrivia()).WithExpression(null);

        static SyntaxTriviaList Indentation(SyntaxNode node) => SyntaxFactory.TriviaList(node.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());

        static ExpressionSyntax Value(ExpressionSyntax value) => FromResult(value)?.WithTriviaFrom(value) ?? (value is ConditionalExpressionSyntax choice
            ? choice.WithWhenTrue(Value(choice.WhenTrue)).WithWhenFalse(Value(choice.WhenFalse))
            : value is ThrowExpressionSyntax || value is AwaitExpressionSyntax ? value : AsyncChain.Await(value, null));
    }
}
