using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>A function's configuration that Lambda refuses: sizes beyond its quotas, names of its own, mappings that their source does not allow.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class StayWithinLimits() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1012";

    /// <summary>What the fix writes instead.</summary>
    public const string Instead = "instead";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Warning,
        title: "Stay within Lambda's limits",
        message: "Lambda refuses {0}; {1}",
        description: "Timeout, memory, /tmp, layers, environment variables and batches have limits that no build and no local run looks at: the deployment fails, often after minutes and with everything else rolled back.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.File(CheckFile);
        on.Attributes("LambdaFunction", CheckAttribute);
    }

    static void CheckFile(DeploymentFile file, Report report)
    {
        // What several functions share is written once.
        var reported = new HashSet<TextSpan>();
        foreach (var function in report.Project.Deployment.DeployedBy(file))
            foreach (var refusal in FunctionLimits.Of(function).Concat(VariableLimits.Of(function)).Concat(MappingLimits.Of(function)))
                if (refusal is not null && reported.Add(refusal.Place.SourceSpan) && !AnnotatedSize.Says(function, refusal.Place, report.Project.Compilation))
                    Tell(refusal, report);
    }

    // The generator writes both into the template; what is not above zero it leaves out.
    static void CheckAttribute(AttributeSyntax attribute, SemanticModel model, Report report)
    {
        foreach (var (quota, value) in AnnotatedSize.Of(attribute))
            if (quota.Of(AnnotatedSize.Number(value, model), value.GetLocation) is { } refusal
                && attribute.Parent?.Parent is MethodDeclarationSyntax written && model.GetDeclaredSymbol(written, report.Cancellation) is { } method
                && report.Project.HandlerOf(method, report.Cancellation) is { Model: ProgrammingModel.Annotations or ProgrammingModel.Durable, Function: null or { CapacityProvider: null } })
                Tell(refusal, report);
    }

    static void Tell(Refusal refusal, Report report) =>
        report.At(refusal.Place, DiagnosticSeverity.Warning, properties: refusal.Instead is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Instead, refusal.Instead), args: [refusal.What, refusal.Cure]);
}
