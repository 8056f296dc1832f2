using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Makes a private field a local of the one method that writes it, and a parameter of the private methods that use it.
/// Null where somebody else touches the field, or where a method on the way cannot take a parameter.
/// </summary>
sealed class FieldToLocal
{
    readonly FieldDeclarationSyntax _field;
    readonly MethodDeclarationSyntax _owner;
    readonly FieldStart _start;
    readonly List<ExpressionSyntax> _uses = [];
    readonly Dictionary<MethodDeclarationSyntax, List<InvocationExpressionSyntax>> _readers = [];
    readonly string _name;

    FieldToLocal(FieldDeclarationSyntax field, MethodDeclarationSyntax owner, string name, FieldStart start) => (_field, _owner, _name, _start) = (field, owner, name, start);

    /// <summary>The root after the change, or null.</summary>
    /// <param name="field">The field that goes.</param>
    /// <param name="owner">The handler that gets the local.</param>
    /// <param name="start">What the local begins with; null where nobody can tell.</param>
    /// <param name="project">The project as the rules see it.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static SyntaxNode? In(IFieldSymbol field, MethodDeclarationSyntax owner, FieldStart? start, LambdaProject project, CancellationToken cancellation)
    {
        if (start is null || field.DeclaredAccessibility != Accessibility.Private || start.Declaration.SyntaxTree != owner.SyntaxTree || start.Declaration.Parent != owner.Parent || Comments.In(start.Declaration) || owner.Body is null) return null;
        var change = new FieldToLocal(start.Declaration, owner, Name(field, start.Declaration.Parent!), start);
        var root = owner.SyntaxTree.GetRoot(cancellation);
        return change.Collects(field, project, cancellation) && change.In(root) is { } changed
            && StillCompiles.With(changed, project.Compilation.GetSemanticModel(owner.SyntaxTree), cancellation) ? changed : null;
    }

    /// <summary>The handler's own method, where that is declared in the type that holds the field.</summary>
    public static MethodDeclarationSyntax? Owner(IFieldSymbol field, SyntaxNode use, LambdaProject project, CancellationToken cancellation) =>
        project.PathTo(use, everyTime: false, cancellation) is { Handler.Method: { } handler } && SymbolEqualityComparer.Default.Equals(handler.ContainingType, field.ContainingType)
            && handler.DeclaringSyntaxReferences is [var declaration] ? declaration.GetSyntax(cancellation) as MethodDeclarationSyntax : null;

