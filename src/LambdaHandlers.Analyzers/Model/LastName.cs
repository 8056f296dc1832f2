using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a member, a call or a type is called, whatever it belongs to.</summary>
static class LastName
{
    /// <summary>The last name of an expression.</summary>
    public static string Of(SyntaxNode expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
        QualifiedNameSyntax name => name.Right.Identifier.Text,
        AliasQualifiedNameSyntax name => name.Name.Identifier.Text,
        PredefinedTypeSyntax type => type.Keyword.Text,
        ConditionalAccessExpressionSyntax access => Of(access.WhenNotNull),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Of(sure.Operand),
        InvocationExpressionSyntax call => Of(call.Expression),
        ElementAccessExpressionSyntax access => Of(access.Expression),
        NullableTypeSyntax type => Of(type.ElementType),
        _ => "",
    };
}
