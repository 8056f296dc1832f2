using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Logging;

/// <summary>How an exception shows up among the operands of a call.</summary>
static class Exceptions
{
    /// <summary>The operation with the conversions around it.</summary>
    public static IOperation Outermost(IOperation value)
    {
        while (value.Parent is IConversionOperation or IParenthesizedOperation) value = value.Parent;
        return value;
    }

    /// <summary>The variable of the caught exception when a piece of text is it, its message, its stack trace or its ToString(); null otherwise.</summary>
    public static ILocalSymbol? TextOf(IOperation part) => Conversions.Plain(part) switch
    {
        ILocalReferenceOperation { Local: var local } when LogCall.IsException(local.Type) => local,
        IPropertyReferenceOperation { Property.Name: "Message" or "StackTrace", Instance: { } owner } when LogCall.IsException(owner.Type) => TextOf(owner),
        IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance: { } owner } when LogCall.IsException(owner.Type) => TextOf(owner),
        _ => null,
    };

    /// <summary>The pieces that a text is put together from: holes of an interpolation, operands of a concatenation, arguments of string.Format; else the value itself.</summary>
    public static IEnumerable<IOperation> Pieces(IOperation value) => Conversions.Plain(value) switch
    {
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().SelectMany(hole => Pieces(hole.Expression)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => Pieces(sum.LeftOperand).Concat(Pieces(sum.RightOperand)),
        IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } call => call.Arguments.SelectMany(argument =>
            argument.Value is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues.SelectMany(Pieces) : Pieces(argument.Value)),
        var plain => [plain],
    };

    /// <summary>The catch clause that declares the variable, when the operation stands in it.</summary>
    public static ICatchClauseOperation? CatchOf(ILocalSymbol caught, IOperation within)
    {
        if (caught.DeclaringSyntaxReferences is not [var declaration] || declaration.GetSyntax() is not CatchDeclarationSyntax) return null;
        for (var at = within.Parent; at is not null; at = at.Parent)
            if (at is ICatchClauseOperation clause && clause.Locals.Contains(caught, SymbolEqualityComparer.Default))
                return clause;
        return null;
    }
}
