using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Rules.Logging;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Logging;

/// <summary>The handler begins with a line that says what it works on: the number of records, or the route.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class LogTheWorkFix() : LambdaFix(LogTheWork.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Entry", "Log what the handler works on", Plan), new("Inject", "Inject an ILogger and log what the handler works on", Inject)];

    static Edit? Inject(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration || target.Project is not { } project || Symbol(declaration, target) is not { } method || project.HandlerOf(method, target.Cancellation) is not { Model: ProgrammingModel.Annotations } handler
            || InjectedLogger.Of(declaration, method, target) is not { } injected) return null;
        var line = SyntaxFactory.ExpressionStatement(injected.Logger.Call(LogSeverity.Information, null, Entry(handler, declaration)));
        return target.Replacing((root, _) => injected.Into(root, WithFirst(declaration, method, line, project)));
    }

    static Edit? Plan(Target target)
    {
        var declaration = target.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        if (declaration is null || target.Project is not { } project || Symbol(declaration, target) is not { } method || project.HandlerOf(method, target.Cancellation) is not { } handler || Body(declaration) is not { } body)
            return null;
        var callers = handler.Context is null && declaration is MethodDeclarationSyntax open ? ContextParameter.Callers(open, method, handler, target) : null;
        var context = callers is null ? null : Statements.Unused(declaration, "context", "lambdaContext");
        if ((context is null ? LoggerInScope.At(body, target.Model, project) : LoggerInScope.OfContext(body, target.Model, project, context)) is not { } logger) return null;
        var line = SyntaxFactory.ExpressionStatement(logger.Call(LogSeverity.Information, null, Entry(handler, declaration)));
        return async cancellation =>
        {
            var changed = WithFirst(declaration, method, line, project);
            if (context is not null && changed is MethodDeclarationSyntax named)
                changed = named.WithParameterList(ContextParameter.Added(named.ParameterList, Usings.NameOf(project.Types.LambdaContext!, target.Model, declaration.SpanStart), context));
            var root = target.Root.ReplaceNodes((callers ?? []).Append(declaration), (old, _) => old == declaration ? changed : ContextParameter.Passing((InvocationExpressionSyntax)old, target.Model)!);
            if (context is not null) root = Usings.Add(root, project.Types.LambdaContext!, target.Model, declaration.SpanStart);
            var solution = target.Document.WithSyntaxRoot(logger.Imported(root)).Project.Solution;
            return context is null ? solution : await ContextParameter.PassedElsewhereAsync(target.Document, solution, method, cancellation).ConfigureAwait(false);
        };
    }

    static IMethodSymbol? Symbol(SyntaxNode declaration, Target target) =>
        (declaration is AnonymousFunctionExpressionSyntax ? target.Model.GetSymbolInfo(declaration, target.Cancellation).Symbol : target.Model.GetDeclaredSymbol(declaration, target.Cancellation)) as IMethodSymbol;

    static SyntaxNode? Body(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Body as SyntaxNode ?? (BlockBody.Fits(method) ? method.ExpressionBody!.Expression : null),
        LocalFunctionStatementSyntax local => local.Body as SyntaxNode ?? (BlockBody.Fits(local) ? local.ExpressionBody!.Expression : null),
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        _ => null,
    };

    static SyntaxNode WithFirst(SyntaxNode declaration, IMethodSymbol method, StatementSyntax line, LambdaProject project) => declaration switch
    {
        MethodDeclarationSyntax { Body: { } body } each => each.WithBody(body.Insert(0, line)),
        LocalFunctionStatementSyntax { Body: { } body } each => each.WithBody(body.Insert(0, line)),
        AnonymousFunctionExpressionSyntax { Block: { } body } each => each.WithBlock(body.Insert(0, line)),
        MethodDeclarationSyntax { ExpressionBody: { } arrow } each => BlockBody.With(each, each, [line.ToString(), Work(arrow, method, project)]),
        LocalFunctionStatementSyntax { ExpressionBody: { } arrow } each => BlockBody.With(each, each, [line.ToString(), Work(arrow, method, project)]),
        _ => declaration,
    };

    // => Work(); becomes the second statement of two.
    static string Work(ArrowExpressionClauseSyntax arrow, IMethodSymbol method, LambdaProject project) =>
        $"{(method.ReturnsVoid || method.IsAsync && SymbolEqualityComparer.Default.Equals(method.ReturnType, project.Types.Task) ? "" : "return ")}{arrow.Expression.WithoutTrivia()};";

    /// <summary>The template for an event source, and its values.</summary>
    static IEnumerable<ArgumentSyntax> Entry(Handler handler, SyntaxNode declaration)
    {
        var name = OperationNames.Of(declaration.DescendantNodes().FirstOrDefault() ?? declaration);
        if (name == "The handler") name = "Handler";
        var input = handler.Input is { IsDiscard: false, Name: { Length: > 0 } given } ? given : null;
        var (text, values) = input is null || handler.Input!.Type is not { } type ? ("", []) : handler.Source switch
        {
            EventSource.Sqs when Has(type, "Records") => ("processing {RecordCount} message(s)", [$"{input}.Records.Count"]),
            EventSource.S3 when Has(type, "Records") => ("processing {RecordCount} object(s)", [$"{input}.Records.Count"]),
            EventSource.Sns or EventSource.Kinesis or EventSource.DynamoDb or EventSource.Firehose when Has(type, "Records") => ("processing {RecordCount} record(s)", [$"{input}.Records.Count"]),
            EventSource.Kafka when Has(type, "Records") => ("processing the records of {PartitionCount} partition(s)", [$"{input}.Records.Count"]),
            EventSource.ApiGatewayHttp when Has(type, "RouteKey") => ("handling {RouteKey}", [$"{input}.RouteKey"]),
            EventSource.ApiGatewayRest when Has(type, "Resource") && Has(type, "HttpMethod") => ("handling {Method} {Resource}", new[] { $"{input}.HttpMethod", $"{input}.Resource" }),
            EventSource.LoadBalancer when Has(type, "Path") && Has(type, "HttpMethod") => ("handling {Method} {Path}", [$"{input}.HttpMethod", $"{input}.Path"]),
            EventSource.EventBridge or EventSource.Schedule when Has(type, "DetailType") => ("processing {DetailType}", [$"{input}.DetailType"]),
            _ => ("", []),
        };
        return values.Select(value => SyntaxFactory.Argument(SyntaxFactory.ParseExpression(value))).Prepend(SyntaxFactory.Argument(MessageTemplate.Literal(name + " " + (text.Length == 0 ? "started" : text))));
    }

    static bool Has(ITypeSymbol type, string member)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (!at.GetMembers(member).IsEmpty) return true;
        return false;
    }
}
