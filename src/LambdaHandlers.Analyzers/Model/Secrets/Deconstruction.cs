using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What the elements of a tuple are called, on the left of an assignment or in a type.</summary>
static class Deconstruction
{
    /// <summary>The name of the variable that an element is taken apart into.</summary>
    public static string? Element(ExpressionSyntax left, int index) => left switch
    {
        DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax { Variables: var variables } } when index < variables.Count => (variables[index] as SingleVariableDesignationSyntax)?.Identifier.Text,
        TupleExpressionSyntax { Arguments: var arguments } when index < arguments.Count => arguments[index].Expression switch
        {
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.Text: var name } } => name,
            var expression => LastName.Of(expression),
        },
        _ => null,
    };

    /// <summary>The name of an element in a tuple's type.</summary>
    public static string? Element(TypeSyntax type, int index) =>
        type.DescendantNodesAndSelf().OfType<TupleTypeSyntax>().FirstOrDefault() is { Elements: var elements } && index < elements.Count ? elements[index].Identifier.Text : null;
}
