using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
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
        var changed = bootstrap switch
        {
            _ when bootstrap.Shape.ReturnType.Is(types.Task) && Awaitables.Result(bootstrap.Returned, types) is { } result => With(syntax, bootstrap.Input, result, target.Model),
            { Output: { } output } when Awaitables.IsTask(output, types) => Awaitables.Result(output, types) is { } result
                ? With(syntax, bootstrap.Input, result, target.Model)
                : bootstrap.Input is { } input ? With(syntax, input, null, target.Model) : WithoutSerializer(syntax),
            _ => null,
        };
        // Only where the compiler agrees that the new call awaits a task.
        return changed is not null && target.Model.GetSpeculativeSymbolInfo(position, changed, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol { Parameters: [{ Type: INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var returned } }, ..] }
            && Awaitables.IsTask(returned, types) && !Awaitables.IsLeftRunning(returned, project)
            ? target.Replacing((root, _) => root.ReplaceNode(syntax, changed)) : null;
    }

    // Create<TIn>, Create<TIn, TOut>: only where the type arguments are written.
    static InvocationExpressionSyntax? With(InvocationExpressionSyntax call, ITypeSymbol? input, ITypeSymbol? output, SemanticModel model)
    {
        if (call.DescendantNodes().TakeWhile(node => node != call.ArgumentList).OfType<GenericNameSyntax>().LastOrDefault(name => name.Identifier.ValueText is "Create" or "GetHandlerWrapper") is not { } written) return null;
        var names = new[] { input, output }.Where(type => type is not null).Select(type => SyntaxFactory.ParseTypeName(type!.ToMinimalDisplayString(model, call.SpanStart))).ToArray();
        var list = SyntaxFactory.TypeArgumentList(SyntaxFactory.SeparatedList(names, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, names.Length - 1))));
        return names.Length == 0 ? null : call.ReplaceNode(written, written.WithTypeArgumentList(list.WithTriviaFrom(written.TypeArgumentList)));
    }

    static InvocationExpressionSyntax? WithoutSerializer(InvocationExpressionSyntax call) =>
        call is { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax }, ArgumentList.Arguments: [var handler, { Expression: ObjectCreationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax }] }
            ? call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(handler))) : null;

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
