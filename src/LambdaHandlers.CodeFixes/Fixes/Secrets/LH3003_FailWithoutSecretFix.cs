using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Secrets;
using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Secrets;

/// <summary>The fallback becomes an exception that names the missing setting.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class FailWithoutSecretFix() : LambdaFix(FailWithoutSecret.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Throw", "Throw when it is not configured (replace the secret too: it stays in the history)", Plan)];

    static Edit? Plan(Target target)
    {
        if (KeepSecretsOutFix.SecretAt(target) is not { } secret) return null;
        var expression = secret.Expression;
        switch (expression.Parent)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice when choice.Right == expression:
                return Replacing(target, expression, Throw(choice.Left));
            case ConditionalExpressionSyntax choice when choice.Condition != expression:
                return Replacing(target, expression, Throw(choice.WhenTrue == expression ? choice.WhenFalse : choice.WhenTrue));
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } assignment:
                return Instead(target, statement, Throw(assignment.Left));
            // No exception can stand after ??=, but an if can.
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression, Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax }, Parent: ExpressionStatementSyntax statement } assignment:
                return Instead(target, statement, asking => $"if ({assignment.Left} is null) {Throw(assignment.Left)(asking)}");
            case ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Arguments: [var key, _], Parent: InvocationExpressionSyntax call } } when IsTextRead(call, target):
                return Replacing(target, call, asking => EnvironmentRead.StandsAlone(call) ? WithoutDefault(call, key, asking) : $"({WithoutDefault(call, key, asking)})");
            default:
                return null;
        }
    }

    // config.GetValue<string>("Key", "…")
    static bool IsTextRead(InvocationExpressionSyntax call, Target target) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "GetValue" } && target.Model.GetTypeInfo(call, target.Cancellation).Type?.SpecialType == SpecialType.System_String;

    static string WithoutDefault(InvocationExpressionSyntax call, ArgumentSyntax key, Target target) =>
        $"{((MemberAccessExpressionSyntax)call.Expression).Expression}.GetValue<string>({key}) ?? {Throw(key.Expression)(target)}";

    static Edit Instead(Target target, StatementSyntax old, Func<Target, string> code) => target.Replacing((root, _) =>
        EnvironmentRead.WithUsings(root.ReplaceNode(old, SyntaxFactory.ParseStatement(code(target) + ";").WithTriviaFrom(old)), target.Node, target.Project!, target.Model));

    static Edit Replacing(Target target, ExpressionSyntax old, Func<Target, string> code) => target.Replacing((root, _) =>
        EnvironmentRead.WithUsings(root.ReplaceNode(old, SyntaxFactory.ParseExpression(code(target)).WithTriviaFrom(old)), old, target.Project!, target.Model));

    static Func<Target, string> Throw(ExpressionSyntax asked) => target =>
        EnvironmentRead.Throw($"{Setting(asked)} is not set", asked, target.Project!, target.Model);

    // The key that was asked for; else the name of the option.
    static string Setting(ExpressionSyntax asked) =>
        asked.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().FirstOrDefault(literal => literal.Token.Value is string) is { } key ? key.Token.ValueText
        : asked is IdentifierNameSyntax name && ConfigurationRead.Initializer(name) is { } value ? Setting(value)
        : LastName.Of(asked);
}
