using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Secrets;

/// <summary>A secret that stands in for a configuration that was not found.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class FailWithoutSecret() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH3003";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Secrets, DiagnosticSeverity.Warning,
        title: "Fail when a secret is not configured",
        message: "{0} falls back to a hard-coded secret ({1}); throw when the setting is missing, and replace the secret: it stays in the history",
        description: "A fallback hides that the function was deployed without its secret: it runs with one that everybody who reads the source knows. "
            + "A function that throws while its environment starts shows the mistake at the first deployment.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Source(Check);

    static void Check(SemanticModel model, Report report)
    {
        foreach (var secret in report.Project.SecretsIn(model, report.Cancellation))
            if (secret is { IsFallback: true, IsAws: false })
                report.At(secret.Expression.GetLocation(), secret.IsWeak ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, args: [secret.Subject, secret.What]);
    }
}
