using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A static field that becomes one of the object: whoever uses it must have an object at hand, and private static methods that use it become methods of the object too.</summary>
sealed class InstanceContext(TypeDeclarationSyntax type, SemanticModel model, LambdaProject project, CancellationToken cancellation)
{
    readonly HashSet<MethodDeclarationSyntax> _methods = [];

    /// <summary>The static methods that become methods of the object.</summary>
    public IEnumerable<MethodDeclarationSyntax> Methods => _methods;

    /// <summary>True when everybody who uses the member has the object at hand, or will.</summary>
    /// <param name="member">A static field, property or method.</param>
    /// <param name="moved">The members that move with it, whose initialisers may use it.</param>
    public bool Allows(ISymbol member, ISet<ISymbol> moved)
    {
        if (member.DeclaredAccessibility != Accessibility.Private || type.Members.OfType<ConstructorDeclarationSyntax>().Any(constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword))) return false;
        return project.Calls.Of(member, cancellation).All(use => use.Target == use.Node && HasObject(use.Node, moved));
    }

    bool HasObject(SyntaxNode use, ISet<ISymbol> moved)
    {
        foreach (var node in use.Ancestors())
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda when lambda.Modifiers.Any(SyntaxKind.StaticKeyword):
                case LocalFunctionStatementSyntax local when local.Modifiers.Any(SyntaxKind.StaticKeyword):
                    return false;
                case MemberDeclarationSyntax member:
                    return member.Parent == type && IsOfObject(member, use, moved);
            }
        return false;
    }

    bool IsOfObject(MemberDeclarationSyntax member, SyntaxNode use, ISet<ISymbol> moved) => member switch
    {
        FieldDeclarationSyntax field => model.GetDeclaredSymbol(field.Declaration.Variables[0], cancellation) is { } held && moved.Contains(held),
        PropertyDeclarationSyntax { Initializer: { } initializer } property when initializer.Span.Contains(use.Span) => model.GetDeclaredSymbol(property, cancellation) is { } held && moved.Contains(held),
        ConstructorDeclarationSyntax { Initializer: { } chain } when chain.Span.Contains(use.Span) => false,
        MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.StaticKeyword) =>
            _methods.Contains(method) || model.GetDeclaredSymbol(method, cancellation) is { IsExtensionMethod: false } symbol && _methods.Add(method) && Allows(symbol, moved),
        _ => !member.Modifiers.Any(SyntaxKind.StaticKeyword),
    };

    /// <summary>The member without the word <c>static</c>.</summary>
    public static MemberDeclarationSyntax WithoutStatic(MemberDeclarationSyntax member)
    {
        var index = member.Modifiers.IndexOf(SyntaxKind.StaticKeyword);
        if (index < 0) return member;
        var leading = member.GetLeadingTrivia();
        return member.WithModifiers(member.Modifiers.RemoveAt(index)).WithLeadingTrivia(leading);
    }
}
