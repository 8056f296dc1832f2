using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Where the handler's class has a client or setting from, and whether it still needs it once the logic has left.</summary>
sealed class Supply
{
    Supply(Dependency dependency, SyntaxNode? declaration, ExpressionSyntax? initial, IReadOnlyDictionary<ConstructorDeclarationSyntax, AssignmentExpressionSyntax> assigned, bool isSpare) =>
        (Dependency, Declaration, Initial, Assigned, IsSpare) = (dependency, declaration, initial, assigned, isSpare);

    public Dependency Dependency { get; }

    /// <summary>The field or property.</summary>
    public SyntaxNode? Declaration { get; }

    /// <summary>What it is initialised with, or null.</summary>
    public ExpressionSyntax? Initial { get; }

    /// <summary>What each constructor assigns to it.</summary>
    public IReadOnlyDictionary<ConstructorDeclarationSyntax, AssignmentExpressionSyntax> Assigned { get; }

    /// <summary>True when only the logic that leaves has used it.</summary>
    public bool IsSpare { get; }

    /// <summary>How a dependency is supplied.</summary>
    /// <param name="dependency">The dependency.</param>
    /// <param name="scene">The handler.</param>
    /// <param name="constructors">The constructors that do not call another one.</param>
    /// <param name="leaves">True for code that leaves the handler.</param>
    public static Supply Of(Dependency dependency, Scene scene, IReadOnlyList<ConstructorDeclarationSyntax> constructors, Func<SyntaxNode, bool> leaves)
    {
        var assigned = new Dictionary<ConstructorDeclarationSyntax, AssignmentExpressionSyntax>();
        if (dependency.Source is not (IFieldSymbol or IPropertySymbol)) return new Supply(dependency, null, null, assigned, isSpare: false);
        var declaration = dependency.Source.DeclaringSyntaxReferences is [var only] && only.SyntaxTree == scene.Model.SyntaxTree ? only.GetSyntax(scene.Cancellation) : null;
        var initial = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        var isSpare = declaration is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1, AttributeLists.Count: 0, ContainsDirectives: false } } or PropertyDeclarationSyntax { AttributeLists.Count: 0, ContainsDirectives: false }
            && dependency.Source.DeclaredAccessibility == Accessibility.Private;
        foreach (var use in Closure.Uses(dependency.Source, scene))
        {
            if (leaves(use)) continue;
            SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == use ? access : use;
            if (whole.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Left == whole
                && constructors.FirstOrDefault(each => each.Span.Contains(use.Span)) is { } constructor && !assigned.ContainsKey(constructor)
                && (assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax block } && block.Parent == constructor || assignment.Parent is ArrowExpressionClauseSyntax))
                assigned[constructor] = assignment;
            else isSpare = false;
        }
        // Either every constructor gives it a value, or its declaration does.
        if (initial is null ? assigned.Count != constructors.Count || constructors.Count == 0 : assigned.Count > 0) isSpare = false;
        return new Supply(dependency, declaration is VariableDeclaratorSyntax ? declaration.FirstAncestorOrSelf<FieldDeclarationSyntax>() : declaration, initial, assigned, isSpare);
    }

    /// <summary>What is passed for it in a constructor, or in an initialiser where there is none.</summary>
    public string Argument(ConstructorDeclarationSyntax? constructor, Scene scene) => !IsSpare ? Dependency.Source.Name
        : Explicit(constructor is not null && Assigned.TryGetValue(constructor, out var assignment) ? assignment.Right : Initial!, scene);

    // new() is told by a declaration that goes.
    string Explicit(ExpressionSyntax value, Scene scene) => value is ImplicitObjectCreationExpressionSyntax creation && scene.Model.GetTypeInfo(creation, scene.Cancellation).Type is { } type
        ? $"new {type.ToMinimalDisplayString(scene.Model, value.SpanStart)}{creation.ArgumentList}{(creation.Initializer is null ? "" : " " + creation.Initializer)}"
        : value.WithoutTrivia().ToString();
}
