using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The construction of an AWS client without its keys: it then finds the execution role.</summary>
static class ClientWithoutKeys
{
    /// <summary>The construction without them, when the client has such a constructor.</summary>
    public static BaseObjectCreationExpressionSyntax? Of(BaseObjectCreationExpressionSyntax creation, Target target)
    {
        if (creation.ArgumentList is not { } list || target.Model.GetSymbolInfo(creation, target.Cancellation).Symbol is not IMethodSymbol constructor || !Has(constructor.ContainingType, "AmazonServiceClient")) return null;
        var kept = new List<(ArgumentSyntax Argument, IParameterSymbol Parameter)>();
        foreach (var argument in list.Arguments)
            if (ParameterOf(argument, list, constructor) is not { } parameter) return null;
            else if (!IsKey(parameter)) kept.Add((argument, parameter));
        if (kept.Count == list.Arguments.Count || !constructor.ContainingType.InstanceConstructors.Any(other => other.DeclaredAccessibility == Accessibility.Public && Takes(other, kept))) return null;
        // The first takes the first one's place; the others keep the comma before them, and with it the end of its line.
        var arguments = SyntaxFactory.SeparatedList(
            kept.Select((each, index) => index == 0 ? each.Argument.WithLeadingTrivia(list.Arguments[0].GetLeadingTrivia()) : each.Argument),
            kept.Skip(1).Select(each => list.Arguments.GetSeparator(list.Arguments.IndexOf(each.Argument) - 1)));
        return creation switch
        {
            ObjectCreationExpressionSyntax plain => plain.WithArgumentList(list.WithArguments(arguments)),
            ImplicitObjectCreationExpressionSyntax plain => plain.WithArgumentList(list.WithArguments(arguments)),
            _ => null,
        };
    }

    /// <summary>The arguments of a construction that hand keys over.</summary>
    public static Func<BaseObjectCreationExpressionSyntax, IEnumerable<SyntaxNode>> Arguments(Target target) => creation =>
        creation.ArgumentList is { } list && target.Model.GetSymbolInfo(creation, target.Cancellation).Symbol is IMethodSymbol constructor
            ? list.Arguments.Where(argument => ParameterOf(argument, list, constructor) is { } parameter && IsKey(parameter)) : [];

    /// <summary>True for AWSCredentials and what derives from it.</summary>
    public static bool IsCredentials(ITypeSymbol type) => Has(type, "AWSCredentials");

    static bool IsKey(IParameterSymbol parameter) => IsCredentials(parameter.Type) || parameter.Name is "awsAccessKeyId" or "awsSecretAccessKey" or "awsSessionToken";

    static IParameterSymbol? ParameterOf(ArgumentSyntax argument, ArgumentListSyntax list, IMethodSymbol constructor) =>
        argument.NameColon is { } name ? constructor.Parameters.FirstOrDefault(each => each.Name == name.Name.Identifier.ValueText)
        : list.Arguments.IndexOf(argument) is var index && index < constructor.Parameters.Length ? constructor.Parameters[index] : null;

    static bool Takes(IMethodSymbol constructor, List<(ArgumentSyntax Argument, IParameterSymbol Parameter)> kept) =>
        constructor.Parameters.Length == kept.Count
        && constructor.Parameters.Zip(kept, (parameter, each) => SymbolEqualityComparer.Default.Equals(parameter.Type, each.Parameter.Type) && (each.Argument.NameColon is null || each.Parameter.Name == parameter.Name)).All(fits => fits);

    static bool Has(ITypeSymbol type, string name)
    {
        for (var each = type; each is not null; each = each.BaseType)
            if (each.Name == name && each.ContainingNamespace is { Name: "Runtime", ContainingNamespace.Name: "Amazon" }) return true;
        return false;
    }
}
