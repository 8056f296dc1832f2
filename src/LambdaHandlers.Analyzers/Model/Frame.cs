using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A frame is a piece of code that runs as one: a method, accessor, constructor, initialiser, local function, lambda, or the top-level statements.</summary>
static class Frame
{
    /// <summary>The innermost frame around a node, the node itself not counted; null outside of any code.</summary>
    public static SyntaxNode? Around(SyntaxNode node)
    {
        for (var at = node.Parent; at is not null; at = at.Parent)
            if (IsFrame(at))
                return at;
        return null;
    }

    /// <summary>True for a node that is a frame.</summary>
    public static bool IsFrame(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => true,
        // int P => …; and int P { get; } = …; and a field's initialiser
        ArrowExpressionClauseSyntax arrow => arrow.Parent is PropertyDeclarationSyntax or IndexerDeclarationSyntax,
        EqualsValueClauseSyntax value => value.Parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax },
        // The arguments that a primary constructor hands to its base.
        PrimaryConstructorBaseTypeSyntax => true,
        CompilationUnitSyntax unit => unit.Members.Any(SyntaxKind.GlobalStatement),
        _ => false,
    };

    /// <summary>True for what runs when an object or a type comes into being: a constructor or an initialiser.</summary>
    public static bool IsConstruction(SyntaxNode frame) => frame is ConstructorDeclarationSyntax or EqualsValueClauseSyntax or PrimaryConstructorBaseTypeSyntax;

    /// <summary>The member or type-level code that a node stands in, lambdas and local functions looked through.</summary>
    public static SyntaxNode? Member(SyntaxNode node)
    {
        var frame = Around(node);
        while (frame is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            frame = Around(frame);
        return frame;
    }

    /// <summary>True for a static lambda or local function, which sees nothing of what is around it.</summary>
    public static bool IsClosed(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    /// <summary>The nodes that run with a frame: what lies in its lambdas and local functions runs on its own.</summary>
    public static IEnumerable<SyntaxNode> Own(SyntaxNode frame) =>
        frame.DescendantNodes(node => node == frame || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>What a method, accessor, local function or lambda returns: its expression, or those of its return statements.</summary>
    public static IEnumerable<ExpressionSyntax> Results(SyntaxNode frame)
    {
        if (frame is LambdaExpressionSyntax { ExpressionBody: { } body })
        {
            yield return body;
            yield break;
        }
        foreach (var node in Own(frame))
            if (node is ReturnStatementSyntax { Expression: { } value }) yield return value;
            else if (node is ArrowExpressionClauseSyntax arrow && arrow.Parent == frame) yield return arrow.Expression;
    }

    /// <summary>The symbol that a frame declares: a method, a property, a constructor; for an initialiser the field or property.</summary>
    public static ISymbol? Symbol(SyntaxNode frame, SemanticModel model, CancellationToken cancellation) => frame switch
    {
        AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(frame, cancellation).Symbol,
        ArrowExpressionClauseSyntax or EqualsValueClauseSyntax => model.GetDeclaredSymbol(frame.Parent!, cancellation),
        PrimaryConstructorBaseTypeSyntax { Parent.Parent: TypeDeclarationSyntax type } => model.GetDeclaredSymbol(type, cancellation),
        CompilationUnitSyntax => null,
        _ => model.GetDeclaredSymbol(frame, cancellation),
    };
}
