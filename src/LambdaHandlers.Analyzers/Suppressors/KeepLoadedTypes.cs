using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>"Never instantiated" and "make it static" on what Lambda makes: the class of a handler, the start-up class of Annotations, what an event is read into.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepLoadedTypes() : LambdaSuppressor(
    "The runtime, the serializer or generated code makes objects of this type", "CA1812", "CA1052", "S1118", "RCS1102")
{
    protected override bool IsWrong(Complaint complaint) => complaint.Type is { } type && (complaint.Project.HandlersOn(type, complaint.Cancellation).Any() || IsStartup(type)
        || complaint.Id == "CA1812" && complaint.Project.Handlers(complaint.Cancellation).Any(handler => Payload.Of(handler, complaint.Project).Read is { } read && Holds(read, type, [])));

    static bool IsStartup(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "LambdaStartupAttribute", ContainingNamespace: { Name: "Annotations", ContainingNamespace.Name: "Lambda" } });

    // The event itself, what is in its lists, and what its properties hold, as far as this project declares them.
    static bool Holds(ITypeSymbol read, INamedTypeSymbol sought, HashSet<ISymbol> seen)
    {
        if (SymbolEqualityComparer.Default.Equals(read.OriginalDefinition, sought)) return true;
        if (read is IArrayTypeSymbol array) return Holds(array.ElementType, sought, seen);
        if (read is not INamedTypeSymbol named) return false;
        if (named.TypeArguments.Any(argument => Holds(argument, sought, seen))) return true;
        return !named.DeclaringSyntaxReferences.IsEmpty && seen.Add(named) && named.GetMembers().OfType<IPropertySymbol>().Any(property => Holds(property.Type, sought, seen));
    }
}
