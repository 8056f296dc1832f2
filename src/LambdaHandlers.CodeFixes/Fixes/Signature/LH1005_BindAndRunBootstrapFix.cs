using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>The call gets the type arguments, or loses the serializer, that binds the overload which awaits the handler and keeps its result; a bootstrap that is dropped is run and awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class BindAndRunBootstrapFix() : LambdaFix(BindAndRunBootstrap.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Bind", "Bind the overload that keeps the result", Rebind), new("Run", "Await RunAsync", Run)];

    static Edit? Rebind(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent.Parent: InvocationExpressionSyntax syntax }
            || target.Model.GetOperation(syntax, target.Cancellation) is not IInvocationOperation call || BootstrapCall.Of(call, project.Types) is not { } bootstrap)
            return null;
        var (types, position) = (project.Types, syntax.SpanStart);
        var change = bootstrap switch
        {
            _ when bootstrap.Shape.ReturnType.Is(types.Task) && Awaitables.Result(bootstrap.Returned, types) is { } result => BootstrapBinding.For(syntax, bootstrap, result, target.Model),
            { Output: { } output } when Awaitables.IsTask(output, types) => BootstrapBinding.For(syntax, bootstrap, Awaitables.Result(output, types), target.Model),
            _ => null,
        };
        // Only where the compiler agrees that the new call awaits a task.
        return change?.Invoke(syntax) is { } changed && changed != syntax
            && target.Model.GetSpeculativeSymbolInfo(position, changed, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol { Parameters: [{ Type: INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var returned } }, ..] }
            && BootstrapBinding.IsAwaiting(returned, project)
            ? target.Replacing((root, _) => root.ReplaceNode(syntax, changed)) : null;
    }

    static Edit? Run(Target target)
    {
        if (target.Project is not { } project || target.Node is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } }
            || call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement || Bare(statement) != call || !CanAwait(statement)
            || target.Model.GetOperation(call, target.Cancellation) is not IInvocationOperation { TargetMethod: var method })
            return null;
        ExpressionSyntax? run = method switch
        {
            { Name: "RunAsync" } => call,
            { Name: "Build" } when method.ReturnType.Is(project.Types.LambdaBootstrap) => Called(call, "RunAsync"),
            { Name: "Create" } => Called(Called(call, "Build"), "RunAsync"),
            _ => null,
        };
        return run is null ? null : target.Replacing((root, _) => root.ReplaceNode(statement.Expression,
            SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), run.WithoutLeadingTrivia()).WithTriviaFrom(statement.Expression)));
    }

    // call(); or _ = call();
    static ExpressionSyntax Bare(ExpressionStatementSyntax statement) =>
        statement.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: var right } ? right : statement.Expression;

    static InvocationExpressionSyntax Called(ExpressionSyntax on, string method) =>
        SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, on.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName(method)));

    static bool CanAwait(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(each => each is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or GlobalStatementSyntax) switch
        {
            GlobalStatementSyntax => true,
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword != default,
            _ => false,
        };
}
