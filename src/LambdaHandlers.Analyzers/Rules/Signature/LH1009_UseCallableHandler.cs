using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Rules.Signature;

/// <summary>Some shapes of methods and types the class-library loader refuses: generic, abstract, params, by reference.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class UseCallableHandler() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH1009";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Signature, DiagnosticSeverity.Error,
        title: "Make the handler a method that the runtime can call",
        message: "The runtime refuses handler '{0}': {1}; {2}",
        description: "The class-library loader calls a handler through compiled code that knows only its input, its context and its result. It cannot choose type arguments, fill a params array, "
            + "pass by reference, or call what has no body, and it looks for the method on a class or a struct only.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on)
    {
        on.Signature(CheckMethod);
        on.Types(CheckType);
    }

    static void CheckMethod(Handler handler, Report report)
    {
        if (IsLoaded(handler) && handler.Binds && Refused(handler) is var (reason, cure, parameter))
            report.At(handler, parameter is not null && !handler.IsDeclaredElsewhere ? handler.Method.Parameters[parameter.Ordinal].Locations.FirstOrDefault() ?? handler.Name : handler.Name, handler.Method.Name, reason, cure);
    }

    static (string Reason, string Cure, IParameterSymbol? Parameter)? Refused(Handler handler)
    {
        var method = handler.Signature;
        // What an abstract class holds is LH1006's, and an interface the type's.
        if (method.IsAbstract && handler.NamedType is { TypeKind: not TypeKind.Interface } type && !(type.IsAbstract && !method.IsStatic))
            return ("it is abstract", "name a method that has a body", null);
        if (method.IsGenericMethod)
            return ("it is generic", "give it the types of its event and answer", null);
        if (method.Parameters is [.., { IsParams: true, Type: IArrayTypeSymbol } last])
            return ("its last parameter is 'params'", "take a plain array", last);
        if (method.IsVararg)
            return ("it takes '__arglist'", "take an input and an ILambdaContext", null);
        if (method.Parameters is [{ RefKind: not RefKind.None } input, ..])
            return ("it takes its input by reference", "take it by value", input);
        if (method.Parameters is [var first, ..] && IsUnmanageable(first.Type))
            return ($"'{first.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' cannot be the type of an input", "take 'Stream' or a class", first);
        if (method.RefKind != RefKind.None || IsUnmanageable(method.ReturnType))
            return ($"'{(method.RefKind == RefKind.None ? "" : "ref ")}{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' cannot be the type of an answer", "return a value", null);
        return null;
    }

    static void CheckType(INamedTypeSymbol type, Handler handler, Report report)
    {
        if (!IsLoaded(handler) || type.Locations is not [var place, ..]) return;
        if (type.TypeKind == TypeKind.Interface)
            report.At(handler, place, handler.Method.Name, $"'{type.Name}' is an interface", "name a class that implements it");
        else if (type.TypeKind == TypeKind.Enum)
            report.At(handler, place, handler.Method.Name, $"'{type.Name}' is an enum", "name a method of a class");
        // What no string names is a base, of classes in other projects if there are none in this one.
        else if (type.IsGenericType && handler.IsNamed)
            report.At(handler, place, handler.Method.Name, $"'{type.Name}' is generic or lies in a generic type", "name a class that closes it: 'class X : Base<T>'");
    }

    static bool IsLoaded(Handler handler) => handler is { Model: ProgrammingModel.ClassLibrary, Certainty: Certainty.Certain };

    static bool IsUnmanageable(ITypeSymbol type) =>
        type is IPointerTypeSymbol or IFunctionPointerTypeSymbol || type.IsRefLikeType || type.SpecialType == SpecialType.System_TypedReference;
}
