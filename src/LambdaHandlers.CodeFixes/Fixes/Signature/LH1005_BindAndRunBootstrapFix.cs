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
    protected internal override IEnumerable<Plan> Plans =>
        [new("Bind", "Bind the overload that keeps the result", Rebind), new("Raw", "Bind the overload that hands it over", Raw), new("Serializer", "Pass a serializer", Serializer), new("Run", "Await RunAsync", Run)];

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

    // A stream and a context are handed over by overloads that have no type argument for them.
    static Edit? Raw(Target target) =>
        target.Project is { } project && target.Node.FirstAncestorOrSelf<ArgumentSyntax>() is { Parent.Parent: InvocationExpressionSyntax syntax }
        && target.Model.GetOperation(syntax, target.Cancellation) is IInvocationOperation call && BootstrapCall.Of(call, project.Types) is { Input: { } read, Output: var output } && (read.Is(project.Types.Stream) || read.Is(project.Types.LambdaContext))
        && BootstrapBinding.WithoutInput(syntax).FirstOrDefault(changed =>
            target.Model.GetSpeculativeSymbolInfo(syntax.SpanStart, changed, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol { TypeArguments: var bound } && (output is null ? bound.IsEmpty : bound.Length == 1 && SymbolEqualityComparer.Default.Equals(bound[0], output))) is { } bare
            ? target.Replacing((root, _) => root.ReplaceNode(syntax, bare)) : null;

    static Edit? Serializer(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent.Parent: InvocationExpressionSyntax syntax } argument || target.Project?.Find("Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer") is not { } serializer || target.Project.Settings.PublishAot
            || target.Model.GetOperation(syntax, target.Cancellation) is not IInvocationOperation call || BootstrapCall.Of(call, target.Project.Types)?.Serializer?.ConstantValue is not { HasValue: true, Value: null }
            || !target.Model.GetTypeInfo(argument.Expression, target.Cancellation).ConvertedType.Is(target.Project.Types.LambdaSerializer))
            return null;
        return target.Replacing((root, _) => Usings.Add(root.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression($"new {Usings.NameOf(serializer, target.Model, argument.SpanStart)}()").WithTriviaFrom(argument.Expression)), serializer, target.Model, argument.SpanStart));
    }

    static Edit? Run(Target target)
    {
        if (target.Project is not { } project || target.Node is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } }
            || target.Model.GetOperation(call, target.Cancellation) is not IInvocationOperation { TargetMethod: var method })
            return null;
        if (call.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier: var variable, Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax declaration } } })
            return method is { Name: "Build" } && method.ReturnType.Is(project.Types.LambdaBootstrap) && Statements.After(declaration, $"await {variable}.RunAsync();") is { } root && StillCompiles.With(root, target.Model, target.Cancellation) ? target.Replacing((_, _) => root) : null;
        if (call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement || Bare(statement) != call) return null;
        ExpressionSyntax? run = method switch
        {
            { Name: "RunAsync" } => call,
            { Name: "Build" } when method.ReturnType.Is(project.Types.LambdaBootstrap) => Called(call, "RunAsync"),
            { Name: "Create" } => Called(Called(call, "Build"), "RunAsync"),
            _ => null,
        };
        return run is null ? null : AsyncChain.Around(statement.Expression, now => AsyncChain.Await(run, null).WithTriviaFrom(now), target.Document.Project.Solution, project, target.Cancellation);
    }

    // call(); or _ = call();
    static ExpressionSyntax Bare(ExpressionStatementSyntax statement) =>
        statement.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: var right } ? right : statement.Expression;

    static InvocationExpressionSyntax Called(ExpressionSyntax on, string method) =>
        SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, on.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName(method)));
}