    static string Name(IFieldSymbol field, SyntaxNode type)
    {
        var name = FieldName.Bare(field.Name);
        name = name.Length == 0 ? "value" : char.ToLowerInvariant(name[0]) + name.Substring(1);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None) name += "Value";
        return Statements.Unused(type, name);
    }

    bool Collects(IFieldSymbol field, LambdaProject project, CancellationToken cancellation)
    {
        var open = new Queue<MethodDeclarationSyntax>();
        foreach (var site in project.Calls.Of(field, cancellation))
        {
            if (_start.Assignment?.Span.Contains(site.Node.Span) == true) continue;
            if (site.Target is not ExpressionSyntax use || use.Parent is ArgumentSyntax && Mentions.IsNameOf(use) || Frame.Member(use) is not MethodDeclarationSyntax method || method.Parent != _owner.Parent) return false;
            _uses.Add(use);
            if (method == _owner) continue;
            if (site.Writes) return false;
            open.Enqueue(method);
        }
        while (open.Count > 0)
        {
            var reader = open.Dequeue();
            if (_readers.ContainsKey(reader)) continue;
            if (_readers.Count == 12 || project.Compilation.GetSemanticModel(reader.SyntaxTree).GetDeclaredSymbol(reader, cancellation) is not { DeclaredAccessibility: Accessibility.Private, IsPartialDefinition: false, PartialDefinitionPart: null } symbol
                || symbol.ExplicitInterfaceImplementations.Length > 0 || symbol.Parameters.Any(parameter => parameter.IsOptional || parameter.IsParams) || project.HandlerOf(symbol, cancellation) is not null)
                return false;
            var calls = _readers[reader] = [];
            foreach (var site in project.Calls.Of(symbol, cancellation))
            {
                if (site.Target.Parent is not InvocationExpressionSyntax call || call.Expression != site.Target || Frame.Member(call) is not MethodDeclarationSyntax caller || caller.Parent != _owner.Parent) return false;
                calls.Add(call);
                if (caller != _owner) open.Enqueue(caller);
            }
        }
        return _uses.Count > 0;
    }

    SyntaxNode In(SyntaxNode root)
    {
        var gone = new SyntaxAnnotation();
        var calls = new HashSet<SyntaxNode>(_readers.Values.SelectMany(each => each));
        var uses = new HashSet<SyntaxNode>(_uses);
        var removed = new HashSet<SyntaxNode>(_start.Removed.Append(_field));
        var changed = root.ReplaceNodes(_uses.Cast<SyntaxNode>().Concat(calls).Concat(_readers.Keys).Concat(removed).Append(_owner), (old, now) => now switch
        {
            _ when uses.Contains(old) => SyntaxFactory.IdentifierName(_name).WithTriviaFrom(now),
            _ when removed.Contains(old) => now.WithAdditionalAnnotations(gone),
            InvocationExpressionSyntax call => call.WithArgumentList(call.ArgumentList.WithArguments(Commas.Appended(call.ArgumentList.Arguments, SyntaxFactory.Argument(SyntaxFactory.IdentifierName(_name))))),
            MethodDeclarationSyntax method when old == _owner => WithLocal(method),
            MethodDeclarationSyntax method => method.WithParameterList(method.ParameterList.WithParameters(Commas.Appended(method.ParameterList.Parameters, Parameter()))),
            _ => now,
        });
        while (changed.GetAnnotatedNodes(gone).FirstOrDefault() is { } node) changed = Without(changed, node);
        return changed;
    }

    static SyntaxNode Without(SyntaxNode root, SyntaxNode removed)
    {
        if (removed.Parent is not TypeDeclarationSyntax type) return root.RemoveNode(removed, SyntaxRemoveOptions.KeepNoTrivia)!;
        var mark = new SyntaxAnnotation();
        var wasFirst = type.Members.IndexOf((MemberDeclarationSyntax)removed) == 0;
        var changed = root.ReplaceNode(type, type.RemoveNode(removed, SyntaxRemoveOptions.KeepNoTrivia)!.WithAdditionalAnnotations(mark));
        // The blank line that stood between the member and the next one.
        if (wasFirst && ((TypeDeclarationSyntax)changed.GetAnnotatedNodes(mark).Single()).Members.FirstOrDefault() is { } first && first.GetLeadingTrivia() is [var blank, ..] trivia && blank.IsKind(SyntaxKind.EndOfLineTrivia))
            changed = changed.ReplaceNode(first, first.WithLeadingTrivia(trivia.RemoveAt(0)));
        return changed;
    }

    ParameterSyntax Parameter() => SyntaxFactory.Parameter(SyntaxFactory.Identifier(_name)).WithType(_start.Type.WithTrailingTrivia(SyntaxFactory.Space));

    MethodDeclarationSyntax WithLocal(MethodDeclarationSyntax method)
    {
        // A resource is opened where it is first needed; a value stands on top.
        var at = !_start.IsResource ? 0 : _owner.Body!.Statements.TakeWhile(statement => !_uses.Concat<SyntaxNode>(_readers.Values.SelectMany(each => each)).Any(use => statement.Span.Contains(use.Span))).Count();
        return method.WithBody(method.Body!.Insert(at, SyntaxFactory.ParseStatement(_start.Declare(_name, _owner.Modifiers.Any(SyntaxKind.AsyncKeyword)))));
    }
}
