using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>The type that [LambdaSerializer] names is one that the runtime cannot create or use.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class UseValidSerializer() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1013";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Name a serializer that the runtime can create",
        message: "The runtime cannot use this serializer: {0}; {1}",
        description: "The class-library loader creates the type that [LambdaSerializer] names through a public constructor without parameters and calls its Deserialize by name. "
            + "It does so before the first event, even for a handler that takes and returns streams, so a bad serializer breaks every function of the assembly.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) => on.Attributes("LambdaSerializer", Check);

    static void Check(AttributeSyntax attribute, SemanticModel model, Report report)
    {
        if (attribute.ArgumentList?.Arguments is not [{ Expression: var written }, ..]
            || model.GetTypeInfo(attribute, report.Cancellation).Type is not { } type || !type.Is(report.Types.LambdaSerializerAttribute)
            || !IsRead(attribute, report.Project))
            return;
        if (model.GetConstantValue(written, report.Cancellation) is { HasValue: true, Value: null })
            report.At(written.GetLocation(), "it is null", "name a type that implements 'ILambdaSerializer'");
        else if (written is TypeOfExpressionSyntax { Type: var name } && model.GetTypeInfo(name, report.Cancellation).Type is { } serializer && !Unbound.In(serializer)
            && Fault(serializer, () => IsDeserializing(attribute, model, report), report.Project) is var (fault, cure))
            report.At(name.GetLocation(), fault, cure);
    }

    // An executable hands its serializer to the bootstrap; the assembly's attribute has no effect there.
    static bool IsRead(AttributeSyntax attribute, LambdaProject project) =>
        attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not null || project.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;

    static (string Fault, string Cure)? Fault(ITypeSymbol type, Func<bool> isDeserializing, LambdaProject project)
    {
        if (type is not INamedTypeSymbol named || named is { IsUnboundGenericType: true } || named.TypeKind is not (TypeKind.Class or TypeKind.Struct) || named.IsStatic)
            return ($"nobody can create '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "name a class that implements 'ILambdaSerializer'");
        if (Unbound.Above(named)) return null;
        if (!named.InstanceConstructors.Any(constructor => constructor is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public } && !(named.TypeKind == TypeKind.Struct && constructor.IsImplicitlyDeclared)))
            return ($"'{named.Name}' has no public constructor without parameters", "add one");
        if (named.IsAbstract)
            return ($"'{named.Name}' is abstract", "name a class that derives from it");
        if (project.Types.LambdaSerializer is { } contract && !named.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default))
            return ($"'{named.Name}' does not implement 'ILambdaSerializer'", "implement it");
        return Deserializers(named, project.Types) switch
        {
            1 => null,
            0 when isDeserializing() => ($"'{named.Name}' implements 'Deserialize' explicitly, and the runtime looks for it by name", "implement it as a public method"),
            > 1 when isDeserializing() => ($"'{named.Name}' has several methods 'Deserialize' that take a stream", "keep one"),
            _ => null,
        };
    }

    // What Expression.Call finds by name on the object, in whatever case: public methods that take a Stream before others, hidden ones too; private ones of base classes it does not see.
    static int Deserializers(INamedTypeSymbol serializer, LambdaTypes types)
    {
        var found = new List<IMethodSymbol>();
        for (var at = serializer; at is not null; at = at.BaseType)
            foreach (var method in at.GetMembers().OfType<IMethodSymbol>())
                if (method is { IsStatic: false, TypeParameters.Length: 1, Parameters: [{ RefKind: RefKind.None } stream] } && string.Equals(method.Name, "Deserialize", StringComparison.OrdinalIgnoreCase) && types.Stream is { } source
                    && (source.IsA(stream.Type as INamedTypeSymbol) || source.AllInterfaces.Contains(stream.Type, SymbolEqualityComparer.Default))
                    && (at.Equals(serializer, SymbolEqualityComparer.Default) || method.DeclaredAccessibility != Accessibility.Private)
                    && !found.Any(other => Hierarchy.Overrides(other, method)))
                    found.Add(method);
        return found.Count(method => method.DeclaredAccessibility == Accessibility.Public) is > 0 and var open ? open : found.Count;
    }

    static bool IsDeserializing(AttributeSyntax attribute, SemanticModel model, Report report)
    {
        if (attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration)
            return model.GetDeclaredSymbol(declaration, report.Cancellation) is IMethodSymbol method && report.Project.HandlerOf(method, report.Cancellation) is { } handler && Payload.Of(handler, report.Project).Read is not null;
        return report.Project.Handlers(report.Cancellation).Any(handler => handler is { Model: ProgrammingModel.ClassLibrary or ProgrammingModel.Annotations, Certainty: Certainty.Certain } && Payload.Of(handler, report.Project).Read is not null);
    }
}
