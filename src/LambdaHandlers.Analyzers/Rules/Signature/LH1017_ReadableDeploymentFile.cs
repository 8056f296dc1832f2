using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>A template or settings file that can't be read tells nothing about the project's functions.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ReadableDeploymentFile() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1017";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Info,
        title: "Keep deployment files readable",
        message: "'{0}' cannot be read from here on: {1}; until it is mended, no rule {2}",
        description: "Templates and settings files tell which methods are handlers, on which runtime, with which events and environment variables. "
            + "One that is malformed, longer than a million characters or nested more than 64 levels deep is taken as if it were not there.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.File(Check);

    static void Check(DeploymentFile file, Report report)
    {
        if (file.Error is { } error && !IsPattern(file)) report.At(error.Location, file.Name, error.Message, file.Kind == DeploymentKind.AppSettings ? "looks for secrets in it" : "knows the functions that it describes");
    }

    // What 'dotnet new' makes files from holds several versions of one setting between //#if and //#endif.
    static bool IsPattern(DeploymentFile file) => file.Text.ToString().Contains("//#if");
}
