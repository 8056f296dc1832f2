using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>The generator of Annotations wraps a method in a way that does not compile, that the runtime refuses, or not at all; it does not say so itself.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class LetTheGeneratorWrap() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1015";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Warning,
        title: "Mark a method that the Annotations generator can wrap",
        message: "The generator cannot make a function of '{0}': {1}; {2}",
        description: "For each [LambdaFunction] the generator writes a class that creates the method's object and calls the method. Where it cannot, the error shows in its code, far away from the cause, "
            + "or in the init phase of the deployed function; and some projects get no code at all.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Signature(Check);

    static void Check(Handler handler, Report report)
    {
        if (handler.Model != ProgrammingModel.Annotations || !handler.Binds || report.Types.LambdaFunctionAttribute is not { } marker
            || handler.Method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(marker))?.ApplicationSyntaxReference?.GetSyntax(report.Cancellation) is not AttributeSyntax written)
            return;
        if ((OfMethod(handler.Method) ?? OfType(handler.Method.ContainingType, report) ?? OfObject(handler.Method, report) ?? OfParameters(handler)) is var (fault, cure))
            report.At(written.GetLocation(), handler.Method.Name, fault, cure);
    }

    static (string Fault, string Cure)? OfMethod(IMethodSymbol method) => method switch
    {
        { DeclaredAccessibility: Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal } => ("its wrapper cannot reach it", "make it public or internal"),
        // Where the variable is called as the type is, the compiler takes it for the type.
        { IsStatic: true } when Variable(method.ContainingType) != method.ContainingType.Name => ("its wrapper calls it on an object, and it is static", "make it an instance method"),
        { IsAbstract: true } => ("it is abstract", "mark a method that has a body"),
        { IsGenericMethod: true } => ("it is generic", "give it the types of its event and answer"),
        _ => null,
    };

    static (string, string)? OfType(INamedTypeSymbol type, Report report) => type switch
    {
        { ContainingType: not null } => ($"'{type.Name}' lies in another type, which its wrapper leaves out", $"move '{type.Name}' into a namespace"),
        { IsFileLocal: true } => ($"only its own file sees '{type.Name}'", "make it internal"),
        { IsGenericType: true } => ($"'{type.Name}' is generic", "mark a method of a class that is not"),
        { TypeKind: TypeKind.Interface } or { IsAbstract: true } => ($"its wrapper cannot create '{type.Name}'", "mark a method of a class that can be created"),
        { ContainingNamespace.IsGlobalNamespace: true } => ($"'{type.Name}' lies in no namespace, and its wrapper must", "put it into one"),
        _ when SyntaxFacts.GetKeywordKind(Variable(type)) != SyntaxKind.None => ($"its wrapper calls a variable after '{type.Name}', and that is a keyword", "give the class another name"),
        { IsRecord: true } or { TypeKind: TypeKind.Struct } when !HasClass(report) => ("the generator looks for a class to find the project, and this one has none: it writes nothing", "make it a class"),
        _ => null,
    };

    static string Variable(INamedTypeSymbol type) => type.Name.Length > 1 ? char.ToLowerInvariant(type.Name[0]) + type.Name.Substring(1) : type.Name;

    static bool HasClass(Report report) => report.Project.Compilation.SyntaxTrees.Any(tree => tree.GetRoot(report.Cancellation).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).Any(node => node is ClassDeclarationSyntax));

    static (string, string)? OfObject(IMethodSymbol method, Report report)
    {
        // Of two functions with one name the generator writes two files with one name, and stops.
        if (method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().First(other => other.GetAttributes().Any(attribute => attribute.AttributeClass.Is(report.Types.LambdaFunctionAttribute))) is var first && !first.Equals(method, SymbolEqualityComparer.Default))
            return ($"another function of '{method.ContainingType.Name}' has its name", "give it another name");
        var isInjected = method.Parameters.Any(IsService);
        if ((!isInjected && IsCreated(method.ContainingType)) || report.Project.Services.HasStartup(report.Cancellation)) return null;
        return isInjected ? ("its services come from a class with [LambdaStartup], and there is none", "add one that configures the services")
            : ($"its wrapper cannot create '{method.ContainingType.Name}' without parameters", "add a class with [LambdaStartup] that configures the services");
    }

    // new Orders()
    static bool IsCreated(INamedTypeSymbol type) => type.InstanceConstructors.Any(constructor =>
        constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal && constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)
        && (!HasRequired(type) || constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute")));

    static bool HasRequired(INamedTypeSymbol? type) => type is not null && (type.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) || HasRequired(type.BaseType));

    // Behind an event attribute the generator binds the parameters, and checks them itself.
    static (string, string)? OfParameters(Handler handler)
    {
        if (handler.Method.GetAttributes().Any(attribute => EventSources.OfAttribute(attribute.AttributeClass?.Name ?? "") != EventSource.Custom)) return null;
        var passed = handler.Method.Parameters.Where(parameter => !IsService(parameter)).ToImmutableArray();
        return passed.Length switch
        {
            > 2 => ($"its wrapper takes the same {passed.Length} parameters, and the runtime refuses more than an input and an 'ILambdaContext'", "take one input"),
            2 when !IsContext(passed[1]) => ($"its wrapper takes the same parameters, and the runtime refuses '{passed[1].Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' as the second", "take an input, then an 'ILambdaContext'"),
            2 when IsContext(passed[0]) => ("its wrapper takes two contexts, and the first one is deserialised from the event", "remove the first"),
            _ => null,
        };
    }

    static bool IsContext(IParameterSymbol parameter) => parameter.Type is { Name: "ILambdaContext", ContainingNamespace: { Name: "Core", ContainingNamespace.Name: "Lambda" } };

    static bool IsService(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FromServicesAttribute");
}
