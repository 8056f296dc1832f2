using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// A class that is given a context of Entity Framework is given its factory instead, and each handler makes a context of its own. Null where the registration
/// is not in this project, somebody else makes the class, or another method than a handler uses the context.
/// </summary>
static class ContextFactory
{
    /// <summary>The edit for the parameter of a primary constructor, or for a field that a constructor fills.</summary>
    public static Edit? Plan(ISymbol held, Target target, LambdaProject project)
    {
        var cancellation = target.Cancellation;
        if (held is not (IParameterSymbol or IFieldSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Private }) || (held as IParameterSymbol ?? project.Injected.ParameterFor(held, cancellation)) is not { ContainingSymbol: IMethodSymbol constructor, Type: INamedTypeSymbol context } parameter
            || project.Find("Microsoft.EntityFrameworkCore.IDbContextFactory`1") is not { } factory || !project.Calls.Of(constructor, cancellation).IsEmpty
            || parameter.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(cancellation) is not ParameterSyntax { Default: null } declaration || declaration.SyntaxTree != target.Root.SyntaxTree
            || Registration(context, project, cancellation) is not { } registration)
            return null;
        var type = SyntaxFactory.ParseTypeName($"{Usings.NameOf(factory, target.Model, declaration.SpanStart).Split('<')[0]}<{declaration.Type}>");
        var edits = new Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>>
        {
            [declaration] = now => ((ParameterSyntax)now).WithType(type.WithTriviaFrom(declaration.Type!)).WithIdentifier(Factory(declaration.Identifier)),
            [registration] = now => SyntaxFactory.GenericName(SyntaxFactory.Identifier("AddDbContextFactory"), ((GenericNameSyntax)now).TypeArgumentList).WithTriviaFrom(now),
        };
        if (held is IFieldSymbol)
        {
            if (held.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } field } variable || field.SyntaxTree != target.Root.SyntaxTree) return null;
            edits[field] = now => ((VariableDeclarationSyntax)now).WithType(type.WithTriviaFrom(field.Type)).WithVariables(SyntaxFactory.SingletonSeparatedList(((VariableDeclarationSyntax)now).Variables[0].WithIdentifier(Factory(variable.Identifier))));
            foreach (var use in project.Calls.Of(parameter, cancellation)) edits[use.Node] = now => SyntaxFactory.IdentifierName(Factory(declaration.Identifier)).WithTriviaFrom(now);
        }
        if (!UsesInHandlers(held, declaration.Identifier.ValueText, project, edits, cancellation)) return null;
        return Changed(edits, factory, target, project, cancellation) is { } solution ? _ => Task.FromResult(solution) : null;
    }

    static SyntaxToken Factory(SyntaxToken name) => SyntaxFactory.Identifier(name.LeadingTrivia, name.ValueText + "Factory", name.TrailingTrivia);

    // AddDbContext<Shop>(…), the only one.
    static SyntaxNode? Registration(ITypeSymbol context, LambdaProject project, CancellationToken cancellation)
    {
        var found = (from tree in project.Compilation.SyntaxTrees
                     from name in SourceIndex.Of(tree).Uses("AddDbContext").OfType<GenericNameSyntax>()
                     where name is { TypeArgumentList.Arguments: [var only] } && SymbolEqualityComparer.Default.Equals(project.Compilation.GetSemanticModel(tree).GetTypeInfo(only, cancellation).Type, context)
                     select name).ToList();
        return found is [var registration] ? registration : null;
    }

    static bool UsesInHandlers(ISymbol held, string local, LambdaProject project, Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> edits, CancellationToken cancellation)
    {
        var methods = new HashSet<MethodDeclarationSyntax>();
        foreach (var site in project.Calls.Of(held, cancellation))
        {
            if (site.Writes)
            {
                edits[site.Node] = now => SyntaxFactory.IdentifierName(held.Name + "Factory").WithTriviaFrom(now);
                continue;
            }
            if (Frame.Member(site.Node) is not MethodDeclarationSyntax { Body: not null } method || site.Model.GetDeclaredSymbol(method, cancellation) is not { } symbol || project.HandlerOf(symbol, cancellation) is null
                || !method.Modifiers.Any(SyntaxKind.AsyncKeyword) && symbol.ReturnType.Name is "Task" or "ValueTask")
                return false;
            methods.Add(method);
            edits[site.Target] = now => SyntaxFactory.IdentifierName(local).WithTriviaFrom(now);
        }
        foreach (var method in methods)
        {
            var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
            var at = method.Body!.Statements.TakeWhile(statement => !edits.Keys.Any(use => statement.Span.Contains(use.Span))).Count();
            var statement = SyntaxFactory.ParseStatement(isAsync ? $"await using var {local} = await {held.Name}Factory.CreateDbContextAsync();" : $"using var {local} = {held.Name}Factory.CreateDbContext();");
            edits[method.Body] = now => ((BlockSyntax)now).Insert(at, statement);
        }
        return methods.Count > 0;
    }

    static Solution? Changed(Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> edits, INamedTypeSymbol factory, Target target, LambdaProject project, CancellationToken cancellation)
    {
        var roots = edits.Keys.GroupBy(each => each.SyntaxTree).ToDictionary(file => file.Key, file => file.Key.GetRoot(cancellation).ReplaceNodes(file, (old, now) => edits[old](now)));
        roots[target.Root.SyntaxTree] = Usings.Add(roots[target.Root.SyntaxTree], factory, target.Model, target.Node.SpanStart);
        if (!StillCompiles.With(roots, [], project.Compilation, cancellation)) return null;
        var solution = target.Document.Project.Solution;
        foreach (var root in roots)
            if (solution.GetDocumentId(root.Key) is { } id) solution = solution.WithDocumentSyntaxRoot(id, root.Value);
            else return null;
        return solution;
    }
}
