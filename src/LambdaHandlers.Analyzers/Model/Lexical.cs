using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What a name means as far as the text alone tells. To bind a name is to bind the whole method around it, and most uses of a private field or method need none of that.
/// </summary>
static class Lexical
{
    /// <summary>
    /// True when a name can only mean the member: it stands alone or behind <c>this.</c> in the very type that declares the member, once, and nothing nearer has that name. False where only binding can tell.
    /// </summary>
    public static bool Means(SyntaxNode node, ISymbol member)
    {
        if (node is not IdentifierNameSyntax { Identifier.ValueText: var name } || member is not (IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary, Arity: 0 })) return false;
        var isOnThis = node.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == node;
        return (isOnThis || IsAlone(node, member is IMethodSymbol)) && IsOnlyOne(member, name) && DeclarationAround(node, member.ContainingType) is { } declaration && (isOnThis || !IsHidden(name, declaration));
    }

    // A whole expression, or the first name of one; not the name of a member of something else, of an argument, of an element.
    static bool IsAlone(SyntaxNode node, bool isMethod) => node.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == node && !isMethod,
        // nameof(Method) is no use of it.
        ArgumentSyntax => !isMethod,
        BinaryExpressionSyntax binary => !binary.IsKind(SyntaxKind.IsExpression) && !binary.IsKind(SyntaxKind.AsExpression),
        InvocationExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or AwaitExpressionSyntax
            or ConditionalAccessExpressionSyntax or ElementAccessExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or InterpolationSyntax or ParenthesizedExpressionSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == node || assignment.Parent is not InitializerExpressionSyntax,
        _ => false,
    };

    // No overload, here or above; and no property that is called like its type: of those two the compiler takes the one that fits.
    static bool IsOnlyOne(ISymbol member, string name)
    {
        var type = member.ContainingType;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.GetMembers(name).Length != 1) return false;
        for (var at = type.BaseType; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            if (at.TypeKind == TypeKind.Error || !at.GetMembers(name).IsEmpty) return false;
        return ((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type)?.Name != name;
    }

    // The member of the type that the node stands in; a nested type may have names of its own.
    static SyntaxNode? DeclarationAround(SyntaxNode node, INamedTypeSymbol type)
    {
        for (var at = node; at.Parent is { } parent; at = parent)
            if (parent is TypeDeclarationSyntax around)
            {
                foreach (var reference in type.DeclaringSyntaxReferences)
                    if (reference.SyntaxTree == around.SyntaxTree && reference.Span == around.Span) return at is MemberDeclarationSyntax ? at : null;
                return null;
            }
        return null;
    }

    // A local, a parameter, a local function, a range variable: whatever has the name inside the same member is nearer.
    static bool IsHidden(string name, SyntaxNode member)
    {
        foreach (var node in member.DescendantNodesAndSelf())
            if (node switch
            {
                ParameterSyntax parameter => parameter.Identifier.ValueText,
                VariableDeclaratorSyntax { Parent.Parent: not BaseFieldDeclarationSyntax } variable => variable.Identifier.ValueText,
                SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
                ForEachStatementSyntax loop => loop.Identifier.ValueText,
                CatchDeclarationSyntax caught => caught.Identifier.ValueText,
                LocalFunctionStatementSyntax function => function.Identifier.ValueText,
                TypeParameterSyntax type => type.Identifier.ValueText,
                FromClauseSyntax from => from.Identifier.ValueText,
                LetClauseSyntax let => let.Identifier.ValueText,
                JoinClauseSyntax join => join.Identifier.ValueText,
                JoinIntoClauseSyntax into => into.Identifier.ValueText,
                QueryContinuationSyntax into => into.Identifier.ValueText,
                _ => null,
            } == name) return true;
        return member.Parent is TypeDeclarationSyntax { ParameterList.Parameters: var primary } && primary.Any(parameter => parameter.Identifier.ValueText == name);
    }
}
