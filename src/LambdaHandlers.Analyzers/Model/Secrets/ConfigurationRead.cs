using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Whether an expression asks the configuration: an environment variable, a key, an option.</summary>
static class ConfigurationRead
{
    /// <summary>True when it does.</summary>
    public static bool Asks(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Asks(inner.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Asks(sure.Operand),
        AwaitExpressionSyntax awaited => Asks(awaited.Expression),
        ConditionalAccessExpressionSyntax access => Asks(access.Expression) || IsSettings(LastName.Of(access.Expression)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => Asks(choice.Left) || Asks(choice.Right),
        InvocationExpressionSyntax call => LastName.Of(call.Expression) is "GetEnvironmentVariable" or "GetValue" or "GetSecret" or "GetSecretAsync" or "GetSecretValueAsync" or "GetParameterAsync" or "GetConnectionString" or "GetSetting" or "GetAppSetting"
            || call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && (Asks(receiver) || IsSettings(LastName.Of(receiver))),
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression.RawKind: (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.IdentifierName or (int)SyntaxKind.SimpleMemberAccessExpression }] } => true,
        MemberAccessExpressionSyntax access => IsSettings(LastName.Of(access.Expression)),
        IdentifierNameSyntax name => Initializer(name) is { } value && Asks(value),
        _ => false,
    };

    static bool IsSettings(string name) => Words.Split(name).Exists(word => word is "config" or "configuration" or "options" or "settings" or "section" or "env" or "environment" or "opts");

    /// <summary>What the local was first set to: var password = Environment.GetEnvironmentVariable(…); … password ??= "…"</summary>
    public static ExpressionSyntax? Initializer(IdentifierNameSyntax name) =>
        name.FirstAncestorOrSelf<BlockSyntax>()?.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .FirstOrDefault(variable => variable.Identifier.Text == name.Identifier.Text && variable.SpanStart < name.SpanStart)?.Initializer?.Value;
}
