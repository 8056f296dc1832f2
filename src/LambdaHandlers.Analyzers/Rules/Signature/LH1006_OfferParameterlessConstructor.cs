using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>The class-library loader makes the handler's object with a public constructor without parameters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class OfferParameterlessConstructor() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1006";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Give the handler's class a public parameterless constructor",
        message: "The runtime cannot create '{0}' to call '{1}': {2}; {3}",
        description: "The class-library loader creates the handler's object once per environment with Activator.CreateInstance, which wants a public constructor without parameters: no private or internal one, "
            + "and none whose parameters are all optional, which a unit test would not notice. Nothing is injected. A static handler needs no object.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Types(Check);

    static void Check(INamedTypeSymbol type, Handler handler, Report report)
    {
        if (handler.Model != ProgrammingModel.ClassLibrary || handler.Method.IsStatic || type.Locations is not [var place, ..] || Unbound.Above(type)) return;
        if (Obstacle(type) is not var (obstacle, cure) || !IsTheHandlersOwn(type, handler, report)) return;
        // Several handlers of one class have one constructor.
        if (report.Project.HandlersOn(type, report.Cancellation).First(other => other.Model == handler.Model && !other.Method.IsStatic) == handler)
            report.At(handler, place, type.Name, handler.Method.Name, obstacle, cure);
    }

    static (string Obstacle, string Cure)? Obstacle(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Delegate } => ("it is a delegate", "name a method of a class"),
        { TypeKind: TypeKind.Struct, IsRefLikeType: true } => ("it is a ref struct", "make it a class, or the handler static"),
        { TypeKind: TypeKind.Class, IsAbstract: true } => ("it is abstract", "name a class that can be created, or make the handler static"),
        { TypeKind: TypeKind.Class } when !type.InstanceConstructors.Any(constructor => constructor is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public }) =>
            (type.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0) ? "its parameterless constructor is not public"
                : type.InstanceConstructors.Any(constructor => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)) ? "a constructor with optional parameters is not one without parameters"
                : "it has no constructor without parameters",
            "add a public parameterless one, or make the handler static"),
        _ => null,
    };

    // Without a handler string nobody knows the class that is created: a derived one (of an abstract class maybe in another project), or one that the project itself creates or registers.
    static bool IsTheHandlersOwn(INamedTypeSymbol type, Handler handler, Report report) =>
        handler.IsNamed || (!type.IsAbstract && report.Project.Hierarchy.Below(type, report.Cancellation).IsEmpty && (handler.Certainty == Certainty.Certain || !IsMentioned(type, report)));

    static bool IsMentioned(INamedTypeSymbol type, Report report) =>
        report.Project.Compilation.SyntaxTrees.Any(tree => SourceIndex.Of(tree).Mentions(type.Name)
            && tree.GetRoot(report.Cancellation).DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == type.Name
                && !type.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == tree && own.Span.Contains(name.Span))));
}
