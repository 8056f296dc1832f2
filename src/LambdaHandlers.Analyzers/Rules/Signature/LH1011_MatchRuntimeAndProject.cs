using System.Collections.Immutable;
using System.Globalization;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>A class library is deployed to a runtime that cannot run it, or is compiled in a way that no runtime loads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class MatchRuntimeAndProject() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1011";

    /// <summary>The runtime that the fix writes instead.</summary>
    public const string Instead = "instead";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Warning,
        title: "Deploy to a runtime that runs what the project builds",
        message: "{0}; {1}",
        description: "A managed runtime brings one version of .NET, and it does not roll forward to one that it doesn't have: a function built for a later one fails when its environment starts. "
            + "Nothing compares the two before. A class library cannot be compiled ahead of time: who loads it needs reflection.");

    // Versions that AWS has a managed runtime for, the oldest first. What is older is deprecated: it is not patched any more, and later neither created nor updated.
    static readonly int[] Managed = [8, 10];
    static readonly string[] Deprecated = ["dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet5.0", "dotnet6", "dotnet7"];

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        if (on.Project.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary) return;
        on.File(CheckRuntime);
        if (on.Project.Settings.PublishAot) on.Signature(CheckCompilation);
    }

    static void CheckRuntime(DeploymentFile file, Report report)
    {
        if (file.Kind is not (DeploymentKind.CloudFormation or DeploymentKind.ServerlessFramework or DeploymentKind.ToolSettings)) return;
        var reported = new HashSet<TextSpan>();
        var functions = report.Project.Deployment.Functions;
        // Tool settings beside a template are not what is deployed.
        if (file.Kind == DeploymentKind.ToolSettings && (file.Root?["template"] is not null || functions.Any(function => function.File.Kind != DeploymentKind.ToolSettings && function.ParsedHandler?.Names(report.Project.Compilation.AssemblyName) == true))) return;
        foreach (var function in functions)
            // What several functions share is written once.
            if (function.File == file && function is { IsImage: false, Runtime: { IsIntrinsic: false, Shape: ConfigShape.Scalar } runtime, ParsedHandler: { IsExecutable: false, IsPlaceholder: false } handler }
                && handler.Names(report.Project.Compilation.AssemblyName) && Fault(runtime.Text, report.Project.Settings) is var (fault, cure, instead) && reported.Add(runtime.Span))
                report.At(runtime.Location, DiagnosticSeverity.Warning, properties: instead is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Instead, instead), args: [fault, cure]);
    }

    static (string Fault, string Cure, string? Instead)? Fault(string runtime, BuildSettings settings)
    {
        var built = settings.IsMultiTargeted ? null : Version(settings.TargetFramework, "net", ".0");
        var instead = built is { } version && Managed.Contains(version) ? $"dotnet{version}" : null;
        if (Deprecated.Contains(runtime))
            return ($"Lambda has deprecated the runtime '{runtime}': it gets no security updates, and in the end no deployments", instead is null ? $"build for .NET {Managed[0]} or later" : $"use '{instead}'", instead);
        if (built is { } wanted && Version(runtime, "dotnet", "") is { } has && has < wanted)
            return ($"This project is built for .NET {wanted}, and the runtime '{runtime}' cannot run it", instead is null ? "deploy a container image, or build for that version" : $"use '{instead}'", instead);
        return null;
    }

    // net10.0, dotnet8; not net10.0-windows, netstandard2.0, provided.al2023
    static int? Version(string? text, string before, string behind) =>
        text is not null && text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(behind, StringComparison.Ordinal) && text.Length > before.Length + behind.Length
        && int.TryParse(text.Substring(before.Length, text.Length - before.Length - behind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    static void CheckCompilation(Handler handler, Report report)
    {
        if (handler is { Model: ProgrammingModel.ClassLibrary, IsNamed: true, Function.IsImage: not true })
            report.At(handler.Name, $"'{handler.Method.Name}' is a class library's handler, and with PublishAot there is nothing that could load it", "make the project an executable that runs a LambdaBootstrap, or take PublishAot out");
    }
}
