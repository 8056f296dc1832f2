using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Structure;

/// <summary>A handler whose class creates its clients itself and leaves a test no way to pass others.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class LetTestsReplaceClients() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH6002";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Structure, DiagnosticSeverity.Info,
        title: "Let tests replace the handler's clients",
        message: "'{0}' creates its {1}, and no test can pass another; take it through a constructor, and let the one without parameters create it for Lambda",
        description: "Lambda creates the handler's object with the constructor without parameters. A second constructor, which the first one calls with the real clients, "
            + "lets a unit test pass its own, so that the handler can be tested without AWS.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Types(Check);

    static void Check(INamedTypeSymbol type, Handler handler, Report report)
    {
        if (handler.Method.IsStatic || handler.Model is not (ProgrammingModel.ClassLibrary or ProgrammingModel.Bootstrap or ProgrammingModel.Annotations)
            || type is not { TypeKind: TypeKind.Class, IsAbstract: false } || Unbound.Above(type)) return;
        // Several handlers of one class share its constructors.
        if (report.Project.HandlersOn(type, report.Cancellation).First(other => !other.Method.IsStatic) != handler) return;
        var resources = OwnResource.UsedBy(type, report.Project, report.Cancellation);
        if (resources.IsEmpty || TestSeam.IsIn(type, resources)) return;
        if (resources[0].Value.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return;
        report.At(declaration.Identifier.GetLocation(), Definition.DefaultSeverity, also: resources.Select(each => each.Value.GetLocation()),
            args: [type.Name, Listed(resources.Select(each => each.Type.Name).Distinct().ToList())]);
    }

    static string Listed(List<string> names) => names.Count < 3 ? string.Join(" and ", names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
}
