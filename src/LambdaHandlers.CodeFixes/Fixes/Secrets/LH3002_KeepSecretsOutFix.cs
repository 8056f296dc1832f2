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

/// <summary>The secret is read from an environment variable, named after what holds it; or only the secret part of a text is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class KeepSecretsOutFix() : LambdaFix(KeepSecretsOut.Id)
{
    const string Rotate = " (replace the secret too: it stays in the history)";

    /// <inheritdoc/>
    protected internal override string? Menu => "Take the secret out of the source" + Rotate;

    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
    [
        new("Environment", "Read it from an environment variable" + Rotate, Whole),
        new("TakeOut", "Read only the secret part from an environment variable" + Rotate, Part),
        new("SecretsManager", "Read it from Secrets Manager once per environment" + Rotate, target => Fetched(target, SecretStore.SecretsManager)),
        new("ParameterStore", "Read it from Parameter Store once per environment" + Rotate, target => Fetched(target, SecretStore.ParameterStore)),
    ];

    static Edit? Whole(Target target)
    {
        if (SecretAt(target) is not { } secret || IsPartial(secret) || SecretForm.Of(secret.Expression, target) is not { } form) return null;
        return Replacing(target, secret, form.Place, () => form.Read(EnvironmentRead.NameFor(secret, target, form.IsText && secret.What == "connection string" ? "CONNECTION_STRING" : "")));
    }

    static Edit? Part(Target target)
    {
        if (SecretAt(target) is not { } secret || secret.Expression is not (LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax)
            || SecretPart.Of(secret.Expression) is not { } part) return null;
        return Replacing(target, secret, secret.Expression, () =>
            part.Replaced(EnvironmentRead.Of(EnvironmentRead.NameFor(secret, target, part.Suffix), part.Place, target.Project!, target.Model)));
    }

    // Only where the code can wait, and where the package is there.
    static Edit? Fetched(Target target, SecretStore store)
    {
        if (target.Project?.Find(store.Client) is null || SecretAt(target) is not { } secret || IsPartial(secret) || SecretForm.Of(secret.Expression, target) is not { IsText: true }
            || Constants.DeclarationOf(secret.Expression) is not null || !SecretStore.CanWaitAt(secret.Expression)) return null;
        return target.Replacing((root, _) => store.Fetch(root, secret.Expression, EnvironmentRead.NameFor(secret, target), target.Project!, target.Model));
    }

    /// <summary>The finding's secret, as the rule sees it; null where the language wants a constant.</summary>
    internal static HardCodedSecret? SecretAt(Target target)
    {
        if (target.Project is not { } project) return null;
        foreach (var secret in project.SecretsIn(target.Model, target.Cancellation))
            if (secret.Expression.Span == target.Node.Span)
                return Constants.IsRequiredAt(secret.Expression) || (Constants.DeclarationOf(secret.Expression) is { } constant && !Constants.CanVary(constant, target)) ? null : secret;
        return null;
    }

    internal static Edit Replacing(Target target, HardCodedSecret secret, SyntaxNode old, Func<ExpressionSyntax> make) => target.Replacing((root, _) =>
    {
        var replacement = make().WithTriviaFrom(old);
        var constant = Constants.DeclarationOf(secret.Expression);
        root = constant is null
            ? root.ReplaceNode(old, replacement)
            : root.ReplaceNode(constant, Constants.Varying(constant.ReplaceNode(old, replacement)));
        return EnvironmentRead.WithUsings(root, secret.Expression, target.Project!, target.Model);
    });

    // What is put together with values of the moment can't come from one variable.
    static bool IsPartial(HardCodedSecret secret) => Folded.Elements(secret.Expression) is null && Folded.Of(secret.Expression).Text.IndexOf(Folded.Hole) >= 0;
}
