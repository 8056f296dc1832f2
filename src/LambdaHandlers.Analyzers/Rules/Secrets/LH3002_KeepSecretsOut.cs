using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Secrets;

/// <summary>A secret in the source: a token, a password, a key, or a text that holds one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepSecretsOut() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH3002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Secrets, DiagnosticSeverity.Warning,
        title: "Keep secrets out of the source",
        message: "{0} is a hard-coded secret ({1}); read it from the environment or from Secrets Manager, and replace it: it stays in the history",
        description: "Whoever reads the source, its history or the built assembly knows the secret, and it can't be changed without a deployment. "
            + "A function gets it from an environment variable, or once per environment from Secrets Manager or Parameter Store.");

    /// <inheritdoc/>
    protected override bool LooksIntoTests => true;

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Source(Check);

    static void Check(SemanticModel model, Report report)
    {
        var isTest = report.Project.IsTest;
        foreach (var secret in report.Project.SecretsIn(model, report.Cancellation))
            if (!secret.IsAws && (isTest ? secret.Evidence == Evidence.Format : !secret.IsFallback))
                report.At(secret.Expression.GetLocation(), isTest || secret.IsWeak ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, args: [secret.Subject, secret.What]);
    }
}
