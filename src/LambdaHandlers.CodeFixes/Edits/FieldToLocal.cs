using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Makes a private field a local of the one method that writes it, and a parameter of the private methods that read it.
/// Null where somebody else touches the field, or where a method on the way cannot take a parameter.
/// </summary>
sealed class FieldToLocal
{
    readonly FieldDeclarationSyntax _field;
    readonly MethodDeclarationSyntax _owner;
    readonly List<ExpressionSyntax> _uses = [];
    readonly Dictionary<MethodDeclarationSyntax, List<InvocationExpressionSyntax>> _readers = [];
    readonly string _name;
    readonly TypeSyntax _type;
    readonly ExpressionSyntax _start;

    FieldToLocal(FieldDeclarationSyntax field, MethodDeclarationSyntax owner, string name, ExpressionSyntax start) =>
        (_field, _owner, _name, _type, _start) = (field, owner, name, field.Declaration.Type.WithoutTrivia(), start);

    /// <summary>The change, or null.</summary>
    public static FieldToLocal? Of(IFieldSymbol field, MethodDeclarationSyntax owner, SemanticModel model, LambdaProject project, CancellationToken cancellation)
    {
        if (field.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax { AttributeLists.Count: 0 } declaration } } variable
            || declaration.SyntaxTree != owner.SyntaxTree || declaration.Parent != owner.Parent || HasComment(declaration) || owner.Body is null
            || Start(variable, field, model, declaration.SpanStart, cancellation) is not { } start)
            return null;
        var taken = new HashSet<string>(declaration.Parent!.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var name = field.Name.StartsWith("s_", StringComparison.Ordinal) || field.Name.StartsWith("m_", StringComparison.Ordinal) ? field.Name.Substring(2) : field.Name.TrimStart('_');
        if (name.Length == 0) return null;
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None) name += "Value";
        var free = name;
        for (var number = 2; taken.Contains(free); number++) free = name + number;
        var change = new FieldToLocal(declaration, owner, free, start);
        return change.Collects(field, project, cancellation) ? change : null;
    }

    bool Collects(IFieldSymbol field, LambdaProject project, CancellationToken cancellation)
    {
        var open = new Queue<MethodDeclarationSyntax>();
        foreach (var site in project.Calls.Of(field, cancellation))
        {
            if (site.Target is not ExpressionSyntax use || IsNameOf(use) || Frame.Member(use) is not MethodDeclarationSyntax method || method.Parent != _owner.Parent) return false;
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

    static bool IsNameOf(SyntaxNode use) => use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };

    static bool HasComment(SyntaxNode node) => node.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective || trivia.HasStructure);

    // What the field held before the first invocation: a constant, or nothing.
    static ExpressionSyntax? Start(VariableDeclaratorSyntax variable, IFieldSymbol field, SemanticModel model, int position, CancellationToken cancellation)
    {
        if (variable.Initializer is { Value: { } value })
            return model.GetConstantValue(value, cancellation).HasValue ? value.WithoutTrivia() : null;
        var text = field.Type switch
        {
            { SpecialType: SpecialType.System_Boolean } => "false",
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => "0",
            { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } when model.GetNullableContext(position).AnnotationsEnabled() => "null!",
            { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
            _ => "default",
        };
        return SyntaxFactory.ParseExpression(text);
    }

    /// <summary>The root after the change.</summary>
    public SyntaxNode In(SyntaxNode root)
    {
        var gone = new SyntaxAnnotation();
        var calls = new HashSet<SyntaxNode>(_readers.Values.SelectMany(each => each));
        var uses = new HashSet<SyntaxNode>(_uses);
        var changed = root.ReplaceNodes(_uses.Cast<SyntaxNode>().Concat(calls).Concat(_readers.Keys).Append(_owner).Append(_field), (old, now) => now switch
        {
            _ when uses.Contains(old) => SyntaxFactory.IdentifierName(_name).WithTriviaFrom(now),
            InvocationExpressionSyntax call => call.WithArgumentList(WithArgument(call.ArgumentList)),
            FieldDeclarationSyntax field => field.WithAdditionalAnnotations(gone),
            MethodDeclarationSyntax method when old == _owner => WithLocal(method),
            MethodDeclarationSyntax method => method.WithParameterList(WithParameter(method.ParameterList)),
            _ => now,
        });
        var removed = changed.GetAnnotatedNodes(gone).Single();
        var type = (TypeDeclarationSyntax)removed.Parent!;
        var mark = new SyntaxAnnotation();
        var wasFirst = type.Members.IndexOf((MemberDeclarationSyntax)removed) == 0;
        changed = changed.ReplaceNode(type, type.RemoveNode(removed, SyntaxRemoveOptions.KeepNoTrivia)!.WithAdditionalAnnotations(mark));
        // The blank line that stood between the field and the next member.
        if (wasFirst && ((TypeDeclarationSyntax)changed.GetAnnotatedNodes(mark).Single()).Members.FirstOrDefault() is { } first && first.GetLeadingTrivia() is [var blank, ..] trivia && blank.IsKind(SyntaxKind.EndOfLineTrivia))
            changed = changed.ReplaceNode(first, first.WithLeadingTrivia(trivia.RemoveAt(0)));
        return changed;
    }

    ArgumentListSyntax WithArgument(ArgumentListSyntax list) => list.WithArguments(Appended(list.Arguments, SyntaxFactory.Argument(SyntaxFactory.IdentifierName(_name))));

    ParameterListSyntax WithParameter(ParameterListSyntax list) =>
        list.WithParameters(Appended(list.Parameters, SyntaxFactory.Parameter(SyntaxFactory.Identifier(_name)).WithType(_type.WithTrailingTrivia(SyntaxFactory.Space))));

    static SeparatedSyntaxList<T> Appended<T>(SeparatedSyntaxList<T> list, T last) where T : SyntaxNode =>
        SyntaxFactory.SeparatedList(list.Append(last), list.GetSeparators().Concat(list.Count == 0 ? [] : [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]));

    MethodDeclarationSyntax WithLocal(MethodDeclarationSyntax method)
    {
        var body = method.Body!;
        var first = body.Statements.First();
        var indentation = SyntaxFactory.TriviaList(first.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        var isOnItsOwnLine = first.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        var local = SyntaxFactory.ParseStatement($"{_type} {_name} = {_start};")
            .WithLeadingTrivia(indentation).WithTrailingTrivia(isOnItsOwnLine ? Usings.EndOfLine(_owner) : SyntaxFactory.Space);
        return method.WithBody(body.WithStatements(body.Statements.Insert(0, local)));
    }
}
