using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Deployment;
using LambdaHandlers.Analyzers.Model.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Rules.Secrets;

/// <summary>A secret in a template or a settings file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ResolveSecrets() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH3004";

    /// <summary>What the fix writes instead of the value: a reference to Secrets Manager, named after the key.</summary>
    public const string Reference = "reference";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Secrets, DiagnosticSeverity.Warning,
        title: "Resolve secrets when the function is deployed",
        message: "'{0}' in {1} holds a secret ({2}); refer to Secrets Manager or Parameter Store instead, and replace it: it stays in the history",
        description: "A deployment file is committed, copied and shown in logs like any source. CloudFormation puts the value of a dynamic reference in when it deploys, "
            + "so that neither the template nor its history knows it.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.File(Check);

    static void Check(DeploymentFile file, Report report)
    {
        if (!report.Project.Deployment.Functions.Any(function => function.File == file) && !new ProjectFolder(report.Project.Settings.ProjectDirectory).IsOwn(file.Path)) return;
        if (file.Root is { } root) Walk(root, "", "", file, report);
        else if (file.Kind == DeploymentKind.SamConfig) foreach (var line in file.Text.Lines) Check(line, file, report);
    }

    static void Walk(ConfigNode node, string key, string outer, DeploymentFile file, Report report)
    {
        foreach (var item in node.Items) Walk(item, key, outer, file, report);
        foreach (var entry in node.Entries) Walk(entry.Value, entry.Key.Text, key, file, report);
        // What is put in at deployment is not written here.
        if (node.Shape != ConfigShape.Scalar || node.IsIntrinsic && SecretSetting.Of("", node.Text) is null) return;
        // Jwt: { Key: … }, DbPassword: { Default: … }: the key above tells more.
        var name = key is "Key" or "Value" or "Default" ? outer + ":" + key : key;
        if (SecretSetting.Of(name, node.Text) is not { } secret) return;
        var shown = key is "Key" or "Value" or "Default" && outer.Length > 0 ? outer : key;
        report.At(node.Location, secret.IsWeak ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            properties: file.Kind == DeploymentKind.CloudFormation ? ReferenceTo(shown) : null,
            args: [shown, file.Name, secret.What]);
    }

    // parameter_overrides = "DbPassword=…"
    static void Check(TextLine line, DeploymentFile file, Report report)
    {
        if (line.Span.Length > 10_000 || line.ToString() is not { } text || text.TrimStart().StartsWith("#", StringComparison.Ordinal)) return;
        // The whole line: key = "value", or an element of an array.
        if (SecretSetting.Of("", text) is not { } secret) return;
        var span = new TextSpan(line.Start + secret.Start, secret.Length);
        var key = secret.Key ?? text.Substring(0, Math.Max(0, text.IndexOf('='))).Trim();
        report.At(Location.Create(file.Path, span, file.Text.Lines.GetLinePositionSpan(span)),
            secret.IsWeak ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, properties: ReferenceTo(key), args: [key, file.Name, secret.What]);
    }

    static ImmutableDictionary<string, string?>? ReferenceTo(string key) =>
        key.Length == 0 ? null : ImmutableDictionary<string, string?>.Empty.Add(Reference, "{{resolve:secretsmanager:" + string.Join("-", Words.Split(key)) + ":SecretString:value}}");
}
