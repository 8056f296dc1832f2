using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>What recurs in a handler moves into a private method; what the handler logs first is said once per invocation.</summary>
static class ExtractedRecursion
{
    /// <summary>The handler and the new method, or null where somebody else takes part in the loop, or where the new method would recur for ever.</summary>
    public static (MethodDeclarationSyntax Handler, MethodDeclarationSyntax Part)? Of(MethodDeclarationSyntax handler, Target target)
    {
        if (target.Project is not { } project || target.Model.GetDeclaredSymbol(handler, target.Cancellation) is not { IsVirtual: false, IsOverride: false, IsAbstract: false, IsGenericMethod: false, PartialDefinitionPart: null, PartialImplementationPart: null } symbol
            || (symbol.IsAsync && symbol.ReturnsVoid) || handler.ParameterList.Parameters.Any(parameter => parameter.AttributeLists.Count > 0 || parameter.Modifiers.Count > 0)
            || Calls(handler, symbol, target) is not { Count: > 0 } calls || !IsAlone(handler, project, target))
            return null;
        // A log call at the top belongs to the event; all the rest to each round.
        var logs = handler.Body?.Statements.TakeWhile(statement => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
            && target.Model.GetOperation(call, target.Cancellation) is { } operation && project.Loggers.At(operation) is not null && !call.DescendantNodes().Any(node => node is DeclarationExpressionSyntax)).ToList() ?? [];
        if (handler.Body is { } whole && logs.Count == whole.Statements.Count) return null;
        var name = NameFor(handler.Identifier.ValueText, symbol.ContainingType);
        var dropped = symbol.Parameters.Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, project.Types.LambdaContext) && IsOnlyHandedOn(parameter, handler, logs, calls, target)).Select(parameter => parameter.Ordinal).ToList();
        return (Entry(handler, symbol, name, logs, dropped), Part(handler, name, logs, calls, dropped));
    }

    // Handle → HandleRecursively, FunctionHandlerAsync → FunctionHandlerRecursivelyAsync
    static string NameFor(string handler, INamedTypeSymbol type)
    {
        var isAsync = handler.EndsWith("Async", StringComparison.Ordinal) && handler.Length > 5;
        var name = (isAsync ? handler.Substring(0, handler.Length - 5) : handler) + "Recursively" + (isAsync ? "Async" : "");
        return type.GetMembers(name).IsEmpty ? name : name + "2";
    }

    // Every use of the handler's name in its own text is a plain call that passes every argument.
    static List<InvocationExpressionSyntax>? Calls(MethodDeclarationSyntax handler, IMethodSymbol symbol, Target target)
    {
        var calls = new List<InvocationExpressionSyntax>();
        foreach (var use in handler.DescendantNodes().OfType<IdentifierNameSyntax>())
            if (use.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(target.Model.GetSymbolInfo(use, target.Cancellation).Symbol, symbol))
                if ((use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access.Parent : use.Parent) is InvocationExpressionSyntax call && call.Expression.Span.End == use.Span.End
                    && call.ArgumentList.Arguments.Count == symbol.Parameters.Length && call.ArgumentList.Arguments.All(argument => argument.NameColon is null)) calls.Add(call);
                else return null;
        return calls;
    }

    static bool IsAlone(MethodDeclarationSyntax handler, LambdaProject project, Target target)
    {
        foreach (var component in project.Recursions.In(handler.SyntaxTree, target.Cancellation))
            if (project.Recursions.Of(component, target.Cancellation).Where(loop => loop.Handler?.Encloses(handler) == true).ToList() is { Count: > 0 } loops)
                return loops.All(loop => loop.Calls.All(call => handler.Contains(call.Site.Syntax)) && project.Recursions.Ends(component, loop, target.Cancellation));
        return false;
    }

    // Besides the log calls that stay, the context is used for nothing but to be passed to the next round.
    static bool IsOnlyHandedOn(IParameterSymbol context, MethodDeclarationSyntax handler, List<StatementSyntax> logs, List<InvocationExpressionSyntax> calls, Target target) =>
        calls.All(call => call.ArgumentList.Arguments[context.Ordinal].Expression is IdentifierNameSyntax or LiteralExpressionSyntax or PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax })
        && Mentions.Of(context, handler, target.Model, target.Cancellation).All(use => logs.Any(log => log.Contains(use)) || calls.Any(call => call.ArgumentList.Arguments[context.Ordinal].Expression == use));

    static MethodDeclarationSyntax Entry(MethodDeclarationSyntax handler, IMethodSymbol symbol, string name, List<StatementSyntax> logs, List<int> dropped)
    {
        var entry = handler.WithModifiers(SyntaxFactory.TokenList(handler.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword))));
        if (handler.Modifiers.Count > 0 && handler.Modifiers[0].IsKind(SyntaxKind.AsyncKeyword)) entry = entry.WithLeadingTrivia(handler.GetLeadingTrivia());
        var call = $"{name}({string.Join(", ", symbol.Parameters.Where(parameter => !dropped.Contains(parameter.Ordinal)).Select(parameter => FieldName.Escaped(parameter.Name)))})";
        if (logs.Count == 0)
            return entry.WithBody(null).WithExpressionBody(SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression(call)))
                .WithParameterList(entry.ParameterList.WithTrailingTrivia(SyntaxFactory.Space)).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(Layout.EndOfLine(handler)));
        var last = SyntaxFactory.ParseStatement((symbol.ReturnsVoid ? "" : "return ") + call + ";").WithTrailingTrivia(Layout.EndOfLine(handler)).WithAdditionalAnnotations(Formatter.Annotation);
        return entry.WithBody(handler.Body!.WithStatements(SyntaxFactory.List(logs.Append(last))));
    }

    static MethodDeclarationSyntax Part(MethodDeclarationSyntax handler, string name, List<StatementSyntax> logs, List<InvocationExpressionSyntax> calls, List<int> dropped)
    {
        var part = handler.ReplaceNodes(calls, (_, call) => call.WithExpression(SyntaxFactory.IdentifierName(name).WithTriviaFrom(call.Expression)).WithArgumentList(call.ArgumentList.WithArguments(Without(call.ArgumentList.Arguments, dropped))));
        if (logs.Count > 0) part = part.WithBody(part.Body!.WithStatements(SyntaxFactory.List(part.Body.Statements.Skip(logs.Count))));
        var modifiers = handler.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword).Select(modifier => SyntaxFactory.Token(modifier.Kind()).WithTrailingTrivia(SyntaxFactory.Space));
        return part.WithAttributeLists(default).WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(part.Identifier)).WithExplicitInterfaceSpecifier(null)
            .WithParameterList(part.ParameterList.WithParameters(Without(part.ParameterList.Parameters, dropped)))
            .WithModifiers(SyntaxFactory.TokenList(modifiers.Prepend(SyntaxFactory.Token(SyntaxKind.PrivateKeyword).WithTrailingTrivia(SyntaxFactory.Space))))
            .WithLeadingTrivia(Layout.EndOfLine(handler), SyntaxFactory.Whitespace(Layout.Indentation(handler)));
    }

    static SeparatedSyntaxList<T> Without<T>(SeparatedSyntaxList<T> list, List<int> dropped) where T : SyntaxNode
    {
        foreach (var ordinal in dropped.OrderByDescending(ordinal => ordinal)) list = list.RemoveAt(ordinal);
        return list.Count > 0 && dropped.Contains(list.Count) ? list.Replace(list.Last(), list.Last().WithoutTrailingTrivia()) : list;
    }
}
