using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A function that invokes itself sends on how often that has happened, and refuses more than a limit: the guard rail that AWS advises.</summary>
static class CountedInvocation
{
    const string Limit = "MaxDepth";
    const string Property = "Depth";
    const string Local = "depth";

    /// <summary>The count travels in a property of the event, where what is sent is written as an object of the same type; null elsewhere.</summary>
    public static Edit? ByPayload(InitializerExpressionSyntax request, Target target)
    {
        if (Set(request, "Payload") is not { } payload || Serialized(payload, target) is not { } sent || Place(target) is not var (method, body, type)
            || target.Model.GetTypeInfo(sent, target.Cancellation).Type is not INamedTypeSymbol { IsTupleType: false, IsAnonymousType: false } payloadType
            || payloadType.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(target.Cancellation) is not TypeDeclarationSyntax declaration || declaration is InterfaceDeclarationSyntax
            || payloadType.GetMembers(Property).Any(known => known is not IPropertySymbol { Type.SpecialType: SpecialType.System_Int32, SetMethod: not null })
            || method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Type is { } each && SymbolEqualityComparer.Default.Equals(target.Model.GetTypeInfo(each, target.Cancellation).Type, payloadType)) is not { } input
            || target.Document.Project.GetDocument(declaration.SyntaxTree) is not { } home)
            return null;
        var name = input.Identifier.ValueText;
        var count = SyntaxFactory.ParseExpression($"{Property} = {name}.{Property} + 1");
        ExpressionSyntax? counted = sent switch
        {
            BaseObjectCreationExpressionSyntax creation => creation.WithInitializer(With(creation.Initializer, count, creation)),
            WithExpressionSyntax copy => copy.WithInitializer(With(copy.Initializer, count, copy)),
            IdentifierNameSyntax same when payloadType.IsRecord && same.Identifier.ValueText == name => SyntaxFactory.ParseExpression($"{name} with {{ {Property} = {name}.{Property} + 1 }}").WithTriviaFrom(same),
            _ => null,
        };
        if (counted is null) return null;
        return async cancellation =>
        {
            var solution = target.Document.WithSyntaxRoot(Guarded(target, body, type, $"{name}.{Property}", before: null, (sent, counted))).Project.Solution;
            if (!payloadType.GetMembers(Property).IsEmpty) return solution;
            // After the first edit the declaration may stand elsewhere in its own file.
            var root = (await solution.GetDocument(home.Id)!.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            var at = root.DescendantNodes().OfType<TypeDeclarationSyntax>().First(each => each.Identifier.ValueText == declaration.Identifier.ValueText && each.Arity == declaration.Arity && each.Parent.IsKind(declaration.Parent!.Kind()));
            return solution.WithDocumentSyntaxRoot(home.Id, root.ReplaceNode(at, WithProperty(at, payloadType.IsRecord)));
        };
    }

