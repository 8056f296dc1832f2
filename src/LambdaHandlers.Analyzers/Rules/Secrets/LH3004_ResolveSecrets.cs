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
            properties: file.Kind == DeploymentKind.CloudFormation && shown.Length > 0 ? ImmutableDictionary<string, string?>.Empty.Add(Reference, ReferenceTo(shown)) : null,
            args: [shown, file.Name, secret.What]);
    }

    // parameter_overrides = "DbPassword=…"
    static void Check(TextLine line, DeploymentFile file, Report report)
    {
        if (line.Span.Length > 10_000 || line.ToString() is not { } text || text.TrimStart().StartsWith("#", StringComparison.Ordinal)) return;
        var equals = text.IndexOf('=');
        if (equals < 0) return;
        var value = text.Substring(equals + 1);
        // Within the quotes of TOML others are escaped.
        if (SecretSetting.Of("", value.Replace("\\\"", "\"\"")) is not { } secret) return;
        report.At(Location.Create(file.Path, new TextSpan(line.Start + equals + 1 + secret.Start, secret.Length), file.Text.Lines.GetLinePositionSpan(new TextSpan(line.Start + equals + 1 + secret.Start, secret.Length))),
            secret.IsWeak ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, args: [text.Substring(0, equals).Trim(), file.Name, secret.What]);
    }

    static string ReferenceTo(string key) =>
        "{{resolve:secretsmanager:" + string.Join("-", Words.Split(key)) + ":SecretString:value}}";
}
