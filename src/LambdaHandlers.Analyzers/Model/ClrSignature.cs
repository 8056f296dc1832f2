using System.Text;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A method as <c>MethodInfo.ToString()</c> writes it, which a handler string can say instead of a name: <c>System.String Handle(System.String, Int32)</c>.</summary>
static class ClrSignature
{
    /// <summary>The signature.</summary>
    public static string Of(IMethodSymbol method)
    {
        var text = new StringBuilder();
        Append(text, method.ReturnType, inArgument: false);
        if (method.RefKind != RefKind.None) text.Append(" ByRef");
        text.Append(' ').Append(method.MetadataName);
        if (method.IsGenericMethod) text.Append('[').Append(string.Join(",", method.TypeParameters.Select(parameter => parameter.Name))).Append(']');
        text.Append('(');
        for (var at = 0; at < method.Parameters.Length; at++)
        {
            if (at > 0) text.Append(", ");
            Append(text, method.Parameters[at].Type, inArgument: false);
            if (method.Parameters[at].RefKind != RefKind.None) text.Append(" ByRef");
        }
        return text.Append(')').ToString();
    }

    // At the top primitives, void and nested types stand bare; inside the brackets of a generic type everything has its namespace.
    static void Append(StringBuilder text, ITypeSymbol type, bool inArgument)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Append(text, array.ElementType, inArgument);
                text.Append('[').Append(',', array.Rank - 1).Append(']');
                break;
            case IPointerTypeSymbol pointer:
                Append(text, pointer.PointedAtType, inArgument);
                text.Append('*');
                break;
            case ITypeParameterSymbol parameter:
                text.Append(parameter.Name);
                break;
            case INamedTypeSymbol named:
                if (!inArgument && (IsPrimitive(named) || named.ContainingType is not null))
                {
                    text.Append(named.MetadataName);
                    break;
                }
                AppendNamespace(text, named);
                AppendName(text, named);
                break;
            default:
                text.Append("System.Object");
                break;
        }
    }

    static void AppendNamespace(StringBuilder text, INamedTypeSymbol type)
    {
        var outermost = type;
        while (outermost.ContainingType is { } outer) outermost = outer;
        if (!outermost.ContainingNamespace.IsGlobalNamespace) text.Append(outermost.ContainingNamespace.ToDisplayString()).Append('.');
    }

    static void AppendName(StringBuilder text, INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (var at = type; at is not null; at = at.ContainingType) chain.Push(at);
        text.Append(string.Join("+", chain.Select(each => each.MetadataName)));
        var arguments = chain.SelectMany(each => each.TypeArguments).ToList();
        if (arguments.Count == 0) return;
        text.Append('[');
        for (var at = 0; at < arguments.Count; at++)
        {
            if (at > 0) text.Append(',');
            Append(text, arguments[at], inArgument: true);
        }
        text.Append(']');
    }

    // What reflection prints without its namespace.
    static bool IsPrimitive(INamedTypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Void => true,
        _ => false,
    };
}
