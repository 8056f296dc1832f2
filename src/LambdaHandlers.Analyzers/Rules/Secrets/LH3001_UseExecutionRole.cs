using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Secrets;

/// <summary>AWS credentials in the source: a function has an execution role and needs none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class UseExecutionRole() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH3001";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Secrets, DiagnosticSeverity.Error,
        title: "Use the execution role instead of AWS keys",
        message: "{0} is a hard-coded AWS credential; remove it so that the execution role gives access, and revoke it: it stays in the history",
        description: "Whoever reads the source, its history or the built assembly can use the key until somebody revokes it. "
            + "A Lambda function needs no keys: the SDK takes short-lived credentials of the execution role from the environment.");

    /// <inheritdoc/>
    protected override bool LooksIntoTests => true;

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Source(Check);

    static void Check(SemanticModel model, Report report)
    {
        foreach (var secret in report.Project.SecretsIn(model, report.Cancellation))
            if (secret.IsAws && (secret.Evidence == Evidence.Format || !report.Project.IsTest))
                report.At(secret.Expression.GetLocation(), report.Project.IsTest || secret.IsWeak ? DiagnosticSeverity.Info : DiagnosticSeverity.Error, args: [secret.Subject]);
    }
}