    /// <summary>The count travels in the client context, which the runtime hands to the next invocation; null where that is asynchronous, or where no context is at hand.</summary>
    public static Edit? ByClientContext(InitializerExpressionSyntax request, Target target)
    {
        if (Place(target) is not var (method, body, type) || Set(request, "ClientContext") is not null || Set(request, "InvocationType") is { } kind && !kind.ToString().EndsWith("RequestResponse", StringComparison.Ordinal)
            || method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Type is { } each && SymbolEqualityComparer.Default.Equals(target.Model.GetTypeInfo(each, target.Cancellation).Type, target.Project?.Types.LambdaContext)) is not { } context
            || method.DescendantTokens().Any(token => token.ValueText is Local or "custom" or "sent"))
            return null;
        var before = SyntaxFactory.ParseStatement($"var {Local} = {context.Identifier.ValueText}.ClientContext?.Custom is {{ }} custom && custom.TryGetValue(\"{Local}\", out var sent) ? int.Parse(sent) : 0;");
        var count = SyntaxFactory.ParseExpression($"ClientContext = \"{{\\\"custom\\\":{{\\\"{Local}\\\":\\\"\" + ({Local} + 1) + \"\\\"}}}}\"");
        return _ => Task.FromResult(target.Document.WithSyntaxRoot(Guarded(target, body, type, Local, before, (request, With(request, count, request)))).Project.Solution);
    }

    // The method around the call, when the guard can stand at its top.
    static (MethodDeclarationSyntax Method, BlockSyntax Body, TypeDeclarationSyntax Type)? Place(Target target) =>
        target.Around<MethodDeclarationSyntax>() is { Body: { } body } method && method.Parent is TypeDeclarationSyntax { OpenBraceToken.RawKind: not 0 } type and not InterfaceDeclarationSyntax
        && target.Project?.Find("System.InvalidOperationException") is not null && target.Model.LookupSymbols(body.SpanStart + 1, name: Limit).IsEmpty
            ? (method, body, type) : null;

    static ExpressionSyntax? Set(InitializerExpressionSyntax request, string property) =>
        request.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(each => each.Left is IdentifierNameSyntax { Identifier.ValueText: var name } && name == property)?.Right;

    // JsonSerializer.Serialize(next), also by way of a local.
    static ExpressionSyntax? Serialized(ExpressionSyntax payload, Target target) => payload switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Serialize" or "SerializeObject" }, ArgumentList.Arguments: [{ Expression: var sent }, ..] } => Written(sent, target),
        IdentifierNameSyntax when Written(payload, target) is InvocationExpressionSyntax call => Serialized(call, target),
        _ => null,
    };

    /// <summary>What a local was made of, or the value itself.</summary>
    public static ExpressionSyntax Written(ExpressionSyntax value, Target target) =>
        value is IdentifierNameSyntax && target.Model.GetSymbolInfo(value, target.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var declared] } && declared.GetSyntax(target.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: var made } ? made : value;

    static SyntaxNode Guarded(Target target, BlockSyntax body, TypeDeclarationSyntax type, string count, StatementSyntax? before, (SyntaxNode Old, SyntaxNode New) change)
    {
        var exception = target.Project!.Find("System.InvalidOperationException")!;
        var refusal = SyntaxFactory.ParseStatement($"if ({count} >= {Limit}) throw new {Usings.NameOf(exception, target.Model, body.SpanStart)}($\"The function has invoked itself {{{Limit}}} times.\");");
        var (bodyMark, typeMark) = (new SyntaxAnnotation(), new SyntaxAnnotation());
        var root = target.Root.ReplaceNodes([type, body, change.Old], (old, now) => old == type ? now.WithAdditionalAnnotations(typeMark) : old == body ? now.WithAdditionalAnnotations(bodyMark) : change.New.WithTriviaFrom(now));
        var end = Layout.EndOfLine(body);
        StatementSyntax[] top = before is null ? [refusal] : [before, refusal];
        var block = (BlockSyntax)root.GetAnnotatedNodes(bodyMark).Single();
        root = root.ReplaceNode(block, block.WithStatements(block.Statements.InsertRange(0, top.Select(each => each.WithTrailingTrivia(end).WithAdditionalAnnotations(Formatter.Annotation)))));
        var changed = (TypeDeclarationSyntax)root.GetAnnotatedNodes(typeMark).Single();
        var constant = SyntaxFactory.ParseMemberDeclaration($"private const int {Limit} = 10;")!.WithTrailingTrivia(end, end).WithAdditionalAnnotations(Formatter.Annotation);
        return Usings.Add(root.ReplaceNode(changed, changed.WithMembers(changed.Members.Insert(0, constant))), exception, target.Model, body.SpanStart);
    }

    static InitializerExpressionSyntax With(InitializerExpressionSyntax? initializer, ExpressionSyntax added, ExpressionSyntax owner) =>
        initializer is { Expressions.Count: > 0 } ? Initializers.With(initializer, added)
        : ((BaseObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new() {{ {added} }}")).Initializer!.WithLeadingTrivia(owner.GetTrailingTrivia().Any() ? default : SyntaxFactory.TriviaList(SyntaxFactory.Space));

    static TypeDeclarationSyntax WithProperty(TypeDeclarationSyntax type, bool isRecord)
    {
        var end = Layout.EndOfLine(type);
        var property = SyntaxFactory.ParseMemberDeclaration($"public int {Property} {{ get; {(isRecord ? "init" : "set")}; }}")!.WithTrailingTrivia(end).WithAdditionalAnnotations(Formatter.Annotation);
        if (type.OpenBraceToken.RawKind != 0 && !type.OpenBraceToken.IsMissing) return type.AddMembers(property);
        // record Job(string Cursor);
        return ((RecordDeclarationSyntax)type).WithSemicolonToken(default).WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(end)).AddMembers(property)
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(type.SemicolonToken.TrailingTrivia)).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
