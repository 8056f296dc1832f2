using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>How many were processed, how many failed: a whole number that is added up for the log or for a text, and decides nothing.</summary>
static class Tally
{
    /// <summary>True for <c>processed += result.Processed</c>, where the sum is only told.</summary>
    public static bool Grows(ICompoundAssignmentOperation sum, LambdaProject project) =>
        sum is { Target: ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } local } target }
        && Slot.Bare(sum.Value) is IPropertyReferenceOperation or IFieldReferenceOperation or ILocalReferenceOperation
        && Destination.Uses(local, target).Where(use => !IsSum(use)).ToList() is { Count: > 0 } uses && uses.TrueForAll(use => IsTold(use, project));

    static bool IsSum(IOperation use) => use.Parent is ICompoundAssignmentOperation sum && sum.Target == use || use.Parent is IIncrementOrDecrementOperation { Parent: IExpressionStatementOperation };

    // $"{processed} of them", logger.LogInformation("{Processed}", processed)
    static bool IsTold(IOperation use, LambdaProject project)
    {
        for (var at = use.Parent; at is not null and not IBlockOperation; at = at.Parent)
            if (at is IInterpolationOperation || project.Loggers.At(at) is not null) return true;
        return false;
    }
}
