using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Rewrites code for its new place: names that mean something else there, and ways out that become returns.</summary>
sealed class Mover(IReadOnlyDictionary<SyntaxNode, string> replaced, IReadOnlyDictionary<StatementSyntax, string?> left) : CSharpSyntaxRewriter
{
    static readonly Dictionary<StatementSyntax, string?> Nothing = [];

    /// <summary>For code without ways out.</summary>
    public Mover(IReadOnlyDictionary<SyntaxNode, string> replaced) : this(replaced, Nothing) { }

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is StatementSyntax statement && left.TryGetValue(statement, out var instead))
            return instead is null ? null : SyntaxFactory.ParseStatement(instead).WithTriviaFrom(statement);
        if (node is not null && replaced.TryGetValue(node, out var text))
            return (node is TypeSyntax && SyntaxFactory.ParseTypeName(text) is NameSyntax name && IsType(node) ? name : (SyntaxNode)SyntaxFactory.ParseExpression(text)).WithTriviaFrom(node);
        return base.Visit(node);
    }

    static bool IsType(SyntaxNode node) => node.Parent is VariableDeclarationSyntax or ObjectCreationExpressionSyntax or TypeArgumentListSyntax or ParameterSyntax or CastExpressionSyntax or DeclarationPatternSyntax or NullableTypeSyntax
        or ArrayTypeSyntax or ForEachStatementSyntax or MethodDeclarationSyntax or PropertyDeclarationSyntax or TypeOfExpressionSyntax or RecursivePatternSyntax or CatchDeclarationSyntax or QualifiedNameSyntax or DefaultExpressionSyntax or TypePatternSyntax or TupleElementSyntax;

    // { orderId } names its member after the variable.
    public override SyntaxNode? VisitAnonymousObjectMemberDeclarator(AnonymousObjectMemberDeclaratorSyntax node)
    {
        var visited = (AnonymousObjectMemberDeclaratorSyntax)base.VisitAnonymousObjectMemberDeclarator(node)!;
        // { total = total } is { total }.
        if (replaced.ContainsKey(node.Expression) && node.NameEquals is { } equals && visited.Expression is IdentifierNameSyntax { Identifier.Text: var same } && same == equals.Name.Identifier.Text)
            return visited.WithNameEquals(null).WithTriviaFrom(node);
        return node.NameEquals is null && MemberName(node.Expression) is { } before && before != MemberName(visited.Expression)
            ? visited.WithNameEquals(SyntaxFactory.NameEquals(before).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.Space)) : visited;
    }

    static string? MemberName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        _ => null,
    };
}
