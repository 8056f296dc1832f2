using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A variable that holds a handler on its way to the bootstrap and nowhere else: <c>Action&lt;string&gt; handler = Handle;</c></summary>
sealed class HandlerVariable
{
    readonly SemanticModel _model;

    HandlerVariable(TypeSyntax type, INamedTypeSymbol @delegate, IReadOnlyList<SyntaxNode> uses, SemanticModel model) => (Type, Delegate, Uses, _model) = (type, @delegate, uses, model);

    /// <summary>Its type, as it is written.</summary>
    public TypeSyntax Type { get; }

    /// <summary>Its type: one of <c>Action</c> or <c>Func</c>.</summary>
    public INamedTypeSymbol Delegate { get; }

    /// <summary>The arguments that hand it over.</summary>
    public IReadOnlyList<SyntaxNode> Uses { get; }

    /// <summary>The variable that a lambda or a method group initialises; null for any other value, and where somebody else uses the variable.</summary>
    public static HandlerVariable? Of(SyntaxNode value, SemanticModel model, CancellationToken cancellation)
    {
        var whole = value;
        while (whole.Parent is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax) whole = whole.Parent;
        if (whole.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: { IsVar: false } type } } declarator }
            || model.GetTypeInfo(type, cancellation).Type is not INamedTypeSymbol { Name: "Action" or "Func", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } given
            || model.GetDeclaredSymbol(declarator, cancellation) is not { } variable
            || variable is IFieldSymbol { DeclaredAccessibility: not Accessibility.Private })
            return null;
        var uses = Mentions.Of(variable, declarator.SyntaxTree.GetRoot(cancellation), model, cancellation).ToList();
        return uses.Count > 0 && uses.All(use => BootstrapBinding.CallOf(use) is not null) ? new(type, given, uses, model) : null;
    }

    /// <summary>The type with which it holds a handler that returns what is named: a <c>Func</c>.</summary>
    public TypeSyntax Returning(string result)
    {
        var arguments = Delegate.DelegateInvokeMethod!.Parameters.Select(parameter => parameter.Type.ToMinimalDisplayString(_model, Type.SpanStart)).Append(result);
        return SyntaxFactory.ParseTypeName($"{(Type is QualifiedNameSyntax qualified ? qualified.Left + "." : "")}Func<{string.Join(", ", arguments)}>").WithTriviaFrom(Type);
    }
}
