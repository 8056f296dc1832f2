using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a value is before it was converted. <see cref="Slot.Bare"/> looks through every conversion, also through one that makes something else.</summary>
static class Conversions
{
    /// <summary>The value without the language's own conversions around it; what an operator of the user's makes is a value of its own.</summary>
    public static IOperation Plain(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion) value = conversion.Operand;
        return value;
    }
}
