using LambdaHandlers.Analyzers.Model.Secrets;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>How a secret is written, and the code of the same type that reads it from an environment variable.</summary>
/// <param name="Place">What the code stands in for: the secret's expression, or the array or the call around it.</param>
/// <param name="Read">The code, by the variable's name.</param>
/// <param name="IsText">True for a string.</param>
sealed record SecretForm(ExpressionSyntax Place, Func<string, ExpressionSyntax> Read, bool IsText = false)
{
    /// <summary>The form of an expression; null for what is left to its author.</summary>
    public static SecretForm? Of(ExpressionSyntax expression, Target target)
    {
        if (target.Project is not { } project) return null;
        if (expression.IsKind(SyntaxKind.Utf8StringLiteralExpression))
            return Utf8Place(expression, target) is { } utf8 ? new(utf8, name => EnvironmentRead.Utf8(name, utf8, project, target.Model)) : null;
        if (Folded.Elements(expression) is not [var first, ..])
            return new(expression, name => EnvironmentRead.Of(name, expression, project, target.Model), IsText: true);
        // new byte[] { … }: the creation around the initialiser.
        var array = expression.Parent is ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax ? (ExpressionSyntax)expression.Parent : expression;
        var element = target.Model.GetTypeInfo(array, target.Cancellation) is var info && (info.ConvertedType ?? info.Type) is { } type ? (type as IArrayTypeSymbol)?.ElementType.SpecialType : DeclaredElement(array, target);
        return first.Kind() switch
        {
            SyntaxKind.NumericLiteralExpression when element is SpecialType.System_Byte => new(array, name => EnvironmentRead.Bytes(name, array, project, target.Model)),
            SyntaxKind.CharacterLiteralExpression when element is SpecialType.System_Char => new(array, name => EnvironmentRead.Chars(name, array, project, target.Model)),
            _ => null,
        };
    }

    // byte[] key = { … }: the initialiser has no type of its own.
    static SpecialType? DeclaredElement(ExpressionSyntax array, Target target) =>
        array.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: ArrayTypeSyntax { ElementType: var element } } } }
            ? target.Model.GetTypeInfo(element, target.Cancellation).Type?.SpecialType : null;

    // "…"u8.ToArray() becomes the array itself; else an array goes wherever a span is asked for by name.
    static ExpressionSyntax? Utf8Place(ExpressionSyntax literal, Target target) => literal.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.Text: "ToArray", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call } => call,
        MemberAccessExpressionSyntax or EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true } } } => null,
        ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax
            when target.Model.GetTypeInfo(literal, target.Cancellation).ConvertedType is INamedTypeSymbol { Name: "ReadOnlySpan" } => literal,
        _ => null,
    };
}
