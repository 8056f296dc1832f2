using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Makes a private dictionary that serves as memory a <c>MemoryCache</c> with a size limit and expiry; only where that package is there already, and every use has a counterpart.</summary>
static class BoundedCache
{
    const string Options = "Microsoft.Extensions.Caching.Memory.MemoryCacheOptions";

    /// <summary>The root after the change, or null.</summary>
    public static SyntaxNode? In(IFieldSymbol field, SemanticModel model, LambdaProject project, CancellationToken cancellation)
    {
        if (project.Find("Microsoft.Extensions.Caching.Memory.IMemoryCache") is not { } cache || project.Find("Microsoft.Extensions.Caching.Memory.MemoryCache") is null || project.Find(Options) is null
            || field is not { DeclaredAccessibility: Accessibility.Private, Type: INamedTypeSymbol { Name: "Dictionary" or "ConcurrentDictionary", TypeArguments: [_, var held] } }
            || FieldStart.OfValue(field, model, cancellation) is not { Declaration: { } declaration, Value: not LiteralExpressionSyntax } || declaration.SyntaxTree != model.SyntaxTree)
            return null;
        var edits = new Dictionary<SyntaxNode, SyntaxNode>();
        var isRead = false;
        foreach (var site in project.Calls.Of(field, cancellation))
        {
            if (site.Node.SyntaxTree != declaration.SyntaxTree || Use(site, held) is not var (old, now)) return null;
            isRead |= old is ArgumentSyntax;
            if (old != now) edits.Add(old, now);
        }
        // What nobody asks for is no memory.
        if (!isRead) return null;
        var written = SyntaxFactory.ParseTypeName(Usings.NameOf(cache, model, declaration.SpanStart));
        var variable = declaration.Declaration.Variables[0];
        edits.Add(declaration.Declaration, declaration.Declaration.WithType(written.WithTriviaFrom(declaration.Declaration.Type)).WithVariables(SyntaxFactory.SingletonSeparatedList(
            variable.WithInitializer(variable.Initializer!.WithValue(SyntaxFactory.ParseExpression("new MemoryCache(new MemoryCacheOptions { SizeLimit = 1000 })"))))));
        var root = declaration.SyntaxTree.GetRoot(cancellation).ReplaceNodes(edits.Keys, (old, _) => edits[old].WithTriviaFrom(old));
        root = Usings.Add(root, cache, model, declaration.SpanStart);
        return StillCompiles.With(root, model, cancellation) ? root : null;
    }

    static (SyntaxNode Old, SyntaxNode New)? Use(CallSite site, ITypeSymbol held) => site.Target.Parent switch
    {
        // Prices[id] = price;
        ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment, ArgumentList.Arguments: [var key] } element when assignment.Left == element =>
            (assignment, Set(element.Expression, key.Expression, assignment.Right)),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryAdd" or "Add", Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax, ArgumentList.Arguments: [var key, var value] } call } access =>
            (call, Set(access.Expression, key.Expression, value.Expression)),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax name } } found] } } =>
            (found, found.WithExpression(SyntaxFactory.DeclarationExpression(SyntaxFactory.ParseTypeName(held.ToMinimalDisplayString(site.Model, found.SpanStart) + (held.IsReferenceType && held.NullableAnnotation != NullableAnnotation.Annotated ? "?" : "")).WithTrailingTrivia(SyntaxFactory.Space), name))),
        _ => null,
    };

    static ExpressionSyntax Set(ExpressionSyntax cache, ExpressionSyntax key, ExpressionSyntax value) =>
        SyntaxFactory.ParseExpression($"{cache.WithoutTrivia()}.Set({key}, {value}, new MemoryCacheEntryOptions {{ Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) }})");
}
