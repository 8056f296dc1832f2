using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>A timeout or a memory size in <c>[LambdaFunction]</c>, which the Annotations generator writes into the template.</summary>
static class AnnotatedSize
{
    /// <summary>The sizes that an attribute sets.</summary>
    public static IEnumerable<(Quota Quota, ExpressionSyntax Value)> Of(AttributeSyntax attribute)
    {
        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
            if (argument.NameEquals?.Name.Identifier.ValueText is "Timeout" or "MemorySize")
                yield return (argument.NameEquals.Name.Identifier.ValueText == "Timeout" ? Quota.Timeout : Quota.Memory, argument.Expression);
    }

    /// <summary>The number that a value is; null for zero, which the generator takes for nothing.</summary>
    public static int? Number(ExpressionSyntax value, SemanticModel model) => model.GetConstantValue(value).Value switch
    {
        int and > 0 and var number => number,
        uint and > 0 and <= int.MaxValue and var number => (int)number,
        _ => null,
    };

    /// <summary>True when an attribute in the code is where this size of a function comes from.</summary>
    public static bool Says(DeployedFunction function, Location place, Compilation compilation)
    {
        var (key, size) = function.Timeout?.Location == place ? ("Timeout", function.Timeout) : function.MemorySize?.Location == place ? ("MemorySize", function.MemorySize) : ("", null);
        if (size?.Number is not { } number || function.File.Resource(function.Name)?.At("Metadata", "Tool")?.Text != "Amazon.Lambda.Annotations" || function.ParsedHandler is not { } handler
            || (handler.IsExecutable ? function.Variable("ANNOTATIONS_HANDLER")?.Text : handler.Method) is not { } method) return false;
        return compilation.GetSymbolsWithName(method, SymbolFilter.Member).SelectMany(symbol => symbol.GetAttributes())
            .Where(attribute => attribute.AttributeClass?.Name == "LambdaFunctionAttribute")
            .Any(attribute => attribute.NamedArguments.Any(argument => argument.Key == key && argument.Value.Value is uint value && value == number));
    }
}
