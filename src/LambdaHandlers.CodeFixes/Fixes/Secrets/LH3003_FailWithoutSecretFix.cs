using System.Composition;
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
                return target.Replacing((root, _) => EnvironmentRead.WithUsings(
                    root.ReplaceNode(statement, SyntaxFactory.ParseStatement(Throw(assignment.Left)(target) + ";").WithTriviaFrom(statement)), expression, target.Project!, target.Model));
            default:
                return null;
        }
    }

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
