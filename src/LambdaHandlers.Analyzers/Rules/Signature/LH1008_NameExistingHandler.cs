using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>A handler string in a template or in tool settings names something that the runtime does not find.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class NameExistingHandler() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1008";

    /// <summary>The string that the fix writes instead: the nearest handler that exists.</summary>
    public const string Nearest = "nearest";

    // The API takes 128 characters, and of exactly 128 the last one is lost on the way.
    const int MostCharacters = 127;

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Name a handler that exists",
        message: "The runtime finds no handler under '{0}': {1}; {2}",
        description: "The class-library loader splits the string at '::', loads the assembly, looks the type up by its CLR name (exact case, nested types with '+') and the method by its name, "
            + "up through the base classes. Nothing checks the string when it is deployed; it fails in the init phase of every environment.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.File(Check);
        on.Anywhere((operation, _) => operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Handler" } }, CheckCode, OperationKind.SimpleAssignment);
    }

    static void Check(DeploymentFile file, Report report)
    {
        if (file.Kind is not (DeploymentKind.CloudFormation or DeploymentKind.ServerlessFramework or DeploymentKind.ToolSettings)) return;
        var reported = new HashSet<TextSpan>();
        foreach (var function in report.Project.Deployment.Functions)
            if (function.File == file && function is { IsImage: false, Handler: { Shape: ConfigShape.Scalar } handler, ParsedHandler: { IsPlaceholder: false } text }
                && Fault(function, text, report.Project) is { } fault && !IsStale(function, report.Project) && reported.Add(handler.Span))
                Say(handler.Location, report.Project.Deployment.Functions.Any(other => other.Handler == handler && IsTemplate(other)), text, fault, report);
    }

    // Of a function in another project nobody knows the types, but the runtime takes a string apart always the same.
    static void CheckCode(IOperation operation, ISymbol member, Report report)
    {
        if (operation is not ISimpleAssignmentOperation assignment || InfrastructureCode.HandlerOf(assignment) is not var (text, isDotNet) || text.IsExecutable || text.IsPlaceholder) return;
        var fault = text.Names(report.Project.Compilation.AssemblyName) ? report.Project.Lookup(text).Fault : isDotNet ? HandlerLookup.Malformed(text) : null;
        if ((fault ?? (isDotNet ? Undeployable(text, isZip: true) : null)) is { } found) Say(assignment.Value.Syntax.GetLocation(), isTemplate: true, text, found, report);
    }

    static void Say(Location place, bool isTemplate, HandlerString text, string fault, Report report)
    {
        var nearest = NearestHandler.To(text, report.Project, report.Cancellation);
        report.At(place, isTemplate ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            properties: nearest is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Nearest, nearest),
            args: [text.Text.Trim(), fault, nearest is null ? "name a handler of this project as 'Assembly::Namespace.Type::Method'" : $"did you mean '{nearest}'"]);
    }

    static bool IsTemplate(DeployedFunction function) => function.File.Kind != DeploymentKind.ToolSettings;

    static string? Fault(DeployedFunction function, HandlerString text, LambdaProject project)
    {
        var assembly = project.Compilation.AssemblyName;
        var isExecutable = project.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary;
        // A custom runtime starts its own program, whatever the string says; a program called bootstrap is for one, and its tool settings deploy nothing.
        if ((assembly == "bootstrap" && !IsTemplate(function)) || function.Runtime?.Text.StartsWith("provided", StringComparison.OrdinalIgnoreCase) == true || IsElsewhere(function, project)) return null;
        if (text.IsExecutable) return isExecutable ? ExecutableFault(function, text, assembly) : text.Names(assembly) || IsOwnSetting(function, text) ? "this project is a class library, and the string names no type and method" : null;
        if (!text.Names(assembly)) return IsTemplate(function) || IsReferenced(text, project) ? null : HandlerLookup.Malformed(text) ?? $"it names the assembly '{text.Assembly}', and this project builds '{assembly}'";
        return project.Lookup(text).Fault ?? Undeployable(text, IsTemplate(function));
    }

    // What a function's package holds, the runtime loads too: a shared project's handler, or an agent's that calls ours.
    static bool IsReferenced(HandlerString text, LambdaProject project) => project.Compilation.ReferencedAssemblyNames.Any(reference => text.Names(reference.Name));

    static string? Undeployable(HandlerString text, bool isZip) =>
        text.Text.Length > MostCharacters ? $"it has {text.Text.Length} characters, and Lambda keeps {MostCharacters}"
        : isZip && text.Text.Any(char.IsWhiteSpace) ? "a blank in it is refused when the function is deployed as a Zip file"
        : null;

    static bool IsOwnSetting(DeployedFunction function, HandlerString text) => !IsTemplate(function) && text.Text.Trim() != "bootstrap";

    // /var/task/NAME.dll on a file system that knows the case; only where the managed runtime is certain.
    static string? ExecutableFault(DeployedFunction function, HandlerString text, string? assembly) =>
        function.Runtime is { IsIntrinsic: false } runtime && runtime.Text.StartsWith("dotnet", StringComparison.OrdinalIgnoreCase)
        && text.Text.Trim() is var name && name != assembly && name != assembly + ".dll" && name != "bootstrap"
            ? $"this executable is '{assembly}'" : null;

    // Several projects can have one assembly name: the code that a template points at is the one that counts.
    static bool IsElsewhere(DeployedFunction function, LambdaProject project) =>
        IsTemplate(function) && function.CodeUri is not null && new ProjectFolder(project.Settings.ProjectDirectory).Holds(function.File.Path, function.CodeFolder) == false;

    // Tool settings that deploy a template, or lie beside one that names the right handler, are not what is deployed.
    static bool IsStale(DeployedFunction function, LambdaProject project) =>
        !IsTemplate(function)
        && (function.Properties["template"] is not null
            || project.Deployment.Functions.Any(other => IsTemplate(other) && other.ParsedHandler is { } text && text.Names(project.Compilation.AssemblyName) && Fault(other, text, project) is null));
}
