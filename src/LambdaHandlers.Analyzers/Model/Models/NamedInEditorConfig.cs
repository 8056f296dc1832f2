using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>The user says so: <c>lambda_handlers.handler_methods</c> and <c>lambda_handlers.handler_attributes</c> in <c>.editorconfig</c>.</summary>
static class NamedInEditorConfig
{
    /// <summary>Methods that are handlers, as <c>Namespace.Type.Method</c>.</summary>
    public static readonly Option<string[]> Methods = Option.Names("handler_methods");

    /// <summary>Attributes that make a method a handler, by full or simple name, with or without "Attribute".</summary>
    public static readonly Option<string[]> Attributes = Option.Names("handler_attributes");

    /// <summary>The handler that this method is, or null.</summary>
    public static Handler? Recognise(IMethodSymbol method, LambdaProject project)
    {
        if (method.DeclaringSyntaxReferences is not [var declaration, ..])
            return null;
        var settings = project.Options.AnalyzerConfigOptionsProvider.GetOptions(declaration.SyntaxTree);
        return Named(method, Methods.Read(settings)) || Marked(method, Attributes.Read(settings))
            ? new Handler(method, ProgrammingModel.ClassLibrary, Certainty.Certain, project.Types)
            : null;
    }

    static bool Named(IMethodSymbol method, string[] names) =>
        names.Length > 0 && names.Contains($"{method.ContainingType.ToDisplayString()}.{method.Name}", StringComparer.Ordinal);

    static bool Marked(IMethodSymbol method, string[] names) =>
        names.Length > 0 && method.GetAttributes().Any(attribute => attribute.AttributeClass is { } type
            && names.Any(name => type.Name == name || type.Name == name + "Attribute" || type.ToDisplayString() == name || type.ToDisplayString() == name + "Attribute"));
}
